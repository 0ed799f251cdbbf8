"""Whose host an address is on."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from urllib.parse import urlsplit

from crawler.hosts import HostMap
from crawler.registry import Registry


def owner_test(registry: Registry) -> Callable[[str, str], bool]:
    """Return what tells whether an address, the second one, is on a host of an agency."""

    @cache
    def hosts(agency_id: str) -> HostMap:
        return HostMap.for_agency(registry.get(agency_id), registry)

    def is_own(agency_id: str, url: str) -> bool:
        try:
            parts = urlsplit(url)
        except ValueError:  # brackets that hold no address
            return False
        return parts.scheme in {"http", "https"} and hosts(agency_id).is_own(parts.netloc)

    return is_own
