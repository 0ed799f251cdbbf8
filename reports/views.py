"""The agency report as data: results joined with their criteria, in the order a reader needs. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from audit.coverage import group_of
from audit.criteria.model import Criterion
from audit.results import AgencyResult, Coverage, Finding, Interval, Judgement, PortalState, SubScore, Verdict
from reports.labels import SUBINDICES
from reports.statuses import BUCKETS, STATUSES, StatusText, status_of

TOP_FIXES: Final = 3
OPEN_FINDINGS: Final = 10
"""Findings that stand open at first; a reader opens the others."""
MIN_PEERS: Final = 3
"""Fewer agencies of a kind make no median worth the name."""

_WORST_FIRST: Final = {
    Verdict.NOT_MET: 0,
    Verdict.VIETNAMESE_ONLY: 1,
    Verdict.PARTLY: 2,
    Verdict.COULD_NOT_TELL: 3,
    Verdict.MET: 4,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion with its judgement, and the finding it led to."""

    criterion: Criterion
    judgement: Judgement
    finding: Finding | None = None
    weight: float = 0.0
    """Of its sub-index, per cent of the total."""


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with what is known about its criterion; None for a portal-wide cause."""

    finding: Finding
    row: Row | None
    number: int


@dataclass(frozen=True, slots=True)
class Group:
    """A sub-index: its rows, its score and the sum that leads there."""

    subindex: str
    rows: tuple[Row, ...]
    """What applies, worst first."""
    not_asked: tuple[Row, ...]
    """What does not apply to this agency."""
    part: SubScore | None
    won: float
    """English points won."""
    unsure: float
    """Points of criteria that could not be told in English."""
    possible: float
    """Points of all criteria that apply."""

    @property
    def contribution(self) -> Interval:
        """What the sub-index adds to the total, in points of 100."""
        if self.part is None:
            return Interval(0.0, 0.0)
        share = self.part.weight / 100
        return Interval(self.part.english.low * share, self.part.english.high * share)

    def count(self, verdict: Verdict) -> int:
        """Number of rows with that verdict."""
        return sum(row.judgement.verdict is verdict for row in self.rows)


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of the coverage statement."""

    status: str
    text: StatusText | None
    bucket: str
    """fetched, skipped, failed or left."""
    count: int


@dataclass(frozen=True, slots=True)
class AgencyView:
    """All that the agency template shows."""

    result: AgencyResult
    findings: tuple[FindingView, ...]
    groups: tuple[Group, ...]
    reasons: tuple[Reason, ...]
    peer_median: float | None
    """Median of the lower bounds of the same kind in this run, this agency among them."""
    peers: int

    @property
    def fixes(self) -> tuple[FindingView, ...]:
        """The findings worth most, at most three."""
        return tuple(view for view in self.findings if view.finding.gain > 0)[:TOP_FIXES]

    @property
    def causes(self) -> tuple[FindingView, ...]:
        """Portal-wide causes, at most three."""
        return tuple(view for view in self.findings if view.row is None)[:TOP_FIXES]

    @property
    def fixes_gain(self) -> float:
        """Points of the score that the fixes would add together."""
        return sum(view.finding.gain for view in self.fixes)

    @property
    def readable(self) -> bool:
        """Whether enough was read for a judgement at all."""
        return self.result.coverage.readable

    @property
    def portals(self) -> tuple[tuple[PortalState, StatusText | None], ...]:
        """Each portal with what its answer means; None for a status this version does not know."""
        return tuple(
            (portal, STATUSES.get(status) if (status := status_of(portal.status)) else None)
            for portal in self.result.portals
        )

    @property
    def blocked_portals(self) -> tuple[tuple[PortalState, StatusText], ...]:
        """Portals that kept the crawler out. An unconfirmed address that does not answer is no portal."""
        return tuple(
            (portal, STATUSES[status])
            for portal in self.result.portals
            if portal.confirmed and (status := status_of(portal.status)) and status.is_blocked
        )

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row that applies to this agency, in the order of the groups."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def duties(self) -> tuple[Row, ...]:
        """Legal duties about English that apply."""
        return tuple(row for row in self.rows if row.criterion.group == "english_duty")

    @property
    def untold_duties(self) -> tuple[Row, ...]:
        """Legal duties about English of which nothing could be said."""
        return tuple(row for row in self.duties if row.judgement.verdict is Verdict.COULD_NOT_TELL)

    @property
    def unmet_duties(self) -> tuple[Row, ...]:
        """Legal duties about English that are not met, or met in part only."""
        open_ = {Verdict.NOT_MET, Verdict.VIETNAMESE_ONLY, Verdict.PARTLY}
        return tuple(row for row in self.duties if row.judgement.verdict in open_)


