"""Which portal of the registry an address belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.urls import canonical, host_of

if TYPE_CHECKING:
    from crawler.registry import Portal


class Homes:
    """The home pages of one agency.

    Args:
        portals: Its portals valid on the day.
    """

    def __init__(self, portals: tuple[Portal, ...]) -> None:
        homes = [(canonical(p.url) or p.url, p.url) for p in portals]
        self._prefixes = sorted(
            ((h.partition("://")[2].rstrip("/"), p) for h, p in homes), key=lambda h: -len(h[0])
        )
        self._portals = {host_of(home): portal for home, portal in reversed(homes)}
        self.hosts = set(self._portals)
        """Hosts (with port) that have a portal of the registry, and doors found instead."""

    def portal_of(self, url: str) -> str:
        """URL of the portal below whose home page an address lies, else of one on its host, else empty."""
        rest = url.partition("://")[2]
        for prefix, portal in self._prefixes:
            if rest.startswith(prefix) and rest[len(prefix) : len(prefix) + 1] in {"", "/", "?"}:
                return portal
        return self._portals.get(host_of(url), "")
