"""Pages that say they are empty."""

from __future__ import annotations

from collections.abc import Iterable

from audit.facts.blocks import Run
from audit.facts.data import load, words
from audit.facts.model import Place

_WHOLE = words("placeholders", "whole")
_STARTS = tuple(load("placeholders")["start"])
_LONGEST: int = load("placeholders")["longest"]
_OTHER_LETTERS: int = load("placeholders")["other_letters"]
_MAIN = Place.MAIN
_PROSE = frozenset(
    {"p", "div", "td", "li", "span", "dd", "section", "article", "blockquote", "body", "center", "main"}
)


def is_placeholder(text: str) -> bool:
    """Say whether a text stands where content should be."""
    if len(text) > _LONGEST:
        return False
    lower = text.lower().strip(" .…!*()[]\"'-–")
    return lower in _WHOLE or lower.startswith(_STARTS)


def read_placeholder(blocks: Iterable[Run]) -> str:
    """Return the sentence that says the page is empty, when nothing else stands in its main content.

    Headings, labels and short lines around it do not make a page full; prose does, and so do several links.
    """
    sentence = ""
    prose = links = 0
    for block in blocks:
        if block.place is not _MAIN:
            continue
        if is_placeholder(block.text):
            sentence = sentence or block.text
        elif block.node.tag == "a":
            links += len(block.text)
        elif block.node.tag in _PROSE and len(block.text) > 30:
            prose += len(block.text)
    return sentence if prose + links < _OTHER_LETTERS else ""
