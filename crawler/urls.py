"""Canonical addresses: pure functions on URLs."""

from __future__ import annotations

import posixpath
import re
from functools import cache
from urllib.parse import quote, urljoin, urlsplit

from crawler.addressrules import GENERAL, AddressRules
from crawler.words import rules as cms_rules

DEFAULT_PORTS = {"http": 80, "https": 443}

_SAFE = "%/:=&?~#+!$,;'@()*[]"
_SPACES = re.compile(r"[\t\r\n]+")
_BAD_ESCAPE = re.compile(
    r"%(?![0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4})"
)  # %u1EA1 is how scripts of old quote, and servers of old read
_NEEDS_QUOTING = re.compile(r"[^!#$%&'()*+,\-./0-9:;=?@A-Z_\[\]a-z~]")

_INDEX = re.compile(
    r"(?<=/)(?:index|default|home|trang-chu|trangchu)\.(?:html?|aspx?|php|jsp)$", re.IGNORECASE
)

MAX_LENGTH = 2000
"""Longer addresses are taken for traps."""


def canonical(url: str, rules: AddressRules = GENERAL) -> str | None:
    """Return the address that all spellings of one page share, or None when it is no web address.

    Scheme and host in lower case, no default port, no fragment, no dot segments, no tracking, session or
    view-state parameters (`crawler/rules/cms.yaml`); the order of the others stays, and so do bare queries such as ``?25975``.

    Args:
        url: As written, absolute.
        rules: Of the agency; the general ones know the systems that an address itself shows.

    >>> canonical("HTTP://WWW.MOJ.gov.vn:80/a/../b.aspx?ItemID=7&utm_source=x#top")
    'http://www.moj.gov.vn/b.aspx?ItemID=7'
    >>> canonical("https://sbv.gov.vn/portal/vi;jsessionid=A1!2?_afrLoop=99&_adf.ctrl-state=z")
    'https://sbv.gov.vn/portal/vi'
    >>> canonical("http://thanhtra.gov.vn/Pages/tin?25975")
    'http://thanhtra.gov.vn/Pages/tin?25975'
    >>> canonical("mailto:a@b.vn") is None
    True
    """
    try:
        parts = urlsplit(_SPACES.sub("", url).strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    scheme = parts.scheme  # urlsplit gives it in lower case
    if scheme not in DEFAULT_PORTS or not host:
        return None
    netloc = _netloc(host, port, scheme)
    if netloc is None:
        return None
    path, query = parts.path, parts.query
    if query or len(path) > 1:
        known = rules.rules(netloc, f"{path}?{query}" if query else path)
        rest = known.path(f"{path}?{known.query(query)}" if query else path)
        path, _, query = rest.partition("?")
    path = _path(path)
    return f"{scheme}://{netloc}{path}?{_quote(query)}" if query else f"{scheme}://{netloc}{path}"


def resolve(base: str, href: str, rules: AddressRules = GENERAL) -> str | None:
    r"""Return the canonical address of a link on a page, or None when it is no web address.

    >>> resolve("http://a.gov.vn/x/y.html", "../z?p_p_id=a&p_p_state=normal&id=4")
    'http://a.gov.vn/z?p_p_id=a&id=4'
    >>> resolve("http://a.gov.vn/", "javascript:void(0)") is None
    True
    >>> resolve("http://a.gov.vn/en/x", "\\tin\\1.aspx"), resolve("http://a.gov.vn/", "/en/_layouts/15/start.aspx#/Pages/a.aspx")
    ('http://a.gov.vn/tin/1.aspx', 'http://a.gov.vn/en/Pages/a.aspx')
    """
    if "\\" in href:
        href = _slashes(href)
    if "#/" in href:
        for sign, pattern, put in _fragments():
            href = pattern.sub(put, href.strip()) if sign in href else href
    try:
        return canonical(urljoin(base, href.strip()), rules)
    except ValueError:
        return None


def hash_route(href: str) -> bool:
    """Whether a link points into a script application, which a crawler without a browser cannot follow.

    >>> hash_route("#/ke-khai/2.000987"), hash_route("/app#!/home"), hash_route("#top"), hash_route("#!")
    (True, True, False, False)
    """
    fragment = href.partition("#")[2]
    return len(fragment) > 1 and fragment[0] in "/!"


def host_of(url: str) -> str:
    """Host and port, as in the address.

    >>> host_of("http://127.0.0.1:8080/a")
    '127.0.0.1:8080'
    """
    start = url.find("://") + 3
    end = len(url)
    for mark in "/?":
        found = url.find(mark, start)
        if 0 <= found < end:
            end = found
    return url[start:end]


def identity(url: str) -> str:
    """What the spellings share that servers answer alike: without scheme and www, without an index file and the last slash.

    The audit tells pages apart no more finely (`audit.site.addresses.key_of`).

    >>> identity("https://www.a.gov.vn/tin/index.html?id=1"), identity("http://a.gov.vn/tin?id=1")
    ('a.gov.vn/tin?id=1', 'a.gov.vn/tin?id=1')
    """
    path, mark, query = url.partition("://")[2].removeprefix("www.").partition("?")
    return _INDEX.sub("", path).rstrip("/") + mark + query


def switch_scheme(url: str) -> str:
    """The same address over the other scheme; a default port changes with it.

    >>> switch_scheme("https://a.gov.vn/x")
    'http://a.gov.vn/x'
    """
    scheme, _, rest = url.partition("://")
    return ("http://" if scheme == "https" else "https://") + rest


@cache
def _fragments() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple(
        (rule["sign"], re.compile(rule["match"]), rule["put"]) for rule in cms_rules("cms")["fragments"]
    )


def _slashes(href: str) -> str:
    """A link with slashes for the backslashes of its path, as browsers read it."""
    end = min((at for at in (href.find("?"), href.find("#")) if at >= 0), default=len(href))
    return href[:end].replace("\\", "/") + href[end:]


def _netloc(host: str, port: int | None, scheme: str) -> str | None:
    host = host.rstrip(".")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    if ":" in host:
        host = f"[{host}]"
    elif not host or any(c in host for c in " %<>\"'\\^`{|}"):
        return None
    return host if port is None or port == DEFAULT_PORTS[scheme] else f"{host}:{port}"


def _path(path: str) -> str:
    if not path:
        return "/"
    if "/." in path:
        trailing = path.endswith(("/", "/.", "/.."))
        path = posixpath.normpath(path.replace("//", "/"))
        path = path if path == "/" or not trailing else path + "/"
    if path.startswith("//"):
        path = "/" + path.lstrip("/")
    return _quote(path) if path.startswith("/") else "/" + _quote(path)


def _quote(text: str) -> str:
    if _NEEDS_QUOTING.search(text):
        text = quote(text, safe=_SAFE)
    return _BAD_ESCAPE.sub("%25", text) if "%" in text else text
