"""Causes that lie in a template: one finding for all of its pages, with its place, count and share. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from audit.facts.model import LanguageShare, Link, Place
from audit.faults import Fault
from audit.lexicon import LANGUAGES, Thresholds
from audit.pairs import How
from audit.pairs.chosen import is_part
from audit.results import Message, PagePair, PairGap
from audit.site import LinkUse, Page, Role, SiteView
from audit.site.addresses import host_of
from audit.site.prepare import rank
from audit.templates import Spread, Templates


@dataclass(frozen=True, slots=True)
class _Defect:
    """One thing that may be wrong with a page."""

    kind: str
    effort: int
    asked: Callable[[Page], bool]
    wrong: Callable[[Page, Thresholds], bool]


@dataclass(slots=True)
class _Tally:
    asked: list[Page] = field(default_factory=list)
    wrong: list[Page] = field(default_factory=list)


def _any(_page: Page) -> bool:
    return True


def _mixed_menu(page: Page, limits: Thresholds) -> bool:
    if page.told.navigation != "mixed":
        return False
    menu = page.facts.language.get(Place.NAV, LanguageShare())
    return menu.total >= limits.menu_letters and menu.other < menu.total / 2


_DEFECTS = (
    _Defect("mixed_menu", 1, lambda page: page.branch in LANGUAGES, _mixed_menu),
    _Defect("no_lang", 1, _any, lambda page, _: not page.facts.declared),
    _Defect("no_title", 1, _any, lambda page, _: not page.facts.title),
    _Defect("no_viewport", 2, _any, lambda page, _: not page.signs.has_viewport),
    _Defect("no_description", 2, _any, lambda page, _: not page.signs.is_described),
    _Defect("no_alt", 2, _any, lambda page, _: page.signs.has_bare_images),
)


def template_faults(site: SiteView, pairs: Sequence[PagePair] = ()) -> tuple[Fault, ...]:
    """Return the causes that lie in templates: those of pairs first, then those that any reader or program meets.

    Error pages and print twins are left out: nobody searches for them or enters the site there.

    Args:
        site: The agency's portals.
        pairs: Of the same site.
    """
    pages = [page for page in site.pages if not page.is_any(Role.MISSING) and not rank(page)[0]]
    templates = Templates(site.pages, site.lexicon.thresholds)
    read = _Reading(site)
    for page in pages:
        read.add(page)
    same = _same_titles(read.titles, site.lexicon.thresholds.template_pages)
    found = [
        *_switches(site, templates, read.switching, read.lost, pairs),
        *_stubs(site, templates, pairs),
        *_faults("same_title", 2, templates.spread(same, [page for page, _ in read.titles])),
    ]
    for defect in _DEFECTS:
        tally = read.tallies[defect.kind]
        found.extend(_faults(defect.kind, defect.effort, templates.spread(tally.wrong, tally.asked)))
    return tuple(found)


class _Reading:
    """One look at each page's facts."""

    def __init__(self, site: SiteView) -> None:
        self._site = site
        self._labels = frozenset(label.lower() for label in site.lexicon["en"].branch.labels)
        self._homes = frozenset(home.key for home in site.homes)
        self.tallies = {defect.kind: _Tally() for defect in _DEFECTS}
        self.titles: list[tuple[Page, str]] = []
        self.switching: list[Page] = []
        """Vietnamese pages with a switch to English that leads somewhere."""
        self.lost: list[Page] = []
        """Those of them whose switch leads to a home page."""
        self._losing = self._loses()

    def add(self, page: Page) -> None:
        for defect in _DEFECTS:
            if defect.asked(page):
                tally = self.tallies[defect.kind]
                tally.asked.append(page)
                if defect.wrong(page, self._site.lexicon.thresholds):
                    tally.wrong.append(page)
        if page.facts.title and not is_part(page.url):
            self.titles.append((page, page.facts.title))
        self._add_switch(page)

    def _loses(self) -> bool:
        """Whether any switch to English leads to a home page at all: without one, no page's links have to be read."""
        least = self._site.lexicon.thresholds.template_pages
        return any(
            use.pages >= least
            and self._is_switch(use)
            and (page := self._site.page(use.target))
            and page.key in self._homes
            for use in self._site.links.uses
        )

    def _is_switch(self, link: Link | LinkUse) -> bool:
        named = link.text.strip().lower() in self._labels or link.hreflang[:2] == "en"
        return named and link.place is not Place.MAIN

    def _add_switch(self, page: Page) -> None:
        if not self._losing or page.branch == "en" or page.key in self._homes:
            return
        targets = (self._site.page(link.url) for link in page.facts.links if self._is_switch(link))
        keys = {target.key for target in targets if target is not None} - {page.key}
        if keys:
            self.switching.append(page)
            if keys <= self._homes:
                self.lost.append(page)


def _same_titles(titles: Sequence[tuple[Page, str]], limit: int) -> list[Page]:
    """Return the pages whose title stands on many other pages, too; parts of one list may share theirs."""
    counts = Counter((host_of(page.url), title) for page, title in titles)
    return [page for page, title in titles if counts[host_of(page.url), title] >= limit]


def _switches(
    site: SiteView, templates: Templates, switching: list[Page], lost: list[Page], pairs: Sequence[PagePair]
) -> Iterator[Fault]:
    """Yield switches that lose the page, once it is known that there were pages to lead to."""
    twinned = {
        page.key
        for pair in pairs
        if pair.english_url and pair.how != How.SWITCH and (page := site.page(pair.url))
    }
    if sum(page.key in twinned for page in lost) < site.lexicon.thresholds.cause_pages:
        return
    lost = sorted(lost, key=lambda page: page.key not in twinned)
    yield from _faults(
        "switch_to_home", 2, templates.spread(lost, sorted(switching, key=lambda p: p.key not in twinned))
    )


def _stubs(site: SiteView, templates: Templates, pairs: Sequence[PagePair]) -> Iterator[Fault]:
    """Yield where most English counterparts hold far less than their originals."""
    paired = [
        (pair.gap, page) for pair in pairs if pair.english_url and (page := site.page(pair.english_url))
    ]
    asked = list({page.key: page for _, page in paired}.values())
    stubs = {page.key for gap, page in paired if gap is PairGap.STUB}
    yield from _faults("stub", 3, templates.spread([p for p in asked if p.key in stubs], asked))


def _faults(kind: str, effort: int, spreads: Iterator[Spread]) -> Iterator[Fault]:
    for spread in spreads:
        count = len(spread.pages)
        params: dict[str, str | int] = {
            "count": count,
            "total": spread.total,
            "percent": round(100 * count / spread.total),
            "where": spread.place,
        }
        urls = tuple(page.url for page in spread.pages)
        yield Fault(kind, Message(f"fault_{kind}", params), urls, count, effort, spread.place)
