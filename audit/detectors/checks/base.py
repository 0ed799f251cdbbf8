"""Substance: whether what stands behind a name is the thing itself (docs/verdicts.md, R9)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from audit.detectors.case import Case
from audit.detectors.scope import Scope


class Level(IntEnum):
    """How much of the thing is there."""

    NONE = 0
    SOME = 1
    FULL = 2


@dataclass(frozen=True, slots=True)
class Substance:
    """What a check found."""

    level: Level
    count: int = 0
    """Of what the check counts: people, documents, rows …"""
    quote: str = ""
    """The words that show it; empty for the page's own first sentence."""
    note: str = ""
    """Replaces the check's name in the reason's code."""


Check = Callable[[Case, Scope], Substance]


def graded(count: int, enough: int, quote: str = "", *, some: int = 1) -> Substance:
    """Return FULL from `enough` on, SOME from `some` on."""
    level = Level.FULL if count >= enough else Level.SOME if count >= some else Level.NONE
    return Substance(level, count, quote)


def newest(dates: Iterable[str]) -> date | None:
    """Return the newest of dates of reduced precision, each at its first day."""
    found = [parsed for value in dates if (parsed := parse_day(value))]
    return max(found, default=None)


def parse_day(value: str) -> date | None:
    """Return the first day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; None for anything else."""
    try:
        year, month, day = (*(int(part) for part in value.split("-")), 1, 1)[:3]
        return date(year, month, day)
    except ValueError:  # a crawled date may be the 31st of February
        return None


def recent(dates: Iterable[str], day: date, days: int) -> int:
    """Return how many dates lie within `days` before `day`, or after it."""
    start = day - timedelta(days=days)
    return sum(1 for value in dates if (parsed := parse_day(value)) and parsed >= start)
