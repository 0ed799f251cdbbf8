"""What pages let a crawl ask for beside themselves: sources of data, and the portal's own search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from crawler.datasources import data_addresses
from crawler.frontier import NO_DEPTH, Entry, Frontier
from crawler.links import UNKNOWN_DEPTH
from crawler.page import Page
from crawler.purpose import Purpose
from crawler.registry import Limits
from crawler.searchforms import SearchForm, begins_like_procedure, coded_names, search_forms, spread
from crawler.urls import canonical, host_of

_DATA_BONUS, _SEARCH_BONUS = 2000, 1000
"""Before any document, and data before searches."""
_MOST_SOURCES = 500
_MOST_FORMS = 30
_MOST_NAMES = 500
_FORM_CLICKS = 2
"""Pages within so many clicks are looked at for a search form: it stands in the head of every page."""


@dataclass(slots=True)
class _Found:
    """What the pages of one portal gave, each with the page that gave it first."""

    sources: dict[str, int] = field(default_factory=dict)
    forms: dict[SearchForm, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)


class Asking:
    """Collects, page by page, and chooses once the pages are done.

    Args:
        frontier: Every URL of the crawl.
        limits: The agency's.
        is_own: Whether a host (with port) is the agency's.
        count: Increments a Scrapy stat.
    """

    def __init__(
        self,
        frontier: Frontier,
        limits: Limits,
        is_own: Callable[[str], bool],
        count: Callable[[str, int], None],
    ) -> None:
        self._frontier = frontier
        self._limits = limits
        self._is_own = is_own
        self._count = count
        self._portals: dict[str, _Found] = {}

    @staticmethod
    def is_near(depth: int) -> bool:
        """Whether pages so many clicks away are looked at for a search form."""
        return 0 <= depth <= _FORM_CLICKS

    def look(self, number: int, page: Page, body: bytes) -> bool:
        """Look at a page that was read; returns whether it holds anything, or may, since enough was found before."""
        entry = self._frontier.entries[number]
        found = self._portals.setdefault(entry.portal, _Found())
        holds = len(found.sources) >= _MOST_SOURCES or len(found.names) >= _MOST_NAMES
        holds |= len(found.forms) >= _MOST_FORMS and self.is_near(entry.depth)
        if self._limits.data_sources and len(found.sources) < _MOST_SOURCES:
            for url in data_addresses(page, body):
                holds = True
                if self._is_own(host_of(url)):
                    found.sources.setdefault(url, number)
        if not self._limits.searches:
            return holds
        if self.is_near(entry.depth) and len(found.forms) < _MOST_FORMS:
            for form in search_forms(page):
                holds = True
                if self._is_own(host_of(canonical(form.action) or "")):
                    found.forms.setdefault(form, number)
        if len(found.names) < _MOST_NAMES:
            for name in coded_names(page, body):
                holds = True
                found.names.setdefault(name, number)
        return holds

    @property
    def has_any(self) -> bool:
        """Whether any page named a source of data, or a form to search with."""
        return any(found.sources or found.forms for found in self._portals.values())

    def choose(self) -> list[Entry]:
        """Return what is to be asked for and is not known yet, in this order: data, then searches."""
        portals = sorted(self._portals.items())
        sources = [entry for portal, found in portals for entry in self._sources(portal, found)]
        searches = [entry for portal, found in portals for entry in self._searches(portal, found)]
        if sources:
            self._count("osi/data/chosen", len(sources))
        if searches:
            self._count("osi/searches/chosen", len(searches))
        return [entry for entry in (*sources, *searches) if self._frontier.find(entry.url) is None]

    def _sources(self, portal: str, found: _Found) -> list[Entry]:
        chosen: list[Entry] = []
        for url, number in sorted(
            found.sources.items(), key=lambda item: (*self._nearness(item[1]), item[0])
        ):
            known = self._frontier.find(url)
            if known is not None and self._frontier.entries[known].purpose is not Purpose.DATA:
                continue  # a page, or a file, by a link
            if len(chosen) < self._limits.data_sources:
                chosen.append(
                    Entry(url, NO_DEPTH, "data", _DATA_BONUS, number, portal=portal, purpose=Purpose.DATA)
                )
            else:
                self._count("osi/data/over_number", 1)
        return chosen

    def _searches(self, portal: str, found: _Found) -> list[Entry]:
        if not found.forms:
            return []
        form, number = min(found.forms.items(), key=lambda item: (*self._nearness(item[1]), item[0].action))
        chosen = []
        for text in spread(self._names(portal, found), self._limits.searches):
            asked = form.address(text)
            url = canonical(asked)
            known = self._frontier.find(url) if url else None
            if url and (known is None or self._frontier.entries[known].purpose is Purpose.SEARCH):
                entry = Entry(
                    url, NO_DEPTH, "search", _SEARCH_BONUS, number, text, portal, purpose=Purpose.SEARCH
                )
                entry.request_url = asked
                chosen.append(entry)
        return chosen

    def _names(self, portal: str, found: _Found) -> list[str]:
        """Names of procedures: those with a code, else links that read like one, nearest to the home page first."""
        if found.names:
            return sorted(found.names, key=lambda name: (*self._nearness(found.names[name]), name))
        entries = self._frontier.entries
        near: dict[str, tuple[int, str]] = {}
        for entry in entries:
            if entry.portal == portal and entry.anchor and entry.purpose is Purpose.PAGE:
                above = entries[entry.referrer].url if entry.referrer >= 0 else ""
                if begins_like_procedure(entry.anchor, (entry.url, above)):
                    place = (UNKNOWN_DEPTH if entry.depth == NO_DEPTH else entry.depth, entry.url)
                    near[entry.anchor] = min(place, near.get(entry.anchor, place))
        return sorted(near, key=lambda name: near[name])

    def _nearness(self, number: int) -> tuple[int, str]:
        entry = self._frontier.entries[number]
        return (UNKNOWN_DEPTH if entry.depth == NO_DEPTH else entry.depth, entry.url)
