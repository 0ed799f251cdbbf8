"""What the methods of pairing hand on: outlines of pages, twins, and how they were found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audit.site import Page


class How(StrEnum):
    """What paired two pages, in the order in which it is trusted."""

    HREFLANG = "hreflang"
    SWITCH = "switch"  # the language switch on the page
    ADDRESS = "address"
    PAGE = "page"  # one page in both languages
    CONTENT = "content"
    NAME = "name"  # menus and titles that call both the same
    FILE = "file"  # no page, but a file that is marked as English


@dataclass(frozen=True, slots=True)
class EnglishFile:
    """A file that a Vietnamese page offers as its English version."""

    url: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """The little that pairing keeps of a page."""

    page: Page
    words: int
    """Vietnamese words of the main text."""
    english_words: int
    newest: date | None
    """Newest date up to the day of the audit that its main content shows."""
    alternates: tuple[tuple[str, str], ...]
    """Language and address of what hreflang names."""
    switches: tuple[tuple[str, str], ...]
    """Language and address of the page's language switch."""
    english_file: EnglishFile | None
    translator: bool
    """Offers machine translation in the browser."""
    empty: bool
    """Says that it is being updated, or holds next to nothing."""
    main: str
    """Language of the main text."""
    dated: bool = False
    """Bears a date of its own, as articles do."""
    marks: frozenset[str] = frozenset()
    shape: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """Identity of its address."""
        return self.page.key


@dataclass(frozen=True, slots=True)
class Twin:
    """The English counterpart of a page."""

    outline: Outline
    how: How
