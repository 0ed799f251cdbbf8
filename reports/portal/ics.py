"""The calendar of deadlines and survey windows as iCalendar (RFC 5545). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
_LINE: Final = 75
"""Bytes of a line without its end (§3.1)."""


@dataclass(frozen=True, slots=True)
class Day:
    """One event of whole days."""

    uid: str
    first: date
    last: date
    """The last day itself."""
    title: str
    text: str
    category: str
    url: str = ""
    sure: bool = True
    """Whether a source confirms it."""


def ics(days: Iterable[Day], name: str, changed: datetime) -> bytes:
    """Write a calendar.

    Args:
        days: Its events.
        name: What readers call it.
        changed: When the calendar was changed last.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//osi-audit//portal//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        *(line for day in days for line in _event(day, changed)),
        "END:VCALENDAR",
    ]
    return "".join(f"{piece}\r\n" for line in lines for piece in folded(line)).encode()


def _event(day: Day, changed: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{day.uid}"
    yield f"DTSTAMP:{changed.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{day.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day.last + timedelta(days=1):%Y%m%d}"  # the day after the last one (§3.6.1)
    yield f"SUMMARY:{escaped(day.title)}"
    yield f"DESCRIPTION:{escaped(day.text)}"
    yield f"CATEGORIES:{escaped(day.category)}"
    if day.url:
        yield f"URL:{_plain(day.url)}"
    yield f"STATUS:{'CONFIRMED' if day.sure else 'TENTATIVE'}"
    yield "TRANSP:TRANSPARENT"  # nobody is busy by it
    yield "END:VEVENT"


def escaped(text: str) -> str:
    r"""Return text as a value may hold it (§3.3.11).

    >>> escaped("a, b; c\\d\ne")
    'a\\, b\\; c\\\\d\\ne'
    """
    clean = text.replace("\r\n", "\n").replace("\r", "\n")
    for sign in ("\\", ";", ","):
        clean = clean.replace(sign, f"\\{sign}")
    return _plain(clean.replace("\n", "\\n"))


def _plain(text: str) -> str:
    """Without control characters, which no value may hold."""
    return "".join(sign for sign in text if sign.isprintable() or sign == "\u00a0")


def folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 bytes, none of them cut within a character (§3.1).

    >>> [len(piece.encode()) for piece in folded("SUMMARY:" + "ộ" * 40)]
    [74, 55]
    """
    if len(line.encode()) <= _LINE:
        yield line
        return
    piece, size = "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > _LINE:
            yield piece
            piece, size = " ", 1
        piece, size = piece + sign, size + width
    yield piece
