"""What somebody typed, as a question to FTS5. Pure: whatever is typed is words, never syntax."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MOST_LETTERS: Final = 200
"""Of a question; what is beyond is left out."""
MOST_WORDS: Final = 16
_WORD: Final = re.compile(r"[^\W_]+")
_QUOTED: Final = re.compile(r'["“”„]([^"“”„]*)["“”„]')


def words_of(text: str) -> list[str]:
    """Return the words of a text as the index has them: lower case, without diacritics, đ as d.

    >>> words_of("Đăng ký HỘ CHIẾU, lần 2!")
    ['dang', 'ky', 'ho', 'chieu', 'lan', '2']
    """
    return _WORD.findall(_bare(text[:MOST_LETTERS]))[:MOST_WORDS]


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFD", text)
    bare = "".join([letter for letter in parts if unicodedata.category(letter) != "Mn"])
    return bare.lower().replace("đ", "d")


def question(text: str) -> str:
    """Return the FTS5 expression of what somebody typed; empty when there is no word in it.

    All words must be there; where they stand in a row, as the syllables of a Vietnamese word do, the text counts for more. What
    stands in quotation marks must stand in a row.

    >>> question("hộ chiếu")
    '("ho chieu") OR ("ho" AND "chieu")'
    >>> question('"hộ chiếu" mới')
    '("ho chieu moi") OR ("ho chieu" AND "moi")'
    >>> question('AND (NEAR* -"')
    '("and near") OR ("and" AND "near")'
    """
    text = text[:MOST_LETTERS]
    rows = [words_of(part) for part in _QUOTED.findall(text)]
    rows += [[word] for word in words_of(_QUOTED.sub(" ", text))]
    rows = [row for row in rows if row]
    if not rows:
        return ""
    every = " AND ".join(dict.fromkeys(_row(row) for row in rows))
    whole = words_of(text)
    return every if len(rows) == 1 else f"({_row(whole)}) OR ({every})"


def exactly(text: str) -> str:
    """Return the FTS5 expression of the words just as they were typed; empty where they were typed without diacritics.

    >>> exactly("Đất đai 2024"), exactly("dat dai")
    ('"đất" AND "đai" AND "2024"', '')
    """
    text = unicodedata.normalize("NFC", text[:MOST_LETTERS]).lower()
    words = [_row([word]) for word in _WORD.findall(text)[:MOST_WORDS]]
    return " AND ".join(dict.fromkeys(words)) if _bare(text) != unicodedata.normalize("NFD", text) else ""


def _row(words: list[str]) -> str:
    return f'"{" ".join(words)}"'
