"""Geometry of the charts; the templates only draw. Lengths are in SVG user units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from audit.results import Interval
from reports.history_chart import history_chart
from reports.services import LevelCount
from reports.site_map import short, site_map

LANGUAGE_ORDER: Final = ("en", "vi", "other", "und")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a bar."""

    name: str
    start: float
    width: float
    count: int = 0
    share: float = 0.0
    """Per cent of the whole."""


def bar(value: Interval, width: float) -> tuple[Segment, Segment]:
    """Return the certain and the open stretch of a share of points (0-100) on a bar of `width`."""
    low, high = (max(0.0, min(100.0, edge)) * width / 100 for edge in (value.low, value.high))
    return Segment("certain", 0.0, round(low, 2)), Segment("open", round(low, 2), round(high - low, 2))


def stack(counts: Mapping[str, int], width: float) -> tuple[Segment, ...]:
    """Return one stretch per language that occurs, together `width` long; none when nothing was counted."""
    total = sum(counts.values())
    known = [name for name in LANGUAGE_ORDER if counts.get(name)]
    known += sorted(name for name in counts if name not in LANGUAGE_ORDER and counts[name])
    segments = []
    start = 0.0
    for name in known:
        length = counts[name] * width / total
        segments.append(
            Segment(name, round(start, 2), round(length, 2), counts[name], counts[name] * 100 / total)
        )
        start += length
    return tuple(segments)


def levels(counts: Sequence[LevelCount], kind: str, width: float) -> tuple[Segment, ...]:
    """Return one stretch per level of services, together `width` long, the highest first.

    Args:
        counts: Levels that occur.
        kind: published or checked.
        width: Of the whole.
    """
    numbers = {item.level: item.published if kind == "published" else item.checked for item in counts}
    total = sum(numbers.values())
    segments = []
    start = 0.0
    for name, number in numbers.items():
        if number:
            length = number * width / total
            segments.append(Segment(name, round(start, 2), round(length, 2), number, number * 100 / total))
            start += length
    return tuple(segments)


CHARTS: Final = {
    "bar": bar,
    "history": history_chart,
    "levels": levels,
    "short": short,
    "site_map": site_map,
    "stack": stack,
}
