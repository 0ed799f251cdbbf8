"""Agencies by kind, units under their ministry or province, with sums that agree. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from audit.criteria.model import Edition
from audit.results import AgencyResult, Interval, Score
from audit.rules import Rules
from crawler.registry import Kind
from reports.labels import KINDS


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of some agencies in short; the low end of each interval counts, and only of those that could be read."""

    english: float
    local: float
    span: Interval
    """Lowest and highest in English."""


def scores_of(results: Sequence[AgencyResult]) -> Scores | None:
    """Return medians and span; None when none could be read."""
    read = [result.score for result in results if result.coverage.readable]
    if not read:
        return None
    lows = [score.english.low for score in read]
    return Scores(median(lows), median(score.local.low for score in read), Interval(min(lows), max(lows)))


@dataclass(frozen=True, slots=True)
class Body:
    """A ministry, province or other body with its units."""

    agency_id: str
    result: AgencyResult | None
    """None where only its units are in the run."""
    units: tuple[AgencyResult, ...]

    @property
    def members(self) -> tuple[AgencyResult, ...]:
        """The body itself first, then its units."""
        return (*([self.result] if self.result else ()), *self.units)


@dataclass(frozen=True, slots=True)
class KindGroup:
    """Bodies of one kind, in the order of the registry."""

    kind: str
    bodies: tuple[Body, ...]
    own: tuple[Edition, ...]
    """Indices of their own that an agency among them has a score in."""

    @property
    def results(self) -> tuple[AgencyResult, ...]:
        """The bodies themselves."""
        return tuple(body.result for body in self.bodies if body.result)

    @property
    def members(self) -> tuple[AgencyResult, ...]:
        """Bodies and units as they stand in tables."""
        return tuple(result for body in self.bodies for result in body.members)

    @property
    def units(self) -> int:
        """How many units are among them."""
        return sum(len(body.units) for body in self.bodies)

    @property
    def scores(self) -> Scores | None:
        """Of the bodies; where they are not in the run, of their units."""
        return scores_of(self.results or self.members)

    @property
    def unreadable(self) -> int:
        """How many of the members could not be read."""
        return sum(not result.coverage.readable for result in self.members)

    def own_score(self, result: AgencyResult, edition: Edition) -> Score | None:
        """Return an agency's score in an index of its own."""
        return next((s for s in result.own_scores if s.edition == edition.edition), None)


def head_of(agency_id: str, parents: Mapping[str, str]) -> str:
    """Return the body at the top of a unit, the agency itself where it has none above it.

    A circle of parents has no top: the agency stands for itself.
    """
    seen = {agency_id}
    head = agency_id
    while (above := parents.get(head)) is not None:
        if above in seen:
            return agency_id
        seen.add(above)
        head = above
    return head


def kind_groups(
    results: Sequence[AgencyResult], rules: Rules, parents: Mapping[str, str]
) -> tuple[KindGroup, ...]:
    """Arrange a run by kind, units under their bodies.

    Args:
        results: One per agency, in the order of the registry.
        rules: For the indices of their own.
        parents: The body of each unit, by ids; it need not be in the run.
    """
    known = {result.agency_id: result for result in results}
    members: dict[str, list[AgencyResult]] = {}
    for result in results:
        members.setdefault(head_of(result.agency_id, parents), []).append(result)
    bodies = [
        Body(
            head,
            known.get(head),
            tuple(result for result in found if result.agency_id != head),
        )
        for head, found in members.items()
    ]
    kinds: dict[str, list[Body]] = {str(kind): [] for kind in KINDS}
    for body in bodies:
        kinds.setdefault(str(body.result.kind if body.result else Kind.UNIT), []).append(body)
    return tuple(KindGroup(kind, tuple(found), _own(found, rules)) for kind, found in kinds.items() if found)


def _own(bodies: Sequence[Body], rules: Rules) -> tuple[Edition, ...]:
    scored = {s.edition for body in bodies for result in body.members for s in result.own_scores}
    return tuple(edition for edition in rules.editions if edition.edition in scored)


@dataclass(frozen=True, slots=True)
class SectorGroup:
    """Agencies of one sector; an agency stands in each of its sectors, so these do not add up."""

    name: str
    results: tuple[AgencyResult, ...]

    @property
    def scores(self) -> Scores | None:
        """Of those that could be read."""
        return scores_of(self.results)

    @property
    def unreadable(self) -> int:
        """How many could not be read."""
        return sum(not result.coverage.readable for result in self.results)


def sector_groups(results: Sequence[AgencyResult], rules: Rules) -> tuple[SectorGroup, ...]:
    """Arrange a run by sector, as config/sectors.yaml orders them; agencies without a sector are left out."""
    sectors = rules.lexicon.sectors
    found: dict[str, list[AgencyResult]] = {name: [] for name in (*sectors.sectors, *sectors.fields)}
    for result in results:
        for name in sectors.of(result.sectors):
            found[name].append(result)
    return tuple(SectorGroup(name, tuple(members)) for name, members in found.items() if members)
