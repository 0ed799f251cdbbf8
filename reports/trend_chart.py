"""Geometry of the chart of medians over runs; the template only draws. Lengths are in SVG user units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from reports.score_field import ScoreField
from reports.trend import TrendPoint

WIDTH: Final = 520
HEIGHT: Final = 250
_FIELD: Final = ScoreField(left=40.0, right=500.0, top=14.0, bottom=214.0, edge=12.0)


@dataclass(frozen=True, slots=True)
class Dot:
    """A run's median; hollow where it cannot be set beside the last one as it is."""

    x: float
    y: float
    hollow: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """A line between two runs; dashed where their medians cannot be compared as they are."""

    x1: float
    y1: float
    x2: float
    y2: float
    dashed: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One language."""

    name: str
    """english or local."""
    dots: tuple[Dot, ...]
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class TrendChart:
    """The whole drawing."""

    lines: tuple[Line, ...]
    grid: tuple[tuple[int, float], ...]
    """Score and height of each horizontal line."""
    days: tuple[tuple[str, float, str], ...]
    """Labels below: day, place, and which end of the text stands there."""
    width: int = WIDTH
    height: int = HEIGHT
    left: float = _FIELD.left
    right: float = _FIELD.right


def trend_chart(points: Sequence[TrendPoint]) -> TrendChart:
    """Draw the medians of runs, the oldest first.

    Runs stand as far apart as their days; where two have the same day, all stand equally far apart.
    """
    places = _FIELD.places([point.day for point in points], alone=_FIELD.left)
    return TrendChart(
        (
            _line("english", points, [p.english for p in points], places),
            _line("local", points, [p.local for p in points], places),
        ),
        _FIELD.grid,
        tuple(
            (points[at].day, places[at], anchor)
            for at, anchor in ((0, "start"), (len(points) - 1, "end"))
            if points
        ),
    )


def _line(
    name: str, points: Sequence[TrendPoint], values: Sequence[float | None], places: Sequence[float]
) -> Line:
    known = [
        (Dot(x, _FIELD.height(value), hollow=not point.comparable), point)
        for point, value, x in zip(points, values, places, strict=True)
        if value is not None
    ]
    return Line(
        name,
        tuple(dot for dot, _ in known),
        tuple(Stretch(a.x, a.y, b.x, b.y, dashed=a.hollow or b.hollow) for (a, _), (b, _) in pairwise(known)),
    )
