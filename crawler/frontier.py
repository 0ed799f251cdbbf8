"""Every URL a crawl knows, and which comes next. Pure bookkeeping: nothing is fetched here."""

from __future__ import annotations

import heapq
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.links import DEPTH_STEP, UNKNOWN_DEPTH
from crawler.purpose import Purpose
from crawler.status import FetchStatus
from crawler.urls import host_of

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
    purpose: Purpose = Purpose.PAGE
    record: PageRecord | None = None
    """What was written about it, once it was answered."""


@dataclass(slots=True)
class Frontier:
    """Known URLs with a priority queue per host.

    Args:
        max_depth: Clicks; deeper URLs are known but not queued.
        is_done: Told an entry, says whether it must not be fetched any more.
    """

    max_depth: int
    entries: list[Entry] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    _queues: dict[str, list[tuple[int, int, int]]] = field(default_factory=dict)
    in_flight: dict[str, int] = field(default_factory=dict)
    _tick: int = 0
    waiting: int = 0
    """Entries that are queued."""

    def find(self, url: str) -> int | None:
        """The number of a known canonical address."""
        return self._numbers.get(url)

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

    def requeue(self, number: int, malus: int = 0) -> None:
        """Put an entry that was in flight back, for another try."""
        entry = self.entries[number]
        self._land(entry)
        entry.bonus -= malus
        entry.status = None
        self._enqueue(number)

    def pop(self, per_host: int, ready: Callable[[str], bool] | None = None) -> int | None:
        """Take the best entry of the least busy host.

        Args:
            per_host: Hosts with that many entries in flight wait.
            ready: Says whether a host may be asked now.

        Returns:
            Its number, or None when no host is free.
        """
        best: tuple[int, int, str] | None = None
        for host, queue in self._queues.items():
            self._drop_stale(queue)
            busy = self.in_flight.get(host, 0)
            if not queue or busy >= per_host or (ready is not None and not ready(host)):
                continue
            rank = (busy, queue[0][0], host)
            if best is None or rank < best:
                best = rank
        return None if best is None else self._take(best[2])

    def begin(self, number: int) -> None:
        """Let an entry that never waited in a queue be on its way."""
        entry = self.entries[number]
        entry.in_flight = True
        host = host_of(entry.url)
        self.in_flight[host] = self.in_flight.get(host, 0) + 1

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
        depth = UNKNOWN_DEPTH if entry.depth == NO_DEPTH else entry.depth
        score = DEPTH_STEP * depth - entry.bonus if depth else -1000 - entry.bonus
        self._tick += 1
        heapq.heappush(self._queues.setdefault(host_of(entry.url), []), (score, self._tick, number))

    def _take(self, host: str) -> int:
        number = heapq.heappop(self._queues[host])[2]
        entry = self.entries[number]
        entry.in_flight = True
        self.waiting -= 1
        self.in_flight[host] = self.in_flight.get(host, 0) + 1
        return number

    def _land(self, entry: Entry) -> None:
        if entry.in_flight:
            entry.in_flight = False
            self.in_flight[host_of(entry.url)] -= 1

    def _is_waiting(self, number: int) -> bool:
        entry = self.entries[number]
        return entry.status is None and not entry.in_flight

    def _drop_stale(self, queue: list[tuple[int, int, int]]) -> None:
        while queue and not self._is_waiting(queue[0][2]):
            heapq.heappop(queue)


def pattern_malus(before: int) -> int:
    """Points by which the next page of a pattern falls back.

    >>> [pattern_malus(n) for n in (0, 7, 8, 16, 1000)]
    [0, 0, 5, 10, 35]
    """
    return PATTERN_STEP * (before >> 3).bit_length()
