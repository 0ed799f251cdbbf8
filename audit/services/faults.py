"""What is wrong with an agency's services as a whole, told once with a count. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.faults import Fault
from audit.results import Message, Spot
from audit.services.model import Service, ServiceInventory
from audit.services.rules import ServiceRules

KINDS = frozenset({
    "service_dead_end", "service_level_over", "service_level_under", "service_level_mixed", "service_points", "service_foreign",
    "service_login_wall",
})  # fmt: skip
"""All causes that this module tells."""
_NAMED = 5  # services that are named at one address


def service_faults(inventory: ServiceInventory, rules: ServiceRules) -> tuple[Fault, ...]:
    """Return the causes, those that stop a person first.

    Args:
        inventory: Of one agency.
        rules: Which levels agree.
    """
    services = inventory.services
    differing = [s for s in services if not rules.agree(s.published, s.checked)]
    checks = (
        ("service_dead_end", [s for s in services if s.reach.dead_end], services, 1),
        ("service_level_over", [s for s in differing if _is_over(s, rules)], services, 2),
        (
            "service_foreign",
            [s for s in services if s.foreigners and not s.english.is_told],
            _open(services),
            3,
        ),
        ("service_points", [s for s in services if s.described and s.missing], _described(services), 2),
        ("service_level_mixed", [s for s in services if s.published_others], services, 1),
        ("service_level_under", [s for s in differing if not _is_over(s, rules)], services, 1),
        ("service_login_wall", [s for s in services if s.reach.login_wall], services, 2),
    )
    return tuple(_faults(checks))


def _faults(
    checks: Sequence[tuple[str, Sequence[Service], Sequence[Service], int]],
) -> Iterator[Fault]:
    for kind, found, among, effort in checks:
        if found:
            params: dict[str, str | int] = {"count": len(found), "total": len(among)}
            places: dict[str, list[Service]] = {}
            for service in found:
                places.setdefault(_shown(service, kind), []).append(service)
            spots = tuple(_spot(services, kind) for services in places.values())
            yield Fault(
                kind, Message(f"fault_{kind}", params), tuple(places), len(found), effort, spots=spots
            )


def _spot(services: Sequence[Service], kind: str) -> Spot:
    """The services behind one address; of a dead end the first page that leads there."""
    names = list(dict.fromkeys(service.name or service.name_en for service in services))
    more = ["…"] if len(names) > _NAMED else []
    first = services[0]
    on = (first.url or first.english_url) if kind == "service_dead_end" else ""
    return Spot(on, "; ".join([*names[:_NAMED], *more]))


def _shown(service: Service, kind: str) -> str:
    if kind == "service_dead_end":
        return service.reach.dead_end
    return service.url or service.english_url


def _is_over(service: Service, rules: ServiceRules) -> bool:
    """Whether more is published than the pages show."""
    return service.checked is not None and service.checked < min(rules.agrees[service.published])


def _described(services: Sequence[Service]) -> list[Service]:
    return [service for service in services if service.described]


def _open(services: Sequence[Service]) -> list[Service]:
    return [service for service in services if service.foreigners]
