"""Substance: whether what stands behind a name is the thing itself (docs/verdicts.md, R9)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from audit.detectors.case import Case
from audit.detectors.scope import Scope
from audit.site.days import newest, parse_day

__all__ = ["Check", "Level", "Substance", "graded", "newest", "parse_day", "recent"]


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


def recent(dates: Iterable[str], day: date, days: int) -> int:
    """Return how many dates lie within `days` before `day`, or after it."""
    start = day - timedelta(days=days)
    return sum(1 for value in dates if (parsed := parse_day(value)) and parsed >= start)
