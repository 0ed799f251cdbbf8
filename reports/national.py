"""The services that the UN's survey asks for, over all agencies of a run: who offers each, at which level, in which language. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from audit.criteria.model import Criterion
from audit.results import AgencyResult
from audit.rules import Rules
from audit.services.model import Service
from audit.services.topics import asks_transaction
from reports.services import ServiceRowView

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
class NationalServices:
    """All of them, with what could not be read."""

    services: tuple[OsiService, ...]
    unread: tuple[str, ...]
    """Agencies whose service portal could not be read: what they offer is not known."""

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
        inventory = result.inventory
        for topic, services in _by_topic(inventory.services if inventory else ()).items():
            rows = [ServiceRowView(s, rules.services.agree(s.published, s.checked)) for s in services]
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
    )


def _by_topic(services: Sequence[Service]) -> Mapping[str, list[Service]]:
    found: dict[str, list[Service]] = {}
    for service in services:
        for topic in service.topics:
            found.setdefault(topic, []).append(service)
    return found


def _worth(row: ServiceRowView) -> tuple[int, int]:
    """Rank by level, what could not be told last, then by English."""
    level = row.service.checked
    return (-1 if level is None else level, ("none", "some", "full").index(row.in_english))
