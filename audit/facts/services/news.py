"""News about procedures, which use their words and are none: told by markup, by the day below the title, by wording."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.facts.data import load
from audit.facts.services.names import reads_as_news
from audit.facts.services.outline import Outline
from audit.facts.services.words import bare
from audit.facts.tree import Page

_DATA = load("services/news")
_PUBLISHED = frozenset(_DATA["published"])
_TYPES = re.compile("|".join(_DATA["types"]))
_LONGEST: int = _DATA["dateline_letters"]
_NEAR: int = _DATA["lines_near_title"]
_DAY = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d{2}\b|\b(?:19|20)\d{2}-\d{2}-\d{2}\b")
_WRITTEN_DAY = re.compile(_DATA["written_day"])
_BYLINE = re.compile(_DATA["byline"])
_KEPT_UP = re.compile(_DATA["kept_up"])
_FEW: int = _DATA["few_points"]
_DATED: int = _DATA["dated_points"]
_MANY: int = _DATA["many_points"]


def is_marked_as_news(page: Page) -> bool:
    """Say whether a page's own markup says that it is an article of news: schema.org, or the day of publishing."""
    for node in page.all("meta"):
        name = node.attrs.get("property") or node.attrs.get("name") or node.attrs.get("itemprop") or ""
        if name.lower() in _PUBLISHED:
            return True
    return any(_TYPES.search(node.attrs.get("itemtype", "")) for node in page.marked) or any(
        _TYPES.search(text) for text in page.data_scripts
    )


def is_news(outline: Outline, name: str, points: int, *, is_sure: bool, marked: bool) -> bool:
    """Say whether a page that tells some points is news about a procedure.

    Many points make it a procedure whatever it is dressed as: many portals publish procedures as articles.

    Args:
        outline: The page.
        name: What it would be called.
        points: How many points it tells beside the name.
        is_sure: Whether it prints a code for itself, or has a button to file it.
        marked: Whether its markup says that it is news.
    """
    if points >= _MANY:
        return False
    if reads_as_news(name):
        return True
    if is_sure:
        return False
    return points < (_FEW if marked else _DATED) and (marked or _has_dateline(outline, name))


def _has_dateline(outline: Outline, name: str) -> bool:
    """Say whether a line close to the name tells the day, or who wrote it."""
    texts = [line.text for line in outline.lines]
    near = next((number for number, text in enumerate(texts) if name in text), -1)
    return near >= 0 and any(map(_is_dateline, _around(texts, near)))


def _around(texts: Sequence[str], here: int) -> Sequence[str]:
    return [*texts[max(0, here - 2) : here], *texts[here + 1 : here + 1 + _NEAR]]


def _is_dateline(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    plain = bare[text]
    if _KEPT_UP.search(plain):
        return False
    return (
        _DAY.search(text) is not None
        or _WRITTEN_DAY.search(plain) is not None
        or _BYLINE.match(plain) is not None
    )
