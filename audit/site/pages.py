"""One page of a site as detectors see it: record, facts, and what follows from both."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from audit.facts.language_page import PageLanguage, page_language
from audit.facts.model import Block, PageFacts, Place
from audit.lexicon import LANGUAGES, Lexicon
from audit.lexicon.words import Tokens, tokens
from audit.site.addresses import claimed_language, key_of, segments, slug_of, tree_of
from crawler.snapshot import PageRecord


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page that was read: what the crawler noted and what the reader found."""

    record: PageRecord
    facts: PageFacts


class Role(StrEnum):
    """What a page is in its site; a page may have several roles."""

    HOME = "home"
    LANDING = "landing"
    LISTING = "listing"
    NEWS = "news"
    SPEECH = "speech"
    DOCUMENT = "document"
    FORM = "form"
    PEOPLE = "people"
    SERVICE = "service"
    DATASET = "dataset"
    SEARCH = "search"
    PLACEHOLDER = "placeholder"
    MISSING = "missing"  # an error page sent with status 200
    STAFF = "staff"


class Page:
    """A page with everything that follows from its facts; made by `audit.site.build_site` only."""

    def __init__(self, source: SitePage, lexicon: Lexicon) -> None:
        self.record = source.record
        self.facts = source.facts
        self.url = source.facts.url or source.record.final_url or source.record.url
        self.key = key_of(self.url)
        self.roles: frozenset[Role] = frozenset()
        self.title = source.facts.title
        """Without the site's name, once the site is known."""
        self.inlinks = 0
        self.branch = _branch(self, lexicon)
        """Language version it stands in, by address, else by its menu, else by its text."""
        self.languages = _languages(self, lexicon)
        """Languages a reader of its main text can use."""

    @property
    def clicks(self) -> int:
        """Clicks from the home page; -1 when no link leads here."""
        return self.record.depth

    @property
    def linked(self) -> bool:
        """Whether a reader can come here by links."""
        return self.record.depth >= 0 or self.inlinks > 0

    @cached_property
    def told(self) -> PageLanguage:
        """Language of content and menus, and what the page says of itself."""
        return page_language(self.facts)

    @cached_property
    def depth(self) -> int:
        """Parts of the path, a language name at its start not counted."""
        parts = segments(self.url)
        return len(parts) - (1 if parts and parts[0].lower() in _LANGUAGE_PARTS else 0)

    @cached_property
    def tree(self) -> str:
        """Prefix of everything below."""
        return tree_of(self.url)

    @cached_property
    def slug(self) -> str:
        """Last part of the address, in words."""
        return slug_of(self.url)

    @cached_property
    def main_blocks(self) -> tuple[Block, ...]:
        """The main content."""
        return tuple(block for block in self.facts.blocks if block.place is Place.MAIN)

    @cached_property
    def text(self) -> str:
        """The main text."""
        return "\n".join(block.text for block in self.main_blocks)

    @cached_property
    def words(self) -> Tokens:
        """The folded words of the main text."""
        return tokens(self.text)

    @cached_property
    def year_set(self) -> frozenset[int]:
        """Years of its dated items and documents."""
        dates = [item.date for item in self.facts.dated]
        years = {int(value[:4]) for value in dates if value[:4].isdigit()}
        return frozenset(years | {doc.year for doc in self.facts.documents if doc.year})

    def is_any(self, *roles: Role) -> bool:
        """Whether the page has one of these roles."""
        return not self.roles.isdisjoint(roles)

    def main_words(self, language: str) -> int:
        """Words of its main text in one language."""
        return self.facts.words.get(language, 0)


_LANGUAGE_PARTS = frozenset({"en", "vi", "vn", "eng", "english", "en-us", "vi-vn"})


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
    if main in LANGUAGES:
        found.add(main)
    if main == "und" and page.branch in LANGUAGES:
        found.add(page.branch)
    return frozenset(found)
