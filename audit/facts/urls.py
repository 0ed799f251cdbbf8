"""Addresses on a page made absolute."""

from __future__ import annotations

import re
import sys
from functools import partial
from urllib.parse import urljoin, urlsplit

from audit.facts.text import Cache
from crawler.urls import hash_route

_SPACE = re.compile(r"[\t\n\r]+")
_PLAIN = re.compile(r"/(?!/)[^#\\]*\Z")
_DOTS = re.compile(r"/\.\.?(?:/|\Z)")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_WEB = frozenset({"http", "https"})
_MOST_HOSTS = 8
_MOST_ADDRESSES = 20_000  # of one host


class Resolver:
    """Resolves the addresses of one page.

    Args:
        url: The page's final address.
        base: Its `<base href>`, empty when there is none.
        routes: Whether hash routes (`#/…`) are addresses: of an application that a browser has shown.
    """

    def __init__(self, url: str, base: str = "", *, routes: bool = False) -> None:
        self._routes = routes
        self.base = _join(url, base) if base else url
        self._of_host = _of_host[_origin(self.base)]
        self._relative: dict[str, str] = {}

    def __call__(self, href: str) -> str:
        """Return an absolute http(s) address without fragment; empty for anything else and for the page itself."""
        if self._routes and hash_route(href):
            document = _absolute(self.base, _clean(href))
            return f"{document}#{href.partition('#')[2]}" if document else ""
        url = self._of_host[href]
        if url is None:
            url = self._relative.get(href)
            if url is None:
                url = self._relative[href] = _absolute(self.base, _clean(href))
        return url


def _clean(href: str) -> str:
    return (href if href.isprintable() else _SPACE.sub("", href)).strip()


def _from_root(origin: str, href: str) -> str | None:
    """Resolve what means the same on every page of a host; None for what is relative to the page."""
    href = _clean(href)
    if not href or href[0] == "#":
        return ""
    if origin and _PLAIN.match(href) and not ("/." in href and _DOTS.search(href.partition("?")[0])):
        return sys.intern(origin + href)
    scheme = _SCHEME.match(href)
    if scheme:
        return _absolute("", href) if scheme[1].lower() in _WEB else ""
    rooted = origin and href[0] == "/" and href[1:2] != "/"
    return _absolute(origin, href) if rooted else None


def _absolute(base: str, href: str) -> str:
    url = (_join(base, href) if base else href).partition("#")[0]
    return url[: url.find(":")].lower() + url[url.find(":") :] if _origin(url) else ""


_of_host: Cache[Cache[str | None]] = Cache(
    lambda origin: Cache(partial(_from_root, origin), size=_MOST_ADDRESSES), size=_MOST_HOSTS
)
"""Addresses met on the pages of a host, by the host: menus link the same pages again and again."""


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
