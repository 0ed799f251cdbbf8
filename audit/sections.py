"""The parts of a site and how much of each is in which language: by address, where addresses say nothing by menu. Pure.

A section is what the first part of the path names that is neither a language nor common to the whole host (`/web/guest/…`).
Pages without such a part (`/?id=12`, `/a-title.html`) belong where the menu entry leads that they were found from. The English
section that is the counterpart of a Vietnamese one, by the page pairs, is one with it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlsplit

from audit.facts.model import Place
from audit.lexicon import LANGUAGES
from audit.lexicon.words import folded
from audit.results import PagePair, Section, SectionDepth
from audit.site.addresses import claimed_language, host_of, segments, slug_of

if TYPE_CHECKING:
    from audit.site import Page, SiteView

MOST_SECTIONS: Final = 40
"""Told one by one; the rest is summed up."""
DEEP: Final = 4
"""Clicks from which on they are no longer told apart: more than the three of Circular 32/2017 Art. 11."""
_COMMON: Final = 0.9
"""Share of a host's pages whose addresses begin alike, so that the beginning names no section."""
_FEW: Final = 10
"""Pages of a host; of fewer nothing can be called common."""
_LANGUAGE_PLACES: Final = 3
"""Parts of a path that may name a language."""
_SMALL: Final = 2
"""Pages that share the first part of their path make it a section; a single page may be an article."""
_STEPS: Final = 30
"""Pages followed on the way back to the menu; longer ways are those of lists cut into many pages."""
_GUESSED: Final = frozenset({"content", "name"})
"""Ways of pairing that need a second pair before two sections are one."""
_NAME_LETTERS: Final = 80

Key = tuple[str, str]
"""Host and path of a section."""


def site_sections(site: SiteView, pairs: Iterable[PagePair] = ()) -> tuple[Section, ...]:
    """Divide every page read among sections, so that their words add up to those of the coverage statement.

    Args:
        site: The pages.
        pairs: Vietnamese pages and their English counterparts.

    Returns:
        At most `MOST_SECTIONS`, those of most pages first, and one more for the others.
    """
    places = _Places(site)
    merged = _merged(site, pairs, places)
    members: defaultdict[Key, list[Page]] = defaultdict(list)
    for page in site.read:
        key = places.of(page)
        members[merged.get(key, key)].append(page)
    order = sorted(members, key=lambda key: (-len(members[key]), key))
    if len(order) == MOST_SECTIONS + 1:
        shown, rest = order, []
    else:
        shown, rest = order[:MOST_SECTIONS], order[MOST_SECTIONS:]
    found = [_section(site, key, members[key], places) for key in shown]
    if rest:
        left = [page for key in rest for page in members[key]]
        found.append(Section("", "", "", "", "", _depths(left), len(rest)))
    return tuple(found)


class _Places:
    """Which section each page belongs to."""

    def __init__(self, site: SiteView) -> None:
        self._site = site
        names = {name for language in LANGUAGES for name in site.lexicon[language].branch.paths} | {"vn"}
        self._parts = {page.url: _parts(page.url, names) for page in site.read}
        _drop_common(self._parts)
        shared = Counter((host_of(url), parts[0]) for url, parts in self._parts.items() if parts)
        self._folders = {key for key, count in shared.items() if count >= _SMALL}
        self._homes = {page.key for page in site.homes if _is_door(page, site)}
        self._menu = {use.key for use in site.links.uses if use.menu}
        self._known: dict[str, Key] = {}

    def of(self, page: Page) -> Key:
        """Return a page's section: by its address, else by the menu entry it was found from."""
        way: list[Page] = []
        step: Page | None = page
        while step is not None and step not in way and len(way) < _STEPS:
            way.append(step)
            found = self._known.get(step.key) or self._here(step)
            if found is not None:
                self._known.update((passed.key, found) for passed in way)
                return found
            step = self._site.page(step.record.referrer) if step.record.referrer else None
        return host_of(page.url), ""

    def opens(self, page: Page) -> bool:
        """Whether a page is the one that its section's address names."""
        path = self.of(page)[1]
        return page.key in self._homes or page.key == path or segments(page.url)[-1:] == (path,)

    def _here(self, page: Page) -> Key | None:
        """What the page itself says: its folder, or that it is a home page or an entry of the menu."""
        host = host_of(page.url)
        if page.key in self._homes:
            return host, ""
        parts = self._parts.get(page.url, ())
        if parts and (host, parts[0]) in self._folders:
            return host, parts[0]
        return (host, page.key) if page.key in self._menu else None


