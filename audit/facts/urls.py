"""Addresses on a page made absolute."""

from __future__ import annotations

import re
import sys
from urllib.parse import urljoin, urlsplit

from audit.facts.text import Cache

_SPACE = re.compile(r"[\t\n\r]+")
_PLAIN = re.compile(r"/(?!/)[^#\\]*\Z")
_DOTS = re.compile(r"/\.\.?(?:/|\Z)")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_WEB = frozenset({"http", "https"})


class Resolver:
    """Resolves the addresses of one page.

    Args:
        url: The page's final address.
        base: Its `<base href>`, empty when there is none.
    """

    def __init__(self, url: str, base: str = "") -> None:
        self.base = _join(url, base) if base else url
        self._origin = _origin(self.base)
        self._known: Cache[str] = Cache(self._resolve, size=10_000)

    def __call__(self, href: str) -> str:
        """Return an absolute http(s) address without fragment; empty for anything else and for the page itself."""
        return self._known[href]

    def _resolve(self, href: str) -> str:
        href = _SPACE.sub("", href).strip()
        if not href or href[0] == "#":
            return ""
        scheme = _SCHEME.match(href)
        if scheme and scheme[1].lower() not in _WEB:
            return ""
        if self._origin and _PLAIN.match(href) and not _DOTS.search(href.partition("?")[0]):
            return sys.intern(self._origin + href)
        url = (href if scheme else _join(self.base, href)).partition("#")[0]
        return url[: url.find(":")].lower() + url[url.find(":") :] if _origin(url) else ""


def _origin(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in _WEB and parts.netloc else ""


def _join(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:  # a bracket that is no IPv6 address
        return ""
