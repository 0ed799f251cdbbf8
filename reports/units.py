"""The units of a ministry or province that are agencies of the run: their results in its report, with sums. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from audit.criteria.model import Criterion
from audit.results import AgencyResult, Finding, Verdict

COUNTED: Final = tuple(verdict for verdict in Verdict if verdict is not Verdict.NOT_APPLICABLE)
"""Verdicts that tables count, in their order."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit, as its own report says it."""

    result: AgencyResult
    tally: Mapping[Verdict, int]
    """Criteria that apply, by verdict."""
    fix: Finding | None
    """The first that its own report names: the one worth most; where none is worth points, the first of all."""
    criterion: Criterion | None
    """Of that finding; None for a portal-wide cause."""

    @property
    def asked(self) -> int:
        """Criteria that apply."""
        return sum(self.tally.values())


@dataclass(frozen=True, slots=True)
class UnitsView:
    """All units of one agency, whatever stands between, in the order of the registry."""

    rows: tuple[UnitRow, ...]

    @property
    def total(self) -> Mapping[Verdict, int]:
        """Sum of the rows' tallies."""
        return sum((Counter(row.tally) for row in self.rows), Counter())

    @property
    def asked(self) -> int:
        """Sum of the criteria that apply."""
        return sum(row.asked for row in self.rows)

    @property
    def findings(self) -> int:
        """Sum of their findings."""
        return sum(len(row.result.findings) for row in self.rows)


def tally(result: AgencyResult) -> Mapping[Verdict, int]:
    """Count the verdicts on criteria that apply to an agency, of all editions."""
    counts = Counter(judgement.verdict for judgement in result.judgements)
    return {verdict: counts[verdict] for verdict in COUNTED}


def descendants(agency_id: str, parents: Mapping[str, str]) -> frozenset[str]:
    """Return everything below an agency; parents in a circle are below each other, never below themselves."""
    found: set[str] = set()
    below = {agency_id}
    while below:
        below = {child for child, parent in parents.items() if parent in below} - found - {agency_id}
        found |= below
    return frozenset(found)


def units_view(
    agency_id: str,
    results: Sequence[AgencyResult],
    parents: Mapping[str, str],
    criteria: Mapping[str, Criterion],
) -> UnitsView | None:
    """Return an agency's units; None when none of them is in the run.

    Args:
        agency_id: The ministry or province.
        results: Of the run.
        parents: The body of each unit, by ids.
        criteria: By id.
    """
    below = descendants(agency_id, parents)
    rows = [_row(result, criteria) for result in results if result.agency_id in below]
    return UnitsView(tuple(rows)) if rows else None


def _row(result: AgencyResult, criteria: Mapping[str, Criterion]) -> UnitRow:
    worth = next((finding for finding in result.findings if finding.gain > 0), None)
    worth = worth or next(iter(result.findings), None)
    return UnitRow(result, tally(result), worth, criteria.get(worth.criterion_id) if worth else None)
