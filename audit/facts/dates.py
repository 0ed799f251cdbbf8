"""Dates as Vietnamese and English pages write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from audit.facts.data import load
from audit.facts.text import Cache, Cores

_DATA = load("dates")
_ENGLISH: dict[str, int] = _DATA["english_months"]
_VIETNAMESE: dict[str, int] = _DATA["vietnamese_months"]
_CLOCK_STARTS = tuple(_DATA["clock_starts"])
_OWNER_WORDS = tuple(_DATA["owner_words"])
_YEAR = r"(?:19|20)\d\d"
_MONTH_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_MONTH_WORD = "|".join(sorted(_VIETNAMESE, key=len, reverse=True)).replace(" ", r"\s+")
_NUMERIC = rf"""
      (?<![\d/.-]) (?P<iso_y>{_YEAR}) (?P<iso_s>[-/.]) (?P<iso_m>\d\d?) (?P=iso_s) (?P<iso_d>\d\d?) (?!\d)
    | (?<![\d/.-]) (?P<d>\d\d?) \s?(?P<s>[-/.])\s? (?P<m>\d\d?) \s?(?P=s)\s? (?P<y>{_YEAR}) (?![\d]|[/-]\w)
"""
_MONTH_AND_YEAR = rf"""
      (?<![\d/.-]) (?<!số\s) (?<!no\.\s) (?P<pm>0?[1-9]|1[0-2]) \s?/\s? (?P<py>{_YEAR}) (?![\d]|[/-]\w)
"""
_MONTH_CORES = Cores((*_ENGLISH, "tháng"))
_PARTED = re.compile(r"\d\s?[-/.]\s?\d")
"""Stands in every date in figures."""
_IN_FIGURES = re.compile(f"{_NUMERIC}|{_MONTH_AND_YEAR}", re.VERBOSE | re.IGNORECASE)
_DATE = re.compile(
    rf"""
      {_NUMERIC}
    | (?<!\d) (?P<vd>\d\d?) [\s,]* tháng \s* (?P<vm>\d\d?|{_MONTH_WORD}) \s* (?:,?\s*năm|[,/.-])? \s* (?P<vy>{_YEAR}) (?!\d)
    | tháng \s* (?P<wm>\d\d?|{_MONTH_WORD}) \s* (?:,?\s*năm|[,/.-])? \s* (?P<wy>{_YEAR}) (?!\d)
    | (?<![\d/.-]) (?P<ed>\d\d?) (?:st|nd|rd|th)? [\s-]* (?:of\s+)? (?P<em>{_MONTH_NAME}) [\s,-]+ (?P<ey>{_YEAR}) (?!\d)
    | \b (?P<am>{_MONTH_NAME}) \s+ (?P<ad>\d\d?) (?:st|nd|rd|th)? ,? \s+ (?P<ay>{_YEAR}) (?!\d)
    | \b (?P<nm>{_MONTH_NAME}) ,? \s+ (?P<ny>{_YEAR}) (?!\d)
    | {_MONTH_AND_YEAR}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_YEARS = re.compile(rf"{_YEAR}(?!\d)")
_BEFORE = 40  # characters before a year in which its day and month may stand
_AFTER = 12
_LABEL = 80  # characters of a text that may come again
_CLOCK = re.compile(r"\d{1,2}:\d{2}:\d{2}")
_FIRST_YEAR = "1945"
_YEARS_AHEAD = 2


class Order(StrEnum):
    """Which readings a numeric date allows."""

    EITHER = "either"
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: characters `start` to `end`."""

    iso: str
    """YYYY-MM-DD or YYYY-MM."""
    start: int
    end: int
    order: Order | None = None
    """None for dates that are not written in three numbers with the year last."""
    swapped: str = ""
    """The other reading, when the order is either."""


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Return the dates in a text, in order. Numeric dates are read day first where both readings are possible."""
    if "20" not in text and "19" not in text:
        return ()
    return _labels[text] if len(text) <= _LABEL else _found(text)


def _found(text: str) -> tuple[FoundDate, ...]:
    found = [
        _READERS[match.lastgroup or ""](match)
        for start, end in _windows(text)
        for match in _matches(text, start, end)
    ]
    return tuple([one for one in found if one.iso])


