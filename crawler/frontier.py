"""Every URL a crawl knows, and which comes next. Pure bookkeeping: nothing is fetched here."""

from __future__ import annotations

import heapq
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.links import hints
from crawler.purpose import Purpose
from crawler.ranking import ByPromise, LinkFacts, Ranking
from crawler.status import FetchStatus
from crawler.urls import host_of, identity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crawler.records import PageRecord

NO_DEPTH = -1
PATTERN_STEP = 5
"""Points by which a page falls back each time the number of its pattern's pages doubles beyond eight."""


@dataclass(slots=True)
class Entry:
    """One known URL."""

    url: str
    depth: int
    source: str
    bonus: int = 0
    referrer: int = -1
    """Number of the entry whose link was followed first; -1 for none."""
    anchor: str = ""
    portal: str = ""
    status: FetchStatus | None = None
    """None while it waits or is being fetched."""
    detail: str = ""
    in_flight: bool = False
    hops: int = 0
    """Redirects that led here one after the other."""
    attempts: int = 0
    request_url: str = ""
    """The spelling to ask for, where the canonical one only redirects to it."""
    links: array[int] | None = None
    """Numbers of the entries it links to, once it was read."""
    near: array[int] | None = None
    """Numbers of the entries it shows without a click: redirect and refresh targets, frames."""
    alternates: array[int] | None = None
    """Numbers of the entries it names as its counterparts in other languages."""
    is_plain: bool = False
    """Whether nothing but links was found on it, all of which are taken in."""
    purpose: Purpose = Purpose.PAGE
    record: PageRecord | None = None
    """What was written about it, once it was answered."""
    facts: LinkFacts | None = None
    """What its link promises, once its turn was asked for."""


