"""Canonical addresses: pure functions on URLs."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote, urljoin, urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}

_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.IGNORECASE)
_SAFE = "%/:=&?~#+!$,;'@()*[]"
_SPACES = re.compile(r"[\t\r\n]+")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_NEEDS_QUOTING = re.compile(r"[^!#$%&'()*+,\-./0-9:;=?@A-Z_\[\]a-z~]")

DROPPED_PARAMETERS = frozenset(
    {
        # tracking
        "fbclid", "gclid", "dclid", "msclkid", "yclid", "mc_cid", "mc_eid", "igshid", "zarsrc", "_ga", "_gl",
        # sessions
        "jsessionid", "phpsessid", "aspsessionid", "cfid", "cftoken", "sessionid",
        # Oracle WebCenter and ADF: state of one visit
        "_afrloop", "_afrwindowmode", "_afrwindowid", "_adf.ctrl-state", "_adf.winid",
        "_afrfs", "_afrmt", "_afrmfw", "_afrmfh", "_afrmfdw", "_afrmfdh", "_afrmfc", "_afrmfci", "_afrmfm",
        "_afrmfr", "_afrmfg", "_afrmfs", "_afrmfo",
        # Liferay: how a portlet is drawn, not what it shows
        "p_p_state", "p_p_mode", "_delta", "_resetcur",
    }
)  # fmt: skip
_DROPPED_PREFIXES = ("utm_", "p_p_col_", "pk_", "mtm_")
_DROPPED_SUFFIXES = ("_delta", "_resetcur")

MAX_LENGTH = 2000
"""Longer addresses are taken for traps."""


def canonical(url: str) -> str | None:
    """Return the address that all spellings of one page share, or None when it is no web address.

    Scheme and host in lower case, no default port, no fragment, no dot segments, no tracking, session or
    view-state parameters; the order of the others stays, and so do bare queries such as ``?25975``.

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
    path = _path(parts.path)
    query = _query(parts.query) if parts.query else ""
    return f"{scheme}://{netloc}{path}?{query}" if query else f"{scheme}://{netloc}{path}"


def resolve(base: str, href: str) -> str | None:
    """Return the canonical address of a link on a page, or None when it is no web address.

    >>> resolve("http://a.gov.vn/x/y.html", "../z?p_p_state=normal&id=4")
    'http://a.gov.vn/z?id=4'
    >>> resolve("http://a.gov.vn/", "javascript:void(0)") is None
    True
    """
    try:
        return canonical(urljoin(base, href.strip()))
    except ValueError:
        return None


def hash_route(href: str) -> bool:
    """Whether a link points into a script application, which a crawler without a browser cannot follow.

    >>> hash_route("#/ke-khai/2.000987"), hash_route("/app#!/home"), hash_route("#top")
    (True, True, False)
    """
    _, mark, fragment = href.partition("#")
    return bool(mark) and fragment[:1] in {"/", "!"}


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


def switch_scheme(url: str) -> str:
    """The same address over the other scheme; a default port changes with it.

    >>> switch_scheme("https://a.gov.vn/x")
    'http://a.gov.vn/x'
    """
    scheme, _, rest = url.partition("://")
    return ("http://" if scheme == "https" else "https://") + rest


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
    if ";" in path:
        path = _SESSION_IN_PATH.sub("", path)
    if "/." in path:
        trailing = path.endswith(("/", "/.", "/.."))
        path = posixpath.normpath(path.replace("//", "/"))
        path = path if path == "/" or not trailing else path + "/"
    if path.startswith("//"):
        path = "/" + path.lstrip("/")
    return _quote(path) if path.startswith("/") else "/" + _quote(path)


def _query(query: str) -> str:
    kept = [part for part in query.split("&") if part and not _is_dropped(part)]
    return _quote("&".join(kept))


def _is_dropped(part: str) -> bool:
    name = part.partition("=")[0].lower()
    return (
        name in DROPPED_PARAMETERS
        or name.startswith(_DROPPED_PREFIXES)
        or (name.startswith("_") and name.endswith(_DROPPED_SUFFIXES))
    )


def _quote(text: str) -> str:
    if _NEEDS_QUOTING.search(text):
        text = quote(text, safe=_SAFE)
    return _BAD_ESCAPE.sub("%25", text) if "%" in text else text
