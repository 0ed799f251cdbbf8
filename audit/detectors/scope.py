"""What a name names: a whole page, a section of one, or something that was not read."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cached_property

from audit.facts.dates import find_dates
from audit.facts.model import Block, DatedItem, DocumentLink, Form, Heading, Link, Person, Place, Table
from audit.lexicon.words import Tokens, find_phrase, tokens
from audit.site import Page, SiteView, Unit, UnitKind
from audit.site.forms import CONTENT, user_form

_HEADING_TAG = re.compile(r"h([1-6])")
_LABEL = 6
"""Words of a heading or button at most; what is longer tells more than its name."""
_CELLS = 4
"""Of a row, up to a day in it."""
_EDGE = 5
"""Words at the start or end of a form by which it is found again in a section's text."""


@dataclass(frozen=True)
class Scope:
    """A page's main content, or the part of it below one heading."""

    site: SiteView
    page: Page
    heading: str = ""
    """Empty for the whole page."""

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Blocks of the main content within the scope."""
        if not self.heading:
            return self.page.main_blocks
        return tuple(_section(self.page.facts.blocks, self.heading))

    @cached_property
    def text(self) -> str:
        """Text of the blocks."""
        return "\n".join(block.text for block in self.blocks)

    @cached_property
    def words(self) -> Tokens:
        """Folded words of the text."""
        return tokens(self.text)

    @cached_property
    def chars(self) -> int:
        """Letters of running text: labels of links do not count."""
        return sum(len(block.text) for block in self.blocks if block.tag not in {"a", "option", "button"})

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Links of the content, menus left out."""
        found = (link for link in self.page.facts.links if link.place in CONTENT)
        if self.heading:
            return tuple(link for link in found if link.heading == self.heading)
        return tuple(found)

    @cached_property
    def documents(self) -> tuple[DocumentLink, ...]:
        """Files linked from the content."""
        found = tuple(doc for doc in self.page.facts.documents if doc.place in CONTENT)
        if not self.heading:
            return found
        own = {link.url for link in self.links}
        return tuple(doc for doc in found if doc.url in own)

    @cached_property
    def dated(self) -> tuple[DatedItem, ...]:
        """Dated rows of the content."""
        found = tuple(item for item in self.page.facts.dated if item.place in CONTENT)
        if not self.heading:
            return found
        own = {link.url for link in self.links}
        return tuple(item for item in found if item.url in own)

    @property
    def people(self) -> tuple[Person, ...]:
        """People of the page."""
        return self.page.facts.people

    @property
    def tables(self) -> tuple[Table, ...]:
        """Tables of the page's content."""
        return tuple(table for table in self.page.facts.tables if table.place in CONTENT)

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Headings of the content below the first level; those of the section only, in a section."""
        own = [h for h in self.page.facts.headings if h.place is Place.MAIN]
        if self.heading:
            inside = {block.text for block in self.blocks}
            return tuple(h for h in own if h.text in inside)
        return tuple(h for h in own if h.level > 1)

    @property
    def forms(self) -> tuple[Form, ...]:
        """Forms of the page that ask people for something, those among them that the template repeats."""
        return tuple(form for form in self.page.facts.forms if form.place in CONTENT and user_form(form))

    @property
    def own_forms(self) -> tuple[Form, ...]:
        """Forms that ask people for something here: none of the template's, and in a section only those that stand in it."""
        own = (form for form in self.forms if not self.site.forms.holds(self.page, form))
        return tuple(form for form in own if not self.heading or self._frames(form))

    def _frames(self, form: Form) -> bool:
        said = tokens(form.text)
        return any(part and find_phrase(self.words, part) >= 0 for part in (said[:_EDGE], said[-_EDGE:]))

    @cached_property
    def children(self) -> tuple[Page, ...]:
        """Pages below this one's address; none for a section."""
        return () if self.heading else self.site.below(self.page)

    def holds(self, terms: Iterable[str]) -> str:
        """Return the first of the terms that stands in the text, or an empty string."""
        return next((term for term in terms if find_phrase(self.words, tokens(term)) >= 0), "")

    def line_of(self, days: Container[str]) -> str:
        """Return the line that shows one of some days (YYYY-MM-DD), a row of a list first; empty where none does."""
        for scope in (self, *(Scope(self.site, child) for child in self.children)):
            for item in scope.dated:
                if item.date in days:
                    return item.text
            for number, block in enumerate(scope.blocks):
                if any(hit.iso in days for hit in find_dates(block.text)):
                    return _row_until(
                        [b.text for b in scope.blocks[max(0, number + 1 - _CELLS) : number + 1]]
                    )
        return ""

    def count(self, terms: Iterable[str]) -> int:
        """Return how many different terms stand in the text."""
        return sum(find_phrase(self.words, tokens(term)) >= 0 for term in terms)

    def quote(self, terms: Iterable[str] = ()) -> str:
        """Return the words that show it: the first line of text with one of the terms, else a label with one, else the first sentence."""
        phrases = [tokens(term) for term in terms]
        label = ""
        for block in self.blocks:
            words = tokens(block.text) if phrases else ()
            if any(find_phrase(words, phrase) >= 0 for phrase in phrases):
                if len(words) > _LABEL:
                    return block.text
                label = label or block.text
        return label or next(
            (b.text for b in self.blocks if len(b.text) > 60), self.heading or self.page.title
        )


def _row_until(lines: list[str]) -> str:
    """Return the last of some lines; a day and nothing else with the cells before it, back to what the row is about."""
    first = len(lines) - 1
    while first > 0 and len(tokens(lines[first])) <= _LABEL:
        first -= 1
    return " · ".join(lines[first:])


def scope_of(site: SiteView, unit: Unit, page: Page) -> Scope:
    """Return what a unit names on a page that was read: the section for a heading inside, else the whole page."""
    inside = unit.link is None and unit.kind in {UnitKind.HEADING, UnitKind.SUBHEADING}
    headings = [h for h in page.facts.headings if h.place is Place.MAIN]
    opens = bool(headings) and headings[0].text == unit.text
    return Scope(site, page, unit.text) if inside and not opens else Scope(site, page)


def counterpart(scope: Scope, twin: Page) -> Scope | None:
    """Return the same part of a page's counterpart: the whole page, or the section under the heading of the same place.

    None where the two pages are not cut alike, so that nobody knows which section it would be.
    """
    if not scope.heading:
        return Scope(scope.site, twin)
    own = [h for h in scope.page.facts.headings if h.place is Place.MAIN]
    theirs = [h for h in twin.facts.headings if h.place is Place.MAIN]
    if [h.level for h in own] != [h.level for h in theirs]:
        return None
    at = next((n for n, heading in enumerate(own) if heading.text == scope.heading), -1)
    return Scope(scope.site, twin, theirs[at].text) if at >= 0 else None


def _section(blocks: Iterable[Block], heading: str) -> Iterable[Block]:
    level = 0
    for block in blocks:
        found = _HEADING_TAG.fullmatch(block.tag)
        if level and found and int(found[1]) <= level:
            return
        if level:
            yield block
        elif found and block.text == heading:
            level = int(found[1])
