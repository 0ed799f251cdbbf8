"""A portal's own search: its form, and the procedures it may be asked for. Pure functions on markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urljoin

from crawler.datasources import is_harmless
from crawler.page import link_text
from crawler.words import flat, fold, words

if TYPE_CHECKING:
    from lxml import etree

    from crawler.page import Page

_TEXT = frozenset({"", "text", "search"})
_BUTTONS = frozenset({"submit", "button", "image", "reset"})
_CHOICES = frozenset({"checkbox", "radio"})
_MAYBE_CODE = re.compile(rb"\.\d{6}")
"""Most pages have none, which a search that begins with one letter finds out many times as fast."""
_CLIMB = 4
"""Elements above a link among which its row is looked for."""
_MAX_LINKS = 4000


@dataclass(frozen=True, slots=True)
class SearchForm:
    """A form that asks by GET for one text."""

    action: str
    """Absolute, without a query: a browser puts the fields in its place."""
    field: str
    sent: tuple[tuple[str, str], ...] = ()
    """What goes along unseen or preselected."""

    def address(self, text: str) -> str:
        """Where a browser goes that asks for a text.

        >>> SearchForm("http://x/tim", "q", (("loai", "1"),)).address("cấp phép")
        'http://x/tim?loai=1&q=c%E1%BA%A5p+ph%C3%A9p'
        """
        return f"{self.action}?{urlencode([*self.sent, (self.field, text)])}"


def search_forms(page: Page) -> Iterator[SearchForm]:
    """The search forms of a page, in order."""
    if page.root is not None:
        for form in page.root.iter("form"):
            if form.get("method", "get").strip().lower() in {"", "get"} and (found := _read(form, page.base)):
                yield found


def coded_names(page: Page, body: bytes) -> list[str]:
    """Return the link texts that name a procedure: of each row with a national code the longest, in order."""
    if page.root is None or not _MAYBE_CODE.search(body):
        return []
    found: dict[etree._Element, str] = {}
    for number, link in enumerate(page.root.iter("a")):
        if number >= _MAX_LINKS:
            break
        text = " ".join(_code().sub(" ", link_text(link)).split()).strip(" -–.:|")
        if is_name(text) and (row := _coded_row(link)) is not None and len(text) > len(found.get(row, "")):
            found[row] = text
    return list(dict.fromkeys(found.values()))


def is_name(text: str) -> bool:
    """Whether a link text can be the name of a procedure: some words, and not those of a button."""
    data = words("searches")
    fewest, most = data["name_words"]
    return bool(fewest <= len(text.split()) <= most) and not fold(text).startswith(tuple(data["not_names"]))


def begins_like_procedure(text: str, addresses: Iterable[str]) -> bool:
    """Whether a link text begins as procedures do, and stands where procedures are.

    >>> begins_like_procedure("Cấp giấy phép lao động", ["http://x/thu-tuc/1"])
    True
    >>> begins_like_procedure("Cấp giấy phép lao động", ["http://x/tin/1"])
    False
    """
    first = f"{fold(text)} "
    begins = any(first.startswith(f"{term} ") for term in _begins())
    return (
        begins
        and is_name(text)
        and any(p in a.lower() for a in addresses for p in words("searches")["places"])
    )


def spread(names: Iterable[str], count: int) -> list[str]:
    """Return some names from beginning, middle and end of their list.

    >>> spread("abcdefg", 3), spread("ab", 3), spread("abc", 0)
    (['a', 'd', 'g'], ['a', 'b'], [])
    """
    known = list(dict.fromkeys(names))
    if count >= len(known):
        return known
    if count < 2:
        return known[:count]
    return [known[round(step * (len(known) - 1) / (count - 1))] for step in range(count)]


def _read(form: etree._Element, base: str) -> SearchForm | None:
    field = ""
    sent: list[tuple[str, str]] = []
    for element in form.iter("input", "select", "textarea"):
        name, kind = element.get("name", ""), element.get("type", "").strip().lower()
        if element.tag == "textarea" or (
            element.tag == "input" and kind in {"password", "file", "email", "tel"}
        ):
            return None
        if element.tag == "select":
            sent += [(name, _selected(element))] if name else []
        elif kind in _TEXT:
            if field or not name:
                return None
            field = name
        elif kind == "hidden" or (kind in _CHOICES and element.get("checked") is not None):
            sent += [(name, element.get("value", ""))] if name else []
        elif kind not in _BUTTONS | _CHOICES:
            return None
    if (
        not field
        or not _is_search(form, field)
        or sum(len(n) + len(v) for n, v in sent) > words("searches")["longest"]
    ):
        return None
    try:
        action = urljoin(base, form.get("action", "").strip()).partition("#")[0].partition("?")[0]
    except ValueError:
        return None
    fits = action.startswith(("http://", "https://")) and is_harmless(action)
    return SearchForm(action, field, tuple(sent)) if fits else None


def _selected(element: etree._Element) -> str:
    options = list(element.iter("option"))
    chosen = next((option for option in options if option.get("selected") is not None), None)
    option = chosen if chosen is not None else (options[0] if options else None)
    if option is None:
        return ""
    return option.get("value", " ".join("".join(map(str, option.itertext())).split()))


def _is_search(form: etree._Element, field: str) -> bool:
    data = words("searches")
    told = [form.get(name, "") for name in ("id", "class", "name", "role", "action", "aria-label")]
    for element in form.iter("input", "button", "label"):
        told += [
            element.get(name, "")
            for name in ("name", "id", "class", "placeholder", "title", "aria-label", "value")
        ]
        told.append("".join(map(str, element.itertext())))
    line = fold(" ".join(told))
    if any(sign in line for sign in data["never"]):
        return False
    asks = any(element.get("type", "").lower() == "search" for element in form.iter("input"))
    return asks or field.lower() in data["fields"] or any(sign in line for sign in data["signs"])


def _coded_row(link: etree._Element) -> etree._Element | None:
    """The row, card or item round a link that bears a national code."""
    element: etree._Element | None = link
    for _ in range(_CLIMB):
        if element is None or element.tag in {"table", "tbody", "ul", "ol", "body", "html"}:
            return None
        text = "".join(map(str, element.itertext()))
        if len(text) > words("searches")["row_letters"]:
            return None
        if _code().search(text):
            return element
        element = element.getparent()
    return None


@cache
def _code() -> re.Pattern[str]:
    return re.compile(words("searches")["code"])


@cache
def _begins() -> tuple[str, ...]:
    return flat(words("searches")["begins"])
