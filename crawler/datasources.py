"""Addresses from which a page's scripts draw its list: pure functions on markup and headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from lxml import etree

from crawler.urls import resolve
from crawler.words import words

if TYPE_CHECKING:
    from crawler.page import Page

MAX_PER_PAGE = 40
_MAX_SCRIPT = 400_000
"""Characters of one script that are looked at."""
_JSON_TYPES = frozenset(
    {"", "text/json", "text/plain", "text/html", "text/javascript", "application/javascript"}
)
"""What servers call JSON besides `application/json` and its kin; the body decides."""
_SCRIPT_TYPES = frozenset({"", "text/javascript", "application/javascript", "text/ecmascript", "module"})
_ADDRESS = r"""(?P<quote>["'`])(?P<url>[^"'`\s<>{}$+]{1,500})(?P=quote)\s*"""
_ENDS = r"(?=[,)};\n]|$)"
"""Not a `+`: what is put together at run time is no address."""
_CALLS = re.compile(
    rf"(?:getJSON|fetch|\$\.get|\$http\.get|axios\.get|axios)\s*\(\s*{_ADDRESS}{_ENDS}"
    rf"|(?:ajax|sAjaxSource|dataUrl|ajaxUrl|apiUrl)[\"']?\s*[:=]\s*{_ADDRESS.replace('quote', 'quote2').replace('<url>', '<url2>')}{_ENDS}"
)
_URL_KEY = re.compile(rf"\burl[\"']?\s*:\s*{_ADDRESS}{_ENDS}")
_ASKS = re.compile(
    r"ajax|getJSON|transport|\bread\b|dataSource|axios|\$http|bootstrapTable|DataTable", re.IGNORECASE
)
_CHANGES = re.compile(
    r"(?:type|method)[\"']?\s*:\s*[\"'](?:post|put|delete|patch)|serverMethod|\$\.post", re.IGNORECASE
)
_BEFORE, _AFTER = 250, 350
"""Characters round an address in which the way it is asked for stands."""
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def may_be_json(content_type: str) -> bool:
    """Whether a Content-Type is one that JSON comes with.

    >>> may_be_json("application/json; charset=utf-8"), may_be_json("application/pdf")
    (True, False)
    """
    kind = content_type.partition(";")[0].strip().lower()
    return kind in _JSON_TYPES or kind.endswith(("/json", "+json"))


def data_addresses(page: Page, body: bytes) -> list[str]:
    """Return the canonical addresses from which a page's scripts fetch data by GET, those of attributes before those of scripts.

    Args:
        page: The parsed page.
        body: Its source, in which a look for hints is cheaper than one into the tree.
    """
    if page.root is None:
        return []
    found: dict[str, None] = {}
    for written in _written(page.root, body):
        url = resolve(page.base, written.replace("\\/", "/"))
        if url is not None and is_harmless(url):
            found[url] = None
            if len(found) >= MAX_PER_PAGE:
                break
    return list(found)


def is_harmless(url: str) -> bool:
    """Whether no word of an address says that asking for it would change or count something.

    >>> is_harmless("http://x/api/getDanhSachThuTuc"), is_harmless("http://x/user/logOut"), is_harmless("http://x/vote?id=1")
    (True, False, False)
    """
    path = url.partition("://")[2].partition("/")[2]
    line = f" {' '.join(word.lower() for word in _WORD.findall(path))} "
    return not any(f" {term} " in line for term in words("datasources")["never"])


def _written(root: etree._Element, source: bytes) -> Iterator[str]:
    named, hints, with_attribute = _signs()
    if named.search(source):
        elements: Any = with_attribute(root)
        for element in elements:
            for name in words("datasources")["attributes"]:
                value = element.get(name, "").strip()
                if value and _is_source(value, str(element.tag)):
                    yield value
    for script in root.iter("script"):
        text = (script.text or "")[:_MAX_SCRIPT]
        lower = text.lower()
        is_ours = not script.get("src") and script.get("type", "").lower() in _SCRIPT_TYPES
        if is_ours and any(hint in lower for hint in hints):
            yield from _in_script(text)


def _is_source(value: str, tag: str) -> bool:
    if any(sign in value for sign in "{}<>$ \"'") or value[:1] in {"#", "["}:
        return False
    return looks_like_data(value) or (tag in words("datasources")["lists"] and "/" in value)


def looks_like_data(url: str) -> bool:
    """Whether an address reads like one of data.

    >>> looks_like_data("/api/v1/thu-tuc"), looks_like_data("/gioi-thieu.html")
    (True, False)
    """
    lower = url.lower()
    return any(part in lower for part in words("datasources")["looks_like_data"])


def _in_script(text: str) -> Iterator[str]:
    for match in _CALLS.finditer(text):
        url = match["url"] or match["url2"]
        if not url.endswith("=") and not _CHANGES.search(text, match.end(), match.end() + _AFTER):
            yield url
    for match in _URL_KEY.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        around = before + text[match.start() : match.end() + _AFTER]
        asked = _ASKS.search(before) or looks_like_data(match["url"])
        if asked and not match["url"].endswith("=") and not _CHANGES.search(around):
            yield match["url"]


@cache
def _signs() -> tuple[re.Pattern[bytes], tuple[str, ...], etree.XPath]:
    """What tells cheaply whether a page has a source: on most pages that is all that is done."""
    data = words("datasources")
    # What all names begin with comes first and alone, for which a search is many times as fast.
    ends = "|".join(re.escape(name.removeprefix("data-")) for name in data["attributes"])
    tests = " or ".join(f"@{name}" for name in data["attributes"])
    return re.compile(f"data-(?:{ends})[\\s=]".encode()), tuple(data["hints"]), etree.XPath(f"//*[{tests}]")
