"""The links of a site, each once: the same text to the same target is one link, however many pages repeat it."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from audit.facts.model import Link, Place
from audit.lexicon.words import Tokens, tokens
from audit.site.addresses import host_of, key_of
from audit.site.pages import Page

_MOST_WORDS = 40
"""Kept of a link's text; a longer one is a whole card."""
_PLACES = tuple(Place)
_NUMBERS = {place: number for number, place in enumerate(_PLACES)}
_FOLD = len(_PLACES)
"""A number and a place are one figure: the number times this, and the place's own."""
_NAV = Place.NAV
_MENUS = frozenset({Place.NAV, Place.FOOTER})
_NOWHERE: frozenset[Place] = frozenset()


@dataclass(slots=True)
class LinkUse:
    """One text leading to one target within one language version."""

    text: str
    words: Tokens
    """Of the text; of a very long one, the first."""
    target: str
    """Address as written on its first page."""
    key: str
    branch: str
    first: Page
    place: Place
    """On the first page."""
    hreflang: str
    pages: int = 0
    places: Mapping[Place, int] = field(default_factory=Counter)
    """Pages by the place where it stands first."""
    on_home: frozenset[Place] = _NOWHERE
    menu: bool = False
    """In the menu or footer of its language version (docs/verdicts.md, R3)."""

    @property
    def footer(self) -> bool:
        """Whether it stands in the footer more often than elsewhere."""
        return self.places[Place.FOOTER] * 2 > self.pages

    @property
    def written(self) -> Link:
        """The link as it stands on the first page."""
        return _on(self.first, self.text, self.key)


def _on(page: Page, text: str, key: str) -> Link:
    return next(link for link in page.facts.links if link.text == text and key_of(link.url) == key)


def _gathers(rel: str) -> bool:
    said = rel.lower().split()
    return ("tag" in said or "author" in said) and "category" not in said


class LinkNotes:
    """Which page holds which link, noted page by page in any order, in a few bytes for each."""

    def __init__(self) -> None:
        self.names: dict[tuple[str, str, str], int] = {}
        """Text, key of the target and language version of each link, with its number."""
        self.best: list[tuple[Page, str, Place, str]] = []
        """By number: the first of the pages noted; address as written, place and language of the link there."""
        self.gathered: set[str] = set()
        """Keys of what posts link to as the list of a keyword or of an author; lists of a category are sections."""
        self._places: dict[int, array[int]] = {}
        """By page: how many links it holds; number and place of each, as one figure, where it stands first; further places."""

    def add(self, page: Page, links: Iterable[Link]) -> None:
        """Note the links of a page that has its number."""
        first: dict[int, int] = {}
        further: set[int] = set()
        branch, order, names, best = page.branch, page.order, self.names, self.best
        for link in links:
            name = (link.text, key_of(link.url), branch)
            if link.rel and _gathers(link.rel):
                self.gathered.add(name[1])
            number = names.get(name)
            if number is None:
                number = names[name] = len(names)
                best.append((page, link.url, link.place, link.hreflang))
            elif number not in first and order < best[number][0].order:
                best[number] = (page, link.url, link.place, link.hreflang)
            place = number * _FOLD + _NUMBERS[link.place]
            if first.setdefault(number, place) != place:
                further.add(place)
        self._places[page.number] = array("I", [len(first), *first.values(), *further])

    def take(self, page: Page) -> tuple[array[int], array[int]]:
        """Return a page's links as number and place in one figure, where each stands first and where else; they are not kept."""
        noted = self._places.pop(page.number)
        return noted[1 : noted[0] + 1], noted[noted[0] + 1 :]


class Links:
    """All links of a site.

    Args:
        notes: Of all pages.
        pages: Those that count, home pages first.
        homes: Keys of the home pages.
        menu_share: A link on this share of its version's pages is menu.
    """

    def __init__(
        self, notes: LinkNotes, pages: Sequence[Page], homes: frozenset[str], menu_share: float
    ) -> None:
        self.uses: list[LinkUse] = []
        self.to: dict[str, list[LinkUse]] = defaultdict(list)
        """By key of the target."""
        self.gathered = notes.gathered
        self.hosts: dict[str, int] = Counter()
        """Links per host, each text and target once."""
        sizes: Counter[str] = Counter(page.branch for page in pages)
        for use, share in self._read(notes, pages, homes, sizes):
            use.menu = not use.on_home.isdisjoint(_MENUS) or (share >= menu_share and use.pages > 1)
            self.uses.append(use)
            self.to[use.key].append(use)
            self.hosts[host_of(use.target)] += 1

    @staticmethod
    def _read(
        notes: LinkNotes, pages: Sequence[Page], homes: frozenset[str], sizes: Mapping[str, int]
    ) -> Iterator[tuple[LinkUse, float]]:
        """Yield each link with the share of its version's pages that hold it, in the order of the pages."""
        firsts: dict[int, Page] = {}
        counts: Counter[int] = Counter()
        on_home: dict[int, set[Place]] = defaultdict(set)
        for page in pages:
            places, further = notes.take(page)
            fresh = [place for place in places if place not in counts]
            counts.update(places)
            for place in fresh:
                firsts.setdefault(place // _FOLD, page)
            if page.key in homes:
                for place in (*places, *further):
                    on_home[place // _FOLD].add(_PLACES[place % _FOLD])
        names = list(notes.names)
        notes.names.clear()
        shared: dict[tuple[int, ...], Mapping[Place, int]] = {}
        for number, first in firsts.items():
            text, key, branch = names[number]
            held = tuple([counts[number * _FOLD + place] for place in range(_FOLD)])
            total = sum(held)
            if held not in shared:
                shared[held] = Counter({p: n for p, n in zip(_PLACES, held, strict=True) if n})
            page, target, standing, hreflang = notes.best[number]
            if page is not first:
                link = _on(first, text, key)
                target, standing, hreflang = link.url, link.place, link.hreflang
            yield (
                LinkUse(
                    text, tokens(text)[:_MOST_WORDS], target, key, branch, first, standing, hreflang, total, shared[held],
                    frozenset(on_home.get(number, _NOWHERE)),
                ),
                total / sizes[branch],
            )  # fmt: skip

    def archives(self) -> frozenset[str]:
        """Return the keys of what posts link to as the list of a keyword or of an author, unless the menu of a home page does, too."""
        sections = {use.key for use in self.uses if _NAV in use.on_home}
        return frozenset(self.gathered - sections)

    def inlinks(self) -> Mapping[str, int]:
        """Return how many pages link to each key."""
        counts: Counter[str] = Counter()
        for key, uses in self.to.items():
            counts[key] = sum(use.pages for use in uses if use.first.key != key or use.pages > 1)
        return counts