def agency_view(
    result: AgencyResult, criteria: Mapping[str, Criterion], run: Sequence[AgencyResult] = ()
) -> AgencyView:
    """Join a result with its criteria.

    Args:
        result: One agency.
        criteria: By id; must hold each criterion judged.
        run: All results of the run, for the median of its peers.

    Raises:
        KeyError: A judgement names a criterion that `criteria` lacks.
    """
    by_criterion = {finding.criterion_id: finding for finding in result.findings if finding.criterion_id}
    weights = {part.subindex: part.weight for part in result.score.parts}
    rows = {
        judgement.criterion_id: Row(
            criterion := criteria[judgement.criterion_id],
            judgement,
            by_criterion.get(judgement.criterion_id),
            weights.get(criterion.subindex, 0.0),
        )
        for judgement in result.judgements
    }
    views = tuple(
        FindingView(finding, rows.get(finding.criterion_id), number)
        for number, finding in enumerate(result.findings, start=1)
    )
    scores = [peer.score.english.low for peer in run if peer.kind == result.kind and peer.coverage.readable]
    return AgencyView(
        result=result,
        findings=views,
        groups=tuple(_groups(rows.values(), result.score.parts)),
        reasons=coverage_reasons(result.coverage),
        peer_median=median(scores) if len(scores) >= MIN_PEERS else None,
        peers=len(scores),
    )


def _groups(rows: Iterable[Row], parts: Sequence[SubScore]) -> list[Group]:
    by_part = {part.subindex: part for part in parts}
    members: dict[str, list[Row]] = {}
    for row in rows:
        members.setdefault(str(row.criterion.subindex), []).append(row)
    order = [str(name) for name in SUBINDICES]
    return [_group(name, members[name], by_part.get(name)) for name in sorted(members, key=order.index)]


def _group(name: str, rows: Sequence[Row], part: SubScore | None) -> Group:
    counted = [row for row in rows if row.judgement.verdict is not Verdict.NOT_APPLICABLE]
    return Group(
        subindex=name,
        rows=tuple(sorted(counted, key=lambda row: _WORST_FIRST[row.judgement.verdict])),
        not_asked=tuple(row for row in rows if row.judgement.verdict is Verdict.NOT_APPLICABLE),
        part=part,
        won=sum(row.judgement.points for row in counted),
        unsure=sum(
            row.judgement.weight for row in counted if row.judgement.english.verdict is Verdict.COULD_NOT_TELL
        ),
        possible=sum(row.judgement.weight for row in counted),
    )


def coverage_reasons(coverage: Coverage) -> tuple[Reason, ...]:
    """List the outcomes of all addresses found, part by part, most frequent first."""
    order = list(BUCKETS)
    reasons = []
    for value, count in coverage.by_status.items():
        status = status_of(value)
        if count:
            reasons.append(
                Reason(
                    value,
                    STATUSES[status] if status else None,
                    group_of(status) if status else "failed",
                    count,
                )
            )
    return tuple(sorted(reasons, key=lambda reason: (order.index(reason.bucket), -reason.count)))
