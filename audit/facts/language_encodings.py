"""Vietnamese text in an encoding from before Unicode, read as Latin-1: recognised, named and repaired."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from audit.facts.language_syllables import is_bare_syllable, is_syllable

_SOUND = re.compile("[ăđĩũơưĂĐĨŨƠƯẠ-ỹ]")  # letters that only sound text has
_SUSPECT = re.compile("[\x80-\x9f\u00a1-ÿŒœŠšŸŽžƒ]")
_WORD = re.compile(r"[^\W\d_]+")
_LOST_SPACE = re.compile(r"Ã (?=(?:ng|nh|[nmoiuy])(?![^\W\d_]))")  # the no-break space of "à", folded
_ODD = re.compile(
    "[a-z][À-Þ]|[\u0300-\u036f]|[^\\W\\d_][¨ª¬\xad®µ¶·¸¹¼½¾]|[¨ª¬\xad®µ¶¸¹¼½¾][^\\W\\d_]"
)  # no one writes so
_LONG_ENOUGH = re.compile("[^\\W\\d_][^\\s«»\"'()]{2}")  # "Où" alone is French
_MOST = 240  # characters that are enough to tell by

# TCVN 5712:1993 (VN3, "ABC" fonts), bytes A1 to FE.
_TCVN3_LETTERS = {
    "¡¢£¤¥¦§": "ĂÂÊÔƠƯĐ",
    "¨©ª«¬\u00ad®": "ăâêôơưđ",
    "µ¶·¸¹»¼½¾ÆÇÈÉÊË": "àảãáạằẳẵắặầẩẫấậ",
    "ÌÎÏÐÑÒÓÔÕÖ": "èẻẽéẹềểễếệ",
    "×ØÜÝÞ": "ìỉĩíị",
    "ßáâãäåæçèéêëìíî": "òỏõóọồổỗốộờởỡớợ",
    "ïñòóôõö÷øùúûüýþ": "ùủũúụừửữứựỳỷỹýỵ",
}
_TCVN3 = str.maketrans(
    {old: new for olds, news in _TCVN3_LETTERS.items() for old, new in zip(olds, news, strict=True)}
)

# VNI Windows: a base letter, then a letter that stands for its marks.
_VNI_MARKS = {
    "ù": "\u0301",
    "ø": "\u0300",
    "û": "\u0309",
    "õ": "\u0303",
    "ï": "\u0323",
    "â": "\u0302",
    "á": "\u0302\u0301",
    "à": "\u0302\u0300",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "ê": "\u0306",
    "é": "\u0306\u0301",
    "è": "\u0306\u0300",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
_VNI_LETTERS = str.maketrans("ôöæóòîñÔÖÆÓÒÎÑ", "ơưỉĩịỵđƠƯỈĨỊỴĐ")
_VNI_PAIR = re.compile("([aeouyôöAEOUYÔÖ])([ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË])")


def _from_tcvn3(text: str) -> str:
    return text.translate(_TCVN3)


def _from_vni(text: str) -> str:
    pieces = _VNI_PAIR.split(text)  # text, base, mark, text, base, mark, …
    joined = [pieces[0].translate(_VNI_LETTERS)]
    for base, mark, rest in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        letter = base.translate(_VNI_LETTERS) + _VNI_MARKS[mark.lower()]
        joined += [unicodedata.normalize("NFC", letter), rest.translate(_VNI_LETTERS)]
    return "".join(joined)


def _bytes(text: str) -> bytes:
    """Undo the reading as Windows-1252; what it has no letter for was passed on as Latin-1."""
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError:
        return b"".join(_byte(letter) for letter in text)


def _byte(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1", "replace")


def _from_cp1258(text: str) -> str:
    return unicodedata.normalize("NFC", _bytes(text).decode("cp1258", "replace"))


def _from_utf8(text: str) -> str:
    whole = _LOST_SPACE.sub("Ã\u00a0", text).replace("Ã  ", "Ã ").replace("Ã ", "Ã\u00a0 ")
    return unicodedata.normalize("NFC", _bytes(whole).decode("utf-8", "replace").replace("\ufffd", ""))


_DECODERS: tuple[tuple[str, re.Pattern[str], Callable[[str], str]], ...] = (
    ("double_utf8", re.compile("[ÃÂÄÆá][\x80-\u2fff ]"), _from_utf8),
    ("tcvn3", re.compile("[¨-þ]"), _from_tcvn3),
    ("vni", re.compile(r"[AEOUYÔÖaeouyôö][À-ü]|[ôöæóòîñÔÖÆÓÒÎÑ]"), _from_vni),
    ("cp1258", re.compile("[ÌÒÞìòðÐõýãÃÕÝ]"), _from_cp1258),
)


def _readable(chunk: str) -> bool:
    """Say whether every word in a chunk is a Vietnamese syllable."""
    words = _WORD.findall(chunk)
    return bool(words) and not _ODD.search(chunk) and all(map(is_syllable, words))


def _gain(text: str, decoded: str) -> int:
    """Count the words that decoding made readable; 0 when it is not the way to read the text."""
    before = [chunk for chunk in text.split() if not chunk.isascii()]
    after = [chunk for chunk in decoded.split() if not chunk.isascii()]
    made = sum(map(_readable, after))
    words = [word for word in _WORD.findall(decoded) if not word.isupper()]
    plausible = sum(map(is_bare_syllable, words)) >= 0.5 * len(words)
    if not plausible or made < 0.75 * max(len(after), 1) or not any(map(_LONG_ENOUGH.search, before)):
        return 0
    return max(0, made - sum(map(_readable, before)))


def _may_be_vietnamese(text: str) -> bool:
    """Say whether the words that no encoding changes leave room for it: French and Spanish are told apart here."""
    words = [chunk.strip(".,;:!?()\"'") for chunk in text.split()]
    plain = [word for word in words if word.isascii() and word.isalpha() and not word.isupper()]
    return (len(plain) < 4 or sum(map(is_bare_syllable, plain)) >= 0.4 * len(plain)) and bool(
        _WORD.search(text)
    )


def repair(text: str) -> tuple[str, str]:
    """Read text again in the encoding it was written in.

    Returns:
        The text, repaired where need be, and the name of its encoding: `tcvn3`, `vni`, `cp1258`, `double_utf8`
        (UTF-8 read as Windows-1252), or nothing when the text is sound or no known encoding makes it Vietnamese.
    """
    if text.isascii():
        return text, ""
    start = text[:_MOST]
    if not _SUSPECT.search(start) or _SOUND.search(start) or not _may_be_vietnamese(start):
        return text, ""
    gains = [
        (_gain(start, decode(start)), name, decode) for name, sign, decode in _DECODERS if sign.search(start)
    ]
    gain, name, decode = max(gains, key=lambda found: found[0], default=(0, "", str))
    return (decode(text), name) if gain else (text, "")
