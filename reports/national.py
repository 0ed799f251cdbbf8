"""The services that the UN's survey asks for, over all agencies of a run: who offers each, at which level, in which language. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from audit.criteria.model import Criterion
from audit.results import AgencyResult
from audit.rules import Rules
from audit.services.topics import asks_transaction
from reports.services import CHECKED, ServiceRowView, rows_of

SHOWN_OFFERS: Final = 4


@dataclass(frozen=True, slots=True)
class Offer:
    """One agency's services of one kind, told by the best of them."""

    agency_id: str
    agency_vi: str
    agency_en: str
    best: ServiceRowView
    count: int


@dataclass(frozen=True, slots=True)
class OsiService:
    """A service that the survey asks for, and who offers it."""

    criterion: Criterion
    offers: tuple[Offer, ...]
    """The highest level first."""

    @property
    def best(self) -> ServiceRowView | None:
        """The offer of the highest level."""
        return self.offers[0].best if self.offers else None

    @property
    def english(self) -> str:
        """full, some or none: the best of all offers."""
        found = {offer.best.in_english for offer in self.offers}
        return next((name for name in ("full", "some") if name in found), "none")

    @property
    def shown(self) -> tuple[Offer, ...]:
        """Offers that stand in the table."""
        return self.offers[:SHOWN_OFFERS]


@dataclass(frozen=True, slots=True)
class ServiceSum:
    """Services of one agency, or of all agencies of one sector."""

    name: str
    """Id of the agency or sector; empty for all."""
    agencies: tuple[AgencyResult, ...]
    services: int
    levels: tuple[tuple[str, int], ...]
    """Checked levels, the highest first, what could not be told last."""
    english: int
    """Told in English."""
    readable: bool
    """Whether every inventory in it could be taken whole."""

    @property
    def agency(self) -> AgencyResult | None:
        """The agency, where it is one."""
        return (
            self.agencies[0] if len(self.agencies) == 1 and self.agencies[0].agency_id == self.name else None
        )


@dataclass(frozen=True, slots=True)
class NationalServices:
    """All of them, with what could not be read."""

    services: tuple[OsiService, ...]
    unread: tuple[str, ...]
    """Agencies whose service portal could not be read: what they offer is not known."""
    agencies: tuple[ServiceSum, ...]
    """Those with services, or whose portal could not be read."""
    sectors: tuple[ServiceSum, ...]
    """An agency counts in each of its sectors."""
    total: ServiceSum
    """Of all agencies: what `agencies` add up to."""

    @property
    def offered(self) -> int:
        """Services that at least one agency offers."""
        return sum(bool(one.offers) for one in self.services)

    @property
    def online(self) -> int:
        """Services that can be filed online somewhere."""
        return sum(one.best is not None and (one.best.service.checked or 0) >= 3 for one in self.services)

    @property
    def english(self) -> int:
        """Services that some agency tells in English."""
        return sum(one.english == "full" for one in self.services)


def national_services(results: Sequence[AgencyResult], rules: Rules) -> NationalServices:
    """Gather the inventories of a run by what the survey asks for.

    Args:
        results: One per agency; those without an inventory are left out.
        rules: Criteria of the main score, and which levels agree.
    """
    found: dict[str, list[Offer]] = {}
    for result in results:
        for topic, rows in _by_topic(result, rules).items():
            found.setdefault(topic, []).append(
                Offer(result.agency_id, result.agency_vi, result.agency_en, max(rows, key=_worth), len(rows))
            )
    asked = [c for c in rules.main.values() if asks_transaction(c)]
    return NationalServices(
        services=tuple(
            OsiService(c, tuple(sorted(found.get(c.id, ()), key=lambda o: _worth(o.best), reverse=True)))
            for c in asked
        ),
        unread=tuple(r.agency_id for r in results if r.inventory is not None and not r.inventory.readable),
        agencies=tuple(
            _sum(r.agency_id, (r,), rules)
            for r in results
            if r.inventory is not None and (r.inventory.services or not r.inventory.readable)
        ),
        sectors=tuple(_by_sector(results, rules)),
        total=_sum("", tuple(results), rules),
    )


def _by_sector(results: Sequence[AgencyResult], rules: Rules) -> Iterator[ServiceSum]:
    sectors = rules.lexicon.sectors
    for name in sorted({sector for result in results for sector in sectors.of(result.sectors)}):
        members = tuple(r for r in results if name in sectors.of(r.sectors) and r.inventory is not None)
        if any(r.inventory is not None and r.inventory.services for r in members):
            yield _sum(name, members, rules)


def _sum(name: str, results: tuple[AgencyResult, ...], rules: Rules) -> ServiceSum:
    inventories = [r.inventory for r in results if r.inventory is not None]
    rows = [row for inventory in inventories for row in rows_of(inventory, rules.services)]
    return ServiceSum(
        name=name,
        agencies=results,
        services=len(rows),
        levels=tuple((level, sum(row.checked == level for row in rows)) for level in CHECKED),
        english=sum(row.in_english == "full" for row in rows),
        readable=all(inventory.readable for inventory in inventories),
    )


def _by_topic(result: AgencyResult, rules: Rules) -> Mapping[str, list[ServiceRowView]]:
    found: dict[str, list[ServiceRowView]] = {}
    for row in rows_of(result.inventory, rules.services) if result.inventory is not None else ():
        for topic in row.service.topics:
            found.setdefault(topic, []).append(row)
    return found


def _worth(row: ServiceRowView) -> tuple[int, int]:
    """Rank by level, what could not be told last, then by English."""
    level = row.service.checked
    return (-1 if level is None else level, ("none", "some", "full").index(row.in_english))