_labels: Cache[tuple[FoundDate, ...]] = Cache(_found)
"""Of short texts: a list shows the same days, and a menu the same years, page after page."""


def _matches(text: str, start: int, end: int) -> Iterable[re.Match[str]]:
    """Find the dates in a stretch of a text: the pattern of all of them takes five times as long as that of those in figures.

    Most stretches hold a bare year, which is neither.
    """
    if _MONTH_CORES.may_stand_in(text[start:end]):
        return _DATE.finditer(text, start, end)
    return _IN_FIGURES.finditer(text, start, end) if _PARTED.search(text, start, end) else ()


def _windows(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a text round its years: a paragraph has few, and the pattern of dates is dear."""
    windows: list[tuple[int, int]] = []
    for year in _YEARS.finditer(text):
        if text[year.start() - 1 : year.start()].isdecimal():
            continue  # the end of a longer number
        start, end = max(0, year.start() - _BEFORE), year.end() + _AFTER
        if windows and start <= windows[-1][1]:
            windows[-1] = windows[-1][0], end
        else:
            windows.append((start, end))
    return windows


def settle_order(dates: Sequence[FoundDate]) -> Sequence[FoundDate]:
    """Read a page's numeric dates month first when one of them allows nothing else and none contradicts."""
    orders = {one.order for one in dates}
    if Order.MONTH_FIRST not in orders or Order.DAY_FIRST in orders:
        return dates
    return [replace(one, iso=one.swapped) if one.order is Order.EITHER else one for one in dates]


def parse_date(text: str) -> str:
    """Return the first date in a text, empty when there is none: for `<time datetime>` and meta elements."""
    found = find_dates(text)
    return found[0].iso if found else ""


def is_clock(text: str) -> bool:
    """Say whether a text with a date tells the time of reading, or the owner, and not when something happened."""
    lower = text.lower()
    return (
        lower.startswith(_CLOCK_STARTS)
        or _CLOCK.search(text) is not None
        or any(word in lower for word in _OWNER_WORDS)
    )


def is_possible(iso: str, fetched_on: date) -> bool:
    """Say whether a date is not before the State was founded nor more than two years after the fetch."""
    return _FIRST_YEAR <= iso <= _latest(fetched_on)


@lru_cache(maxsize=16)
def _latest(fetched_on: date) -> str:
    return f"{fetched_on.year + _YEARS_AHEAD}{fetched_on:-%m-%d}"


def _day(year: str, month: int, day: str) -> str:
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return ""


def _month(year: str, month: int) -> str:
    return f"{year}-{month:02d}" if 1 <= month <= 12 else ""


def _english(name: str) -> int:
    return _ENGLISH[name[:3].lower()]


def _vietnamese(name: str) -> int:
    return int(name) if name.isdigit() else _VIETNAMESE[" ".join(name.lower().split())]


def _plain(match: re.Match[str], iso: str) -> FoundDate:
    return FoundDate(iso, match.start(), match.end())


def _numeric(match: re.Match[str]) -> FoundDate:
    day_first = _day(match["y"], int(match["m"]), match["d"])
    month_first = _day(match["y"], int(match["d"]), match["m"])
    order = Order.EITHER if day_first and month_first else Order.DAY_FIRST if day_first else Order.MONTH_FIRST
    swapped = month_first if order is Order.EITHER else ""
    return FoundDate(day_first or month_first, match.start(), match.end(), order, swapped)


_READERS: dict[str, Callable[[re.Match[str]], FoundDate]] = {
    "iso_d": lambda m: _plain(m, _day(m["iso_y"], int(m["iso_m"]), m["iso_d"])),
    "y": _numeric,
    "vy": lambda m: _plain(m, _day(m["vy"], _vietnamese(m["vm"]), m["vd"])),
    "wy": lambda m: _plain(m, _month(m["wy"], _vietnamese(m["wm"]))),
    "ey": lambda m: _plain(m, _day(m["ey"], _english(m["em"]), m["ed"])),
    "ay": lambda m: _plain(m, _day(m["ay"], _english(m["am"]), m["ad"])),
    "ny": lambda m: _plain(m, _month(m["ny"], _english(m["nm"]))),
    "py": lambda m: _plain(m, _month(m["py"], int(m["pm"]))),
}
"""By the last group of each way to write a date."""
