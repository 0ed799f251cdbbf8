"""The services of a result as rows of audit.db, so that they can be asked for one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from audit.results import AgencyResult
from audit.services.model import Service

_SERVICE = TypeAdapter(Service)


def service_rows(result: AgencyResult) -> list[dict[str, Any]]:
    """Return the rows of a result's services, without the result's key."""
    services = result.inventory.services if result.inventory else ()
    return [_row(position, service) for position, service in enumerate(services)]


def without_services(result: AgencyResult) -> AgencyResult:
    """Return a result as its own row keeps it: what else is told of the inventory stays."""
    if result.inventory is None:
        return result
    return replace(result, inventory=replace(result.inventory, services=()))


def with_services(result: AgencyResult, payloads: Sequence[str]) -> AgencyResult:
    """Return a result with its services put back, in their order.

    Args:
        result: From `without_services`.
        payloads: JSON of each service.
    """
    if result.inventory is None:
        return result
    services = tuple(_SERVICE.validate_json(payload) for payload in payloads)
    return replace(result, inventory=replace(result.inventory, services=services))


def _row(position: int, service: Service) -> dict[str, Any]:
    return {
        "service_id": service.id,
        "position": position,
        "name": service.name,
        "name_en": service.name_en,
        "code": next(iter(service.codes), ""),
        "published": service.published.value,
        "checked": service.checked,
        "english": int(service.english.name),
        "url": service.url,
        "payload": _SERVICE.dump_json(service).decode("utf-8"),
    }
