"""Links of pages kept from one crawl to the next: where a page has not changed, nobody need parse it again to go on from it.

Kept are the links of pages on which nothing but links was found: no source of data, no form or names to search with, no
application, no language switch. They hold as long as the program, the agency's limits and its rules for addresses are the same.
"""

from __future__ import annotations

import hashlib
import logging
from array import array
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from crawler.errors import SnapshotError
from crawler.frontier import NO_DEPTH
from crawler.links import hints
from crawler.program import program
from crawler.records import KeptLinks, KnownAddress
from crawler.status import FetchStatus

if TYPE_CHECKING:
    from crawler.frontier import Entry
    from crawler.session import CrawlSession
    from crawler.snapshot import Snapshot

logger = logging.getLogger(__name__)

_CODE = "i"
"""Of the arrays: numbers of entries, below two thousand million."""


class LinksOfPage(NamedTuple):
    """Numbers of the addresses that a page leads to, in the crawl that read it."""

    links: array[int]
    """By a click."""
    near: array[int]
    """Without one."""
    alternates: array[int]
    """Named as its counterparts in other languages."""


def reading(session: CrawlSession) -> str:
    """Digest of all that the links of a page depend on besides the page."""
    agency = session.agency
    said = f"{program()} {agency.limits.model_dump_json()} {agency.canonical.model_dump_json()}"
    return hashlib.sha256(said.encode()).hexdigest()


def kept_links(session: CrawlSession) -> tuple[list[KnownAddress], Iterator[KeptLinks]]:
    """What the next crawl may take over: every address that a kept link leads to, and the links by page."""
    entries = session.frontier.entries
    # Once the cap was reached, links may be missing on any page.
    kept = [] if session.is_full else [entry for entry in entries if _is_kept(entry)]
    wanted: set[int] = set()
    for entry in kept:
        wanted.update(entry.links or (), entry.near or (), entry.alternates or ())
    known = [KnownAddress(number, entries[number].url, entries[number].anchor) for number in sorted(wanted)]
    return known, (KeptLinks(entry.url, _packed(entry)) for entry in kept)


def _is_kept(entry: Entry) -> bool:
    return entry.is_plain and entry.status is FetchStatus.OK and entry.links is not None


def _packed(entry: Entry) -> bytes:
    parts = [array(_CODE, part or ()) for part in (entry.links, entry.near, entry.alternates)]
    head = array(_CODE, [len(part) for part in parts])
    return b"".join(part.tobytes() for part in (head, *parts))


def unpacked(packed: bytes) -> LinksOfPage:
    """Read the links of one page back.

    Raises:
        ValueError: They are damaged.
    """
    numbers = array(_CODE)
    numbers.frombytes(packed)
    if len(numbers) < 3 or sum(numbers[:3]) + 3 != len(numbers):
        raise ValueError("kept links are damaged")
    one, two = 3 + numbers[0], 3 + numbers[0] + numbers[1]
    return LinksOfPage(numbers[3:one], numbers[one:two], numbers[two:])


class EarlierLinks:
    """The links that the last crawl kept, as far as they hold for this one.

    Args:
        snapshot: The last crawl's, open.
        session: This crawl.
    """

    def __init__(self, snapshot: Snapshot, session: CrawlSession) -> None:
        self._snapshot = snapshot
        self._session = session
        self._numbers: dict[int, int] = {}
        """Entry of this crawl by number in the last one."""
        self._addresses: dict[int, tuple[str, str]] = {}
        """Address and link text by number in the last crawl, of those that are no entry yet."""
        try:
            self._is_same = snapshot.reading() == reading(session)
        except SnapshotError as error:
            logger.warning("links of the last crawl are read anew: %s", error)
            self._is_same = False

    def follow(self, number: int, depth: int, body: bytes) -> bool:
        """Take in the links of a page that has not changed.

        Args:
            number: The page.
            depth: Clicks that it was away in the last crawl: pages near the home page are searched for more than links.
            body: Of the page.

        Returns:
            Whether they are kept; else the page is to be read.
        """
        session = self._session
        entry = session.frontier.entries[number]
        is_near = session.beside.asking.is_near
        if not self._is_same or session.is_full or (is_near(entry.depth) and not is_near(depth)):
            return False
        try:
            packed = self._snapshot.links(entry.url)
            found = unpacked(packed) if packed is not None else None
            if found is None or not self._know(found):
                return False
        except (SnapshotError, ValueError) as error:
            logger.warning("links of %s are read anew: %s", entry.url, error)
            self._is_same = False
            return False
        session.learn_system(entry, body)
        session.frontier.ranking.learn(number, entry, ())
        entry.links = self._entered(found.links, number, 1)
        entry.near = self._entered(found.near, number, 0)
        entry.alternates = self._entered(found.alternates, number, None)
        entry.is_plain = True
        session.count("osi/earlier/links_kept", 1)
        return True

    def _know(self, found: LinksOfPage) -> bool:
        """Look up the addresses behind numbers that are new here; False when one of them is not kept."""
        new = [
            old for part in found for old in part if old not in self._numbers and old not in self._addresses
        ]
        self._addresses.update(self._snapshot.addresses(new))
        return all(old in self._addresses for old in new)

    def _entered(self, numbers: array[int], page: int, clicks: int | None) -> array[int]:
        """The entries that numbers of the last crawl stand for; those that are new to this one are taken in.

        Args:
            numbers: Of the last crawl.
            page: The entry that leads to them.
            clicks: From the page to them; None for counterparts, which no click leads to.
        """
        session = self._session
        above = session.frontier.entries[page].depth
        depth = NO_DEPTH if above == NO_DEPTH or clicks is None else above + clicks
        entered = array("l")
        for old in numbers:
            target = self._numbers.get(old)
            if target is None:
                target = self._numbers[old] = self._entry(*self._addresses.pop(old), page, depth, clicks)
            if depth != NO_DEPTH:
                session.shorten(target, depth)
            entered.append(target)
        return entered

    def _entry(self, url: str, anchor: str, page: int, depth: int, clicks: int | None) -> int:
        session = self._session
        url = session.health.with_scheme(url)
        known = session.frontier.find(url)
        if known is not None:
            session.frontier.name(known, anchor)
            return known
        if clicks is None:
            return session.discover(url, NO_DEPTH, "hreflang", page, bonus_of=hints(url, ""))
        return session.discover(url, depth, "link", page, bonus_of=hints(url, anchor), anchor=anchor)
