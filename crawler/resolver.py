"""Name look-ups that never end at a local address: the answer that is checked is the one that is connected to."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.error import DNSLookupError

from crawler.hosts import is_global, is_private, literal_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twisted.internet.base import ReactorBase
    from twisted.internet.defer import Deferred

refused: set[str] = set()
"""Names whose answer was a local address: the error that reaches the spider only says "no address"."""


class GuardedResolver(CachingThreadedResolver):
    """Refuses names that resolve to loopback, private or other special addresses (DNS rebinding).

    Local names that were allowed by the guard before (the registry names them literally) and the proxy are let through.
    """

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float) -> None:
        super().__init__(reactor, cache_size, timeout)
        self._proxies = {urlsplit(url).hostname for url in getproxies().values()}

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 - Twisted's name
        """Resolve a name; fails with DNSLookupError when the answer is a local address."""
        answer = super().getHostByName(name, timeout)
        if is_private(name) or literal_address(name) is not None or name in self._proxies:
            return answer
        return answer.addCallback(_check, name)


def _check(address: str, name: str) -> str:
    if not is_global(ipaddress.ip_address(address)):
        refused.add(name)
        raise DNSLookupError(f"{name} resolves to the local address {address}")
    return address
