"""The agency report as data: results joined with their criteria, in the order a reader needs. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from statistics import median
from typing import Final

from audit.coverage import group_of
from audit.criteria.model import Criterion, Edition
from audit.findings import shown
from audit.results import AgencyResult, Coverage, Finding, Interval, PortalState, Score, Verdict
from audit.rules import Rules
from audit.scoring import gains
from audit.services.required.reconciliation import Reconciliation
from reports.history import HistoryView
from reports.labels import SUBINDICES, THEMES
from reports.peers import Example
from reports.rechecked import RecheckedView
from reports.required import RequiredView, required_view
from reports.rows import Group, Row, groups, in_order, joined
from reports.sections import SectionsView
from reports.sectors import SectorRow, sector_rows
from reports.services import ServicesView, services_view
from reports.statuses import BUCKETS, STATUSES, StatusText, status_of
from reports.units import UnitsView, tally

TOP_FIXES: Final = 3
OPEN_FINDINGS: Final = 10
"""Findings that stand open at first, worst first; the others follow by theme, and a reader opens them."""
SHOWN_URLS: Final = 20
"""Addresses of a portal-wide cause that the gap report shows; the webmaster's list has them all."""
NAMED_DUTIES: Final = 5
"""Unmet duties that the first screen names."""
FIRST_URLS: Final = 5
"""Addresses of a cause that stand open; a reader opens the others."""
FIRST_TERMS: Final = 10
"""Terms looked for that are named at once; a reader opens the others."""
MIN_PEERS: Final = 3
"""Fewer agencies of a kind make no median worth the name."""


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with what is known about its criteria; no row for a portal-wide cause."""

    finding: Finding
    rows: tuple[Row, ...]
    """The criterion that stands for all first, then those that ask for the same."""
    number: int
    after: float = 0.0
    """Points that this finding and all before it would add together."""

    @property
    def row(self) -> Row | None:
        """The criterion that stands for all; None for a portal-wide cause."""
        return self.rows[0] if self.rows else None

    @property
    def verdict(self) -> Verdict:
        """The worst verdict of its criteria about English."""
        return shown((row.judgement.verdict, row.criterion.language) for row in self.rows)

    @property
    def duty(self) -> bool:
        """Whether one of its criteria is a duty by law."""
        return any(row.criterion.subindex == "LAW" for row in self.rows)


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings about one subject; `name` is empty for those that come first whatever they are about."""

    name: str
    findings: tuple[FindingView, ...]

    @property
    def gain(self) -> float:
        """Points that they would add together."""
        return sum(view.finding.gain for view in self.findings)


@dataclass(frozen=True, slots=True)
class PersonItem:
    """Something that a person has to look at, asked once however many criteria ask for it."""

    criterion: Criterion
    ids: tuple[str, ...]
    points: float
    """Of the main score that hang on it."""


@dataclass(frozen=True, slots=True)
class Width:
    """Why the score is an interval: points of the main score that are open, and for how many criteria."""

    persons: float
    person_items: int
    unread: float
    unread_items: int


