"""Geometry of the charts on the pages of a run; the templates only draw. Lengths are in SVG user units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

LABEL_HEIGHT: Final = 15.0
"""Labels nearer than this would overlap."""


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


@dataclass(frozen=True, slots=True)
class Frame:
    """The axes of a line chart: a range of values on each, and the box that they are drawn in."""

    xs: tuple[float, float]
    """Values at the left and at the right edge."""
    ys: tuple[float, float]
    """Values at the bottom and at the top; the higher one first turns the axis round."""
    width: float = 680.0
    height: float = 330.0
    left: float = 44.0
    right: float = 150.0
    """Room for the labels at the ends of lines."""
    top: float = 14.0
    bottom: float = 34.0

    def x(self, value: float) -> float:
        """Return where a value lies across."""
        start, end = self.xs
        room = self.width - self.left - self.right
        return round(self.left + room * (value - start) / (end - start), 2)

    def y(self, value: float) -> float:
        """Return where a value lies down."""
        start, end = self.ys
        room = self.height - self.top - self.bottom
        return round(self.height - self.bottom - room * (value - start) / (end - start), 2)

    @property
    def base(self) -> float:
        """The lower edge of the lines' box."""
        return self.height - self.bottom

    @property
    def end(self) -> float:
        """Its right edge."""
        return self.width - self.right

    def points(self, values: Sequence[tuple[float, float]]) -> str:
        """Return a line as SVG wants its points.

        >>> Frame((0, 1), (0, 1), 100, 100, 0, 0, 0, 0).points([(0, 0), (1, 1)])
        '0.0,100.0 100.0,0.0'
        """
        return " ".join(f"{self.x(x)},{self.y(y)}" for x, y in values)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart, with where its label stands."""

    name: str
    values: tuple[tuple[float, float], ...]
    label_y: float


def lines(frame: Frame, values: Sequence[tuple[str, Sequence[tuple[float, float]]]]) -> tuple[Line, ...]:
    """Return the lines that have a value, with labels at their ends that do not overlap.

    Args:
        frame: Axes.
        values: Name and (x, y) of each line.
    """
    known = [(name, tuple(line)) for name, line in values if line]
    places = apart([frame.y(line[-1][1]) for _, line in known])
    return tuple(Line(name, line, place) for (name, line), place in zip(known, places, strict=True))


def apart(places: Sequence[float], height: float = LABEL_HEIGHT) -> tuple[float, ...]:
    """Move places as little as keeps them `height` apart, in their order.

    >>> apart([10, 12, 60], 15)
    (3.5, 18.5, 60.0)
    """
    blocks: list[tuple[float, list[int]]] = []  # middle, members from top to bottom
    for index in sorted(range(len(places)), key=lambda number: places[number]):
        middle, members = float(places[index]), [index]
        while blocks and middle - blocks[-1][0] < height * (len(members) + len(blocks[-1][1])) / 2:
            above, others = blocks.pop()
            total = len(members) + len(others)
            middle = (middle * len(members) + above * len(others)) / total
            members = others + members
        blocks.append((middle, members))
    moved = list(map(float, places))
    for middle, members in blocks:
        for number, index in enumerate(members):
            moved[index] = round(middle + height * (number - (len(members) - 1) / 2), 2)
    return tuple(moved)


@dataclass(frozen=True, slots=True)
class Stay:
    """Something on a time line: a day, or from one day to another."""

    start: float
    width: float
    """0 for a day."""
    row: int
    """Of its label: 0 for the one next to the line; further ones where labels would stand upon each other."""


def timeline(days: Sequence[tuple[int, int]], until: int, width: float, room: float) -> tuple[Stay, ...]:
    """Return where spans of days lie on a line from day 0 to day `until`.

    What began earlier starts at the line's beginning.

    Args:
        days: First and last day of each.
        until: Day at the right end.
        width: Of the line.
        room: That a label needs.

    >>> [(s.start, s.width, s.row) for s in timeline([(0, 0), (10, 20), (11, 11)], 100, 100, 18)]
    [(0.0, 0.0, 0), (10.0, 10.0, 1), (11.0, 0.0, 2)]
    """
    ends: list[float] = []
    made = []
    for first, last in days:
        start = max(0, first) * width / until
        row = next((number for number, end in enumerate(ends) if start >= end), len(ends))
        ends[row : row + 1] = [start + room]
        stay = max(0, last - max(0, first)) * width / until
        made.append(Stay(round(start, 2), round(stay, 2), row))
    return tuple(made)
