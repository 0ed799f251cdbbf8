"""The words of a text that can tell its language: without addresses, numbers, document numbers and acronyms."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.facts.language_kinds import MARKED, kinds
from audit.facts.text import Cache

_WORD = re.compile(r"[^\W\d_]+")
_SUSPECT = re.compile(r"[\d@/\\]|\w\.\w")
_FILE = re.compile(
    r"\.(?:vn|com|org|net|gov|edu|info|io|html?|php|aspx?|jsp|pdf|docx?|xlsx?|pptx?|odt|csv|json|xml|zip|rar|jpe?g|png|gif"
    r"|mp[34]|txt|exe|js|css)\b",
    re.IGNORECASE,
)
_TITLE_JOINT = re.compile(r"[^\W\d_][-_][^\W\d_]")
NUMBER_SIGN = re.compile(r"\b[Nn][or][.:º°]?\s{0,3}(?=\d)|[Nn]º")
_WHOLE = re.compile(r"(?<![^\W\d_])[A-ZĐ]?[^\W\d_A-ZĐ]{2,}(?![^\W\d_]|/)")
_LONGEST = 40  # letters; nothing longer is a word


def _kept(chunk: str) -> str:
    """Return what remains of a chunk; of one with digits, slashes or dots inside, its words. Chunks have no space in them."""
    if not _SUSPECT.search(chunk):
        return chunk
    head = chunk[:400]
    if "@" in head or "://" in head or head.lower().startswith("www."):
        return ""
    if _FILE.search(head):
        return _file_title(head)
    if any(map(str.isdigit, head)):
        return " ".join(_WHOLE.findall(head))
    return chunk


def _file_title(name: str) -> str:
    """Return the words of a file name that reads as a title, `application-for-a-permit.pdf`; else nothing."""
    words = [word for word in _WORD.findall(_FILE.split(name)[0]) if len(word) > 2]
    return " ".join(words) if len(words) > 2 and "/" not in name and _TITLE_JOINT.search(name) else ""


_remembered: Cache[str] = Cache(_kept, size=20_000)


def words_of(text: str) -> list[str]:
    """Cut a text into words as written, at most 40 letters each.

    Left out: URLs, host names, e-mail addresses, file names that are no titles, numbers with what hangs on them (`877/QĐ-TTg`, `12kg`).
    """
    if _SUSPECT.search(text):
        text = NUMBER_SIGN.sub(" ", text)
        text = " ".join([_remembered[chunk] for chunk in text.split()])
    found: list[str] = _WORD.findall(text)
    if len(text) > _LONGEST and max(map(len, found), default=0) > _LONGEST:
        return [word[:_LONGEST] for word in found]
    return found


def has_vietnamese_marks(words: Sequence[str]) -> bool:
    """Say whether a third of the words, or more, have letters that only Vietnamese has, in a Vietnamese syllable."""
    return 3 * sum([kinds[word] & MARKED != 0 for word in words]) >= len(words)
