"""Vietnamese text as old portals still publish it: VNI and TCVN3 fonts, windows-1258, decomposed letters."""

from __future__ import annotations

import unicodedata

# VNI writes the bare letter and one more letter for the marks above it; i, ơ, ư, đ and ỵ have letters of their own.
_VNI_MARKS = {
    "": {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"},
    "\u0302": {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"},
    "\u0306": {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"},
}
_VNI_WHOLE = {"đ": "ñ", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}
_HORN = "\u031b"
_TONES = "\u0301\u0300\u0309\u0303\u0323"

_TCVN3_LOWER = (
    "àµ ả¶ ã· á¸ ạ¹ ă¨ ằ» ẳ¼ ẵ½ ắ¾ ặÆ â© ầÇ ẩÈ ẫÉ ấÊ ậË đ® èÌ ẻÎ ẽÏ éÐ ẹÑ êª ềÒ ểÓ ễÔ ếÕ ệÖ ì× ỉØ ĩÜ íÝ ịÞ "
    "òß ỏá õâ óã ọä ô« ồå ổæ ỗç ốè ộé ơ¬ ờê ởë ỡì ớí ợî ùï ủñ ũò úó ụô ư\u00ad ừõ ửö ữ÷ ứø ựù ỳú ỷû ỹü ýý ỵþ"
)
_TCVN3 = {pair[0]: pair[1:] for pair in _TCVN3_LOWER.split(" ")} | dict(
    zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True)
)


def vni(text: str) -> str:
    """Return `text` as the letters that a page set in a VNI font holds."""
    return "".join(_vni_letter(letter) for letter in unicodedata.normalize("NFC", text))


def _vni_letter(letter: str) -> str:
    whole = _VNI_WHOLE.get(letter.lower())
    if whole is not None:
        return whole if letter.islower() else whole.upper()
    parts = unicodedata.normalize("NFD", letter)
    base, marks = parts[0], parts[1:]
    if not marks:
        return letter
    if _HORN in marks:
        base = {"o": "ô", "u": "ö", "O": "Ô", "U": "Ö"}[base]
    tone = next((mark for mark in marks if mark in _TONES), "")
    shape = next((mark for mark in marks if mark in _VNI_MARKS), "")
    sign = _VNI_MARKS[shape].get(tone, "")
    return base + (sign if letter.islower() else sign.upper())


def tcvn3(text: str) -> str:
    """Return `text` as the letters that a page set in a TCVN3 (ABC) font holds; capitals share most lower forms."""
    letters = unicodedata.normalize("NFC", text)
    return "".join(_TCVN3.get(letter) or _TCVN3.get(letter.lower(), letter) for letter in letters)


def decomposed(text: str) -> str:
    """Return `text` with every accent as a character of its own (NFD), as one family of editors saves it."""
    return unicodedata.normalize("NFD", text)


def windows_1258(text: str) -> bytes:
    """Return `text` in windows-1258: shaped letters with their tone as a combining mark after them."""
    return "".join(_toned(letter) for letter in unicodedata.normalize("NFC", text)).encode(
        "cp1258", errors="xmlcharrefreplace"
    )


def _toned(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in parts[1:] if mark in _TONES), "")
    return unicodedata.normalize("NFC", parts.replace(tone, "")) + tone if tone else letter
