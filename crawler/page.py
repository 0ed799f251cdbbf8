"""One HTML page, parsed once: its links, its refresh, and enough text to know a refusal."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from lxml import etree

from crawler.scripted import address_in_handler, may_hold_links, scripted_links, sent_on
from crawler.words import rules, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_PARSED_BYTES = 4 << 20
"""Links behind this are not seen: a tree takes about ten times the size of its source."""
MAX_TEXT = 200
"""Characters kept of a link's text."""

MAX_TITLE = 500
"""Characters of a title that are looked at."""
MAX_REFRESH_DELAY = 5
"""Seconds; a page that moves on sooner is no page of its own."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be"))
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]+)", re.IGNORECASE)
_FALLBACK = "windows-1258"
_REFRESH = re.compile(
    r"^\s*(\d*)[^;,]*[;,]?\s*(?:url\s*=)?\s*['\"]?(.*?)['\"]?\s*$", re.IGNORECASE | re.DOTALL
)
_LINK_TAGS = ("a", "area", "link", "option", "frame", "iframe", "meta", "base")
_LOOKS_LIKE_URL = re.compile(
    r"^(?:https?://|//|/|\.{1,2}/|\?[\w\-.]+=|[\w\-/]+\.(?:aspx?|s?html?|jspx?|php|do|cfm)\b)", re.IGNORECASE
)
_WIDE_HEAD = 256
"""Bytes by which UTF-16 without a byte order mark is known: markup has every other byte zero."""


class RawLink(NamedTuple):
    """An address on a page, as written."""

    href: str
    kind: str
    """link, hreflang, refresh, frame."""
    element: etree._Element
    hreflang: str = ""


@dataclass(slots=True)
class Page:
    """A parsed page."""

    root: etree._Element | None
    base: str
    truncated: bool = False
    scripted: bool = False
    """Whether addresses may stand in its scripts."""
    has_view: bool = False
    """Whether a script may put its content into it."""
    way_on: str = ""
    """Where a script may send its visitor on, as written; besides the links."""

    def links(self) -> Iterator[RawLink]:
        """Every address a visitor, or a search engine, could go on to, in the order of the page."""
        if self.root is None:
            return
        for element in self.root.iter(*_LINK_TAGS):
            link = _HANDLERS[str(element.tag)](element)
            if link is not None:
                yield link
        for href, element in scripted_links(self.root) if self.scripted else ():
            yield RawLink(href, "link", element)
        if self.way_on:
            yield RawLink(self.way_on, "frame", self.root)

    def refresh(self) -> str:
        """Where a page sends its visitor at once, as written, or an empty string."""
        if self.root is None:
            return ""
        found = (_meta(element) for element in self.root.iter("meta"))
        return next((link.href for link in found if link is not None and link.kind == "refresh"), "")

    def script_refresh(self) -> str:
        """Where a script sends the visitor of a page that shows next to nothing, as written, or an empty string."""
        if self.root is None:
            return ""
        most: int = rules("scripts")["shows_nothing"]
        shown = self.text(most + MAX_TITLE).removeprefix(" ".join(self.title.split()))
        target = sent_on(self.root) if len(shown) <= most else ""
        leads_on = target and any(link.kind != "refresh" and link.href != target for link in self.links())
        return "" if leads_on else target

    @property
    def is_script_free(self) -> bool:
        """Whether all its scripts are its own: others may fill it, and only where they do not is it left."""
        return self.root is not None and self.root.find(".//script[@src]") is None

    @property
    def title(self) -> str:
        """Text of the title element."""
        found = None if self.root is None else self.root.find(".//title")
        return "" if found is None else "".join(map(str, found.itertext()))[:MAX_TITLE]

    def text(self, limit: int) -> str:
        """Visible text with white space folded; stops soon after `limit` characters."""
        parts: list[str] = []
        size = 0
        for piece in self._pieces():
            parts.append(piece)
            size += len(piece) + 1
            if size > limit:
                break
        return " ".join(parts)

    def _pieces(self) -> Iterator[str]:
        if self.root is None:
            return
        for element in self.root.iter("*"):
            if element.tag not in {"script", "style", "noscript", "template"} and element.text:
                yield from filter(None, [" ".join(element.text.split())])
            if element.tail:
                yield from filter(None, [" ".join(element.tail.split())])


def parse_page(body: bytes, url: str, content_type: str) -> Page:
    """Parse a body.

    Args:
        body: Content coding removed.
        url: Where it was fetched.
        content_type: The Content-Type header.
    """
    data = body[:MAX_PARSED_BYTES]
    bom, encoding = find_encoding(data, content_type)
    root = _parse(data[bom:], encoding)
    base = url
    if root is not None and (element := root.find(".//base[@href]")) is not None:
        base = _join(url, element.get("href", ""))
    return Page(
        root,
        base,
        truncated=len(body) > MAX_PARSED_BYTES,
        scripted=may_hold_links(data),
        has_view=any(name in data for name in _views()),
    )


@cache
def _views() -> tuple[bytes, ...]:
    return tuple(name.encode() for name in words("rendering")["app_views"])


def _parse(data: bytes, encoding: str) -> etree._Element | None:
    if not data.strip():
        return None
    try:
        parser = etree.HTMLParser(encoding=encoding, huge_tree=True, remove_comments=True, remove_pis=True)
    except LookupError:
        # Python knows more encodings than libxml2.
        return _parse(data.decode(encoding, "replace").encode(), "utf-8")
    try:
        return etree.fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def find_encoding(body: bytes, content_type: str) -> tuple[int, str]:
    """Length of the byte order mark, and the encoding by mark, header, meta element or trial.

    >>> find_encoding("Tiếng Việt".encode(), "text/html")
    (0, 'utf-8')
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return len(mark), name
    if wide := wide_encoding(body):
        return 0, wide
    for source in (content_type.encode("latin-1", "replace"), body[:4096]):
        match = _CHARSET.search(source)
        if match and (known := _known_encoding(match[1].decode("ascii"))):
            # Servers call UTF-8 by other names; no other encoding's Vietnamese is valid UTF-8.
            return 0, known if known == "utf-8" or body.isascii() or not _is_utf8(body) else "utf-8"
    return 0, "utf-8" if _is_utf8(body) else _FALLBACK


