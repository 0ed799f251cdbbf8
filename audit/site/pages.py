"""One page of a site as detectors see it: record, facts, and what follows from both."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from audit.facts.model import Block, Heading, PageFacts, Place
from audit.facts.services.model import PageServices
from audit.lexicon import LANGUAGES, Lexicon
from audit.lexicon.words import Tokens, folded, tokens
from audit.site.addresses import claimed_language, key_of, segments, slug_of, tree_of
from audit.site.role import Role
from audit.site.spool import Recent, Spool
from audit.site.told import told_by
from crawler.snapshot import PageRecord
from crawler.status import FetchStatus

__all__ = ["Page", "Role", "Signs", "SitePage"]

T = TypeVar("T")

_MAIN = Place.MAIN


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page that was read: what the crawler noted and what the reader found."""

    record: PageRecord
    facts: PageFacts


@dataclass(frozen=True, slots=True)
class Signs:
    """What a page's content tells of its role, whatever stands around it in the site."""

    roles: frozenset[Role] = frozenset()
    """Those that content alone decides."""
    first: tuple[str, ...] = ()
    """Its headings of the first level."""
    dated: int = 0
    """Rows with a date."""
    is_article: bool = False
    """It calls itself an article and has a date."""
    has_date: bool = False
    """It has a date of its own, or calls itself an article."""
    services: int = 0
    """Labels that describe a procedure: who, steps, documents, fee, time."""
    newest: date | None = None
    """Newest day up to the audit's that it shows: in its main text, of a row there, its own."""
    most_fields: int = 0
    """Of one form."""
    has_viewport: bool = False
    fits_screens: bool = False
    """Its viewport is as wide as the device."""
    is_described: bool = False
    """It has a description for search engines."""
    has_bare_images: bool = False
    """Pictures without an alternative text."""
    has_alternates: bool = False
    """It names itself in other languages."""
    forms: tuple[int, ...] = ()
    """Outlines of the forms in its content that ask people for something."""
    logins: tuple[int, ...] = ()
    """Outlines of its forms that let people sign in."""


