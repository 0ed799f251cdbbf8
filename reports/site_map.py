"""Geometry of the site map: sections as rows, clicks from the home page as columns. Lengths are in SVG user units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reports.sections import Depth, SectionRow, SectionsView

MOST_ROWS: Final = 20
"""Drawn; all of them stand in the table."""
WIDTH: Final = 706.0
_COLUMNS_END: Final = 680.0
"""What the last heading needs lies beyond."""
_NAMES: Final = 290.0
"""Room for the names of sections."""
_HEAD: Final = 44.0
_ROW: Final = 27.0
_BOX: Final = (54.0, 21.0)
_FOOT: Final = 4.0
_TRUNK: Final = 10.0
NAME_LETTERS: Final = 34
"""Of a section's name that fit beside the boxes."""


@dataclass(frozen=True, slots=True)
class Box:
    """The pages of one section at one distance."""

    x: float
    y: float
    depth: Depth
    english: float
    """Length of the bar at its foot that shows the share of words in English."""
    width: float = _BOX[0]
    height: float = _BOX[1]
    foot: float = _FOOT


@dataclass(frozen=True, slots=True)
class Branch:
    """One section."""

    row: SectionRow
    y: float
    """Of its middle."""
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class SiteMap:
    """The whole drawing."""

    branches: tuple[Branch, ...]
    columns: tuple[tuple[int, float], ...]
    """Clicks and the middle of their column."""
    height: float
    left_out: int
    """Sections that stand in the table only."""
    width: float = WIDTH
    names: float = _NAMES
    trunk: float = _TRUNK
    head: float = _HEAD


def site_map(view: SectionsView) -> SiteMap:
    """Draw the largest sections; at most six columns."""
    step = (_COLUMNS_END - _NAMES) / 6
    middles = {clicks: _NAMES + step * (n + 0.5) for n, clicks in enumerate(view.depths)}
    branches = tuple(
        Branch(
            row,
            middle := _HEAD + _ROW * (n + 0.5),
            tuple(_box(middles[depth.clicks], middle, depth) for depth in row.depths),
        )
        for n, row in enumerate(view.rows[:MOST_ROWS])
    )
    return SiteMap(
        branches,
        tuple((clicks, round(x, 1)) for clicks, x in middles.items()),
        _HEAD + _ROW * len(branches) + 6,
        max(0, len(view.rows) - MOST_ROWS),
    )


def _box(x: float, y: float, depth: Depth) -> Box:
    left, top = round(x - _BOX[0] / 2, 1), round(y - _BOX[1] / 2, 1)
    return Box(left, top, depth, round(_BOX[0] * depth.english / 100, 1))


def short(name: str) -> str:
    """Cut a section's name so that it fits beside the boxes."""
    return name if len(name) <= NAME_LETTERS else name[: NAME_LETTERS - 1].rstrip() + "…"
