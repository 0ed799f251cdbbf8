"""Pages of the reports as they are printed: without what is closed, hidden or of use on a screen only. Pure.

Needs tinycss2, which comes with the extra `pdf`.
"""

from __future__ import annotations

import re
from copy import deepcopy
from functools import lru_cache
from typing import Any, Final

import lxml.html
import tinycss2

from reports.environment import STATIC, style

_Element = Any
"""Of lxml, whose stubs take what an XPath finds for numbers and text, too."""

_STYLE: Final = STATIC / "pdf" / "pdf.css"
_VARIABLE: Final = re.compile(r"var\((--[\w-]+)\)")
_DECLARED: Final = re.compile(r"(--[\w-]+):\s*([^;]+?)\s*;")
_DRAWN: Final = re.compile(r"\b(?:fill|stroke)\b")
"""What a rule says that is about drawings."""


def on_paper(page: str) -> str:
    """Return a page as it is printed: without what is closed, hidden or of use on a screen only.

    Args:
        page: HTML, complete in itself.
    """
    document: _Element = lxml.html.document_fromstring(page)
    for element in document.xpath(
        "//*[contains(@class,'no-print') or contains(@class,'run-nav')] | //script"
    ):
        element.drop_tree()
    for details in document.xpath("//details[not(@open)]"):
        _closed(details)
    for link in document.xpath("//a[@href][not(starts-with(@href,'http'))]"):
        _inner(document, link)
    _drawings(document)
    document.head.xpath("style")[0].text = print_style()
    return str(lxml.html.tostring(document, encoding="unicode", doctype="<!doctype html>"))


def _closed(details: _Element) -> None:
    if "points" in (details.get("class") or "").split():
        details.drop_tree()
        return
    for child in list(details):
        if child.tag != "summary":
            child.drop_tree()


def _inner(document: _Element, link: _Element) -> None:
    """Leave links within the paper; what leads to another file, or to what is not printed, is text."""
    target = link.get("href")
    if not target.startswith("#") or document.get_element_by_id(target[1:], None) is None:
        link.tag = "span"
        del link.attrib["href"]


def _drawings(document: _Element) -> None:
    """Give each drawing its own style and patterns, which WeasyPrint looks for nowhere else, and a title."""
    patterns = document.xpath("//svg[contains(@class,'defs')]/defs")
    for shared in patterns:
        shared.getparent().drop_tree()
    for drawing in document.xpath("//svg"):
        if not drawing.xpath("title"):
            title = drawing.makeelement("title")
            title.text = " ".join((drawing.getparent().text_content() or "").split())[:80] or "–"
            drawing.insert(0, title)
        own = drawing.makeelement("style")
        own.text = drawn_style()
        drawing.append(own)
        drawing.extend(deepcopy(patterns))


@lru_cache(maxsize=1)
def print_style() -> str:
    """Return the style of the pages as it is on paper: without other media, and with values for custom properties.

    WeasyPrint would look both up for each element anew, and does not hand properties on into drawings.
    """
    rules, printed = [], []
    for rule in _rules(style().text):
        if rule.type == "at-rule" and rule.lower_at_keyword == "media":
            if tinycss2.serialize(rule.prelude).strip() == "print":
                printed += _rules(tinycss2.serialize(rule.content))
        else:
            rules.append(rule)
    rules += [*printed, *_rules(_STYLE.read_text(encoding="utf-8"))]
    values: dict[str, str] = {}
    for rule in rules:
        if rule.type == "qualified-rule" and tinycss2.serialize(rule.prelude).strip() == ":root":
            values |= dict(_DECLARED.findall(f"{tinycss2.serialize(rule.content)};"))
    text = "\n".join(rule.serialize() for rule in rules)
    return _VARIABLE.sub(lambda match: values.get(match[1], match[0]), text)


@lru_cache(maxsize=1)
def drawn_style() -> str:
    """Return those of its rules that are about drawings."""
    rules = (rule for rule in _rules(print_style()) if rule.type == "qualified-rule")
    return "\n".join(rule.serialize() for rule in rules if _DRAWN.search(tinycss2.serialize(rule.content)))


def _rules(text: str) -> list[Any]:
    found: list[Any] = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    return found
