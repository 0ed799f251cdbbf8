"""What the text of a document says of itself: its title, its date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.facts.dates import find_dates
from audit.facts.documents.draft import LIMITS

_PLACE_LINE = re.compile(LIMITS["place_lines"], re.IGNORECASE)
_NOT_TITLES = tuple(LIMITS["not_titles"])
_BODIES = tuple(LIMITS["bodies"])
_FILE_NAME = re.compile(r"\.(?:docx?|xlsx?|pdf|rtf|odt|pptx?|indd|cdr|tif)$", re.IGNORECASE)
_CELLS = " | "
_DATELINE = re.compile(r"\bngày\b.{1,12}\btháng\b", re.IGNORECASE)


def first_words(lines: Sequence[str]) -> str:
    """Return the beginning of a text, paragraphs on lines of their own."""
    left: int = LIMITS["text_words"]
    kept = []
    for line in lines:
        words = line.split()
        kept.append(" ".join(words[:left]))
        left -= len(words)
        if left <= 0:
            break
    return "\n".join(kept)


def own_date(lines: Sequence[str]) -> str:
    """Return the date a document prints near its beginning: of its line of place and date, else its first day.

    >>> own_date(["Số: 12/2017/TT", "Căn cứ Luật ngày 29/6/2006;", "Hà Nội, ngày 23 tháng 10 năm 2017"])
    '2017-10-23'
    """
    head: list[str] = []
    size = 0
    for line in lines:
        head.append(line)
        size += len(line)
        if size > LIMITS["date_letters"]:
            break
    datelines = [line for line in head if _PLACE_LINE.search(line) or _DATELINE.search(line[:80])]
    for line in (*datelines, *head):
        for found in find_dates(line):
            if len(found.iso) == 10:
                return found.iso
    return ""


def own_title(lines: Sequence[str], said: str) -> str:
    """Return a document's title.

    Args:
        lines: Its paragraphs.
        said: What its properties say, often the file's name or a template's.

    >>> own_title(["BỘ A", "Số: 1/QĐ", "Hà Nội, ngày 1 tháng 2 năm 2018", "QUYẾT ĐỊNH", "BAN HÀNH QUY CHẾ", "Điều 1."], "doc1.doc")
    'QUYẾT ĐỊNH BAN HÀNH QUY CHẾ'
    """
    head = list(lines[: LIMITS["title_lines"]])
    for number, line in enumerate(head[: LIMITS["capital_lines"]]):
        if not line.isupper() or _is_no_title(line):
            continue
        following = [line]
        for after in head[number + 1 : number + 4]:
            if not after.isupper() or _is_no_title(after):
                break
            following.append(after)
        title = " ".join(following)
        if _has_length(title):
            return title
    if _has_length(said) and not _FILE_NAME.search(said) and not _is_no_title(said):
        return said
    return next((line for line in head if _has_length(line) and not _is_no_title(line)), "")


def _has_length(text: str) -> bool:
    fewest, most = LIMITS["title_words"]
    return bool(fewest <= len(text.split()) <= most)


def _is_no_title(line: str) -> bool:
    lower = line.lower()
    if _CELLS in line or lower.startswith(_NOT_TITLES) or _PLACE_LINE.search(line):
        return True
    return lower.startswith(_BODIES) and len(lower.split()) <= 8
