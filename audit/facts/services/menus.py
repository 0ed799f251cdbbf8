"""Menus that no name gives away: many links side by side and hardly anything else."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

from audit.facts.services.outline import Element, Outline

_CLIMBED = 5  # elements above a link in which a menu is looked for
_LINKS = 0.8  # share of a menu's letters that are links


class Menus:
    """Tells links of menus from those of the matter.

    Args:
        outline: The page.
    """

    def __init__(self, outline: Outline) -> None:
        links = [control for control in outline.controls if control.tag_name == "a" and control.last >= 0]
        self._starts = [link.start for link in links]
        linked = [False] * len(outline.runs)
        for link in links:
            linked[link.start : link.end] = [True] * (link.end - link.start)
        sizes = [len(run.strip()) for run in outline.runs]
        self._letters = [0, *accumulate(sizes)]
        self._linked = [0, *accumulate(size * is_link for size, is_link in zip(sizes, linked, strict=True))]

    def hold(self, control: Element, fewest: int) -> bool:
        """Say whether a link stands in a menu of at least so many links."""
        above = control.parent
        for _ in range(_CLIMBED):
            if above is None:
                return False
            letters = self._letters[above.end] - self._letters[above.start]
            linked = self._linked[above.end] - self._linked[above.start]
            if linked < _LINKS * letters:
                return False
            if bisect_left(self._starts, above.end) - bisect_left(self._starts, above.start) >= fewest:
                return True
            above = above.parent
        return False
