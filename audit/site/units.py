"""Units: the places of a site that name things. Links, titles, headings and addresses, never running text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from audit.facts.model import Heading, Link, Place
from audit.lexicon import Lexicon, Thresholds
from audit.lexicon.families import FamilyTerms
from audit.lexicon.naming import MOST_WORDS
from audit.lexicon.words import Tokens, find_phrase, plain_word, tokens
from audit.site.links import Links, LinkUse
from audit.site.pages import Page, Role
from audit.site.signs import is_article


class UnitKind(IntEnum):
    """Where a name stands, the most telling places first."""

    MENU = 0
    FOOTER = 1
    HOME_LINK = 2
    LANDING_TITLE = 3
    SLUG = 4
    TITLE = 5
    HEADING = 6  # h1 or h2
    SUBHEADING = 7  # h3 and below
    LINK = 8

    @property
    def site_wide(self) -> bool:
        """Whether features of the whole site are named in such places."""
        return self <= UnitKind.SLUG


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A name and what it names."""

    text: str
    words: Tokens
    kind: UnitKind
    page: Page
    """Where the name stands."""
    target: str
    """Address of what it names; the page's own for titles and headings."""
    key: str
    branch: str
    place: Place
    link: LinkUse | None = None

    @property
    def written(self) -> Link | None:
        """The link as it stands on its page, with the heading above it and the words around it; None for other units."""
        return self.link.written if self.link is not None else None


@dataclass(frozen=True, slots=True)
class Match:
    """A unit that holds a family's term."""

    unit: Unit
    term: str
    strong: bool
    coverage: float
    at_start: bool


class Units:
    """All names of a site, indexed by word."""

    def __init__(self, units: Iterable[Unit], stop_words: frozenset[str], limits: Thresholds) -> None:
        self._stop_words = stop_words
        self._limits = limits
        self._by_words: dict[Tokens, list[Unit]] = defaultdict(list)
        for unit in units:
            if 0 < len(unit.words) <= MOST_WORDS:
                self._by_words[unit.words].append(unit)
        self._index: dict[str, list[Tokens]] = defaultdict(list)
        self._slugs: dict[str, list[Tokens]] = defaultdict(list)
        for words, named in self._by_words.items():
            for word in set(words):
                self._index[word].append(words)
                if any(unit.kind is UnitKind.SLUG for unit in named):
                    self._slugs[word].append(words)

    def __len__(self) -> int:
        return sum(len(units) for units in self._by_words.values())

    def holding(self, term: str) -> Iterable[Tokens]:
        """Yield the texts that hold a term."""
        phrase = tokens(term)
        if not phrase:
            return
        postings = min((self._index.get(word, []) for word in phrase), key=len)
        for words in postings:
            if find_phrase(words, phrase) >= 0:
                yield words

    def spelled(self, term: str) -> Iterable[Tokens]:
        """Yield the addresses that hold a Vietnamese term without its diacritics; only phrases are telling enough."""
        phrase = tokens(term)
        plain = tuple(plain_word(word) for word in phrase)
        if len(phrase) < 2 or plain == phrase:
            return
        for words in min((self._slugs.get(word, []) for word in plain), key=len):
            if find_phrase(words, plain) >= 0:
                yield words

    def find(self, terms: FamilyTerms) -> list[Match]:
        """Return the units that a family's terms name, best coverage of each text first (docs/verdicts.md, R2)."""
        refused = {words for term in terms.negative for words in (*self.holding(term), *self.spelled(term))}
        best: dict[tuple[bool, Tokens], tuple[float, str, bool]] = {}
        for strong, group in ((True, terms.strong), (False, terms.weak)):
            for term in group:
                for words in (*self.holding(term), *self.spelled(term)):
                    if words in refused:
                        continue
                    found = self._coverage(words, term)
                    if found[0] < 1 and _is_syllable(term):
                        continue
                    if (strong, words) not in best or found[0] > best[strong, words][0]:
                        best[strong, words] = found
        matches: dict[Unit, Match] = {}
        for (strong, words), (coverage, term, at_start) in best.items():
            for unit in self._by_words[words]:
                # a strong name that fills too little of a text hides no weak one that fills it
                if unit not in matches and self._names(unit, term, coverage, at_start=at_start):
                    matches[unit] = Match(unit, term, strong, coverage, at_start)
        return list(matches.values())

    def _names(self, unit: Unit, term: str, coverage: float, *, at_start: bool) -> bool:
        written = unit.kind is UnitKind.SLUG or find_phrase(unit.words, tokens(term)) >= 0
        return written and self._enough(unit, coverage, at_start)

    def _coverage(self, words: Tokens, term: str) -> tuple[float, str, bool]:
        phrase = tokens(term)
        content = [word for word in words if word not in self._stop_words] or list(words)
        filled = [word for word in phrase if word not in self._stop_words] or list(phrase)
        first = max(0, find_phrase(words, phrase), find_phrase(words, tuple(map(plain_word, phrase))))
        at_start = all(word in self._stop_words for word in words[:first])
        return min(1.0, len(filled) / len(content)), term, at_start

    def _enough(self, unit: Unit, coverage: float, at_start: bool) -> bool:
        if coverage >= self._limits.coverage:
            return True
        if unit.kind is UnitKind.LANDING_TITLE and coverage >= self._limits.coverage_landing:
            return True
        return at_start and coverage >= self._limits.coverage_start


