"""Geometry of an agency's trend: one line with the interval of each run. Lengths are in SVG user units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from reports.history import Point, certain
from reports.score_field import ScoreField

WIDTH: Final = 560
HEIGHT: Final = 230
_FIELD: Final = ScoreField(left=40.0, right=536.0, top=22.0, bottom=190.0, edge=18.0)
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
    left: float = _FIELD.left
    right: float = _FIELD.right
    top: float = _FIELD.top
    bottom: float = _FIELD.bottom


def history_chart(points: Sequence[Point]) -> HistoryChart:
    """Draw the scores of an agency's runs, the oldest first and this one last.

    Runs stand as far apart as their days; where days do not grow from run to run, all stand equally far apart.
    """
    places = _FIELD.places([point.score.day for point in points], alone=_FIELD.right - _FIELD.edge)
    last = points[-1].score.editions if points else ()
    marks = [
        Mark(
            x,
            _FIELD.height(point.score.english.low),
            _FIELD.height(point.score.english.high),
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
        _FIELD.grid,
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
            anchor = (
                "end" if x > _FIELD.right - _LABEL_ROOM / 2 else "start" if x < _FIELD.left + 30 else "middle"
            )
            found.append(Label(x, points[number].score.day, anchor))
    return tuple(reversed(found))
