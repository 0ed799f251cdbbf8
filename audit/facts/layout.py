"""Parts of a page that nothing names: told by link density and by where they come on the page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from audit.facts.data import load
from audit.facts.model import Place
from audit.facts.text import Cache, Cores, fold
from audit.facts.tree import BREAK, HEADINGS, Node, Page

_DATA = load("places")["fallback"]
_DENSITY: float = _DATA["link_density"]
_LABEL_WORDS: int = _DATA["label_words"]
_PROSE: int = _DATA["prose_letters"]
_SHARE: float = _DATA["main_share"]
_OWNERS = Cores(_DATA["footer_words"])
_CUT = frozenset(
    {
        "html",
        "body",
        "div",
        "form",
        "table",
        "tbody",
        "tr",
        "td",
        "center",
        "section",
        "article",
        "main",
        "span",
        "font",
    }
)
_LISTS = frozenset({"ul", "ol", "dl", "table", "p"})
_EMPTY = frozenset({"", " ", BREAK})
_NAV, _MAIN, _ASIDE, _FOOTER = Place.NAV, Place.MAIN, Place.ASIDE, Place.FOOTER
_LONGEST_FOOTER = 3_000  # characters
_OUTSIDE = frozenset({"head", "meta", "link", "base"})


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of the page under one element."""

    node: Node
    prose: int
    """Letters outside links."""
    linked: int
    links: int
    headed: bool = False
    """Whether a heading stands above it in the same element: a list under a heading is content."""

    @property
    def is_menu(self) -> bool:
        """Whether it is mostly links with short labels."""
        letters = self.prose + self.linked
        return (
            not self.headed
            and self.links > 1
            and self.linked >= _DENSITY * letters
            and self.prose < _PROSE
            and self.linked <= self.links * _LABEL_WORDS * 7
        )


class _Layout:
    """Sums over a page's runs, and the parts that have no place."""

    def __init__(self, page: Page) -> None:
        self._page = page
        anchors = page.all("a")
        inside = {node.index for node in anchors}
        sizes = list(map(len, map(str.strip, page.runs)))
        linked = [
            size if size and owner.control in inside else 0
            for size, owner in zip(sizes, page.owners, strict=True)
        ]
        self._all = list(accumulate(sizes, initial=0))
        self._linked = list(accumulate(linked, initial=0))
        self._placed = [node.index for node in page.nodes if node.place is not None]
        self._links = [node.index for node in anchors if "href" in node.attrs]

    def part(self, node: Node, *, headed: bool = False) -> _Part:
        linked = self._linked[node.end] - self._linked[node.start]
        prose = self._all[node.end] - self._all[node.start] - linked
        links = bisect_left(self._links, node.last) - bisect_left(self._links, node.index)
        return _Part(node, prose, linked, links, headed)

    def has_placed(self, node: Node) -> bool:
        """Say whether something inside an element has a place."""
        first = bisect_left(self._placed, node.index)
        return first < len(self._placed) and self._placed[first] < node.last

    def children(self, node: Node) -> Iterator[Node]:
        position = node.index + 1
        while position < node.last:
            child = self._page.nodes[position]
            yield child
            position = child.last

    def parts(self) -> list[_Part]:
        """Return the largest elements without a place that are of one kind each, in document order."""
        found: list[_Part] = []
        headed: set[int] = set()
        roots = [node for node in self._page.nodes if node.parent is None]
        todo = roots[::-1]
        while todo:
            node = todo.pop()
            if node.place is not None or node.tag in _OUTSIDE:
                continue
            if node.tag in _CUT and (self.has_placed(node) or self._is_mixed(node)):
                children = list(self.children(node))
                headed.update(_under_headings(children))
                todo += children[::-1]
            elif node.end > node.start:
                found.append(self.part(node, headed=node.index in headed))
        return found

    def _is_mixed(self, node: Node) -> bool:
        """Say whether an element holds menus beside something else."""
        inner = [child for child in self.children(node) if child.end > child.start]
        if len(inner) == 1:
            return inner[0].tag in _CUT
        kinds = {part.is_menu for part in map(self.part, inner) if part.prose + part.linked}
        return len(kinds) > 1


def _under_headings(children: list[Node]) -> Iterator[int]:
    """Yield the numbers of the lists that follow a heading among their siblings."""
    below = False
    for child in children:
        below = below or child.tag in HEADINGS
        if below and child.tag in _LISTS:
            yield child.index


def settle_places(page: Page) -> None:
    """Give a place to every element that has none yet.

    A part with prose is main content. Menus before it are navigation, link lists after it stand aside, and what
    comes last and names the owner is the footer. Where the page declares its main content, all that stands
    before and after it is judged by that.
    """
    unplaced = [node for node in page.nodes if node.place is None]
    if unplaced and any(
        owner.place is None and run not in _EMPTY for run, owner in zip(page.runs, page.owners, strict=True)
    ):
        layout = _Layout(page)
        parts = layout.parts()
        first, last = _main_span(page, layout, parts)
        for number, part in enumerate(parts):
            _settle(page, part.node, _place(page, part, first, last, len(parts) - number))
    for node in unplaced:
        if node.place is None:
            node.place = _MAIN


def _settle(page: Page, root: Node, place: Place) -> None:
    for node in page.nodes[root.index : root.last]:
        if node.place is None:
            node.place = place


def _main_span(page: Page, layout: _Layout, parts: list[_Part]) -> tuple[int, int]:
    """Return the runs between which the main content lies."""
    main = [node for node in page.nodes if node.place is _MAIN and node.end > node.start]
    spans = [(node.start, node.end) for node in main]
    declared = sum(
        layout.part(node).prose for node in main if node.parent is None or node.parent.place is not _MAIN
    )
    prose = sum(part.prose for part in parts)
    if not spans or declared < _SHARE * (declared + prose):
        rich = [part for part in parts if part.prose >= _PROSE and not part.is_menu]
        rich = rich or sorted(parts, key=lambda part: part.prose + part.linked)[-1:]
        spans += [(part.node.start, part.node.end) for part in rich]
    return min((start for start, _ in spans), default=0), max((end for _, end in spans), default=0)


def _place(page: Page, part: _Part, first: int, last: int, from_end: int) -> Place:
    node = part.node
    if part.headed:
        return _MAIN
    if node.start >= last:
        if from_end == 1 and part.prose < _PROSE:
            return _FOOTER
        if _names_owner(page, node):
            return _FOOTER
        if from_end == 1:
            return _ASIDE
    if not part.is_menu:
        return _NAV if node.end <= first and not _holds_title(page, node) and part.prose < _PROSE else _MAIN
    if node.end <= first:
        return _NAV
    return _ASIDE if node.start >= first else _NAV


def _names_owner(page: Page, node: Node) -> bool:
    if page.size(node) >= _LONGEST_FOOTER:
        return False
    if node.hidden:
        return _has_owner(page.text(node))
    return _owners["".join(page.runs[node.start : node.end])]


def _has_owner(text: str) -> bool:
    return _OWNERS.may_stand_in(fold(text))


_owners: Cache[bool] = Cache(_has_owner, size=500)
"""By what is written: a footer is the same on every page."""


def _holds_title(page: Page, node: Node) -> bool:
    return any(inner.tag in {"h1", "h2"} for inner in page.nodes[node.index : node.last])
