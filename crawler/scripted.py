"""Addresses that only a script follows, written out in a page: in handlers, in attributes of menus, in markup that a script writes. Pure."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from lxml import etree

from crawler.datasources import is_harmless
from crawler.words import rules

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_SCRIPT = 200_000
"""Characters of one script that are looked at."""


def address_in(script: str) -> str:
    """The one address that a piece of script goes to, or an empty string; what is put together at run time is none.

    >>> address_in("window.location.href='/gioi-thieu'"), address_in("open('/tin?id=' + id)"), address_in("__doPostBack('a','')")
    ('/gioi-thieu', '', '')
    """
    found = dict.fromkeys(match["url"] for match in _goes().finditer(script))
    return next(iter(found)) if len(found) == 1 and is_harmless(f"http://x/{next(iter(found))}") else ""


def address_in_handler(script: str) -> str:
    """The address that a handler of a click leads to: where it goes itself, or what it gives a function of the page's own.

    >>> address_in_handler("goTo('/gioi-thieu', this)"), address_in_handler("xoaBai('/tin/1')"), address_in_handler("show('tab1')")
    ('/gioi-thieu', '', '')
    """
    named = address_in(script)
    if named or not is_harmless(f"http://x/{script}"):
        return named
    found = dict.fromkeys(match["url"] for match in _gives().finditer(script))
    return next(iter(found)) if len(found) == 1 else ""


def may_hold_links(source: bytes) -> bool:
    """Whether a page's source may hold an address for a script: a look into the source costs a tenth of one into the tree."""
    if b"document.write" in source or b"<\\/a" in source:
        return True
    if b"onclick" in source or b"onClick" in source:
        return True
    return any(name in source for name in _names())


def scripted_links(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Yield every address that is written out for a script to go to, with its element."""
    attributes, find = _places()
    elements: Any = find(root)
    for element in elements:
        named = next(filter(None, (element.get(name, "").strip() for name in attributes)), "")
        address = named or address_in_handler(element.get("onclick", ""))
        if address and is_harmless(f"http://x/{address}"):
            yield address, element
    for script in root.iter("script"):
        text = script.text or ""
        if "<a " in text and not script.get("src"):
            for match in _writes().finditer(text[:_MAX_SCRIPT]):
                yield match["url"].replace("\\/", "/"), script


def sent_on(root: etree._Element) -> str:
    """Where the scripts of a page send its visitor, written out and without a choice, or an empty string."""
    scripts = [script.text or "" for script in root.iter("script") if not script.get("src")]
    scripts += [body.get("onload", "") for body in root.iter("body")]
    return address_in("\n".join(scripts)[:_MAX_SCRIPT])


@cache
def _names() -> tuple[bytes, ...]:
    return tuple(name.encode() for name in rules("scripts")["attributes"])


@cache
def _goes() -> re.Pattern[str]:
    return re.compile(rules("scripts")["goes"])


@cache
def _gives() -> re.Pattern[str]:
    return re.compile(rules("scripts")["gives"], re.IGNORECASE)


@cache
def _writes() -> re.Pattern[str]:
    return re.compile(rules("scripts")["writes"], re.IGNORECASE)


@cache
def _places() -> tuple[tuple[str, ...], etree.XPath]:
    names = tuple(rules("scripts")["attributes"])
    return names, etree.XPath(f"//*[{' or '.join(f'@{name}' for name in (*names, 'onclick'))}]")
