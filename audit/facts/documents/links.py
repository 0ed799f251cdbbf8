"""Links to files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from audit.facts.data import load
from audit.facts.model import DocumentLink, Link, Place
from audit.facts.text import Cache

_DATA = load("documents")
_KINDS = frozenset(kind for group in ("text", "tables", "data", "archives") for kind in _DATA[group])
_NOT = tuple(_DATA["not"])
_NAMED: dict[str, str] = _DATA["named"]
_ENDING = re.compile(rf"\.({'|'.join(sorted(_KINDS, key=len, reverse=True))})(?=$|[/?&;#])", re.IGNORECASE)
_SAID = re.compile(
    rf"[(\[.]\s*({'|'.join(_NAMED)})\b[^)\]]{{0,20}}[)\]]|\.({'|'.join(_KINDS)})$", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)(19[89]\d|20[0-4]\d)(?!\d)")


def _kind(url: str) -> str:
    path = unquote(url).rstrip()
    if "." not in path or path.lower().endswith(_NOT):
        return ""
    # Behind the host: file name, a file's name inside the path (Liferay), or a download script's parameter.
    host_end = path.find("/", 8)
    endings = _ENDING.findall(path, host_end) if host_end > 0 else []
    return endings[-1].lower() if endings else ""


_kinds: Cache[str] = Cache(_kind)


def document_kind(url: str, text: str = "") -> str:
    """Return the lower-case ending of the file a link leads to; empty when it leads to a page."""
    kind = _kinds[url]
    if kind or ("(" not in text and "[" not in text and "." not in text):
        return kind
    said = _SAID.search(text)
    if not said:
        return ""
    return _NAMED[said[1].lower()] if said[1] else said[2].lower()


def document_year(url: str, text: str) -> int | None:
    """Return the latest year that a link's text names, else its address."""
    for source in (text, unquote(url.partition("://")[2].partition("/")[2])):
        years = _YEAR.findall(source)
        if years:
            return max(map(int, years))
    return None


def read_documents(links: Iterable[Link], frames: Iterable[str]) -> tuple[DocumentLink, ...]:
    """Return the links to files, each address once, and the files shown in frames."""
    found: dict[str, DocumentLink] = {}
    for link in links:
        url, text = link.url, link.text
        if _kinds[url] or "(" in text or "[" in text or "." in text:
            kind = document_kind(url, text)
            if kind and url not in found:
                found[url] = DocumentLink(url, text, kind, link.place, document_year(url, text))
    for url in frames:
        kind = _kinds[url]
        if kind and url not in found:
            found[url] = DocumentLink(url, "", kind, Place.MAIN, document_year(url, ""))
    return tuple(found.values())