def _is_syllable(term: str) -> bool:
    """Whether a term is one Vietnamese syllable: in a longer name it may be a part of another word ("giới" of "giới thiệu")."""
    return len(tokens(term)) == 1 and not term.isascii()


def collect_units(pages: Sequence[Page], links: Links, lexicon: Lexicon) -> list[Unit]:
    """Return the units of a site that may name a family; what the template repeats on many pages is there once.

    Args:
        pages: With the headings that may name one (`Page.names`).
        links: Between them.
        lexicon: Tells what may.
    """
    return list(_all_units(pages, links, lexicon))


def _all_units(pages: Sequence[Page], links: Links, lexicon: Lexicon) -> Iterator[Unit]:
    naming = lexicon.naming
    yield from (
        _link_unit(use) for use in links.uses if naming.may_name(use.text) and not is_article(use.text)
    )
    repeated = _repeated(pages, lexicon.thresholds)
    for page in pages:
        if page.is_any(Role.SEARCH):
            continue
        landing = page.is_any(Role.LANDING)
        if naming.may_name(page.title):
            yield _own(page, page.title, UnitKind.LANDING_TITLE if landing else UnitKind.TITLE, Place.MAIN)
        if landing and naming.may_spell(page.slug):
            yield _own(page, page.slug, UnitKind.SLUG, Place.MAIN)
        yield from _headings(page, repeated)


def _headings(page: Page, repeated: set[tuple[str, str]]) -> Iterable[Unit]:
    landing = page.is_any(Role.LANDING, Role.HOME)
    for heading in page.names:
        name = (page.branch, heading.text)
        if (name in repeated and not page.is_any(Role.HOME)) or is_article(heading.text):
            continue
        yield _own(page, heading.text, _heading_kind(heading, landing), heading.place)


def _heading_kind(heading: Heading, landing: bool) -> UnitKind:
    if heading.level == 1 and landing:
        return UnitKind.LANDING_TITLE
    return UnitKind.HEADING if heading.level <= 2 else UnitKind.SUBHEADING


def _repeated(pages: Sequence[Page], limits: Thresholds) -> set[tuple[str, str]]:
    sizes = Counter(page.branch for page in pages)
    counts = Counter((page.branch, text) for page in pages for text in {h.text for h in page.names})
    return {name for name, n in counts.items() if n > 2 and n >= limits.boilerplate_share * sizes[name[0]]}


def _own(page: Page, text: str, kind: UnitKind, place: Place) -> Unit:
    return Unit(text, tokens(text), kind, page, page.url, page.key, page.branch, place)


def _link_unit(use: LinkUse) -> Unit:
    return Unit(
        use.text, use.words, _link_kind(use), use.first, use.target, use.key, use.branch, use.place, use
    )


def _link_kind(use: LinkUse) -> UnitKind:
    if use.menu:
        return UnitKind.FOOTER if use.footer else UnitKind.MENU
    return UnitKind.HOME_LINK if use.on_home else UnitKind.LINK
