"""Where an element stands: by landmark, by element, by the habits of content management systems."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audit.facts.data import load, words
from audit.facts.model import Place
from audit.facts.text import Cache

if TYPE_CHECKING:
    from audit.facts.tree import Node, Page

_ROLES = {
    "banner": Place.NAV,
    "navigation": Place.NAV,
    "menu": Place.NAV,
    "menubar": Place.NAV,
    "breadcrumbs": Place.NAV,
    "main": Place.MAIN,
    "complementary": Place.ASIDE,
    "contentinfo": Place.FOOTER,
}
_TAGS = {
    "nav": Place.NAV,
    "header": Place.NAV,
    "main": Place.MAIN,
    "aside": Place.ASIDE,
    "footer": Place.FOOTER,
}
_SECTIONS = frozenset({"article", "section", "main", "aside", "li", "td", "figure", "blockquote"})
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LETTERS = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class _Rule:
    place: Place
    whole: frozenset[str]
    parts: frozenset[str]
    veto: frozenset[str]


_RULES = tuple(
    _Rule(
        Place(name),
        words("places", name, "whole"),
        words("places", name, "parts"),
        words("places", name, "not"),
    )
    for name in load("places")
    if name != "fallback"
)
_MAIN_IDS = words("places", "main", "ids")


def _hint(name: str) -> Place | None:
    """Read one class or id."""
    parts = _LETTERS.findall(_CAMEL.sub("-", name).lower())
    whole = "".join(parts)
    for rule in _RULES:
        if whole in rule.whole:
            return rule.place
        if not rule.parts.isdisjoint(parts) and rule.veto.isdisjoint(parts):
            return rule.place
    return None


def _hint_of_names(names: str) -> Place | None:
    for name in names.split():
        found = _hint(name)
        if found:
            return found
    return None


def _hint_of_id(name: str) -> Place | None:
    whole = "".join(_LETTERS.findall(name.lower()))
    return _hint(name) or (Place.MAIN if whole in _MAIN_IDS else None)


_class_hints: Cache[Place | None] = Cache(_hint_of_names)
_id_hints: Cache[Place | None] = Cache(_hint_of_id, size=5_000)


def place_of(node: Node) -> Place | None:
    """Say where an element stands; None where nothing tells, and the elements around it neither.

    What the page's author declares (roles, HTML5 elements) outranks names in class and id; a menu stays a menu
    whatever its parts are called, and an article's own header and footer are part of the article.
    """
    here = node.place
    attrs = node.attrs
    declared = _ROLES.get(attrs["role"].lower()) if "role" in attrs else None
    if declared is None:
        declared = _landmark(node)
    if declared is not None:
        return _declared_inside(here, declared)
    if here is Place.NAV or here is Place.FOOTER:
        return here
    hint = None
    if "id" in attrs:
        hint = _id_hints[attrs["id"]]
    if hint is None and "class" in attrs:
        hint = _class_hints[attrs["class"]]
    if hint is None or node.tag in _NEVER:
        return here
    return _hinted_inside(here, hint)


_NEVER = frozenset({"html", "body", "a", "span", "img", "i", "input", "button", "h1", "h2", "h3"})
"""Too big or too small to be a part of a page by their class."""


def _landmark(node: Node) -> Place | None:
    declared = _TAGS.get(node.tag)
    if declared is None or node.tag not in {"header", "footer"}:
        return declared
    for above in node.ancestors():
        if above.tag in _SECTIONS:
            return None
    return declared


def _declared_inside(here: Place | None, declared: Place) -> Place:
    if here is Place.FOOTER and declared is not Place.MAIN:
        return here
    if here is Place.NAV and declared is Place.ASIDE:
        return here
    return declared


def _hinted_inside(here: Place | None, hint: Place) -> Place:
    if here is None:
        return hint
    if here is Place.ASIDE:
        return Place.NAV if hint is Place.NAV else here
    return here if hint is Place.MAIN else hint


def settle_places(page: Page) -> None:
    """Give a place to every element that has none yet."""
    for node in page.nodes:
        if node.place is None:
            node.place = Place.MAIN
