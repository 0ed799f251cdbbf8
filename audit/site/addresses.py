"""What an address says: its identity, its place in the site's tree and the language version it claims."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

from audit.lexicon import LANGUAGES, Lexicon
from crawler.addressrules import GENERAL, AddressRules
from crawler.urls import canonical, hash_route

_INDEX = re.compile(r"(?:index|default|home|trang-chu|trangchu)\.(?:html?|aspx?|php|jsp)$", re.IGNORECASE)
_SUFFIX = re.compile(r"\.(?:html?|aspx?|php|jsp|htm|shtml)$", re.IGNORECASE)
_SESSION = re.compile(r";[a-z]*session[a-z]*=[^/?#]*", re.IGNORECASE)
_DATE = re.compile(r"(?<!\d)(?:19|20)\d{2}[-/_](?:0?[1-9]|1[0-2])(?:[-/_](?:0?[1-9]|[12]\d|3[01]))?(?!\d)")
_TRIAL = "demo|test|dev|uat|staging|beta|preprod|thunghiem|chaythu"
_TEST_LABEL = re.compile(rf"(?:{_TRIAL})(?:\d*|[-_].*|en|vn|vi|web|portal|cong|dvc)|.*[-_](?:{_TRIAL})\d*")
_LANGUAGE_QUERIES = frozenset({"lang", "language", "locale", "hl", "l", "lng", "culture"})


_rules: ContextVar[AddressRules] = ContextVar("rules", default=GENERAL)


@contextmanager
def addresses_by(rules: AddressRules) -> Iterator[None]:
    """Tell addresses apart as the crawl did that found them, while one agency is judged.

    Args:
        rules: What the crawl went by; not changed any more.
    """
    token = _rules.set(rules)
    try:
        yield
    finally:
        _rules.reset(token)
        _key_of.cache_clear()


def key_of(url: str) -> str:
    """Return the identity of an address: host without www, path without index file and last slash, query sorted.

    Sessions and the state of one visit are no part of it, as in the crawl (`crawler.urls.canonical`): a link that carries them leads
    to the page that was read without them.
    """
    return _key_of(url, _rules.get())


def key_by(url: str, rules: AddressRules) -> str:
    """Return the identity of an address by the rules of one crawl, whatever is being judged; else as `key_of`."""
    return _key_of(url, rules)


@lru_cache(maxsize=20_000)
def _key_of(url: str, rules: AddressRules) -> str:
    parts = urlsplit(canonical(url, rules) or url)
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if _port(url) not in {None, 80, 443} else ""
    path = _INDEX.sub("", _SESSION.sub("", unquote(parts.path))).rstrip("/")
    query = "&".join(sorted(f"{k}={v}" for k, v in parse_qsl(parts.query, keep_blank_values=True)))
    key = f"{host}{port}{path}?{query}" if query else f"{host}{port}{path}"
    return key + url[url.index("#") :] if hash_route(url) else key


def _port(url: str) -> int | None:
    try:
        return urlsplit(url).port
    except ValueError:  # a link may name any nonsense as its port
        return None


@lru_cache(maxsize=20_000)
def host_of(url: str) -> str:
    """Return the host name, lower case, without www."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


@lru_cache(maxsize=20_000)
def is_test_host(url: str) -> bool:
    """Whether the first name of an address's host says that it is for trials.

    >>> [is_test_host(f"http://{host}.example/") for host in ("demo", "demoen.tinh", "en-test2.tinh", "www.uat.bo")]
    [True, True, True, True]
    >>> [is_test_host(f"http://{host}.example/") for host in ("testing-centre", "development", "devon", "bo")]
    [False, False, False, False]
    """
    return _TEST_LABEL.fullmatch(host_of(url).split(".")[0]) is not None


@lru_cache(maxsize=20_000)
def segments(url: str) -> tuple[str, ...]:
    """Return the parts of the path, decoded, without an index file and without the suffix of the last one."""
    path = _INDEX.sub("", _SESSION.sub("", unquote(urlsplit(url).path)))
    return tuple(_SUFFIX.sub("", part) for part in path.split("/") if part)


def folder_of(url: str) -> str:
    """Return host and path of the folder that holds the page."""
    parts = segments(url)
    return posixpath.join(host_of(url), *parts[:-1]) if parts else host_of(url)


def tree_of(url: str) -> str:
    """Return the prefix of everything below the page: `/policies.html` and `/policies/` hold `/policies/…`."""
    return posixpath.join(host_of(url), *segments(url), "")


def slug_of(url: str) -> str:
    """Return the last part of the path in words."""
    parts = segments(url)
    return re.sub(r"[-_+.]+", " ", parts[-1]) if parts else ""


def has_date(url: str) -> bool:
    """Whether the path shows a date, as news addresses do."""
    return bool(_DATE.search(unquote(urlsplit(url).path)))


def is_deep(url: str) -> bool:
    """Whether an address names something inside a site and not its front door."""
    parts = urlsplit(url)
    return bool(segments(url)) or bool(parts.query)


def claimed_language(url: str, lexicon: Lexicon) -> str:
    """Return the language version that an address claims by host, path or query; empty when it claims none."""
    parts = [part.lower() for part in segments(url)[:3]]
    label = (urlsplit(url).hostname or "").removeprefix("www.").split(".")[0]
    query = {v.lower() for k, v in parse_qsl(urlsplit(url).query) if k.lower() in _LANGUAGE_QUERIES}
    for language in LANGUAGES:
        branch = lexicon[language].branch
        if query & set(branch.queries) or any(part in branch.paths for part in parts):
            return language
    for language in LANGUAGES:
        if label in lexicon[language].branch.hosts:
            return language
    return ""


def is_branch_root(url: str, lexicon: Lexicon) -> bool:
    """Whether the address is a front door: the host alone, or nothing but the name of a language version."""
    parts = [part.lower() for part in segments(url)]
    names = {name for language in LANGUAGES for name in lexicon[language].branch.paths}
    return all(part in names | {"web", "portal", "pages", "home", "trang-chu", "trangchu"} for part in parts)


def translations(url: str, language: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return where the same page would stand in a language version: its name put, exchanged or dropped as the first part of the path."""
    parts = urlsplit(url)
    first, _, rest = parts.path.lstrip("/").partition("/")
    names = lexicon[language].branch.paths
    others = {name for other in LANGUAGES if other != language for name in lexicon[other].branch.paths}
    if first.lower() in names:
        return ()
    paths = [f"/{name}/{rest}" for name in names] + [f"/{rest}"]
    if first.lower() not in others:
        paths = [f"/{name}{parts.path}" for name in names]
    return tuple(parts._replace(path=path).geturl() for path in paths)
