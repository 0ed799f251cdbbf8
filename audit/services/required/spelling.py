"""How a procedure's name is spelt before its words are read: numbering, padding, abbreviations, one way of writing. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from audit.lexicon.words import folded, plain_word

_I_OR_Y = re.compile(r"\b([bcdđghklmnpqrstvx]+|qu)([yýỳỷỹỵ])\b")
_I = dict(zip("yýỳỷỹỵ", "iíìỉĩị", strict=True))
_QUY = re.compile(r"\bq([uúùủũụ])[yi]\b")  # folding moves the tone of "quý" to the u, which belongs to the q
_QUI = dict(zip("uúùủũụ", "iíìỉĩị", strict=True))
_CUT = re.compile(r"\s*(?:\.{2,}|…)\s*$")
_CODE = r"\d\.\d{6}(?:\.[\w.]+)?"
_LEADING = re.compile(
    rf"\s*(?:\[?\(?{_CODE}\)?\]?\s*[-–:.]?\s+|\d+(?:\.\d+)*\s*[.):/–-]+\s*|(?:[ivxlc]+|[a-zđ])\s*[.):–-]+\s*|\(\d+\)\s*|(?:mục|phần|muc|phan) (?:\d+|[ivx]+)\s*[.:)–-]\s*|\d+\s+(?=\D)|[-–+*•:]\s*)"
)
_LEVEL = r"(?:dịch vụ công |dvc(?:tt)? )?(?:trực tuyến )?(?:mức(?: độ)? ?[1-4]|toàn trình|một phần)"
_TRAILING = re.compile(
    rf"\s*(?:[-–,:]?\s*[(\[]?\s*(?:mã(?: số)?(?: tthc| thủ tục)?\s*:?\s*)?{_CODE}\s*[)\]]?"
    r"|\(\d+(?:\.\d+)+\)"
    rf"|(?:[-–]\s*|[(\[]\s*){_LEVEL}\s*[)\]]?)[\s.;]*$"
)
_THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")
_ZEROS = re.compile(r"\b0+(?=\d)")


def spelt(text: str) -> str:
    """Return a text folded (see `audit.lexicon.words.folded`) and with `i` for a `y` that stands for it.

    >>> spelt("Lý lịch tư pháp, Kỹ thuật"), spelt("Công ty")
    ('lí lịch tư pháp, kĩ thuật', 'công ti')
    """
    text = _QUY.sub(lambda match: "qu" + _QUI[match[1]], folded(text))
    return _I_OR_Y.sub(lambda match: match[1] + _I[match[2]], text)


def unmarked(text: str) -> str:
    """Return a folded text without diacritics.

    >>> unmarked("đăng ký khai sinh")
    'dang ky khai sinh'
    """
    return plain_word(text)


class Trimmer:
    """Takes off what stands around a name and writes abbreviations out.

    Args:
        padding: Phrases that stand before a name.
        abbreviations: What they are written out as.
        plain: For texts without diacritics.
    """

    def __init__(self, padding: Iterable[str], abbreviations: Mapping[str, str], *, plain: bool) -> None:
        self._written = unmarked if plain else str
        level = self._data(r"(?:\s+(?:mức(?: độ)? ?[1-4]|toàn trình|một phần))?")
        longest = sorted(map(self._data, padding), key=len, reverse=True)
        self._padding = re.compile(
            rf"(?:{'|'.join(map(re.escape, longest))})\b(?:\s+số\s+\d+)?{level}\s*[:–-]?\s*"
        )
        self._long = {self._data(short): self._data(full) for short, full in abbreviations.items()}
        shorts = sorted(self._long, key=len, reverse=True)
        self._short = re.compile(rf"(?<![\w&/])(?:{'|'.join(map(re.escape, shorts))})(?![\w&/])")
        self._leading_level = re.compile(self._data(rf"[(\[]\s*{_LEVEL}\s*[)\]]\s*"))
        self._trailing = re.compile(self._data(_TRAILING.pattern))

    def trimmed(self, text: str) -> tuple[str, bool]:
        """Return a name as it is read, and whether it was cut off."""
        text = self._written(spelt(text)).strip()
        cut = _CUT.search(text)
        text = text[: cut.start()] if cut else text
        before = None
        while before != text:
            before = text
            for leading in (_LEADING, self._leading_level):
                found = leading.match(text)
                text = text[found.end() :] if found else text
            padding = self._padding.match(text)
            # "Dịch vụ việc làm" begins with a padding, too: what is left has to be a name still.
            if padding and len(text[padding.end() :].split()) > 2:
                text = text[padding.end() :]
            text = self._trailing.sub("", text)
        text = self._short.sub(lambda match: self._long[match[0]], text)
        return _ZEROS.sub("", _THOUSANDS.sub("", text)), cut is not None

    def _data(self, phrase: str) -> str:
        return self._written(spelt(phrase))