def _is_door(page: Page, site: SiteView) -> bool:
    """Whether a home page is one by its address: behind `/?id=7` lies a page, behind `/?lang=en` the home page in English."""
    asked = parse_qsl(urlsplit(page.url).query)
    return (
        page.clicks == 0 or not asked or (len(asked) == 1 and claimed_language(page.url, site.lexicon) != "")
    )


def _parts(url: str, languages: set[str]) -> tuple[str, ...]:
    """The parts of a path that can name a section."""
    parts = segments(url)
    head = tuple(part for part in parts[:_LANGUAGE_PLACES] if part.lower() not in languages)
    return (*head, *parts[_LANGUAGE_PLACES:])


def _drop_common(parts: dict[str, tuple[str, ...]]) -> None:
    """Take away what nearly all addresses of a host begin with, as long as something follows it."""
    hosts: defaultdict[str, list[str]] = defaultdict(list)
    for url in parts:
        hosts[host_of(url)].append(url)
    for urls in hosts.values():
        while len(urls) >= _FEW:
            first = Counter(parts[url][0] for url in urls if len(parts[url]) > 1)
            name, count = max(first.items(), key=lambda item: (item[1], item[0]), default=("", 0))
            if count < _COMMON * len(urls):
                break
            for url in urls:
                if parts[url][:1] == (name,):
                    parts[url] = parts[url][1:]


def _merged(site: SiteView, pairs: Iterable[PagePair], places: _Places) -> dict[Key, Key]:
    """Return for English sections the Vietnamese one that most of their pairs lead to."""
    votes: defaultdict[Key, Counter[Key]] = defaultdict(Counter)
    declared: set[tuple[Key, Key]] = set()
    for pair in pairs:
        local, english = site.page(pair.url), site.page(pair.english_url) if pair.english_url else None
        if local is not None and english is not None and english.branch == "en":
            both = places.of(english), places.of(local)
            votes[both[0]][both[1]] += 1
            if pair.how not in _GUESSED:
                declared.add(both)
    merged: dict[Key, Key] = {}
    for key, counted in votes.items():
        target, count = max(counted.items(), key=lambda item: (item[1], item[0]))
        sure = count > 1 or (key, target) in declared
        if target != key and sure and 2 * count > counted.total():
            merged[key] = target
    return {key: target for key, target in merged.items() if target not in merged}


def _section(site: SiteView, key: Key, pages: Sequence[Page], places: _Places) -> Section:
    """Name a section by the pages that open it, one for each language version."""
    best = _first(pages, places)
    vi, en = (_first([p for p in pages if p.branch == language], places) for language in ("vi", "en"))
    named = {page.key: _name(site, page, places) if key[1] else "" for page in (best, vi, en) if page}
    name_en = named[en.key] if en else ""
    name = named[vi.key] if vi else "" if name_en else named[best.key] if best else ""
    return Section(*key, name, name_en, best.url if best else "", _depths(pages))


def _first(pages: Iterable[Page], places: _Places) -> Page | None:
    """The page that opens a section: the one that its address names, else the nearest to the home page."""
    return min(
        pages,
        key=lambda p: (not places.opens(p), p.clicks < 0, p.clicks, len(p.url), p.url),
        default=None,
    )


def _name(site: SiteView, page: Page, places: _Places) -> str:
    """What the menu calls the page, else its title; of a section without a page of its own, what leads to its first page."""
    if places.opens(page):
        found = _label(site, page) or page.title or page.slug
    else:
        trail = page.facts.breadcrumb[1:-1]
        found = trail[0] if trail else slug_of(f"//{host_of(page.url)}/{places.of(page)[1]}")
    return found if len(found) <= _NAME_LETTERS else found[: _NAME_LETTERS - 1].rstrip() + "…"


def _label(site: SiteView, page: Page) -> str:
    """What menus call a page, most often; a label that its title holds before a slogan or a telephone number."""
    title = folded(page.title)
    labels: Counter[tuple[bool, str]] = Counter()
    for use in site.links.to.get(page.key, ()):
        if use.menu and use.branch == page.branch and use.text:
            labels[folded(use.text) in title, use.text] += use.places[Place.NAV] or 1
    return max(labels, key=lambda label: (label[0], labels[label], label[1]), default=(False, ""))[1]


def _depths(pages: Iterable[Page]) -> tuple[SectionDepth, ...]:
    counts: Counter[int] = Counter()
    words: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for page in pages:
        clicks = min(page.clicks, DEEP)
        counts[clicks] += 1
        words[clicks].update(_told(page.facts.words))
    order = sorted(counts, key=lambda clicks: (clicks < 0, clicks))
    return tuple(SectionDepth(clicks, counts[clicks], dict(words[clicks])) for clicks in order)


def _told(words: Mapping[str, int]) -> dict[str, int]:
    return {language: count for language, count in words.items() if count}
