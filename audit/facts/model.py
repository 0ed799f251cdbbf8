"""What one page says: frozen facts, no judgement.

Text is NFC with white space folded. Quotes in reports are cut from here and from nowhere else.

Blocks and links are named tuples: a page has hundreds, and they are made in a quarter of the time of a frozen dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from audit.facts.services.model import PageServices


class Place(StrEnum):
    """Where on the page something stands."""

    NAV = "navigation"  # header, menus, breadcrumbs, language switch
    MAIN = "main"
    ASIDE = "aside"  # side boxes, banners, link lists beside the main content
    FOOTER = "footer"


class Block(NamedTuple):
    """A visible run of text that a reader sees as one piece: a paragraph, a list item, a menu label, a table cell."""

    text: str
    place: Place
    tag: str
    """Name of the element that holds it: p, li, a, h1, td, option, label, button …"""
    language: str = "und"
    """Identified from the text: ISO 639-1, `other` or `und`."""
    declared: str = ""
    """Nearest `lang` attribute, lower case, as written."""


@dataclass(frozen=True, slots=True)
class Heading:
    """h1 to h6, or an element with role=heading."""

    level: int
    text: str
    place: Place
    language: str = "und"


class Link(NamedTuple):
    """An `<a href>`, `<area>`, or `<option value=URL>`; addresses are absolute, without fragment."""

    url: str
    text: str
    """Visible text; else aria-label, title or the image's alt."""
    place: Place
    heading: str = ""
    """Nearest heading above it."""
    language: str = "und"
    hreflang: str = ""
    rel: str = ""
    context: str = ""
    """The sentence or list row around it, at most 40 words, when it is longer than the link itself."""
    hidden: bool = False
    """Shown only after a click or never: a closed drop-down menu, a dialogue."""


@dataclass(frozen=True, slots=True)
class Field:
    """One control of a form that a person fills in (hidden and submit controls are left out)."""

    kind: str
    """text, search, email, tel, password, textarea, select, checkbox, radio, file, date …"""
    name: str
    label: str
    """label, aria-label, placeholder or title."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form, or an input outside any form that looks like a search box (`action` is empty then)."""

    action: str
    method: str
    place: Place
    fields: tuple[Field, ...]
    buttons: tuple[str, ...] = ()
    role: str = ""
    """The `role` attribute."""
    text: str = ""
    """All visible words in it, at most 40."""
    hidden: bool = False
    """Shown only after a click: a search box behind an icon."""


@dataclass(frozen=True, slots=True)
class DatedItem:
    """A row of a list or table that shows a date, usually a link to news or a document."""

    date: str
    """YYYY-MM-DD, YYYY-MM or YYYY."""
    text: str
    url: str = ""
    place: Place = Place.MAIN


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A link to a file: PDF, DOC(X), XLS(X), CSV, JSON, ZIP and so on."""

    url: str
    text: str
    kind: str
    """Lower-case extension."""
    place: Place
    year: int | None = None
    """A year named in the text or the file's path."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person or office with a way to reach it, from a table row, card or list item.

    Persons with a name and an office but no contact are told too when a page lists at least two of them.
    """

    name: str
    title: str = ""
    unit: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A data table (layout tables are not facts)."""

    headers: tuple[str, ...]
    rows: int
    """Body rows."""
    caption: str = ""
    place: Place = Place.MAIN
    sample: tuple[str, ...] = ()
    """First cells of up to 3 rows."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the main content with an alternative text or a telling file name: charts, maps, screenshots."""

    url: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Alternate:
    """`<link rel=alternate hreflang>` or the HTTP header of the same meaning."""

    language: str
    url: str


@dataclass(frozen=True, slots=True)
class LanguageShare:
    """Letters per language in one place of a page; letters of undetermined blocks follow their neighbours."""

    english: int = 0
    vietnamese: int = 0
    other: int = 0
    undetermined: int = 0

    @property
    def total(self) -> int:
        """All letters that have a language."""
        return self.english + self.vietnamese + self.other

    @property
    def main(self) -> str:
        """`en`, `vi`, `other`, `mixed` (no language has 70 % of the letters) or `und` (nothing to judge by)."""
        if self.total == 0:
            return "und"
        for name, count in (("en", self.english), ("vi", self.vietnamese), ("other", self.other)):
            if count >= 0.7 * self.total:
                return name
        return "mixed"


@dataclass(frozen=True, slots=True)
class PageFacts:
    """All that detectors may know about one page."""

    url: str
    """Final address."""
    title: str = ""
    declared: str = ""
    """`<html lang>`, lower case, as written."""
    encoding: str = "utf-8"
    encoding_problem: str = ""
    """`vni`, `tcvn3`, `cp1258`, `double_utf8`, `nfd`, `undecodable`; empty when the text is sound. Text in the first four is
    repaired."""
    blocks: tuple[Block, ...] = ()
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    forms: tuple[Form, ...] = ()
    documents: tuple[DocumentLink, ...] = ()
    dated: tuple[DatedItem, ...] = ()
    people: tuple[Person, ...] = ()
    tables: tuple[Table, ...] = ()
    alternates: tuple[Alternate, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    """Every readable date of a day or month in the main content, ISO, newest first; copyright years, clocks and dates
    more than two years after the fetch are left out. Deadlines lie in the future: compare with the audit's day."""
    far_dates: bool = False
    """Whether dates were left out that lie more than two years after the fetch: read on a later day, they may count."""
    published: str = ""
    """The page's own date: meta, <time> beside h1, or dateline."""
    language: dict[str, LanguageShare] = field(default_factory=dict)
    """Per Place value."""
    words: dict[str, int] = field(default_factory=dict)
    """Words of the main content per language: en, vi, other."""
    placeholder: str = ""
    """The sentence that says the page is empty ("Đang cập nhật"), when nothing else is on it."""
    needs_script: bool = False
    """Nearly no text, but an application root and scripts."""
    widgets: tuple[str, ...] = ()
    """Named third parties and features: google_translate, chat:…, captcha, map, counter, social:facebook …"""
    meta: dict[str, str] = field(default_factory=dict)
    """Lower-case meta names and properties, first value: description, viewport, dc.title, og:type …"""
    canonical: str = ""
    refresh: str = ""
    """Target of a meta refresh."""
    schema_types: tuple[str, ...] = ()
    """schema.org types in JSON-LD and microdata: FAQPage, NewsArticle, GovernmentOrganization …"""
    script_links: tuple[Link, ...] = ()
    """Links that only a script can follow (`javascript:__doPostBack(…)`, `#/route`); their `url` is empty."""
    feeds: tuple[str, ...] = ()
    """RSS and Atom feeds."""
    frames: tuple[str, ...] = ()
    """Addresses of frames: maps, films, forms and PDF viewers of other hosts."""
    images: tuple[Image, ...] = ()
    bare_images: int = 0
    """Visible pictures of the whole page without an alternative text, not even an empty one."""
    breadcrumb: tuple[str, ...] = ()
    """Labels of the path to this page, home first."""
    steps: int = 0
    """Most items of one numbered list in the main content."""
    services: PageServices | None = None
    """Lists of services and the procedure that the page describes; None when nothing on it looks like either."""

    @property
    def main_language(self) -> str:
        """Language of the main content; of the whole page when the main content is too short to judge."""
        main = self.language.get(Place.MAIN, LanguageShare())
        if main.main != "und":
            return main.main
        whole = LanguageShare(
            sum(s.english for s in self.language.values()),
            sum(s.vietnamese for s in self.language.values()),
            sum(s.other for s in self.language.values()),
        )
        return whole.main
