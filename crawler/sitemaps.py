"""Site maps (sitemaps.org 0.9): XML, index, gzip and plain text, read within bounds."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from lxml import etree

MAX_BYTES = 20 << 20
"""Of one site map, unpacked."""
MAX_ENTRIES = 50_000
"""The standard's own limit for one site map."""
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class SiteMap:
    """What one site map file says."""

    pages: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    """Further site maps, when this is an index."""
    alternates: tuple[tuple[str, str], ...] = ()
    """hreflang and address of each `xhtml:link`."""
    problem: str = ""
    """Why it could not be read, or not to its end."""


def read_sitemap(body: bytes) -> SiteMap:
    """Read one file.

    >>> read_sitemap(b"<urlset><url><loc>http://a.vn/x</loc></url></urlset>").pages
    ('http://a.vn/x',)
    """
    if body.startswith(_GZIP):
        body = _unpack(body)
    if len(body) >= MAX_BYTES:
        return SiteMap(problem=f"is larger than {MAX_BYTES >> 20} MiB")
    if not body.strip():
        return SiteMap(problem="is empty")
    if b"<!DOCTYPE" in body[:2000].upper() or b"<!ENTITY" in body[:4000].upper():
        return SiteMap(problem="declares a document type, which is not read")
    if body.lstrip()[:4].lower() == b"http":
        return _plain(body)
    return _xml(body)


def _unpack(body: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(body, MAX_BYTES)
    except zlib.error:
        return b""


def _plain(body: bytes) -> SiteMap:
    lines = body.decode("utf-8", "replace").split()
    pages = tuple(line for line in lines if line.lower().startswith("http"))
    return SiteMap(pages=pages[:MAX_ENTRIES], problem=_overflow(len(pages)))


def _xml(body: bytes) -> SiteMap:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False
    )
    try:
        root = etree.fromstring(body.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return SiteMap(problem=f"is no XML: {' '.join(str(error).split())[:150]}")
    if root is None:
        return SiteMap(problem="is no XML")
    kind = etree.QName(root).localname.lower()
    if kind not in {"urlset", "sitemapindex"}:
        return SiteMap(problem=f"is no site map (the root element is {kind!r})")
    places = [text.strip() for loc in root.iter("{*}loc") if (text := loc.text) and text.strip()]
    alternates = tuple(
        (link.get("hreflang", "").lower(), link.get("href", ""))
        for link in root.iter("{*}link")
        if link.get("hreflang") and link.get("href")
    )
    kept = tuple(places[:MAX_ENTRIES])
    problem = _overflow(len(places))
    if kind == "sitemapindex":
        return SiteMap(children=kept, problem=problem)
    return SiteMap(pages=kept, alternates=alternates[:MAX_ENTRIES], problem=problem)


def _overflow(number: int) -> str:
    return f"has more than {MAX_ENTRIES} entries" if number > MAX_ENTRIES else ""
