"""What one agency's crawl needs of the registry: small enough to travel with its job to another machine."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from crawler.errors import UsageError
from crawler.hosts import HostMap

if TYPE_CHECKING:
    from crawler.registry import Agency, Registry


class Extracts:
    """Registries of single agencies, cut from a whole one.

    The crawl of an agency is the same with its extract as with the whole registry (`HostMap` is equal), whose reading
    would cost each of thousands of crawls seconds. Contacts stay at home: a worker needs no person's address.

    Args:
        registry: The whole one; it is gone through once.
    """

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._places = {agency.id: place for place, agency in enumerate(registry.agencies)}
        self._owned = [HostMap.for_agency(agency).owners for agency in registry.agencies]
        self._below: dict[str, set[int]] = {}
        for place, owners in enumerate(self._owned):
            for owner in owners:
                labels = owner.split(".")
                for start in range(1, len(labels)):
                    self._below.setdefault(".".join(labels[start:]), set()).add(place)

    def of(self, agency_id: str) -> str:
        """Return a registry of the agency and of those others that have hosts below its own.

        Returns:
            JSON, which is YAML too.

        Raises:
            UsageError: There is no such agency.
        """
        place = self._places.get(agency_id)
        if place is None:
            raise UsageError(f"no agency {agency_id!r} in the registry")
        others = sorted({o for owner in self._owned[place] for o in self._below.get(owner, ())} - {place})
        data = {
            "version": self._registry.version,
            "defaults": {"user_agent_contact": self._registry.defaults.user_agent_contact},
            "agencies": [_bare(self._registry.agencies[p]) for p in (place, *others)],
        }
        return json.dumps(data, ensure_ascii=False)


def _bare(agency: Agency) -> dict[str, object]:
    """An agency without what leads to others or to persons."""
    return agency.model_dump(
        mode="json", by_alias=True, exclude_none=True, exclude={"parent", "successor", "contacts"}
    )
