"""From the links of a page to entries of the crawl: its hot path, since menus stand on every page."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from crawler.frontier import NO_DEPTH
from crawler.headings import headings
from crawler.links import hints
from crawler.page import link_text
from crawler.resolving import NOWHERE, LinkResolver
from crawler.urls import hash_route

if TYPE_CHECKING:
    from crawler.frontier import Entry
    from crawler.page import Page, RawLink
    from crawler.session import CrawlSession

MAX_LINKS_PER_PAGE = 5000


class LinkReader:
    """Takes in every address on a page.

    Args:
        session: The crawl.
    """

    def __init__(self, session: CrawlSession) -> None:
        self._session = session
        self._links = LinkResolver(session.count, session.rules)

    def read(self, number: int, page: Page) -> None:
        """Note on an entry where its page leads to, and take in what is not known yet."""
        session = self._session
        entries = session.frontier.entries
        entry = entries[number]
        if entry.links is None:
            session.frontier.ranking.learn(number, entry, headings(page))
        links, near, alternates = array("l"), array("l"), array("l")
        entry.links, entry.near, entry.alternates = links, near, alternates
        known = self._links.known_from(page.base)
        seen: set[int] = {number, NOWHERE}
        for index, raw in enumerate(page.links()):
            if index >= MAX_LINKS_PER_PAGE:
                session.count("osi/links/over_cap", 1)
                break
            target = known(raw.href)
            if target is None:
                target = self._target(raw, page.base, entry, number)
            is_link = raw.kind == "link"
            if is_link and target >= 0 and not entries[target].anchor:
                self._name(target, raw)
            if target in seen and (is_link or target in {number, NOWHERE}):
                continue
            seen.add(target)
            if raw.kind == "hreflang":
                alternates.append(target)
                continue
            (links if is_link else near).append(target)
            if entry.depth != NO_DEPTH:
                depth = entry.depth + is_link
                before = entries[target].depth
                if before == NO_DEPTH or depth < before:
                    session.shorten(target, depth)

    def _name(self, target: int, raw: RawLink) -> None:
        if self._session.frontier.entries[target].status is None:
            self._session.frontier.name(target, link_text(raw.element))

    def _target(self, raw: RawLink, base: str, entry: Entry, number: int) -> int:
        """The entry that a link leads to that was not seen before, or NOWHERE."""
        session = self._session
        url = self._links.resolve(raw.href, base)
        if url is None:
            target = NOWHERE
        else:
            url = session.health.with_scheme(url)
            found = session.frontier.find(url)
            if found is None and (found := session.frontier.find_twin(url)) is not None:
                session.count("osi/links/twin", 1)
            if found is None and raw.kind == "hreflang" and entry.source == "hreflang":
                session.count("osi/hreflang/chained", 1)
                entry.is_plain = False
                return NOWHERE  # from here; another page may well lead there
            target = self._new_target(url, raw, entry, number) if found is None else found
        if "#" in raw.href and hash_route(raw.href):
            entry.is_plain = False
            session.rendering.note_route(target, raw, number, link_text(raw.element))
        self._links.remember(raw.href, base, target)
        return target

    def _new_target(self, url: str, raw: RawLink, entry: Entry, number: int) -> int:
        session = self._session
        if session.is_full:
            session.count("osi/found/over_cap", 1)
            return NOWHERE
        if raw.kind == "hreflang":
            return session.discover(url, NO_DEPTH, "hreflang", number, bonus_of=hints(url, "", raw.hreflang))
        depth = NO_DEPTH if entry.depth == NO_DEPTH else entry.depth + (raw.kind == "link")
        text = link_text(raw.element)
        points = hints(url, text, raw.hreflang)
        return session.discover(url, depth, "link", number, bonus_of=points, anchor=text)
