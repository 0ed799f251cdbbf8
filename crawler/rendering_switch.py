"""A home page's language switch: whether a plain link, or something that only a script follows. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lxml import etree

from crawler.page import Page, link_text
from crawler.urls import resolve
from crawler.words import fold, words

_TAGS = ("a", "area", "button", "option", "option", "input", "span", "div", "img", "li")
_MAX_LABEL = 40
_ORDER = ("followable", "postback", "cookie", "script")


@dataclass(frozen=True, slots=True)
class Switch:
    """How a home page offers its other language."""

    kind: str
    """`followable` (a plain link), `script`, `cookie`, `postback`, or `none`."""
    label: str = ""
    """What a reader sees of it."""
    element: str = ""
    """Name of the HTML element."""
    language: str = ""
    """The one it leads to: en or vi."""
    url: str = ""
    """Where its link leads, whole; empty where it is none."""

    @property
    def needs_try(self) -> bool:
        """Whether only a browser can tell what it does."""
        return self.kind in {"script", "cookie", "postback"}

    @property
    def said(self) -> str:
        """One sentence about it, when nothing was tried."""
        return f"“{self.label}” ({self.element}), not tried in a browser" if self.needs_try else ""


def find_switch(page: Page) -> Switch:
    """Return the switch of a page into the other one of English and Vietnamese.

    A plain link makes all other ways extras; a `select` is no link, whatever addresses its options hold.
    """
    if page.root is None:
        return Switch("none")
    other = "en" if is_vietnamese(page.text(4000)) else "vi"
    found = sorted(_switches(page, page.root, other), key=lambda switch: _ORDER.index(switch.kind))
    return found[0] if found else Switch("none")


def is_vietnamese(text: str) -> bool:
    """Whether running text is Vietnamese, by its marks.

    >>> is_vietnamese("Cổng thông tin điện tử"), is_vietnamese("Portal of the Ministry")
    (True, False)
    """
    letters = [c for c in text.lower() if c.isalpha()]
    marked = sum(c in _MARKED for c in letters)
    return bool(letters) and marked >= words("rendering")["vietnamese_share"] * len(letters)


_MARKED = frozenset("àáạảãâầấậẩẫăằắặẳẵèéẹẻẽêềếệểễìíịỉĩòóọỏõôồốộổỗơờớợởỡùúụủũưừứựửữỳýỵỷỹđ")


def _switches(page: Page, root: etree._Element, other: str) -> Iterator[Switch]:
    labels = _labels()[other]
    for link in root.iter("link"):
        if "alternate" in link.get("rel", "").lower() and link.get("hreflang", "").lower()[:2] == other:
            yield Switch("followable", link.get("hreflang", ""), "link", other, _whole(page, link))
    for element in root.iter(*_TAGS):
        label = _label(element)
        if not label or len(label) > _MAX_LABEL or fold(label) not in labels:
            continue
        kind = _kind(element)
        if kind:
            name = "select" if element.tag == "option" else str(element.tag)
            yield Switch(kind, label, name, other, _whole(page, element) if kind == "followable" else "")


def _whole(page: Page, element: etree._Element) -> str:
    return resolve(page.base, element.get("href", "")) or ""


def _label(element: etree._Element) -> str:
    if element.tag == "input":
        if element.get("type", "").lower() not in {"submit", "button", "image"}:
            return ""
        return element.get("value") or element.get("alt") or element.get("title") or ""
    if element.tag in {"span", "div", "img", "li"} and "onclick" not in element.attrib:
        return ""
    return link_text(element)


def _kind(element: etree._Element) -> str:
    """What follows it; empty for text that nothing follows."""
    href = element.get("href", "").strip()
    handlers = [element.get(name, "") for name in ("onclick", "onchange", "href")]
    if element.tag == "option":
        select = next(element.iterancestors("select"), None)
        handlers.append("" if select is None else select.get("onchange", ""))
    said = " ".join(handlers).lower()
    if any(word in said for word in words("rendering")["postback_words"]) or _sends_page_back(element):
        return "postback"
    if element.tag in {"a", "area"} and href and not href.lower().startswith(("javascript:", "#")):
        return "followable"
    if any(word in said for word in words("rendering")["cookie_words"]):
        return "cookie"
    return "script"


def _sends_page_back(element: etree._Element) -> bool:
    """Whether a button belongs to the one form of an ASP.NET page."""
    if element.tag not in {"input", "button"} or element.get("type", "submit").lower() == "button":
        return False
    form = next(element.iterancestors("form"), None)
    return form is not None and form.find(".//input[@name='__VIEWSTATE']") is not None


@cache
def _labels() -> dict[str, frozenset[str]]:
    return {
        language: frozenset(map(fold, terms))
        for language, terms in words("rendering")["switch_labels"].items()
    }
