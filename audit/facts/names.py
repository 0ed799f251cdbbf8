"""What the names in class and id tell about an element: read once per name, for all who ask."""

from __future__ import annotations

import re
from dataclasses import dataclass

from audit.facts.data import load, words
from audit.facts.model import Place
from audit.facts.text import Cache

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LETTERS = re.compile(r"[a-z]+")
_PARTS = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class Names:
    """What a class or id tells."""

    place: Place | None
    traits: frozenset[str]
    """`box_title`, `path` (breadcrumb), `clock`, `app_root`, and `widget:…`; mostly none."""
    tells: bool
    """Whether it tells anything."""


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
_TRAITS: dict[str, frozenset[str]] = {
    "box_title": words("headings", "box_titles"),
    "clock": words("dates", "clock_names"),
    **{f"widget:{name}": frozenset(labels) for name, labels in load("widgets")["classes"].items()},
}
_PATHS = words("structure", "breadcrumbs")
_APP_ROOTS = words("structure", "app_roots")


def _place(name: str) -> Place | None:
    parts = _LETTERS.findall(_CAMEL.sub("-", name).lower())
    whole = "".join(parts)
    for rule in _RULES:
        if whole in rule.whole:
            return rule.place
        for number, part in enumerate(parts):
            if part in rule.parts and rule.veto.isdisjoint(parts[:number]):
                return rule.place
    return None


def _traits(names: str) -> frozenset[str]:
    lower = names.lower()
    each = {*lower.split(), *lower.replace("_", "-").split()}
    found = {trait for trait, known in _TRAITS.items() if not known.isdisjoint(each)}
    if not _PATHS.isdisjoint(_PARTS.split(lower)) or "breadcrumb" in lower:
        found.add("path")
    return frozenset(found)


def _of_class(names: str) -> Names:
    place = next((found for name in names.split() if (found := _place(name))), None)
    return _names(place, _traits(names))


def _of_id(name: str) -> Names:
    whole = "".join(_LETTERS.findall(name.lower()))
    place = _place(name) or (Place.MAIN if whole in _MAIN_IDS else None)
    traits = _traits(name)
    return _names(place, traits | {"app_root"} if name.lower() in _APP_ROOTS else traits)


def _names(place: Place | None, traits: frozenset[str]) -> Names:
    return Names(place, traits, tells=place is not None or bool(traits))


class_names: Cache[Names] = Cache(_of_class)
"""By the whole class attribute."""
id_names: Cache[Names] = Cache(_of_id, size=5_000)
"""By the id."""
