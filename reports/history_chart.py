"""Geometry of an agency's trend: one line with the interval of each run. Lengths are in SVG user units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from reports.history import Point, certain

WIDTH: Final = 560
HEIGHT: Final = 230
_LEFT, _RIGHT, _TOP, _BOTTOM = 40.0, 536.0, 22.0, 190.0
_EDGE: Final = 18.0
"""Between the frame and the first and last run."""
_GRID: Final = (0, 25, 50, 75, 100)
_LABEL_ROOM: Final = 92.0
"""Wide enough for a day."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A run that could be read."""

    x: float
    low: float
    """Height of the low end, which the line follows."""
    high: float
    open: bool
    """Whether there is an interval to draw."""
    hollow: bool
    """Judged by other editions than this run."""
    index: int
    """Among the points."""


@dataclass(frozen=True, slots=True)
class Label:
    """A day below the chart."""

    x: float
    day: str
    anchor: str


@dataclass(frozen=True, slots=True)
class HistoryChart:
    """The whole drawing."""

    marks: tuple[Mark, ...]
    lines: tuple[str, ...]
    """`points` of polylines; a run that could not be read, or was judged by other editions, breaks the line."""
    breaks: tuple[float, ...]
    """Where the editions changed."""
    unread: tuple[float, ...]
    """Where a run could not be read."""
    labels: tuple[Label, ...]
    grid: tuple[tuple[int, float], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: float = _LEFT
    right: float = _RIGHT
    top: float = _TOP
    bottom: float = _BOTTOM


def history_chart(points: Sequence[Point]) -> HistoryChart:
    """Draw the scores of an agency's runs, the oldest first and this one last.

    Runs stand as far apart as their days; where days do not grow from run to run, all stand equally far apart.
    """
    places = _places([point.score.day for point in points])
    last = points[-1].score.editions if points else ()
    marks = [
        Mark(
            x,
            _height(point.score.english.low),
            _height(point.score.english.high),
            not certain(point.score.english),
            point.score.editions != last,
            index,
        )
        for index, (point, x) in enumerate(zip(points, places, strict=True))
        if point.score.readable
    ]
    return HistoryChart(
        tuple(marks),
        _lines(points, marks),
        tuple(
            round((places[i - 1] + places[i]) / 2, 1)
            for i, point in enumerate(points)
            if point.changed and i > 0
        ),
        tuple(x for point, x in zip(points, places, strict=True) if not point.score.readable),
        _labels(points, places),
        tuple((score, _height(score)) for score in _GRID),
    )


def _lines(points: Sequence[Point], marks: Sequence[Mark]) -> tuple[str, ...]:
    """Join neighbours that can be compared: read, and judged by the same editions."""
    stretch = 0
    of_point = []
    for point in points:
        stretch += point.changed or not point.score.readable
        of_point.append(stretch)
    runs = (list(members) for _, members in groupby(marks, key=lambda mark: of_point[mark.index]))
    return tuple(" ".join(f"{m.x},{m.low}" for m in members) for members in runs if len(members) > 1)


def _labels(points: Sequence[Point], places: Sequence[float]) -> tuple[Label, ...]:
    """Name the days of as many runs as there is room for, the last one always, each below its run."""
    found: list[Label] = []
    for number in range(len(points) - 1, -1, -1):
        x = places[number]
        if not found or found[-1].x - x >= _LABEL_ROOM:
            anchor = "end" if x > _RIGHT - _LABEL_ROOM / 2 else "start" if x < _LEFT + 30 else "middle"
            found.append(Label(x, points[number].score.day, anchor))
    return tuple(reversed(found))


def _places(days: Sequence[str]) -> list[float]:
    try:
        numbers = [float(date.fromisoformat(day).toordinal()) for day in days]
    except ValueError:
        numbers = []
    if len(set(numbers)) < len(days) or numbers != sorted(numbers):
        numbers = [float(number) for number in range(len(days))]
    if len(numbers) < 2:
        return [_RIGHT - _EDGE for _ in numbers]
    first, last = numbers[0], numbers[-1]
    room = _RIGHT - _LEFT - 2 * _EDGE
    return [round(_LEFT + _EDGE + (n - first) / (last - first) * room, 1) for n in numbers]


def _height(score: float) -> float:
    return round(_BOTTOM - max(0.0, min(100.0, score)) / 100 * (_BOTTOM - _TOP), 1)
