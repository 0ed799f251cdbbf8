"""A row, cell or card as its reader sees it: lines of text, links, and what pictures and classes tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from bs4 import Tag
from bs4.element import Comment, NavigableString, PageElement

from audit.facts.data import words
from audit.facts.services.codes import is_code
from audit.facts.services.levels import level_of_mark, published_level
from audit.facts.services.model import Published
from audit.facts.text import fold
from audit.facts.urls import Resolver

_BLOCKS = words("elements", "blocks")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary", "strong", "b", "legend"})
_SCRIPTED = re.compile(
    r"(?:location(?:\.href)?\s*=|window\.open\(|location\.(?:assign|replace)\()\s*['\"]([^'\"]+)['\"]"
)
_TOLD = (
    "title",
    "alt",
    "aria-label",
    "data-original-title",
    "data-bs-original-title",
    "data-title",
    "data-content",
)
_ADDRESSES = ("href", "data-href", "data-url", "data-link", "formaction")
_BADGES = frozenset({"img", "i", "span", "em", "svg", "div", "a", "b", "label", "small", "strong", "td"})
TICKS = frozenset("✓✔√☑●■×")
"""Signs that tick a cell."""
_LINKS = frozenset({"a", "button"})
_STOPS = _LINKS | {"tr", "table", "body"}
"""Around the others no link is looked for."""
_NEAR = 5  # elements around a line that may set it off
_PLAIN = frozenset({"td", "th", "li", "p", "div", "span", "dd"})
"""Elements that are nothing but their text when they have neither attributes nor elements in them."""
_SILENT = frozenset({"href", "class", "id", "style"})
_APART = frozenset({"a", "button", "label"})
_INLINE = frozenset({"span", "i", "em", "b", "font", "small", "strong", "label", "nobr"})
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDES = frozenset({"sr-only", "visually-hidden", "hidden", "hide", "ms-hidden", "screen-reader-text"})
_LONGEST_MARK = 200
_LONGEST_BADGE = 60
_LARGEST = 8_000  # characters of text in a row or card
_FILE = re.compile(r"([^/?#]+?)(?:[?#].*)?\Z")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link or button."""

    text: str
    url: str
    """Empty when only a script knows where it leads."""
    title: str = ""
    """Tooltip: the name in full where the text is cut short."""
    is_button: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """One line."""

    text: str
    anchor: Anchor | None = None
    """The link that the line is, whole or for the most part."""
    is_heading: bool = False
    """Whether it is set off as a heading or in bold."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, or a whole card."""

    pieces: tuple[Piece, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    told: tuple[str, ...] = ()
    """Alternative texts and tooltips of what has no text of its own, or more to say than its text."""
    marks: tuple[str, ...] = ()
    """Class names and names of picture files that tell a level."""

    @property
    def text(self) -> str:
        """All lines as one."""
        return " ".join(piece.text for piece in self.pieces)

    def level(self) -> Published:
        """Return the level that a picture or class tells."""
        for text in self.told:
            found = published_level(text)
            if found:
                return found
        for mark in self.marks:
            found = level_of_mark(mark)
            if found:
                return found
        return Published.UNSTATED


LARGE = Cell((Piece("x" * (_LARGEST + 1)),))
"""What stands for an element that is too large for a row or card."""


def _sizes(root: Tag) -> dict[int, int]:
    """Return the characters of text in each element, by its identity."""
    sizes: dict[int, int] = {}
    order: list[Tag] = []
    for item in root.descendants:
        if isinstance(item, Tag):
            order.append(item)
        elif isinstance(item, NavigableString) and item.parent is not None:
            sizes[id(item.parent)] = sizes.get(id(item.parent), 0) + len(item.strip())
    for tag in reversed(order):
        if tag.parent is not None and id(tag) in sizes:
            sizes[id(tag.parent)] = sizes.get(id(tag.parent), 0) + sizes[id(tag)]
    return sizes


def text_cell(text: str) -> Cell:
    """Return a cell of a document: its lines and nothing else."""
    lines = (fold(line) for line in text.splitlines())
    return Cell(tuple(Piece(line) for line in lines if line))


class CellReader:
    """Reads elements as cells.

    Args:
        resolve: Absolute addresses from written ones.
        root: The element that holds all that will be read; each of its parts is weighed once, so that what is far too
            large for a row is not read at all.
    """

    def __init__(self, resolve: Resolver, root: Tag | None = None) -> None:
        self._resolve = resolve
        self._sizes = _sizes(root) if root is not None else {}
        self._known: dict[int, tuple[Tag, Cell]] = {}

    def read(self, *tags: Tag) -> Cell:
        """Return what some sibling elements hold, as one."""
        if sum(self._sizes.get(id(tag), 0) for tag in tags) > _LARGEST:
            return LARGE
        if len(tags) == 1:
            known = self._known.get(id(tags[0]))
            if known is None:
                known = tags[0], self._read(tags)
                self._known[id(tags[0])] = known
            return known[1]
        return self._read(tags)

    def _read(self, tags: Iterable[Tag]) -> Cell:
        pieces: list[Piece] = []
        anchors: list[Anchor] = []
        told: list[str] = []
        marks: list[str] = []
        for tag in tags:
            pieces += self._pieces(tag)
            if (
                not tag.attrs
                and tag.name in _PLAIN
                and not any(isinstance(item, Tag) for item in tag.contents)
            ):
                continue
            for inner in _tags(tag):
                _note(inner, told, marks)
                anchor = self.anchor(inner)
                if anchor is not None:
                    anchors.append(anchor)
        return Cell(tuple(pieces), tuple(anchors), tuple(told), tuple(marks))

    def anchor(self, tag: Tag) -> Anchor | None:
        """Return the link or button that an element is."""
        is_button = tag.name in {"button", "input"}
        if is_button and tag.name == "input" and tag.get("type") not in {"button", "submit", "image"}:
            return None
        if not is_button and tag.name != "a" and not _leads(tag):
            return None
        text = fold(tag.get_text(" ")) or _first(tag, "value", *_TOLD) or _inner_told(tag)
        return Anchor(text, self._address(tag), _first(tag, *_TOLD), is_button)

    def _address(self, tag: Tag) -> str:
        for name in _ADDRESSES:
            value = tag.get(name)
            if isinstance(value, str) and (url := self._resolve(value)):
                return url
        clicked = tag.get("onclick")
        href = tag.get("href")
        for script in (clicked, href):
            found = _SCRIPTED.search(script) if isinstance(script, str) else None
            if found:
                return self._resolve(found[1])
        return ""

    def _pieces(self, tag: Tag) -> Iterator[Piece]:
        line: list[NavigableString] = []
        for item in _flow(tag):
            if item is None:
                yield from self._line(line)
                line = []
            else:
                line.append(item)
        yield from self._line(line)

    def _line(self, strings: list[NavigableString]) -> Iterator[Piece]:
        text = fold("".join(strings))
        if not any(map(str.isalnum, text)) and text not in TICKS:
            return
        longest = strings[0] if len(strings) == 1 else max(strings, key=len)
        link = next((above for above in longest.parents if above.name in _STOPS), None)
        anchor = None
        if link is not None and link.name in _LINKS and 2 * len(fold(link.get_text(" "))) >= len(text):
            anchor = self.anchor(link)
        is_heading = any(above.name in _HEADINGS for above in islice(longest.parents, _NEAR))
        yield Piece(text, anchor, is_heading)


def _tags(tag: Tag) -> Iterator[Tag]:
    """Yield an element and those inside it; `find_all` builds a filter for each call."""
    yield tag
    for inner in tag.descendants:
        if isinstance(inner, Tag):
            yield inner


def _flow(tag: Tag) -> Iterator[NavigableString | None]:
    """Yield an element's strings; None where a line ends."""
    stack: list[PageElement | None] = [None, *reversed(tag.contents)]
    while stack:
        item = stack.pop()
        if item is None:
            yield None
        elif isinstance(item, NavigableString):
            if not isinstance(item, Comment):
                yield item
        elif isinstance(item, Tag):
            if item.name == "select" or _is_hidden(item):
                continue
            if item.name in _BLOCKS or item.name in _APART or _is_badge(item):
                yield None
                stack.append(None)
            stack.extend(reversed(item.contents))


def _is_hidden(tag: Tag) -> bool:
    """Say whether a piece inside a line is never shown; folded lists and cards are, once they are opened."""
    if tag.name not in _INLINE:
        return False
    style = tag.get("style")
    names = tag.get("class")
    return (
        "hidden" in tag.attrs
        or (isinstance(style, str) and _NOT_SHOWN.search(style) is not None)
        or (isinstance(names, list) and not _HIDES.isdisjoint(names))
    )


def _is_badge(tag: Tag) -> bool:
    """Say whether a piece inside a line tells a level or a code by itself, and is none of the words around it."""
    if tag.name not in _BADGES:
        return False
    text = fold(tag.get_text(" "))
    return len(text) <= _LONGEST_BADGE and (is_code(text) or published_level(text) is not Published.UNSTATED)


def _note(tag: Tag, told: list[str], marks: list[str]) -> None:
    attrs = tag.attrs
    if not attrs or tag.name == "option":
        return
    for name in _TOLD if len(attrs) > 1 or not _SILENT.issuperset(attrs) else ():
        value = attrs.get(name)
        if isinstance(value, str) and 0 < len(value) <= _LONGEST_MARK:
            told.append(fold(value))
    if tag.name in _BADGES:
        names = tag.get("class")
        marks.extend(names if isinstance(names, list) else [])
    source = tag.get("src") if tag.name in {"img", "input"} else None
    if isinstance(source, str):
        found = _FILE.search(source)
        if found:
            marks.append(found[1])


def _leads(tag: Tag) -> bool:
    clicked = tag.get("onclick")
    return isinstance(clicked, str) and _SCRIPTED.search(clicked) is not None


def _first(tag: Tag, *names: str) -> str:
    for name in names:
        value = tag.get(name)
        if isinstance(value, str) and value.strip():
            return fold(value)
    return ""


def _inner_told(tag: Tag) -> str:
    return next((text for inner in islice(_tags(tag), 1, None) if (text := _first(inner, *_TOLD))), "")
