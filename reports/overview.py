"""The overview of a run as data: scores, groups, and the matrix of criteria and agencies. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from audit.criteria.model import Criterion, Edition, Language
from audit.results import AgencyResult, Interval, Score, Verdict
from audit.rules import Rules
from audit.services.required.reconciliation import Reconciliation
from reports.labels import KINDS, SUBINDICES
from reports.national import NationalServices, national_services
from reports.required import NationalRequired, national_required

PRINTABLE_AGENCIES: Final = 20
"""Columns of the matrix that a landscape A4 sheet holds; with more, its parts are closed at first."""
WIDEST: Final = 5


@dataclass(frozen=True, slots=True)
class KindGroup:
    """Agencies of one kind, in the order of the registry."""

    kind: str
    results: tuple[AgencyResult, ...]
    own: tuple[Edition, ...] = ()
    """Indices of their own that an agency of this kind has a score in."""

    def own_score(self, result: AgencyResult, edition: Edition) -> Score | None:
        """Return an agency's score in an index of its own."""
        return next((s for s in result.own_scores if s.edition == edition.edition), None)

    @property
    def medians(self) -> tuple[float, float] | None:
        """Medians of the lower bounds (English, Vietnamese) of those that could be read."""
        readable = [result.score for result in self.results if result.coverage.readable]
        if not readable:
            return None
        return median(s.english.low for s in readable), median(s.local.low for s in readable)

    @property
    def unreadable(self) -> int:
        """How many could not be read."""
        return sum(not result.coverage.readable for result in self.results)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One criterion over all agencies; None where it was not judged."""

    criterion: Criterion
    verdicts: tuple[Verdict | None, ...]

    def count(self, verdict: Verdict) -> int:
        """How many agencies have that verdict."""
        return sum(value is verdict for value in self.verdicts)

    @property
    def asked(self) -> int:
        """How many agencies the criterion applies to."""
        return sum(value not in {None, Verdict.NOT_APPLICABLE} for value in self.verdicts)


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """The rows of one sub-index."""

    subindex: str
    rows: tuple[MatrixRow, ...]
    own: Edition | None = None
    """The index that it counts in by itself; None for the main score."""

    @property
    def anchor(self) -> str:
        """The group's name in addresses."""
        return f"mg-{self.own.edition}-{self.subindex}" if self.own else f"mg-{self.subindex}"

    @property
    def asked(self) -> int:
        """Number of questions to agencies: rows times agencies asked."""
        return sum(row.asked for row in self.rows)

    def share(self, verdict: Verdict) -> float:
        """Per cent of these questions with that verdict."""
        return 100 * sum(row.count(verdict) for row in self.rows) / self.asked


@dataclass(frozen=True, slots=True)
class OverviewView:
    """All that the overview template shows."""

    results: tuple[AgencyResult, ...]
    """In the order of the groups."""
    groups: tuple[KindGroup, ...]
    matrix: tuple[MatrixGroup, ...]
    english: Interval | None
    """Lowest and highest of the lower bounds; None when nothing could be read."""
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
    def median(self) -> float | None:
        """Median of the English scores, lower bounds, of those that could be read."""
        scores = [result.score.english.low for result in self.readable]
        return median(scores) if scores else None

    @property
    def local_median(self) -> float | None:
        """The same in Vietnamese."""
        scores = [result.score.local.low for result in self.readable]
        return median(scores) if scores else None

    @property
    def widest_gaps(self) -> tuple[MatrixRow, ...]:
        """The criteria that most agencies do not meet in English, at most five; those that ask for the same once."""
        rows = [row for group in self.matrix for row in group.rows if _asks_english(row) and _missed(row)]
        rows.sort(key=lambda row: -_missed(row))
        once: dict[str, MatrixRow] = {}
        for row in rows:
            once.setdefault(row.criterion.root or row.criterion.id, row)
        return tuple(once.values())[:WIDEST]


_MISSED: Final = (Verdict.NOT_MET, Verdict.VIETNAMESE_ONLY)


def _asks_english(row: MatrixRow) -> bool:
    return row.criterion.language in {Language.BOTH, Language.ENGLISH}


def _missed(row: MatrixRow) -> int:
    return sum(row.count(verdict) for verdict in _MISSED)


def missed(row: MatrixRow) -> int:
    """How many agencies lack the criterion in English: not met, or in Vietnamese only."""
    return _missed(row)


def overview_view(
    results: Sequence[AgencyResult], rules: Rules, required: Reconciliation | None = None
) -> OverviewView:
    """Arrange a run.

    Args:
        results: One per agency, in the order of the registry.
        rules: With every edition judged; criteria that no agency of the run is asked for are left out.
        required: Services of the run set against the lists that must be met.
    """
    kinds = [*KINDS, *dict.fromkeys(r.kind for r in results if r.kind not in KINDS)]
    groups = tuple(
        KindGroup(str(kind), members, _own(members, rules))
        for kind in kinds
        if (members := tuple(result for result in results if result.kind == kind))
    )
    ordered = tuple(result for group in groups for result in group.results)
    lows = [result.score.english.low for result in ordered if result.coverage.readable]
    return OverviewView(
        ordered,
        groups,
        tuple(_matrix(ordered, rules)),
        Interval(min(lows), max(lows)) if lows else None,
        national_services(ordered, rules),
        national_required(required, ordered),
    )


def _own(results: Sequence[AgencyResult], rules: Rules) -> tuple[Edition, ...]:
    scored = {score.edition for result in results for score in result.own_scores}
    return tuple(edition for edition in rules.editions if edition.edition in scored)


def _matrix(results: Sequence[AgencyResult], rules: Rules) -> list[MatrixGroup]:
    verdicts = [{j.criterion_id: j.verdict for j in result.judgements} for result in results]
    own = [edition for edition in rules.editions if edition.own_index]
    return [
        *_subindices(rules.main, verdicts, None),
        *(
            group
            for edition in own
            for group in _subindices({c.id: c for c in edition.criteria}, verdicts, edition)
        ),
    ]


def _subindices(
    criteria: Mapping[str, Criterion], verdicts: Sequence[Mapping[str, Verdict]], own: Edition | None
) -> list[MatrixGroup]:
    rows: dict[str, list[MatrixRow]] = {}
    for criterion in criteria.values():
        row = MatrixRow(criterion, tuple(known.get(criterion.id) for known in verdicts))
        if row.asked:
            rows.setdefault(str(criterion.subindex), []).append(row)
    return [MatrixGroup(str(name), tuple(rows[name]), own) for name in SUBINDICES if name in rows]
