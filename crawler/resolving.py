"""Links as written to canonical addresses; menus stand on every page, so answers are kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.urls import hash_route, resolve

if TYPE_CHECKING:
    from collections.abc import Callable

CACHE_CAP = 200_000


@dataclass(slots=True)
class LinkResolver:
    """Resolves links and counts those that lead nowhere."""

    count: Callable[[str, int], None]
    _known: dict[tuple[str, str], str] = field(default_factory=dict)

    def __call__(self, href: str, base: str) -> str:
        """The canonical address, or an empty string when it is no web address."""
        if href[:4] == "http":
            key = ("", href)
        elif href[:1] == "/":
            key = (base[: base.find("/", 8) + 1], href)
        else:
            key = (base, href)
        url = self._known.get(key)
        return self._resolve(key, href, base) if url is None else url

    def _resolve(self, key: tuple[str, str], href: str, base: str) -> str:
        if hash_route(href):
            self.count("osi/links/hash_route", 1)
        url = resolve(base, href) or ""
        if not url:
            self.count("osi/links/not_web", 1)
        if len(self._known) >= CACHE_CAP:
            self._known.clear()
        self._known[key] = url
        return url
