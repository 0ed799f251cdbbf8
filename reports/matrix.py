"""Criteria and agencies as one table of verdicts, with what is met of each row, column and part. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audit.criteria.model import Criterion, Edition
from audit.results import AgencyResult, Verdict
from audit.rules import Rules
from reports.columns import Column, columns_of
from reports.labels import SUBINDICES
from reports.tally import NOTHING, VerdictTally


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """One agency."""

    result: AgencyResult
    sectors: tuple[str, ...]
    """Of config/sectors.yaml."""
    tally: VerdictTally
    """Over all rows."""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One criterion over all agencies."""

    criterion: Criterion
    verdicts: tuple[Verdict | None, ...]
    """In the order of the columns; None where it was not judged."""
    tally: VerdictTally

    @property
    def asked(self) -> int:
        """How many agencies the criterion applies to."""
        return self.tally.asked


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """The rows of one sub-index."""

    subindex: str
    rows: tuple[MatrixRow, ...]
    own: Edition | None
    """The index that it counts in by itself; None for the main score."""
    tally: VerdictTally

    @property
    def anchor(self) -> str:
        """The group's name in addresses."""
        return f"mg-{self.own.edition}-{self.subindex}" if self.own else f"mg-{self.subindex}"


@dataclass(frozen=True, slots=True)
class Matrix:
    """All of it."""

    columns: tuple[MatrixColumn, ...]
    groups: tuple[MatrixGroup, ...]

    @property
    def rows(self) -> tuple[MatrixRow, ...]:
        """Rows of all parts."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def tally(self) -> VerdictTally:
        """Over all cells."""
        return sum((group.tally for group in self.groups), NOTHING)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of agencies, in the order of the columns."""
        return tuple(dict.fromkeys(column.result.kind for column in self.columns))

    @property
    def sectors(self) -> tuple[str, ...]:
        """Sectors of any agency, by name."""
        return tuple(sorted({sector for column in self.columns for sector in column.sectors}))


def matrix_of(results: Sequence[AgencyResult], rules: Rules) -> Matrix:
    """Set criteria against agencies; criteria that no agency is asked for are left out.

    Args:
        results: One per agency, in the order of the columns.
        rules: With every edition judged.
    """
    judged = columns_of(results)
    groups = (
        *_subindices(rules.main, judged, None),
        *(
            group
            for edition in rules.editions
            if edition.own_index
            for group in _subindices({c.id: c for c in edition.criteria}, judged, edition)
        ),
    )
    shown = [row.verdicts for group in groups for row in group.rows]
    columns = zip(*shown, strict=True) if shown else ((),) * len(results)
    return Matrix(
        tuple(
            MatrixColumn(
                result, tuple(sorted(rules.lexicon.sectors.of(result.sectors))), VerdictTally.of(column)
            )
            for result, column in zip(results, columns, strict=True)
        ),
        groups,
    )


def _subindices(
    criteria: Mapping[str, Criterion], judged: Mapping[str, Column], own: Edition | None
) -> list[MatrixGroup]:
    rows: dict[str, list[MatrixRow]] = {}
    for criterion in criteria.values():
        found = tuple(known.verdict if known else None for known in judged.get(criterion.id, ()))
        tally = VerdictTally.of(found)
        if tally.asked:
            rows.setdefault(str(criterion.subindex), []).append(MatrixRow(criterion, found, tally))
    return [
        MatrixGroup(name, tuple(rows[name]), own, sum((row.tally for row in rows[name]), NOTHING))
        for name in map(str, SUBINDICES)
        if name in rows
    ]
