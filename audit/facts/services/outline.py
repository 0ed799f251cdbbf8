"""A procedure's page as lines of text, each with the elements it stands in: one walk over the soup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from audit.facts.data import words
from audit.facts.text import fold

_UNSEEN = words("elements", "unseen") | {"select", "datalist", "svg", "math"}
_BLOCKS = words("elements", "blocks")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_WRITTEN_MARKUP = re.compile(r"<(?:div|p|table|tr|td|span|br|ul|li|b|strong|font|a)\b[^<>]*>", re.IGNORECASE)
_ASKED = frozenset({"input", "select", "textarea"})
_DEEPEST = 300
_LONGEST_NAME = 60  # characters of a picture's file name
_WORDS = re.compile(r"[A-Z]?[a-z]+|\d+|[A-Z]+")


class Element:
    """An element that is shown.

    Attributes:
        start: Its text is the runs ``start`` to ``end``.
        first, last: Its first and last run with text; `last` is -1 when it has none.
    """

    __slots__ = ("children", "end", "first", "index", "last", "parent", "start", "tag", "tag_name")

    def __init__(self, tag: Tag, parent: Element | None, index: int, start: int) -> None:
        self.tag = tag
        self.tag_name = tag.name
        self.parent = parent
        self.index = index
        self.start = self.end = start
        self.first = self.last = -1
        self.children: list[Element] = []
        if parent is not None:
            parent.children.append(self)

    def get(self, name: str) -> str:
        """Return an attribute as one text; empty when it is not there."""
        value = self.tag.attrs.get(name, "")
        return " ".join(value) if isinstance(value, list) else str(value).strip()

    def ancestors(self) -> Iterator[Element]:
        """Yield the element itself, its parent, and so on."""
        node: Element | None = self
        while node is not None:
            yield node
            node = node.parent


@dataclass(slots=True)
class Line:
    """Text that stands on a line of its own."""

    text: str
    runs: tuple[int, ...]
    """Runs with text."""
    owner: Element
    """The innermost element of its first run."""


@dataclass(slots=True)
class Outline:
    """A page's elements, runs of text and lines, in document order."""

    elements: list[Element] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    owners: list[Element] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    ids: dict[str, Element] = field(default_factory=dict)
    controls: list[Element] = field(default_factory=list)
    """Links, buttons, inputs, and what else can be pressed."""
    tables: list[Element] = field(default_factory=list)
    asked: list[Tag] = field(default_factory=list)
    """Inputs, lists and text fields."""

    def text(self, element: Element) -> str:
        """Return the text of an element, folded."""
        return fold(" ".join(self.runs[element.start : element.end]))

    def text_of(self, runs: tuple[int, ...]) -> str:
        """Return the text of some runs, folded."""
        return fold("".join([self.runs[number] for number in runs]))

    def whole(self, line: Line) -> Element | None:
        """Return the outermost element that holds this line and no other text; None when it shares its element."""
        first, last = line.runs[0], line.runs[-1]
        found = None
        for element in line.owner.ancestors():
            if element.first < first or element.last > last:
                break
            if element.last == last:
                found = element
        return found


def outline_of(soup: BeautifulSoup) -> Outline:
    """Read a soup into lines. Markup that a page prints as text, as some editors save it, is read as markup."""
    outline = Outline()
    _Walk(outline).into(soup, None, 0)
    return outline


class _Walk:
    """Fills an outline."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._pending: list[int] = []

    def into(self, tag: Tag, parent: Element | None, depth: int) -> None:
        outline = self._outline
        runs = outline.runs
        element = Element(tag, parent, len(outline.elements), len(runs))
        outline.elements.append(element)
        self._note(element)
        is_block = tag.name in _BLOCKS
        if is_block:
            self._break()
        if tag.name != "textarea" and depth < _DEEPEST:
            for inner in tag.contents:
                if isinstance(inner, Tag):
                    self._inner(inner, element, depth)
                elif isinstance(inner, NavigableString) and not isinstance(inner, PreformattedString):
                    self._say(inner, element, depth)
        if is_block:
            self._break()
        element.end = len(runs)
        for child in element.children:
            if child.last >= 0:
                element.first = child.first if element.first < 0 else min(element.first, child.first)
                element.last = max(element.last, child.last)

    def _inner(self, tag: Tag, element: Element, depth: int) -> None:
        if tag.name in _ASKED:
            self._outline.asked.append(tag)
        if tag.name == "br":
            self._break()
        elif tag.name not in _UNSEEN or tag.name == "textarea":
            self.into(tag, element, depth + 1)

    def _note(self, element: Element) -> None:
        attrs = element.tag.attrs
        name = element.tag_name
        if "id" in attrs:
            self._outline.ids.setdefault(str(attrs["id"]), element)
        if name in {"a", "button", "input", "area"} or "onclick" in attrs or attrs.get("role") == "button":
            self._outline.controls.append(element)
        elif name == "table":
            self._outline.tables.append(element)

    def _say(self, text: str, element: Element, depth: int) -> None:
        if "<" in text and _WRITTEN_MARKUP.search(text):
            inner = BeautifulSoup(text, "lxml")
            if inner.body is not None and inner.find(True) is not None:
                self._break()
                self.into(inner.body, element, depth + 1)
                return
        runs = self._outline.runs
        if not text.strip():
            if self._pending:
                runs.append(" ")
                self._outline.owners.append(element)
            return
        number = len(runs)
        runs.append(text)
        self._outline.owners.append(element)
        if element.first < 0:
            element.first = number
        element.last = number
        self._pending.append(number)

    def _break(self) -> None:
        if not self._pending:
            return
        numbers = tuple(self._pending)
        self._pending.clear()
        outline = self._outline
        text = fold("".join(outline.runs[numbers[0] : numbers[-1] + 1]))
        if text:
            outline.lines.append(Line(text, numbers, outline.owners[numbers[0]]))


def heading_level(element: Element | None, inner: Element) -> int:
    """Return the level of the heading that a line is, or that is the line's element; 0 for other lines."""
    for one in inner.ancestors():
        if one.tag_name in _HEADINGS:
            return _HEADINGS[one.tag_name]
        if one is element or one.tag_name in _BLOCKS:
            break
    return _HEADINGS.get(element.tag_name, 0) if element is not None else 0


def own_text(outline: Outline, element: Element) -> str:
    """Return what an element says, by its text or else by value, title, label or picture."""
    text = outline.text(element)
    if text:
        return text
    for name in ("value", "aria-label", "title", "alt"):
        if element.get(name):
            return fold(element.get(name))
    for child in element.children:
        text = fold(child.get("alt") or child.get("title")) or _picture_name(child.get("src"))
        if text:
            return text
    return _picture_name(element.get("src"))


def _picture_name(src: str) -> str:
    """Return the words of a picture's file name: of `btn-nop-ho-so.png`, "btn nop ho so"."""
    name = unquote(src).rpartition("/")[2].rpartition(".")[0]
    return " ".join(_WORDS.findall(name)) if len(name) <= _LONGEST_NAME else ""
