"""What a crawl learns of each host: which scheme works, whether it asks for a pause, when to give it up."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.answers import UNREACHABLE, Answer
from crawler.hosts import is_registrable
from crawler.status import FetchStatus
from crawler.urls import host_of, switch_scheme

if TYPE_CHECKING:
    from collections.abc import Callable

FAILURES_TO_GIVE_UP = 8
_BREAKING = UNREACHABLE | {FetchStatus.RATE_LIMITED}
"""So many in a row, and the host is given up: whoever is turned away each time comes too often, or is not wanted."""
_CLOSED = frozenset(
    {
        FetchStatus.TLS,
        FetchStatus.TLS_WEAK,
        FetchStatus.REFUSED,
        FetchStatus.TIMEOUT,
        FetchStatus.CONNECTION_LOST,
    }
)


@dataclass(slots=True)
class HostHealth:
    """Per host (with port)."""

    count: Callable[[str, int], None]
    schemes: dict[str, str] = field(default_factory=dict)
    """Scheme that works; only for hosts without a port of their own."""
    dead: dict[str, Answer] = field(default_factory=dict)
    """What is left of a host gets this answer."""
    shut: set[str] = field(default_factory=set)
    """Hosts that asked for a longer pause than the crawl has: not even their site maps are asked for any more."""
    _failures: Counter[str] = field(default_factory=Counter)
    _paused: dict[str, float] = field(default_factory=dict)

    def note(self, url: str, answer: Answer) -> str:
        """Take in an answer, final or not.

        Returns:
            The host, when it is to be given up from now on, else an empty string.
        """
        host = host_of(url)
        if answer.status not in _BREAKING:
            self._failures[host] = 0
            if answer.status is FetchStatus.OK and ":" not in host:
                self.schemes.setdefault(host, url.partition(":")[0])
            return ""
        self._failures[host] += 1
        hopeless = answer.status is FetchStatus.ROBOTS_UNREACHABLE
        if host in self.dead or (self._failures[host] < FAILURES_TO_GIVE_UP and not hopeless):
            return ""
        self.give_up(host, Answer(answer.status, f"not asked for, since the host fails: {answer.detail}"))
        return host

    def give_up(self, host: str, answer: Answer) -> None:
        """Ask a host for nothing more."""
        self.count("osi/hosts/given_up", 1)
        self.dead[host] = answer

    def shut_out(self, host: str, answer: Answer) -> None:
        """Ask a host for nothing more, not even for what is no page."""
        self.give_up(host, answer)
        self.shut.add(host)

    def use(self, url: str) -> None:
        """Try a host again, over the scheme of `url`, and take its links over to that scheme."""
        host = host_of(url)
        self.dead.pop(host, None)
        self._failures[host] = 0
        self.schemes[host] = url.partition(":")[0]

    def pause(self, url: str, seconds: float) -> None:
        """Leave a host alone for a while, because it asked for that."""
        self._paused[host_of(url)] = time.monotonic() + seconds
        self.count("osi/hosts/paused", 1)

    def is_ready(self, host: str) -> bool:
        """Whether a host is not paused."""
        until = self._paused.get(host)
        return until is None or time.monotonic() >= until

    def with_scheme(self, url: str) -> str:
        """The address under the scheme that works on its host."""
        scheme = self.schemes.get(host_of(url)) if self.schemes else None
        if scheme is None or url.startswith(scheme + ":"):
            return url
        self.count("osi/links/scheme_switched", 1)
        return switch_scheme(url)


def other_door(url: str, status: FetchStatus) -> str:
    """Where a home page may be found that cannot be reached at its address, or an empty string.

    A name without an address is tried with, or without, `www.`; a door that does not open, over the other scheme.

    >>> other_door("https://x.gov.vn/a", FetchStatus.REFUSED), other_door("http://www.x.gov.vn/", FetchStatus.DNS)
    ('http://x.gov.vn/a', 'http://x.gov.vn/')
    """
    if status in _CLOSED:
        return switch_scheme(url)
    scheme, _, rest = url.partition("://")
    if status is not FetchStatus.DNS:
        return ""
    if rest.startswith("www."):
        return f"{scheme}://{rest.removeprefix('www.')}"
    return f"{scheme}://www.{rest}" if is_registrable(host_of(url)) else ""
