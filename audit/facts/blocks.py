"""Visible text blocks in reading order."""

from __future__ import annotations

from audit.facts.data import load
from audit.facts.model import Place
from audit.facts.text import Cache, fold, says_something
from audit.facts.tree import BREAK, HEADINGS, Node, Page

CHROME = frozenset(text.casefold() for text in load("chrome"))
"""Strings that content management systems put on every page in a language of their own."""
_LONGEST_CHROME = 80
_LONGEST_LABEL = 120  # characters of a text that may come again
_MAIN = Place.MAIN
_Line = tuple[str, bool]
"""A line's text, empty when it says nothing, and whether the system wrote it, not the agency."""


class Run:
    """A block and its place in the page: runs `start` to `end`."""

    __slots__ = ("end", "is_chrome", "language", "node", "place", "start", "text")

    def __init__(self, line: _Line, start: int, end: int, node: Node) -> None:
        self.text, self.is_chrome = line
        self.start = start
        self.end = end
        self.node = node
        """The element that holds it."""
        self.place = node.place or _MAIN
        self.language = "und"


def _line(written: str) -> _Line:
    text = fold(written)
    if not says_something(text):
        return "", False
    return text, len(text) < _LONGEST_CHROME and text.casefold().strip(" .:…[]()|»>") in CHROME


_labels: Cache[_Line] = Cache(_line, size=20_000)
"""By what is written, not folded: all that is asked of a short line of any page."""


def read_blocks(page: Page) -> list[Run]:
    """Cut a page's visible text into blocks.

    A block ends where a browser starts a new line or cell, and between two links with nothing but separators between
    them: a menu's labels are read one by one.
    """
    blocks: list[Run] = []
    runs = page.runs
    start = 0
    for number, run in enumerate(runs):
        if run is BREAK:
            if number > start:
                _cut(page, start, number, blocks)
            start = number + 1
    if start < len(runs):
        _cut(page, start, len(runs), blocks)
    return blocks


def _cut(page: Page, start: int, end: int, blocks: list[Run]) -> None:
    owners, runs = page.owners, page.runs
    if end - start == 2:  # mostly a label and the space behind or before it
        if not runs[start + 1].strip():
            end -= 1
        elif not runs[start].strip():
            start += 1
    if end - start > 1 and _only_links(page, start, end):
        first = start
        for number in range(start + 1, end + 1):
            if number == end or owners[number].control != owners[first].control:
                _add(page, first, number, blocks)
                first = number
    else:
        _add(page, start, end, blocks)


def _only_links(page: Page, start: int, end: int) -> bool:
    """Say whether some runs are two or more links with separators between them."""
    controls: set[int] = set()
    for number in range(start, end):
        control = page.owners[number].control
        if control >= 0:
            controls.add(control)
        elif says_something(page.runs[number]):
            return False
    return len(controls) > 1


def _add(page: Page, start: int, end: int, blocks: list[Run]) -> None:
    if end - start > 1:
        runs = page.runs
        while start < end and not runs[start].strip():
            start += 1
        while start < end and not runs[end - 1].strip():
            end -= 1
        written = "".join(runs[start:end])
    else:
        written = page.runs[start]
    line = _labels[written] if len(written) <= _LONGEST_LABEL else _line(written)
    if line[0]:
        blocks.append(Run(line, start, end, _holder(page, start, end)))


def _holder(page: Page, start: int, end: int) -> Node:
    """Return the link, label or button that a block fills, else the element whose line it is."""
    owner = page.owners[start]
    block = page.nodes[owner.block]
    if owner.control < 0 or block.tag in HEADINGS:
        return block
    control = page.nodes[owner.control]
    return block if control.start > start or control.end < end else control