@dataclass(frozen=True, slots=True)
class Peers:
    """The agencies of one kind in a run that could be read."""

    median: float | None = None
    """Of the lower bounds of their scores in English; None where they are too few."""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of the coverage statement."""

    status: str
    text: StatusText | None
    bucket: str
    """fetched, skipped, failed or left."""
    count: int


@dataclass(frozen=True, slots=True)
class OwnScore:
    """An index scored by itself, with its edition."""

    score: Score
    edition: Edition


@dataclass(frozen=True, slots=True)
class AgencyView:
    """All that the agency template shows."""

    result: AgencyResult
    findings: tuple[FindingView, ...]
    groups: tuple[Group, ...]
    reasons: tuple[Reason, ...]
    persons: tuple[PersonItem, ...]
    """What waits for a person, what most points hang on first."""
    width: Width
    own_scores: tuple[OwnScore, ...]
    sector_columns: tuple[str, ...]
    """Sub-indices of the sector table."""
    sectors: tuple[SectorRow, ...]
    """Empty where no criterion of the main score belongs to a sector."""
    peer_median: float | None
    """Median of the lower bounds of the same kind in this run, this agency among them."""
    peers: int
    services: ServicesView | None
    """None in results from before services were told."""
    required: RequiredView | None
    """None when nothing was set against lists."""
    history: HistoryView | None = None
    """None when no earlier run is known (`reports.agencies` adds what follows from the rest of the run)."""
    examples: Mapping[str, Example] = field(default_factory=dict)
    """Where another agency does what a finding asks for, by the criterion that stands for the finding."""
    units: UnitsView | None = None
    """Its units that are agencies of the run; None when it has none there."""
    rechecked: RecheckedView | None = None
    """None where nothing was looked at again since the run."""
    parent: AgencyResult | None = None
    """The ministry or province of a unit, when the run has it."""
    sections: SectionsView | None = None
    """Parts of its site by language; None in results from before they were told."""

    @property
    def tally(self) -> Mapping[Verdict, int]:
        """Criteria that apply, by verdict."""
        return tally(self.result)

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
    def after_fixes(self) -> Interval:
        """The English score once these fixes are made."""
        return self.plus(self.fixes_gain)

    def plus(self, points: float) -> Interval:
        """Return the English score with so many points more; what a finding adds is certain, so both ends move."""
        now = self.result.score.english
        return Interval(min(100.0, now.low + points), min(100.0, now.high + points))

    @property
    def finding_groups(self) -> tuple[FindingGroup, ...]:
        """The findings that matter most first, the others by theme, the theme worth most first."""
        first = tuple(v for v in self.findings if v.number <= OPEN_FINDINGS)
        rest: dict[str, list[FindingView]] = {}
        for view in self.findings[len(first) :]:
            rest.setdefault(view.row.criterion.group if view.row else "", []).append(view)
        themes = [FindingGroup(name, tuple(rest[name])) for name in in_order(rest, THEMES)]
        themes.sort(key=lambda theme: -round(theme.gain, 6))
        return (FindingGroup("", first), *themes)

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
    def requirements(self) -> tuple[tuple[Row, ...], ...]:
        """Rows that ask for the same with the same verdict, together: the lines of the annex."""
        found: dict[tuple[str, Verdict], list[Row]] = {}
        for row in self.rows:
            found.setdefault((row.root, row.judgement.verdict), []).append(row)
        return tuple(tuple(rows) for rows in found.values())

    @property
    def doubtful(self) -> tuple[Row, ...]:
        """Rows decided with low confidence, one for each question."""
        return tuple({row.root: row for row in reversed(self.rows) if row.doubtful}.values())[::-1]

    @property
    def duties(self) -> tuple[Row, ...]:
        """Legal duties about English that apply."""
        return tuple(row for row in self.rows if row.criterion.group == "english_duty")

    @property
    def law(self) -> tuple[Row, ...]:
        """All legal duties that apply."""
        return tuple(row for row in self.rows if row.criterion.subindex == "LAW")

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
    result: AgencyResult,
    rules: Rules,
    run: Sequence[AgencyResult] = (),
    required: Reconciliation | None = None,
) -> AgencyView:
    """Join a result with its criteria.

    Args:
        result: One agency.
        rules: With the editions judged; must hold each criterion judged.
        run: All results of the run, for the median of its peers.
        required: Its services set against the lists that must be met, with those of the others.

    Raises:
        KeyError: A judgement names a criterion that `rules` lacks.
    """
    own = [edition for edition in rules.editions if edition.own_index]
    rows = joined(
        result.judgements,
        rules.criteria,
        result.findings,
        {part.subindex: part.weight for part in result.score.parts},
        {criterion.id: edition.edition for edition in own for criterion in edition.criteria},
    )
    gain = gains(result.judgements, rules.main, result.score.parts)
    peers = peers_of(peer for peer in run if peer.kind == result.kind).get(result.kind, Peers())
    columns = tuple(part.subindex for part in result.score.parts if part.weight > 0)
    columns = tuple(in_order(columns, SUBINDICES))
    return AgencyView(
        result=result,
        findings=_findings(result.findings, rows),
        groups=groups(rows, (result.score, *result.own_scores)),
        reasons=coverage_reasons(result.coverage),
        persons=_persons(rows, gain),
        width=_width(rows, gain),
        own_scores=tuple(
            OwnScore(score, edition)
            for edition in own
            for score in result.own_scores
            if score.edition == edition.edition
        ),
        sector_columns=columns,
        sectors=sector_rows([row for row in rows if row.weight > 0], columns),
        peer_median=peers.median,
        peers=peers.count,
        services=services_view(result.inventory, rules.services, rules.lexicon.thresholds.max_clicks),
        required=required_view(required, result.agency_id),
    )


def peers_of(run: Iterable[AgencyResult]) -> dict[str, Peers]:
    """Return how agencies of each kind stand in a run."""
    scores: dict[str, list[float]] = {}
    for result in run:
        if result.coverage.readable:
            scores.setdefault(result.kind, []).append(result.score.english.low)
    return {
        kind: Peers(median(lows) if len(lows) >= MIN_PEERS else None, len(lows))
        for kind, lows in scores.items()
    }


def _findings(findings: Sequence[Finding], rows: Iterable[Row]) -> tuple[FindingView, ...]:
    known = {row.criterion.id: row for row in rows}
    after = accumulate(finding.gain for finding in findings)
    return tuple(
        FindingView(
            finding,
            tuple(known[id_] for id_ in (finding.criterion_id, *finding.also) if id_ in known),
            number,
            total,
        )
        for number, (finding, total) in enumerate(zip(findings, after, strict=True), start=1)
    )


def _persons(rows: Iterable[Row], gain: dict[str, float]) -> tuple[PersonItem, ...]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row.for_person:
            asked = row.criterion.review.vi if row.criterion.review else ""
            found.setdefault((row.root, asked), []).append(row)
    items = [
        PersonItem(
            same[0].criterion,
            tuple(row.criterion.id for row in same),
            sum(gain.get(row.criterion.id, 0.0) for row in same),
        )
        for same in found.values()
    ]
    return tuple(sorted(items, key=lambda item: -round(item.points, 6)))


def _width(rows: Iterable[Row], gain: dict[str, float]) -> Width:
    untold = [
        row
        for row in rows
        if row.judgement.english.verdict is Verdict.COULD_NOT_TELL and gain.get(row.criterion.id, 0.0) > 0
    ]
    persons = [row for row in untold if row.for_person]
    unread = [row for row in untold if not row.for_person]
    return Width(
        sum(gain[row.criterion.id] for row in persons),
        len({row.root for row in persons}),
        sum(gain[row.criterion.id] for row in unread),
        len({row.root for row in unread}),
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
