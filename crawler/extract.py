"""What one agency's crawl needs of the registry: small enough to travel with its job to another machine."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from crawler.hosts import HostMap

if TYPE_CHECKING:
    from crawler.registry import Agency, Registry


def extract(registry: Registry, agency_id: str) -> str:
    """Return a registry of the agency and of those others that tell which hosts below its own are not its own.

    The crawl of the agency is the same with it as with the whole registry (`HostMap` is equal), whose reading would
    cost each of thousands of crawls seconds. Contacts stay at home: a worker needs no person's address.

    Args:
        registry: The whole one.
        agency_id: Whose crawl it is for.

    Returns:
        JSON, which is YAML too.

    Raises:
        UsageError: There is no such agency.
    """
    agency = registry.get(agency_id)
    foreign = HostMap.for_agency(agency, registry).foreign
    others = [a for a in registry.agencies if a.id != agency_id and _owns_one_of(a, foreign)]
    agencies = [_bare(a) for a in (agency, *others)]
    data = {
        "version": registry.version,
        "defaults": {"user_agent_contact": registry.defaults.user_agent_contact},
        "agencies": agencies,
    }
    return json.dumps(data, ensure_ascii=False)


def _owns_one_of(agency: Agency, domains: frozenset[str]) -> bool:
    return bool(domains and HostMap.for_agency(agency).owners & domains)


def _bare(agency: Agency) -> dict[str, object]:
    """An agency without what leads to others or to persons."""
    return agency.model_dump(
        mode="json", by_alias=True, exclude_none=True, exclude={"parent", "successor", "contacts"}
    )
