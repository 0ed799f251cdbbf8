"""Controls that open or close a part of the page they stand on: labels, whatever their words say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from audit.facts.data import load
from audit.facts.services.outline import Element
from audit.facts.tree import HEADINGS

_DATA = load("services/actions")["toggles"]
_CLASSES = re.compile(rf"(?:^|[\s_-])(?:{'|'.join(_DATA['classes'])})", re.IGNORECASE)
_SCRIPTS = re.compile("|".join(_DATA["scripts"]), re.IGNORECASE)
_KINDS = frozenset(_DATA["kinds"])
_MENUS = re.compile("|".join(_DATA["menus"]), re.IGNORECASE)
_AROUND = 2  # elements around a control that hold it and nothing else
_ROUTES = ("#/", "#!")  # addresses of pages that scripts draw


def is_toggle(control: Element, url: str) -> bool:
    """Say whether a control opens or closes something on its page.

    A button that opens a menu of ways to file, or a dialogue, is none: behind it the matter goes on.

    Args:
        control: A link, a button, or a box that a script watches.
        url: Where it leads; empty when only a script knows.
    """
    if _opens_menu(control):
        return False
    around = list(_around(control))
    return _declares(control, around) or (not url and _is_called_so(control, around))


def _around(control: Element) -> Iterator[Element]:
    """Yield a control and the next elements around it that hold nothing else."""
    for one in islice(control.ancestors(), _AROUND + 1):
        if one.first != control.first or one.last != control.last:
            return
        yield one


def _opens_menu(control: Element) -> bool:
    kinds = {control.get("data-toggle").lower(), control.get("data-bs-toggle").lower()}
    return (
        not kinds.isdisjoint({"modal", "dropdown"})
        or bool(control.get("aria-haspopup"))
        or _MENUS.search(control.get("class")) is not None
    )


def _declares(control: Element, around: list[Element]) -> bool:
    """Say whether attributes tell it: of the control, or of a summary or tab around it."""
    for one in around:
        attrs = one.tag.attrs
        if "aria-expanded" in attrs or "aria-controls" in attrs or one.tag_name == "summary":
            return True
        kind = one.get("data-toggle") or one.get("data-bs-toggle")
        if kind.lower() in _KINDS or one.get("role").lower() == "tab":
            return True
    return _is_part(control.get("href")) and not control.get("onclick")


def _is_part(href: str) -> bool:
    return href[:1] == "#" and len(href) > 1 and not href.startswith(_ROUTES)


def _is_called_so(control: Element, around: list[Element]) -> bool:
    """Say whether it is a heading, or classes or scripts call it so."""
    return _SCRIPTS.search(control.get("href")) is not None or any(
        one.tag_name in HEADINGS or _CLASSES.search(one.get("class")) or _SCRIPTS.search(one.get("onclick"))
        for one in around
    )
