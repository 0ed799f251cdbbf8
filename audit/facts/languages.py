"""Languages of a page's blocks, and through them of its headings and links."""

from __future__ import annotations

from audit.facts.blocks import Run
from audit.facts.language import identify_blocks
from audit.facts.model import LanguageShare, Place
from audit.facts.tree import Node

_BEFORE_TEXT = 3  # runs of an element of which one has its text: the others are spaces
_MAIN = Place.MAIN


class PageLanguages:
    """Identifies every block of a page once.

    Blocks that the content management system writes on every page are left out: they tell nothing about the agency.

    Args:
        blocks: The page's blocks; their `language` is filled in.
    """

    def __init__(self, blocks: list[Run]) -> None:
        judged = [block for block in blocks if not block.is_chrome]
        found, self.shares = identify_blocks([(block.place, block.text) for block in judged])
        for block, language in zip(judged, found, strict=True):
            block.language = language
        self._blocks = blocks
        self.at: list[Run | None] = [None] * (blocks[-1].end if blocks else 0)
        """The block of each run, up to the last that is in one."""
        for block in blocks:
            self.at[block.start] = block
            for number in range(block.start + 1, block.end):
                self.at[number] = block

    def of_node(self, node: Node) -> str:
        """Return the language of the block in which an element's text starts; `und` when it has none."""
        at, start, end = self.at, node.start, node.end
        first = at[start] if start < end and start < len(at) else None
        if first is not None:
            return first.language
        for block in at[start : min(end, start + _BEFORE_TEXT)]:
            if block is not None:
                return block.language
        return "und"

    def shares_by_name(self) -> dict[str, LanguageShare]:
        """Return letters per language of each place, by the place's name."""
        return {str(place): share for place, share in self.shares.items()}

    def words(self) -> dict[str, int]:
        """Return the words of the main content per language: `en`, `vi`, `other`."""
        counts: dict[str, int] = {}
        for block in self._blocks:
            if block.place is _MAIN and block.language != "und":
                key = block.language if block.language in {"en", "vi"} else "other"
                counts[key] = counts.get(key, 0) + block.text.count(" ") + 1
        return counts
