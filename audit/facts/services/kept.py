"""Parts of a page that are called menus or side boxes, and yet are a procedure's: its head, its tabs, its buttons."""

from __future__ import annotations

from bs4 import Tag

from audit.facts.services.labels import kinds_of
from audit.facts.services.model import ActionKind
from audit.facts.services.names import starts_as_service
from audit.facts.services.verbs import does
from audit.facts.text import fold

_HEADINGS = ("h1", "h2", "h3", "h4")
_FEW_LINKS = 6
_FEWEST_TABS = 2
_FEWEST_POINTS = 2
_FACETS = frozenset({"name", "code", "field", "level", "agency", "other", "guide", "how", "summary"})
"""Kinds that also head the filters beside a list."""
_LONGEST = 130


def is_of_procedure(tag: Tag, title: str, *, is_declared: bool, is_side: bool) -> bool:
    """Say whether a part with the name of a menu or side box belongs to the procedure that a page describes.

    Args:
        tag: The part.
        title: Of the page.
        is_declared: Whether it declares itself to be a menu, header or footer.
        is_side: Whether its name is a side box's, not a menu's.
    """
    if _is_tabs(tag) or _names_it(tag, title):
        return True
    return not is_declared and (_has_points(tag) or _files_it(tag, is_side=is_side))


def _is_tabs(tag: Tag) -> bool:
    """Say whether a list of links leads to parts of this very page only."""
    links = tag("a")
    if not _FEWEST_TABS <= len(links) <= 4 * _FEW_LINKS:
        return False
    return all(
        (
            str(link.get("href") or "#").startswith(("#", "javascript"))
            and bool(kinds_of(fold(link.get_text(" ")))[:1])
        )
        or link.get("role") == "tab"
        for link in links
    )


def _names_it(tag: Tag, title: str) -> bool:
    for heading in tag(_HEADINGS, limit=_FEW_LINKS):
        text = fold(heading.get_text(" "))
        if starts_as_service(text) or (len(text) > 12 and fold(title).startswith(text)):
            return len(tag("a", limit=2 * _FEW_LINKS)) <= _FEW_LINKS
    return False


def _has_points(tag: Tag) -> bool:
    kinds: set[str] = set()
    for string in tag.stripped_strings:
        if len(string) <= _LONGEST:
            kinds.update(kinds_of(fold(string)))
    return len(kinds - _FACETS) >= _FEWEST_POINTS


def _files_it(tag: Tag, *, is_side: bool) -> bool:
    """Say whether a part is the buttons of a procedure; a menu has links to other things among them."""
    links = tag(("a", "button"), limit=_FEW_LINKS + 1)
    done = [kinds for link in links if (kinds := does(fold(link.get_text(" "))))]
    return (
        len(links) <= _FEW_LINKS
        and (is_side or 2 * len(done) > len(links))
        and any(ActionKind.APPLY in kinds for kinds in done)
    )