def wide_encoding(body: bytes) -> str:
    """UTF-16 without a byte order mark, by the zeros between the letters of markup; an empty string for all else.

    >>> wide_encoding("<html><body>".encode("utf-16be")), wide_encoding(b"<html>")
    ('utf-16be', '')
    """
    head = body[:_WIDE_HEAD]
    if 0 not in head or len(head) < 8:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if min(even, odd) > len(head) // 50 or max(even, odd) < len(head) // 3:
        return ""
    return "utf-16le" if odd > even else "utf-16be"


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        # Our own cut inside the last letter is not another encoding.
        return len(body) >= MAX_PARSED_BYTES and error.start >= len(body) - 4
    return True


def _known_encoding(name: str) -> str | None:
    try:
        found = codecs.lookup(name).name
        b"aa".decode(found, "replace")  # some codecs are no encodings: hex, rot13
    except (LookupError, ValueError):
        return None
    # libxml2 reads a page labelled UTF-16 inside an ASCII meta element as rubbish.
    return "utf-8" if found.startswith("utf-16") else _LXML_NAMES.get(found, found)


_LXML_NAMES = {
    "cp1258": "windows-1258",
    "cp1252": "windows-1252",
    "iso8859-1": "windows-1252",
    "ascii": "windows-1252",
}


def link_text(element: etree._Element) -> str:
    """What a reader sees of a link: its text, else label, title or the picture's alternative text."""
    text = _text_of(element)
    if not text:
        text = element.get("aria-label") or element.get("title") or element.get("alt") or ""
    if not text and (image := element.find(".//img[@alt]")) is not None:
        text = image.get("alt", "")
    return " ".join(text.split())[:MAX_TEXT]


def _text_of(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _anchor(element: etree._Element) -> RawLink | None:
    href = element.get("href") or element.get("xlink:href")  # a picture of the provinces is drawn in SVG
    if not href or href[0] == "#":
        return RawLink(href, "link", element) if href and href[1:2] in {"/", "!"} else None
    if href[:11].lower() == "javascript:":
        href = address_in_handler(href) or href
    return RawLink(href, "link", element, element.get("hreflang", ""))


def _head_link(element: etree._Element) -> RawLink | None:
    rel = element.get("rel", "").lower().split()
    href, hreflang = element.get("href"), element.get("hreflang")
    if "alternate" in rel and href and hreflang:
        return RawLink(href, "hreflang", element, hreflang.lower())
    return None


def _option(element: etree._Element) -> RawLink | None:
    value = element.get("value", "").strip()
    return RawLink(value, "link", element) if _LOOKS_LIKE_URL.match(value) else None


def _frame(element: etree._Element) -> RawLink | None:
    source = (element.get("src") or "").strip()
    if not source or source.startswith("about:"):
        source = (element.get("data-src") or "").strip()  # shown when a reader has scrolled to it
    return RawLink(source, "frame", element) if source and not source.startswith("about:") else None


def _meta(element: etree._Element) -> RawLink | None:
    if element.get("http-equiv", "").lower() != "refresh":
        return None
    match = _REFRESH.match(element.get("content", ""))
    if not match or not match[2]:
        return None
    soon = int(match[1] or 0) <= MAX_REFRESH_DELAY
    return RawLink(match[2], "refresh" if soon else "link", element)


def _base(_element: etree._Element) -> RawLink | None:
    return None


_HANDLERS: dict[str, Callable[[etree._Element], RawLink | None]] = {
    "a": _anchor,
    "area": _anchor,
    "link": _head_link,
    "option": _option,
    "frame": _frame,
    "iframe": _frame,
    "meta": _meta,
    "base": _base,
}


def _join(url: str, href: str) -> str:
    try:
        return urljoin(url, href.strip())
    except ValueError:
        return url
