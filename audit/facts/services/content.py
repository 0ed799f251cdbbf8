"""What the readers of services look at: the page without its menus, as a soup that bears broken tables."""

from __future__ import annotations

from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from audit.facts.language_encodings import repair
from audit.facts.model import Place
from audit.facts.names import class_names, id_names
from audit.facts.places import LANDMARKS, ROLES
from audit.facts.services.codes import CODE
from audit.facts.services.kept import is_of_procedure
from audit.facts.services.news import is_marked_as_news
from audit.facts.text import fold
from audit.facts.tree import Page
from audit.facts.urls import Resolver

_SILENT = ("script", "style", "template", "noscript", "iframe", "svg", "canvas", "audio", "video", "head")
_OUTSIDE = frozenset({Place.NAV, Place.ASIDE, Place.FOOTER})
_NEVER = frozenset(
    {"html", "body", "a", "span", "img", "i", "input", "button", "table", "tbody", "tr", "h1", "h2", "h3"}
)
_ROWS = frozenset({"td", "li", "article", "dd", "tr"})
_ARTICLE = frozenset({"article", "section", "main", "li", "td", "figure", "blockquote"})
_FEW_LINKS = 6  # a small menu in a row or card is its buttons
_MOST = 0.5  # a part with more of the page's text than this is no side box, whatever it is called
_LEAST = 200  # characters; a page with fewer left has been cut wrongly
_CODES = 2  # codes of procedures that no side box has
_SAMPLE = 5  # texts by which it is told whether the page's text was repaired
_MOST_SCRIPT = 3_000_000  # characters of inline script that are kept


@dataclass(frozen=True, slots=True)
class Content:
    """One page, for readers of services."""

    soup: BeautifulSoup
    """Header, menus, side boxes and footer taken out; scripts and styles, too."""
    resolve: Resolver
    """Absolute addresses from written ones; empty for those that are no address."""
    url: str
    title: str = ""
    scripts: tuple[str, ...] = ()
    """Inline scripts and JSON, for lists that the page draws itself."""
    is_news: bool = False
    """Whether its markup says that it is an article of news."""


def content_of(text: str, page: Page, resolve: Resolver, url: str) -> Content:
    """Parse a page for the readers of services.

    Menus and side boxes are told by landmarks, roles, and the habits of class and id in `places.yaml`. What stands in a
    row or card stays: its drop-down menu holds its buttons. So does what is most of the page, whatever it is called,
    and what holds the declared main content.

    Args:
        text: The page, decoded.
        page: The same, parsed, with its text repaired.
        resolve: Absolute addresses from written ones.
        url: The page's final address.
    """
    soup = BeautifulSoup(text, "lxml")
    scripts = _scripts(soup)
    for tag in soup(_SILENT):
        tag.decompose()
    _repair(soup, page)
    _take_out(soup, page.title)
    return Content(soup, resolve, url, page.title, scripts, is_marked_as_news(page))


def _scripts(soup: BeautifulSoup) -> tuple[str, ...]:
    found = []
    left = _MOST_SCRIPT
    for tag in soup("script"):
        text = tag.string or ""
        if "{" in text and "src" not in tag.attrs and len(text) <= left:
            found.append(text)
            left -= len(text)
    return tuple(found)


def _repair(soup: BeautifulSoup, page: Page) -> None:
    """Read the text in an encoding from before Unicode as the page's own text was read."""
    strings = [string for string in soup.find_all(string=True) if not string.isascii() and len(string) > 20]
    if not strings:
        return
    known = fold("".join(page.runs))
    for string in strings[:_SAMPLE]:
        text = fold(string)
        if text not in known and fold(repair(text)[0]) in known:
            break
    else:
        return
    for string in soup.find_all(string=True):
        if not string.isascii():
            string.replace_with(repair(string)[0])


def _take_out(soup: BeautifulSoup, title: str) -> None:
    whole = len(soup.get_text(" ", strip=True))
    taken: list[Tag] = []
    inside: set[int] = set()
    left = whole
    for tag in soup.find_all(True):
        if id(tag) in inside or not _is_outside(tag):
            continue
        text = tag.get_text(" ", strip=True)
        if len(text) > _MOST * whole or _holds_main(tag) or len(CODE.findall(text)) >= _CODES:
            continue
        is_declared = tag.name in LANDMARKS or "role" in tag.attrs
        is_side = _named_place(tag) is Place.ASIDE
        if is_of_procedure(tag, title, is_declared=is_declared, is_side=is_side):
            continue
        taken.append(tag)
        inside.update(map(id, tag.find_all(True)))
        left -= len(text)
    if left >= min(_LEAST, whole / 10):
        for tag in taken:
            tag.decompose()


def _is_outside(tag: Tag) -> bool:
    """Say whether an element declares, or is named, to be a menu, a side box or a footer."""
    role = tag.get("role")
    if isinstance(role, str) and (place := ROLES.get(role.strip().lower())) is not None:
        return place in _OUTSIDE and not _is_part_of_row(tag)
    if tag.name in LANDMARKS:
        if LANDMARKS[tag.name] not in _OUTSIDE:
            return False
        if tag.name in {"header", "footer"}:
            return not any(above.name in _ARTICLE for above in tag.parents)
        return not _is_part_of_row(tag)
    return tag.name not in _NEVER and _named_place(tag) in _OUTSIDE and not _is_part_of_row(tag)


def _named_place(tag: Tag) -> Place | None:
    """Return where an element stands by its class, or else by its id."""
    names = tag.get("class")
    if names:
        place = class_names[" ".join(names) if isinstance(names, list) else names].place
        if place is not None:
            return place
    name = tag.get("id")
    return id_names[name].place if isinstance(name, str) and name else None


def _is_part_of_row(tag: Tag) -> bool:
    """Say whether a menu stands in a row, cell or card and is small: buttons of that row."""
    return (
        any(above.name in _ROWS for above in tag.parents)
        and len(tag("a", limit=_FEW_LINKS + 1)) <= _FEW_LINKS
    )


def _holds_main(tag: Tag) -> bool:
    return tag.find("main") is not None or tag.find(True, attrs={"role": "main"}) is not None