@dataclass(slots=True)
class Frontier:
    """Known URLs with a priority queue per host.

    Args:
        max_depth: Clicks; deeper URLs are known but not queued.
        ranking: Says what comes next.
    """

    max_depth: int
    ranking: Ranking = field(default_factory=ByPromise)
    entries: list[Entry] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    _read: dict[str, int] = field(default_factory=dict)
    """Pages that were read, by what all spellings of their addresses share."""
    _queues: dict[str, list[tuple[int, int, int]]] = field(default_factory=dict)
    in_flight: dict[str, int] = field(default_factory=dict)
    _tick: int = 0
    waiting: int = 0
    """Entries that are queued."""
    held: set[str] = field(default_factory=set)
    """Hosts that had to wait, although free, for better entries of others."""

    def find(self, url: str) -> int | None:
        """The number of a known canonical address."""
        return self._numbers.get(url)

    def find_twin(self, url: str) -> int | None:
        """The number of a page that was read under another spelling of an address that is not known."""
        return self._read.get(identity(url))

    def note_read(self, number: int) -> None:
        """Take the other spellings of a page's address for the page, from now on: it may well link to itself by one."""
        self._read.setdefault(identity(self.entries[number].url), number)

    def add(self, entry: Entry, *, queue: bool = True) -> int:
        """Take in a URL that is not known yet.

        Returns:
            Its number.
        """
        number = len(self.entries)
        self.entries.append(entry)
        self._numbers[entry.url] = number
        if queue:
            self._enqueue(number)
        return number

    def settle(self, number: int, status: FetchStatus, detail: str = "") -> None:
        """Give an entry its final status."""
        entry = self.entries[number]
        if entry.status is None and not entry.in_flight:
            self.waiting -= 1
        self._land(entry)
        entry.status = status
        entry.detail = detail
        if status is FetchStatus.OK:
            self.note_read(number)

    def requeue(self, number: int, malus: int = 0) -> None:
        """Put an entry that was in flight back, for another try."""
        entry = self.entries[number]
        self._land(entry)
        entry.bonus -= malus
        entry.status = None
        self._enqueue(number)

    def pop(
        self, per_host: int, ready: Callable[[str], bool] | None = None, lag: int | None = None
    ) -> int | None:
        """Take the best entry of the least busy host.

        Args:
            per_host: Hosts with that many entries in flight wait.
            ready: Says whether a host may be asked now.
            lag: Hosts wait whose best entry ranks so much behind the best of all, busy hosts' included; None for no limit.

        Returns:
            Its number, or None when no host is free.
        """
        heads: list[tuple[int, int, str]] = []
        for host, queue in self._queues.items():
            self._refresh(queue)
            if queue and (ready is None or ready(host)):
                heads.append((self.in_flight.get(host, 0), queue[0][0], host))
        if lag is not None and heads:
            last = min(rank for _, rank, _ in heads) + lag
            self.held.update(host for busy, rank, host in heads if rank > last and busy < per_host)
            heads = [head for head in heads if head[1] <= last]
        free = [head for head in heads if head[0] < per_host]
        return self._take(min(free)[2]) if free else None

    def begin(self, number: int) -> None:
        """Let an entry that never waited in a queue be on its way."""
        entry = self.entries[number]
        entry.in_flight = True
        host = host_of(entry.url)
        self.in_flight[host] = self.in_flight.get(host, 0) + 1

    def claim(self, number: int) -> bool:
        """Let an entry that waits be on its way before its turn; False where it does not wait."""
        if not self._is_waiting(number):
            return False
        self.ranking.take(self.entries[number])
        self.waiting -= 1
        self.begin(number)
        return True

    def drop_host(self, host: str) -> list[int]:
        """Empty a host's queue; the entries are the caller's to settle."""
        queue = self._queues.get(host, [])
        numbers = {n for _, _, n in queue if self._is_waiting(n)}
        queue.clear()
        return sorted(numbers)

    def shorten(self, number: int, depth: int) -> int:
        """Learn of a chain of `depth` clicks to an entry, and carry it on to what it links to.

        Returns:
            How many entries came nearer.
        """
        changed = 0
        stack = [(number, depth)]
        while stack:
            current, clicks = stack.pop()
            entry = self.entries[current]
            if entry.depth != NO_DEPTH and entry.depth <= clicks:
                continue
            entry.depth = clicks
            changed += 1
            stack.extend((target, clicks + 1) for target in entry.links or ())
            stack.extend((target, clicks) for target in entry.near or ())
            if entry.status is FetchStatus.BUDGET_DEPTH and clicks <= self.max_depth:
                entry.status = None
                self._enqueue(current)
            elif self._is_waiting(current):
                self._push(current)
        return changed

    def name(self, number: int, text: str) -> None:
        """Give an address that waits without a text, as one of a site map or behind a picture, the text of a link to it."""
        entry = self.entries[number]
        if entry.anchor or not text or entry.purpose is not Purpose.PAGE or not self._is_waiting(number):
            return
        entry.anchor = text
        entry.bonus += hints(entry.url, text) - hints(entry.url, "")
        entry.facts = None
        self._push(number)

    def leads_back(self, number: int) -> bool:
        """Whether the redirects that start at an entry come round to one of them."""
        seen = {number}
        current = number
        while (near := self.entries[current].near) and len(near) == 1:
            current = near[0]
            if current in seen:
                return True
            if self.entries[current].status is not FetchStatus.REDIRECT:
                return False
            seen.add(current)
        return False

    def unsettled(self) -> Iterator[int]:
        """Numbers of the entries that have no status yet."""
        return (number for number, entry in enumerate(self.entries) if entry.status is None)

    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return self.waiting == 0

    def _enqueue(self, number: int) -> None:
        entry = self.entries[number]
        if entry.depth > self.max_depth and entry.purpose is Purpose.PAGE:
            entry.status = FetchStatus.BUDGET_DEPTH
            entry.detail = f"more than {self.max_depth} clicks from the home page"
            return
        self.waiting += 1
        self._push(number)

    def _push(self, number: int) -> None:
        entry = self.entries[number]
        self._tick += 1
        queue = self._queues.setdefault(host_of(entry.url), [])
        heapq.heappush(queue, (self.ranking.rank(entry), self._tick, number))

    def _take(self, host: str) -> int:
        number = heapq.heappop(self._queues[host])[2]
        self.claim(number)
        return number

    def _land(self, entry: Entry) -> None:
        if entry.in_flight:
            entry.in_flight = False
            self.in_flight[host_of(entry.url)] -= 1

    def _is_waiting(self, number: int) -> bool:
        entry = self.entries[number]
        return entry.status is None and not entry.in_flight

    def _refresh(self, queue: list[tuple[int, int, int]]) -> None:
        """Bring a queue's head up to date: what was fetched since may have made it worth less."""
        while queue:
            rank, tick, number = queue[0]
            if not self._is_waiting(number):
                heapq.heappop(queue)
                continue
            now = self.ranking.rank(self.entries[number])
            if now <= rank:
                return
            heapq.heapreplace(queue, (now, tick, number))


def pattern_malus(before: int) -> int:
    """Points by which the next page of a pattern falls back.

    >>> [pattern_malus(n) for n in (0, 7, 8, 16, 1000)]
    [0, 0, 5, 10, 35]
    """
    return PATTERN_STEP * (before >> 3).bit_length()
