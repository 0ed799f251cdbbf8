"""Headings, and which heading stands above an element."""

from __future__ import annotations

from bisect import bisect_left

from audit.facts.data import words
from audit.facts.model import Heading, Place
from audit.facts.text import Cache
from audit.facts.tree import HEADINGS, Node, Page

_BOX_TITLES = words("headings", "box_titles")
_LONGEST = 300  # characters; more is a paragraph dressed up


def _is_box_title(names: str) -> bool:
    return any(name in _BOX_TITLES for name in names.lower().replace("_", "-").split())


_box_titles: Cache[bool] = Cache(_is_box_title, size=5_000)


def _level(node: Node) -> int:
    if node.tag in HEADINGS:
        return int(node.tag[1])
    level = node.get("aria-level")
    return int(level) if level in {"1", "2", "3", "4", "5", "6"} else 2


class HeadingIndex:
    """The headings of one page and the titles of its boxes."""

    def __init__(self, page: Page) -> None:
        self.nodes: list[Node] = []
        self.headings: list[Heading] = []
        self._above: list[tuple[int, Place, str]] = []
        for node in page.nodes:
            if node.hidden or not (node.tag in HEADINGS or node.attrs):
                continue
            if node.tag in HEADINGS or node.attrs.get("role") == "heading":
                self._add(node, page.text(node))
            elif node.tag == "legend" or _is_title_of_box(node):
                self._note(node, page.text(node))
        self._indices = [index for index, _, _ in self._above]

    def _add(self, node: Node, text: str) -> None:
        if text and len(text) <= _LONGEST:
            self.nodes.append(node)
            self.headings.append(Heading(_level(node), text, node.place or Place.MAIN))
            self._note(node, text)

    def _note(self, node: Node, text: str) -> None:
        if text and len(text) <= _LONGEST:
            self._above.append((node.index, node.place or Place.MAIN, text))

    def above(self, node: Node) -> str:
        """Return the nearest heading above an element, of the same place; empty when there is none."""
        position = bisect_left(self._indices, node.index) - 1
        if position < 0:
            return ""
        _, place, text = self._above[position]
        return text if place is (node.place or Place.MAIN) else ""


def _is_title_of_box(node: Node) -> bool:
    return "class" in node.attrs and node.tag not in {"a", "li", "tr"} and _box_titles[node.attrs["class"]]
