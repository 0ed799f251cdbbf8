"""Headings, and which heading stands above an element."""

from __future__ import annotations

from bisect import bisect_left

from audit.facts.languages import PageLanguages
from audit.facts.model import Heading, Place
from audit.facts.tree import HEADINGS, Node, Page

_LONGEST = 300  # characters; more is a paragraph dressed up
_NO_TITLE = frozenset({"a", "li", "tr"})


def _level(node: Node) -> int:
    if node.tag in HEADINGS:
        return int(node.tag[1])
    level = node.get("aria-level")
    return int(level) if level in {"1", "2", "3", "4", "5", "6"} else 2


def _title(page: Page, node: Node) -> str:
    return page.text(node) if page.size(node) <= 4 * _LONGEST else ""


class HeadingIndex:
    """The headings of one page and the titles of its boxes."""

    def __init__(self, page: Page, languages: PageLanguages) -> None:
        self._languages = languages
        self.nodes: list[Node] = []
        self.headings: list[Heading] = []
        self._above: list[tuple[int, Place, str]] = []
        titles = {node.index: node for node in page.all("legend")}
        titles.update(
            (node.index, node)
            for node, traits in page.named
            if "box_title" in traits and node.tag not in _NO_TITLE
        )
        nodes = {node.index: node for node in page.all(*HEADINGS)}
        nodes.update((node.index, node) for node in page.marked if node.attrs.get("role") == "heading")
        for index in sorted({**titles, **nodes}):
            if index in nodes:
                self._add(nodes[index], _title(page, nodes[index]))
            else:
                self._note(titles[index], _title(page, titles[index]))
        self._indices = [index for index, _, _ in self._above]

    def _add(self, node: Node, text: str) -> None:
        if text and not node.hidden and len(text) <= _LONGEST:
            self.nodes.append(node)
            self.headings.append(
                Heading(_level(node), text, node.place or Place.MAIN, self._languages.of_node(node))
            )
            self._note(node, text)

    def _note(self, node: Node, text: str) -> None:
        if text and not node.hidden and len(text) <= _LONGEST:
            self._above.append((node.index, node.place or Place.MAIN, text))

    def above(self, node: Node) -> str:
        """Return the nearest heading above an element, of the same place; empty when there is none."""
        position = bisect_left(self._indices, node.index) - 1
        if position < 0:
            return ""
        _, place, text = self._above[position]
        return text if place is (node.place or Place.MAIN) else ""
