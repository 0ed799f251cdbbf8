"""Where an element stands: by landmark, by element, by the habits of content management systems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.facts.model import Place

if TYPE_CHECKING:
    from audit.facts.tree import Node

ROLES = {
    "banner": Place.NAV,
    "navigation": Place.NAV,
    "menu": Place.NAV,
    "menubar": Place.NAV,
    "breadcrumbs": Place.NAV,
    "main": Place.MAIN,
    "complementary": Place.ASIDE,
    "contentinfo": Place.FOOTER,
}
"""What an element's role says of its place."""
LANDMARKS = {
    "nav": Place.NAV,
    "header": Place.NAV,
    "main": Place.MAIN,
    "aside": Place.ASIDE,
    "footer": Place.FOOTER,
}
"""Elements that say where they stand."""

_NAV, _MAIN, _ASIDE, _FOOTER = Place.NAV, Place.MAIN, Place.ASIDE, Place.FOOTER
_SECTIONS = frozenset({"article", "section", "main", "aside", "li", "td", "figure", "blockquote"})
_NEVER = frozenset({"html", "body", "a", "span", "img", "i", "input", "button", "h1", "h2", "h3"})
"""Too big or too small to be a part of a page by their class."""


def declared_place(node: Node) -> Place | None:
    """Say what an element's role or kind declares; None when neither declares anything.

    An article's own header and footer are part of the article.
    """
    role = node.attrs.get("role")
    declared = ROLES.get(role.strip().lower()) if role else None
    if declared is not None:
        return declared
    declared = LANDMARKS.get(node.tag)
    if declared is not None and node.tag in {"header", "footer"}:
        for above in node.ancestors():
            if above.tag in _SECTIONS:
                return None
    return declared


def inside(here: Place | None, declared: Place) -> Place:
    """Say where a declared part stands that lies inside another: a menu in the footer is the footer's."""
    if here is _FOOTER and declared is not _MAIN:
        return here
    if here is _NAV and declared is _ASIDE:
        return here
    return declared


def hinted_inside(here: Place | None, hint: Place, tag: str) -> Place | None:
    """Say where a part stands whose class or id hints at a place; hints yield to what is declared around them."""
    if here is _NAV or here is _FOOTER or tag in _NEVER:
        return here
    if here is None:
        return hint
    if here is _ASIDE:
        return _NAV if hint is _NAV else here
    return here if hint is _MAIN else hint
