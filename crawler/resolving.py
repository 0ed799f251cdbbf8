"""Links as written to canonical addresses; menus stand on every page, so answers are kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.addressrules import GENERAL, AddressRules
from crawler.urls import hash_route, resolve

if TYPE_CHECKING:
    from collections.abc import Callable

CACHE_CAP = 200_000
NOWHERE = -1


@dataclass(slots=True)
class LinkResolver:
    """Resolves links, counts those that lead nowhere, and remembers which known entry a link leads to."""

    count: Callable[[str, int], None]
    rules: AddressRules = GENERAL
    numbers: dict[str, dict[str, int]] = field(default_factory=dict)
    """Entry per link as written, by the place that it is told from (`place_of`); NOWHERE when it is no web address."""
    size: int = 0
    """Of all of them."""

    def known_from(self, base: str) -> Callable[[str], int | None]:
        """Return what knows the entry that a link on a page leads to, or None when it was not seen before."""
        anywhere = self.numbers.setdefault("", {}).get
        from_root = self.numbers.setdefault(place_of("/", base), {}).get

        def known(href: str) -> int | None:
            if href[:1] == "/":
                return from_root(href)
            if href[:4] == "http":
                return anywhere(href)
            here = self.numbers.get(base)
            return here.get(href) if here else None

        return known

    def remember(self, href: str, base: str, number: int) -> None:
        """Keep the answer to a link."""
        if self.size >= CACHE_CAP:
            self.numbers.clear()
            self.size = 0
        self.numbers.setdefault(place_of(href, base), {})[href] = number
        self.size += 1

    def resolve(self, href: str, base: str) -> str | None:
        """The canonical address of a link that was not seen before, or None when it is no web address."""
        if "#" in href and hash_route(href):
            self.count("osi/links/hash_route", 1)
        url = resolve(base, href, self.rules)
        if url is None:
            self.count("osi/links/not_web", 1)
        return url


def place_of(href: str, base: str) -> str:
    """What a link is told from: whole addresses from nowhere, the others from the root of their host or from where they stand.

    >>> place_of("/a", "http://x.gov.vn/b/c"), place_of("http://y/", "http://x.gov.vn/b/c"), place_of("d", "http://x.gov.vn/b/c")
    ('http://x.gov.vn', '', 'http://x.gov.vn/b/c')
    """
    if href[:1] == "/":
        return base[: base.find("/", 8)]
    return "" if href[:4] == "http" else base
