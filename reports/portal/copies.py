"""Archived pages made inert: what is left of one that shows how it read, and does nothing. Pure.

The answer that carries them is shut in by its own content policy, too; neither rests on the other.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree, html

from audit.facts.encoding import decode

_DROPPED: Final = frozenset(
    {
        "script", "noscript", "iframe", "frame", "frameset", "object", "embed", "applet", "base", "link", "template", "portal",
        "audio", "video", "source", "track", "svg", "math", "canvas", "dialog",
    }
)  # fmt: skip
_KEPT_ATTRIBUTES: Final = frozenset(
    {
        "alt", "aria-label", "class", "colspan", "dir", "headers", "height", "id", "lang", "name", "rowspan", "scope", "style", "summary",
        "title", "type", "value", "width", "checked", "selected", "disabled", "placeholder", "for", "start",
    }
)  # fmt: skip
_CALLS_OUT: Final = re.compile(
    r"url\s*\(|@import|expression|image-set|-moz-binding|behavior|\\", re.IGNORECASE
)
_LEADS: Final = re.compile(r"https?://|[/?#.]|[\w-]+(?:[/?#.]|$)", re.IGNORECASE)
"""Links whose goal is told: addresses of the web, and those beside the page; no `javascript:`."""
LARGEST: Final = 4 * 1024 * 1024
"""Bytes of a page that are shown; pages are a hundredth of that."""


def inert(body: bytes, media_type: str) -> str:
    """Return an archived page without scripts, forms that send, links that lead and anything that is loaded.

    Args:
        body: As it came.
        media_type: Its Content-Type, whole; what is no HTML is shown as text where it is text, else left out.
    """
    kind = media_type.partition(";")[0].strip().lower()
    text = decode(body[:LARGEST], media_type).text
    if kind not in {"text/html", "application/xhtml+xml", ""}:
        shown = text if kind.startswith("text/") or kind in {"application/json", "application/xml"} else ""
        root = html.Element("html")
        etree.SubElement(etree.SubElement(root, "body"), "pre").text = _clean(shown)
        return _written(root)
    try:
        root = html.document_fromstring(
            _clean(text) or "<html></html>", parser=html.HTMLParser(huge_tree=False)
        )
    except (etree.ParserError, ValueError):
        root = html.Element("html")
    for element in list(root.iter()):
        _defuse(element)
    return _written(root)


def _clean(text: str) -> str:
    """What XML cannot hold goes, and a declaration of an encoding that the text has not any more."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "", text)


def _defuse(element: html.HtmlElement) -> None:
    if not isinstance(element.tag, str):  # comments, processing instructions
        if element.getparent() is not None:
            element.drop_tree()
        return
    name = element.tag.lower()
    if name in _DROPPED or (name == "meta"):
        if element.getparent() is not None:
            element.drop_tree()
        return
    if name == "style" and _CALLS_OUT.search(element.text or ""):
        element.text = ""
    led = element.get("href") if name == "a" else None
    for attribute in list(element.attrib):
        value = str(element.attrib[attribute])
        if str(attribute).lower() not in _KEPT_ATTRIBUTES or (
            str(attribute).lower() == "style" and _CALLS_OUT.search(value)
        ):
            del element.attrib[attribute]
    if led and _LEADS.match(led):
        element.set("title", led)
    if name in {"form", "button", "input", "select", "textarea"}:
        element.set("disabled", "")


def _written(root: html.HtmlElement) -> str:
    text: str = html.tostring(root, encoding="unicode", method="html")
    return f"<!doctype html>\n{text}"
