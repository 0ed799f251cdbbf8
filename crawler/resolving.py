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
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    """Entry per link as written, see `key`; NOWHERE when it is no web address."""

    def remember(self, key: tuple[str, str], number: int) -> None:
        """Keep the answer to a link."""
        if len(self.numbers) >= CACHE_CAP:
            self.numbers.clear()
        self.numbers[key] = number

    def resolve(self, href: str, base: str) -> str | None:
        """The canonical address of a link that was not seen before, or None when it is no web address."""
        if "#" in href and hash_route(href):
            self.count("osi/links/hash_route", 1)
        url = resolve(base, href, self.rules)
        if url is None:
            self.count("osi/links/not_web", 1)
        return url


def key(href: str, base: str) -> tuple[str, str]:
    """What tells two links apart: whole addresses by themselves, the others together with where they stand.

    >>> key("/a", "http://x.gov.vn/b/c"), key("http://y/", "http://x.gov.vn/b/c"), key("d", "http://x.gov.vn/b/c")
    (('http://x.gov.vn', '/a'), ('', 'http://y/'), ('http://x.gov.vn/b/c', 'd'))
    """
    if href[:4] == "http":
        return "", href
    if href[:1] == "/":
        return base[: base.find("/", 8)], href
    return base, href
