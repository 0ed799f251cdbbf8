"""The criteria of each sector, summed up. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.results import Interval, Verdict
from audit.scoring import share
from reports.rows import Row


@dataclass(frozen=True, slots=True)
class SectorRow:
    """The criteria of one sector, or of none, by sub-index of the main score."""

    sector: str
    english: Interval
    local: Interval
    count: int
    cells: tuple[tuple[Interval, Interval] | None, ...]
    """In the order of `AgencyView.sector_columns`: English and Vietnamese; None where nothing is asked."""


def sector_rows(rows: Sequence[Row], columns: Sequence[str]) -> tuple[SectorRow, ...]:
    """Sum up the criteria of each sector, those of no sector last; empty where none belongs to a sector.

    Args:
        rows: That count in the main score.
        columns: Sub-indices.
    """
    counted = [row for row in rows if row.judgement.verdict is not Verdict.NOT_APPLICABLE]
    names = sorted({row.criterion.sector or "" for row in counted})
    if not any(names):
        return ()
    return tuple(
        _sector(name, [row for row in counted if (row.criterion.sector or "") == name], columns)
        for name in sorted(names, key=lambda name: (name == "", name))
    )


def _sector(name: str, rows: Sequence[Row], columns: Sequence[str]) -> SectorRow:
    both = _both(rows)
    return SectorRow(
        name,
        *both,
        len(rows),
        tuple(
            _both(inside) if (inside := [row for row in rows if row.criterion.subindex == column]) else None
            for column in columns
        ),
    )


def _both(rows: Iterable[Row]) -> tuple[Interval, Interval]:
    judgements = [row.judgement for row in rows]
    return share(judgements), share(judgements, english=False)