class Page:
    """A page with everything that follows from its facts; made by `audit.site.SiteView` only.

    What every page is asked for is worked out at once, as long as its facts are at hand; the facts themselves may then be
    stored away (`keep`).
    """

    __slots__ = (
        "_content", "_recent", "branch", "counterparts", "depth", "digest", "facts", "inlinks", "key", "languages", "names",
        "number", "order", "record", "roles", "signs", "size", "tells_services", "title", "told", "url",
    )  # fmt: skip

    def __init__(self, source: SitePage, lexicon: Lexicon) -> None:
        facts = source.facts
        self.record = source.record
        self.facts = facts
        self.url = facts.url or source.record.final_url or source.record.url
        self.key = key_of(self.url)
        self.roles: frozenset[Role] = frozenset()
        self.title = facts.title
        """Without the site's name, once the site is known."""
        self.inlinks = 0
        self.number = 0
        """In the spool."""
        self._recent: Recent | None = None
        self._content = tuple([block for block in facts.blocks if block.place is _MAIN])
        """The main content, until it is stored away."""
        self.depth = _depth(self.url)
        """Parts of the path, a language name at its start not counted."""
        self.branch = _branch(self, lexicon)
        """Language version it stands in, by address, else by its menu, else by its text."""
        self.languages = _languages(self, lexicon)
        """Languages a reader of its main text can use."""
        self.told = told_by(facts, self._content)
        """What it tells by its language."""
        text = self.text
        self.digest = hashlib.blake2b(text.encode(), digest_size=16).digest() if text else b""
        """Of the main text."""
        self.size = len(text)
        """Characters of the main text."""
        self.tells_services = facts.services is not None
        """Whether its facts hold lists of services or a procedure."""
        self.signs = Signs()
        self.names: tuple[Heading, ...] = ()
        """Its headings that may name something a criterion asks for."""
        self.counterparts: Mapping[str, tuple[str, ...]] = {}
        """Addresses that it calls itself in another language, by language."""
        self.order = _order(self.url, self.clicks)
        """In which pages are read: print twins last, then by clicks from the home page."""

    def keep(self, spool: Spool) -> None:
        """Store the facts away.

        Args:
            spool: The site's.
        """
        self.number, self.facts = spool.add(self.facts, folded(self.text))
        self.languages = spool.shared(self.languages)
        self.told = spool.shared(self.told)
        self._recent = spool.recent
        self._content = ()

    @property
    def clicks(self) -> int:
        """Clicks from the home page; -1 when no link leads here."""
        return self.record.depth

    @property
    def by_script(self) -> bool:
        """Whether only readers with JavaScript see it: it was read as a browser shows it."""
        return self.record.status is FetchStatus.RENDERED

    @property
    def linked(self) -> bool:
        """Whether a reader can come here by links."""
        return self.record.depth >= 0 or self.inlinks > 0

    @property
    def tree(self) -> str:
        """Prefix of everything below."""
        return tree_of(self.url)

    @property
    def slug(self) -> str:
        """Last part of the address, in words."""
        return slug_of(self.url)

    @property
    def services(self) -> PageServices | None:
        """What it says of services; asks the spool only where there is something."""
        return self.facts.services if self.tells_services else None

    @property
    def main_blocks(self) -> tuple[Block, ...]:
        """The main content."""
        return self._kept("blocks", self._main_blocks)

    def _main_blocks(self) -> tuple[Block, ...]:
        if self._recent is None:
            return self._content
        return tuple([block for block in self.facts.blocks if block.place is _MAIN])

    @property
    def text(self) -> str:
        """The main text."""
        return "\n".join([block.text for block in self.main_blocks])

    @property
    def words(self) -> Tokens:
        """The folded words of the main text."""
        return self._kept("words", lambda: tokens(self.text))

    @property
    def year_set(self) -> frozenset[int]:
        """Years of its dated items and documents."""
        return self._kept("years", self._years)

    def _years(self) -> frozenset[int]:
        dates = [item.date for item in self.facts.dated]
        years = {int(value[:4]) for value in dates if value[:4].isdigit()}
        return frozenset(years | {doc.year for doc in self.facts.documents if doc.year})

    def _kept(self, name: str, make: Callable[[], T]) -> T:
        return self._recent.get((self.number, name), make) if self._recent is not None else make()

    def is_any(self, *roles: Role) -> bool:
        """Whether the page has one of these roles."""
        return not self.roles.isdisjoint(roles)

    def main_words(self, language: str) -> int:
        """Words of its main text in one language."""
        return self.facts.words.get(language, 0)


_PRINT = re.compile(r"print|inbai|in-bai|xem-truoc", re.IGNORECASE)


def _order(url: str, clicks: int) -> tuple[bool, int, int, str]:
    return (bool(_PRINT.search(url)), clicks if clicks >= 0 else 10_000, len(url), url)


_LANGUAGE_PARTS = frozenset({"en", "vi", "vn", "eng", "english", "en-us", "vi-vn"})


def _depth(url: str) -> int:
    parts = segments(url)
    return len(parts) - (1 if parts and parts[0].lower() in _LANGUAGE_PARTS else 0)


def _branch(page: Page, lexicon: Lexicon) -> str:
    claimed = claimed_language(page.url, lexicon)
    if claimed:
        return claimed
    menu = page.facts.language.get(Place.NAV)
    if menu is not None and menu.main in LANGUAGES:
        return menu.main
    if page.facts.main_language in LANGUAGES:
        return page.facts.main_language
    declared = page.facts.declared[:2]
    return declared if declared in LANGUAGES else "other"


def _languages(page: Page, lexicon: Lexicon) -> frozenset[str]:
    main = page.facts.main_language
    limits = lexicon.thresholds
    found = {
        language
        for language in LANGUAGES
        if page.facts.words.get(language, 0) >= limits.mixed_words and main == "mixed"
    }
    if main == "mixed" and not found:
        found.update(_leading(page, limits.leading_share))
    if main in LANGUAGES:
        found.add(main)
    if main == "und" and page.branch in LANGUAGES:
        found.add(page.branch)
    return frozenset(found)


def _leading(page: Page, share: float) -> set[str]:
    """Return the language that leads on a short page whose template adds lines in another one."""
    words = page.facts.words
    best = max(LANGUAGES, key=lambda language: words.get(language, 0))
    return {best} if words.get(best, 0) > share * sum(words.values()) else set()
