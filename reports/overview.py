"""The overview of a run as data: the nation in short, groups, trend, and the matrix of criteria and agencies. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from audit.criteria.model import Language
from audit.results import AgencyResult
from reports.heat import Heat, heat_of
from reports.matrix import Matrix, MatrixRow, matrix_of
from reports.national import NationalServices, national_services
from reports.reading import Reading, UnreadCause, reading_of, unread_causes
from reports.required import NationalRequired, national_required
from reports.rollup import KindGroup, Scores, SectorGroup, kind_groups, scores_of, sector_groups
from reports.steps import NextStep, next_steps, waiting
from reports.tally import NOTHING, VerdictTally
from reports.told import Told
from reports.trend import Trend, trend_of

PRINTABLE_AGENCIES: Final = 20
"""Columns of the matrix that a landscape A4 sheet holds."""
WIDEST: Final = 5


@dataclass(frozen=True, slots=True)
class OverviewView:
    """All that the overview template shows."""

    results: tuple[AgencyResult, ...]
    """In the order of the groups."""
    readings: Mapping[str, Reading]
    """How far each agency was read, by id."""
    tallies: Mapping[str, VerdictTally]
    """Verdicts of each agency, by id."""
    groups: tuple[KindGroup, ...]
    sectors: tuple[SectorGroup, ...]
    heat: Heat
    trend: Trend
    matrix: Matrix
    scores: Scores | None
    """Of the nation; None when nothing could be read."""
    unread: tuple[UnreadCause, ...]
    steps: tuple[NextStep, ...]
    widest_gaps: tuple[MatrixRow, ...]
    """What most agencies do not meet in English, at most `WIDEST`."""
    national: NationalServices
    required: NationalRequired | None
    """None when nothing was set against lists."""

    @property
    def readable(self) -> tuple[AgencyResult, ...]:
        """Agencies that could be read."""
        return tuple(result for result in self.results if result.coverage.readable)

    @property
    def unreadable(self) -> tuple[AgencyResult, ...]:
        """Agencies that could not."""
        return tuple(result for result in self.results if not result.coverage.readable)

    @property
    def units(self) -> frozenset[str]:
        """Ids of agencies that stand under another one of the run."""
        bodies = (body for group in self.groups for body in group.bodies if body.result)
        return frozenset(unit.agency_id for body in bodies for unit in body.units)

    def tally(self, results: Sequence[AgencyResult]) -> VerdictTally:
        """Sum up the verdicts of some agencies of the run."""
        return sum((self.tallies[result.agency_id] for result in results), NOTHING)

    @staticmethod
    def findings(results: Sequence[AgencyResult]) -> int:
        """Count the findings of some agencies."""
        return sum(len(result.findings) for result in results)


def overview_view(told: Told) -> OverviewView:
    """Arrange a run; criteria that no agency of the run is asked for are left out."""
    groups = kind_groups(told.results, told.rules, told.parents)
    ordered = tuple(result for group in groups for result in group.members)
    readings = {result.agency_id: reading_of(result) for result in ordered}
    matrix = matrix_of(ordered, told.rules)
    gaps = _gaps(matrix.rows)
    return OverviewView(
        results=ordered,
        readings=readings,
        tallies={column.result.agency_id: column.tally for column in matrix.columns},
        groups=groups,
        sectors=sector_groups(ordered, told.rules),
        heat=heat_of(groups),
        trend=trend_of(told),
        matrix=matrix,
        scores=scores_of(ordered),
        unread=unread_causes(ordered),
        steps=next_steps(told.run, tuple(readings.values()), gaps, waiting(ordered, matrix.rows)),
        widest_gaps=gaps[:WIDEST],
        national=national_services(ordered, told.rules),
        required=national_required(told.required, ordered),
    )


def _gaps(rows: Sequence[MatrixRow]) -> tuple[MatrixRow, ...]:
    """Return criteria that ask for English and that some agency lacks, the widest first, what asks for the same once."""
    found = [row for row in rows if row.criterion.language in _ASKS_ENGLISH and row.tally.missed]
    found.sort(key=lambda row: -row.tally.missed)
    once: dict[str, MatrixRow] = {}
    for row in found:
        once.setdefault(row.criterion.root or row.criterion.id, row)
    return tuple(once.values())


_ASKS_ENGLISH: Final = frozenset({Language.BOTH, Language.ENGLISH})
