"""How a score moved, in tenths that add up as they are printed, with the bars of what moved it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from math import floor
from typing import Final

from audit.compare import Cause, ScoreChange, Shift
from audit.results import Interval

BAR: Final = 200.0
"""Width of a bar chart's cell, in SVG units; its middle is nought."""


@dataclass(frozen=True, slots=True)
class Part:
    """By how many points one cause moved a score, in tenths that add up to the change as it is printed."""

    cause: Cause
    low: float
    high: float
    start: float = 0.0
    """Of its bar, at the low end."""
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """One score before and after, and what moved it."""

    before: Interval
    after: Interval
    change: Shift
    """As printed: the difference of the printed ends."""
    parts: tuple[Part, ...]
    """One for each cause, in their order."""

    @property
    def certain(self) -> bool:
        """Whether both ends are the same before and after, so that one column says all."""
        return self.before.certain and self.after.certain

    @property
    def moved(self) -> bool:
        """Whether anything shows."""
        shifts = [self.change, *(Shift(part.low, part.high) for part in self.parts)]
        return any(shift != Shift() for shift in shifts)


def in_tenths(before: float, after: float, parts: Sequence[float]) -> tuple[float, list[float]]:
    """Round a change and its parts to tenths, so that what is printed adds up.

    The change is the difference of the rounded ends; what rounding leaves over goes to the parts that lost most by it.

    >>> in_tenths(41.26, 44.04, [1.44, 1.34, 0.0, 0.0])
    (2.7, [1.4, 1.3, 0.0, 0.0])
    """
    total = _tenths(after) - _tenths(before)
    floors = [floor(part * 10 + 1e-9) for part in parts]
    over = total - sum(floors)
    # What is exactly nought stays nought as long as there is another part to take the rest.
    order = sorted(range(len(parts)), key=lambda n: (abs(parts[n]) < 1e-9, -(parts[n] * 10 - floors[n]), n))
    step = 1 if over > 0 else -1
    for turn in range(abs(over)):
        floors[order[turn % len(order)]] += step
    return total / 10, [value / 10 for value in floors]


def _tenths(value: float) -> int:
    """Round as numbers are printed: by their decimals, half to even."""
    return int(Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_EVEN) * 10)


def _line(before: Interval, after: Interval, by_cause: Mapping[Cause, Shift], widest: float) -> Line:
    low, lows = in_tenths(before.low, after.low, [by_cause[cause].low for cause in Cause])
    high, highs = in_tenths(before.high, after.high, [by_cause[cause].high for cause in Cause])
    scale = BAR / 2 / widest if widest > 0 else 0.0
    parts = []
    for cause, at_low, at_high in zip(Cause, lows, highs, strict=True):
        length = min(abs(by_cause[cause].low) * scale, BAR / 2)
        start = BAR / 2 - (length if by_cause[cause].low < 0 else 0.0)
        parts.append(Part(cause, at_low, at_high, round(start, 2), round(length, 2)))
    return Line(before, after, Shift(low, high), tuple(parts))


def lines_of(change: ScoreChange, widest: float) -> tuple[Line, Line]:
    """Return the English and the Vietnamese line of a score; `widest` points fill half a bar."""
    return (
        _line(*change.english, change.english_by_cause, widest),
        _line(*change.local, change.local_by_cause, widest),
    )


def mean_of(changes: Sequence[ScoreChange], *, english: bool) -> Line | None:
    """The mean of some scores: its parts are the means of theirs, so they add up as those do."""
    if not changes:
        return None
    count = len(changes)
    pairs = [change.english if english else change.local for change in changes]
    shifts = [change.english_by_cause if english else change.local_by_cause for change in changes]
    ends = [
        Interval(sum(pair[n].low for pair in pairs) / count, sum(pair[n].high for pair in pairs) / count)
        for n in (0, 1)
    ]
    by_cause = {
        cause: Shift(sum(s[cause].low for s in shifts) / count, sum(s[cause].high for s in shifts) / count)
        for cause in Cause
    }
    return _line(ends[0], ends[1], by_cause, max(abs(shift.low) for shift in by_cause.values()))
