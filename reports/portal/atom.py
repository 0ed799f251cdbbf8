"""News as an Atom feed (RFC 4287). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml import etree

from reports.safety import visible

MEDIA_TYPE: Final = "application/atom+xml; charset=utf-8"
_ATOM: Final = "http://www.w3.org/2005/Atom"
_XML: Final = "http://www.w3.org/XML/1998/namespace"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is told."""

    id: str
    """An IRI that never changes."""
    title: str
    at: str
    """RFC 3339."""
    url: str
    """Where a person reads more."""
    category: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed reader is given."""

    id: str
    title: str
    language: str
    url: str
    """Where a person reads more."""
    updated: str
    """RFC 3339."""
    author: str
    entries: tuple[Entry, ...]


def atom(feed: Feed) -> bytes:
    """Write a feed; characters that hide or turn others round stand as code points.

    It has no link to itself: its address holds a secret, and what is read in it is passed on.
    """
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item] # the stubs know no default
    root.set(f"{{{_XML}}}lang", feed.language)
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "updated", feed.updated)
    _add(_add(root, "author"), "name", feed.author)
    _add(root, "link", rel="alternate", type="text/html", href=feed.url)
    for entry in feed.entries:
        one = _add(root, "entry")
        _add(one, "id", entry.id)
        _add(one, "title", entry.title)
        _add(one, "updated", entry.at)
        _add(one, "published", entry.at)
        _add(one, "link", rel="alternate", type="text/html", href=entry.url)
        _add(one, "category", term=entry.category)
        if entry.text:
            _add(one, "summary", entry.text)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return written


def _add(parent: etree._Element, name: str, text: str = "", /, **attributes: str) -> etree._Element:
    child = etree.SubElement(
        parent, f"{{{_ATOM}}}{name}", {key: visible(value) for key, value in attributes.items()}
    )
    child.text = visible(text) or None
    return child
