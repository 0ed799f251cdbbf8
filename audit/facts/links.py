"""Links with their text, place, heading and the words around them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from audit.facts.headings import HeadingIndex
from audit.facts.languages import PageLanguages
from audit.facts.model import Link, Place
from audit.facts.text import SENTENCE_END, first_words, fold
from audit.facts.tree import Node, Page
from audit.facts.urls import Resolver

_SCRIPTED = re.compile(
    r"(?:location(?:\.href)?\s*=|window\.open\(|location\.(?:assign|replace)\()\s*['\"]([^'\"]+)['\"]"
)
_ROWS = frozenset({"li", "tr", "dd", "dt", "article"})
_NESTED = frozenset({"table", "ul", "ol", "h1", "h2"})
_LARGEST_ROW = 80  # elements
_CONTEXT_WORDS = 40
_MAIN, _NAV = Place.MAIN, Place.NAV
_new = tuple.__new__  # makes a named tuple in half the time: a page has hundreds of links
_LONGEST_ROW = 1_500  # characters; a longer "row" is a layout table or a whole menu


@dataclass(frozen=True, slots=True)
class RawLinks:
    """A page's links and the elements they come from."""

    links: list[Link]
    nodes: list[Node]
    scripted: list[Link]
    """Links that only a script can follow; their `url` is empty."""


class LinkReader:
    """Reads the links of one page."""

    def __init__(
        self, page: Page, resolve: Resolver, headings: HeadingIndex, languages: PageLanguages
    ) -> None:
        self._page = page
        self._resolve = resolve
        self._headings = headings
        self._languages = languages
        self._found = RawLinks([], [], [])
        self._rows: dict[int, str] = {}
        """Texts of the rows met, by number; empty for what is no row."""

    def read(self) -> RawLinks:
        """Return `<a>`, `<area>` and `<option>` links, in document order."""
        for node in self._page.all("a", "area", "option"):
            if node.tag == "option":
                self._option(node)
            else:
                self._anchor(node)
        return self._found

    def _anchor(self, node: Node) -> None:
        attrs = node.attrs
        href = attrs.get("href")
        if href is None:
            return
        url = self._resolve(href)
        if not url and "onclick" in attrs:
            scripted = _SCRIPTED.search(attrs["onclick"])
            url = self._resolve(scripted[1]) if scripted else ""
        text = self._text(node)
        if url:
            self._add(node, url, text, attrs)
        elif text and _needs_script(href):
            self._found.scripted.append(Link("", text, node.place or _MAIN, hidden=node.hidden))

    def _add(self, node: Node, url: str, text: str, attrs: Mapping[str, str]) -> None:
        place = node.place or _MAIN
        self._found.nodes.append(node)
        link = (
            url,
            text,
            place,
            self._headings.above(node),
            self._languages.of_node(node),
            attrs["hreflang"].strip().lower() if "hreflang" in attrs else "",
            attrs["rel"].strip().lower() if "rel" in attrs else "",
            "" if place is _NAV or node.hidden else self._context(node, text),
            node.hidden,
        )
        self._found.links.append(_new(Link, link))

    def _option(self, node: Node) -> None:
        value = node.get("value")
        if not value.startswith(("http://", "https://", "//", "/")):
            return
        url = self._resolve(value)
        if url:
            self._add(node, url, self._page.text(node), {})

    def _text(self, node: Node) -> str:
        page = self._page
        text = page.text(node) if node.hidden else page.slice(node.start, node.end)
        if text:
            return text
        for name in ("aria-label", "title"):
            if name in node.attrs:
                text = fold(node.attrs[name])
                if text:
                    return text
        if node.last == node.index + 1:
            return fold(node.attrs.get("alt", ""))
        return self._image_text(node)

    def _image_text(self, node: Node) -> str:
        for inner in self._page.nodes[node.index + 1 : node.last]:
            for name in ("alt", "title", "aria-label"):
                text = fold(inner.attrs.get(name, ""))
                if text:
                    return text
        return ""

    def _is_row(self, row: Node) -> bool:
        """Say whether an element is one row: not a cell of the page's layout, not a menu."""
        inner = self._page.nodes[row.index + 1 : row.last]
        return (
            len(inner) <= _LARGEST_ROW
            and self._page.size(row) <= _LONGEST_ROW
            and not any(node.tag in _NESTED for node in inner)
        )

    def _context(self, node: Node, text: str) -> str:
        row = node.parent
        for _ in range(4):
            if row is None or row.tag in _ROWS:
                break
            row = row.parent
        if row is not None and row.tag in _ROWS:
            around = self._rows.get(row.index)
            if around is None:
                around = self._rows[row.index] = self._page.text(row) if self._is_row(row) else ""
            if len(text) < len(around):
                return first_words(around, _CONTEXT_WORDS)
        at = self._languages.at
        block = at[node.start] if node.start < len(at) else None
        if block is None or len(block.text) <= len(text):
            return ""
        return first_words(_sentence(block.text, text), _CONTEXT_WORDS)


def _needs_script(href: str) -> bool:
    href = href.strip().lower()
    return href.startswith(("javascript:", "#/", "#!")) and "void(0)" not in href and href != "javascript:;"


def _sentence(block: str, text: str) -> str:
    """Return the sentence of a block that holds a link's text."""
    if not text:
        return block
    position = block.find(text)
    start = 0
    for end in SENTENCE_END.finditer(block):
        if end.start() > position + len(text):
            return block[start : end.start()]
        if end.end() <= position:
            start = end.end()
    return block[start:]
