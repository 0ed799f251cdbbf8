"""Pages that show nothing of their content until a script fills them. Pure."""

from __future__ import annotations

from functools import cache
from typing import Any

from lxml import etree

from crawler.page import Page
from crawler.words import words

_BEHIND = 200
"""Letters right behind a view that are content."""
_NO_TEXT = frozenset({"script", "style", "noscript", "template", "title"})


def is_shell(page: Page) -> bool:
    """Whether a page shows nothing of its content without script.

    It has next to no text, scripts, and the place that an application is put into, or no link at all; or a menu and a footer
    round a view that is empty.

    >>> from crawler.page import parse_page
    >>> is_shell(parse_page(b"<div id=root></div><script src=a.js></script>", "http://x/", "text/html"))
    True
    """
    if page.root is None:
        return False
    data = words("rendering")
    if _letters(page.root, data["shell_letters"]) >= data["shell_letters"]:
        return page.has_view and _is_frame(page.root)
    if next(page.root.iter("script"), None) is None:
        return False
    return (
        _letters(page.root, data["empty_letters"]) < data["empty_letters"]
        or _has_app_root(page.root)
        or (_has_app_script(page.root) and not any(True for _ in page.links()))
    )


def _letters(root: etree._Element, most: int) -> int:
    """Visible letters of a page, counted up to `most`."""
    letters = 0
    for element in root.iter("*"):
        if element.text and element.tag not in _NO_TEXT:
            letters += len(element.text.strip())
        if element.tail:
            letters += len(element.tail.strip())
        if letters >= most:
            break
    return letters


def _is_frame(root: etree._Element) -> bool:
    """Whether a page is what stands round the view of an application, and nothing stands in that."""
    views: Any = _views()(root)
    if not views or any("".join(map(str, view.itertext())).strip() or _goes_on(view) for view in views):
        return False
    most: int = words("rendering")["frame_letters"]
    linked = sum(_letters(link, most) for link in root.iter("a"))
    return _letters(root, most + linked) - linked < most


def _goes_on(view: etree._Element) -> bool:
    """Whether text stands right behind a view: a server that renders puts it there."""
    after = view.getnext()
    return (
        after is not None
        and after.tag not in {"footer", "script"}
        and len("".join(map(str, after.itertext())).strip()) > _BEHIND
    )


@cache
def _views() -> etree.XPath:
    names = words("rendering")["app_views"]
    marks = (f"@{mark} or @data-{mark} or self::{mark}" for mark in names)
    return etree.XPath(f"//*[{' or '.join(marks)}]")


def is_application(page: Page) -> bool:
    """Whether a page has the place that an application is put into, or the script of one."""
    return page.root is not None and (_has_app_root(page.root) or _has_app_script(page.root))


def _has_app_script(root: etree._Element) -> bool:
    return any(is_app_script(script.get("src", "")) for script in root.iter("script"))


def is_app_script(source: str) -> bool:
    """Whether the address of a script is that of one that makes whole pages.

    >>> is_app_script("/assets/index-4f2a.js"), is_app_script("/js/jquery.min.js")
    (True, False)
    """
    return any(name in source.lower() for name in words("rendering")["app_scripts"])


def _has_app_root(root: etree._Element) -> bool:
    ids, elements, marks = _signs()
    return any(
        element.get("id", "").lower() in ids
        or str(element.tag) in elements
        or any(mark in element.attrib for mark in marks)
        for element in root.iter("*")
    )


@cache
def _signs() -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    data = words("rendering")
    return frozenset(data["app_roots"]), frozenset(data["app_elements"]), tuple(data["app_marks"])
