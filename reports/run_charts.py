"""Geometry of the charts on the pages of a run; the templates only draw. Lengths are in SVG user units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a bar."""

    name: str
    count: int
    start: float
    width: float


def stretches(counts: Sequence[tuple[str, int]], width: float) -> tuple[Stretch, ...]:
    """Return one stretch per name that was counted, in the order given, together `width` long; none for nothing.

    >>> [(s.name, s.start, s.width) for s in stretches([("a", 1), ("b", 0), ("c", 3)], 100)]
    [('a', 0.0, 25.0), ('c', 25.0, 75.0)]
    """
    total = sum(count for _, count in counts)
    made = []
    start = 0.0
    for name, count in counts:
        if count:
            length = count * width / total
            made.append(Stretch(name, count, round(start, 2), round(length, 2)))
            start += length
    return tuple(made)
