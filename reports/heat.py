"""English scores by sub-index as a table of numbers and shades. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from audit.results import AgencyResult
from reports.labels import SUBINDICES
from reports.rollup import KindGroup
from reports.rows import in_order

STEPS: Final = 5
"""Shades; each is as wide as the others."""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """The low end of a score, 0 to 100."""

    value: float | None
    """None where nothing is asked, or nothing could be read."""
    unread: bool = False

    @property
    def step(self) -> int:
        """1 to `STEPS`, the higher the more; 0 where there is no number."""
        if self.value is None:
            return 0
        return min(STEPS, 1 + int(max(0.0, self.value) * STEPS / 100))


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One kind (`result` is None), or one agency."""

    name: str
    """The kind, or the agency's id."""
    result: AgencyResult | None
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """Kinds first, then every agency."""

    columns: tuple[str, ...]
    """Sub-indices."""
    kinds: tuple[HeatRow, ...]
    agencies: tuple[HeatRow, ...]

    @property
    def ranges(self) -> tuple[tuple[int, int, int], ...]:
        """Each shade with the scores it stands for: step, from, below."""
        width = 100 // STEPS
        return tuple((step, (step - 1) * width, step * width) for step in range(1, STEPS + 1))


def heat_of(groups: Sequence[KindGroup]) -> Heat:
    """Arrange scores by sub-index; a kind's are the medians of its agencies that could be read."""
    members = [result for group in groups for result in group.members]
    columns = tuple(in_order({part.subindex for r in members for part in r.score.parts}, SUBINDICES))
    return Heat(
        columns,
        tuple(
            HeatRow(group.kind, None, _medians(group.results or group.members, columns)) for group in groups
        ),
        tuple(HeatRow(result.agency_id, result, _scores(result, columns)) for result in members),
    )


def _scores(result: AgencyResult, columns: Iterable[str]) -> tuple[HeatCell, ...]:
    lows = {part.subindex: part.english.low for part in result.score.parts}
    if not result.coverage.readable:
        return tuple(HeatCell(None, unread=name in lows) for name in columns)
    return tuple(HeatCell(lows.get(name)) for name in columns)


def _medians(results: Iterable[AgencyResult], columns: Sequence[str]) -> tuple[HeatCell, ...]:
    rows = [_scores(result, columns) for result in results]
    return tuple(_median(cells) for cells in zip(*rows, strict=True))


def _median(cells: Sequence[HeatCell]) -> HeatCell:
    values = [cell.value for cell in cells if cell.value is not None]
    if values:
        return HeatCell(median(values))
    return HeatCell(None, unread=any(cell.unread for cell in cells))
