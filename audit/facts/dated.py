"""Rows of lists, tables and cards that show a date: news, notices, documents, tenders."""

from __future__ import annotations

from bisect import bisect_left

from audit.facts.blocks import Run
from audit.facts.data import words
from audit.facts.datebook import DateBook, DatedBlock
from audit.facts.links import RawLinks
from audit.facts.model import DatedItem, Link, Place
from audit.facts.text import first_words
from audit.facts.tree import Node, Page

_ROWS = frozenset({"tr", "li", "article", "dd"})
_PLACES = frozenset({Place.MAIN, Place.ASIDE})
_TOOLS = words("dates", "tool_links")
_VAGUE = words("dates", "vague_links")
_TOO_BIG = frozenset({"body", "html", "main", "h1"})
_PIECES = frozenset({"td", "span", "time"})
_SPARE = 8
_APART = 40  # characters beside date and link in a line that only tells when
_CLIMB = 6
_TITLES = 2  # h1 on a page; where there are more, they are no titles of the page
_EDGES = " -–|:;,()[]•"
_LONGEST_ROW = 1_200  # characters; a longer "row" holds more than one thing
_MOST_LINKS = 8  # in a row: title, picture, category, share buttons


class RowFinder:
    """Finds the row around each date of a page."""

    def __init__(self, page: Page, links: RawLinks) -> None:
        self._page = page
        self._links = [
            (node, link)
            for node, link in zip(links.nodes, links.links, strict=True)
            if node.tag == "a" and link.place in _PLACES and link.text and link.text.lower() not in _TOOLS
        ]
        titles = page.all("h1")
        self._titles = titles if len(titles) <= _TITLES else ()
        self._indices = [node.index for node, _ in self._links]
        self.blocks: set[int] = set()
        """Numbers of the blocks whose date belongs to a row."""

    def read(self, book: DateBook) -> tuple[DatedItem, ...]:
        """Return the dated rows of a page, in document order, each link once."""
        items: dict[tuple[str, str], DatedItem] = {}
        for dated in book.dated:
            item = self._item(dated) if dated.block.place in _PLACES else None
            if item:
                self.blocks.add(dated.number)
                items.setdefault((item.url, item.text if not item.url else ""), item)
        return tuple(items.values())

    def _item(self, dated: DatedBlock) -> DatedItem | None:
        row, links = self._row(dated.block)
        if row is None:
            return None
        text = dated.block.text
        date = dated.dates[0]
        link = max((link for _, link in links), key=lambda one: len(one.text), default=None)
        if (link is None or row.tag not in _ROWS) and not self._stands_apart(
            text, text[date.start : date.end], link
        ):
            return None
        place = row.place or Place.MAIN
        if link is None:
            return DatedItem(date.iso, first_words(self._page.text(row)), "", place)
        title = link.text if link.text.lower() not in _VAGUE else first_words(self._page.text(row))
        return DatedItem(date.iso, _without(title, text[date.start : date.end]), link.url, place)

    def _row(self, block: Run) -> tuple[Node | None, list[tuple[Node, Link]]]:
        """Return the smallest element around a date that holds a link, or is a row by itself."""
        here: Node | None = block.node
        for _ in range(_CLIMB):
            if here is None or here.tag in _TOO_BIG or self._is_whole(here):
                return None, []
            links = self._inside(here)
            if len(links) > _MOST_LINKS:
                return None, []
            if here.tag in {"tr", "li"} or (links and self._tells_more(here, block)):
                return here, links
            here = here.parent
        return None, []

    def _tells_more(self, node: Node, block: Run) -> bool:
        """Say whether an element with a link holds more than the line with the date."""
        return node.tag not in _PIECES and (
            node.tag != "a" or self._page.size(node) > len(block.text) + _SPARE
        )

    def _is_whole(self, node: Node) -> bool:
        """Say whether an element holds more than a row: the page's heading, or too much text."""
        holds_heading = any(node.index < heading.index < node.last for heading in self._titles)
        return holds_heading or self._page.size(node) > _LONGEST_ROW

    def _inside(self, node: Node) -> list[tuple[Node, Link]]:
        first = bisect_left(self._indices, node.index)
        return self._links[first : bisect_left(self._indices, node.last)]

    @staticmethod
    def _stands_apart(text: str, date: str, link: Link | None) -> bool:
        rest = len(text) - len(date)
        if link and link.text in text:
            if date in link.text and _without(link.text, date) == link.text:
                return False  # a citation
            rest -= len(link.text)
        return rest <= _APART


def _without(text: str, date: str) -> str:
    """Return a title without the date at its start or end."""
    inner = text.strip(_EDGES)
    if inner.endswith(date):
        return inner[: -len(date)].strip(_EDGES) or text
    if inner.startswith(date):
        return inner[len(date) :].strip(_EDGES) or text
    return text
