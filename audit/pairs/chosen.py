"""Which pages are compared: those that a reader meets on the way from the home page, not each news item and document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, urlsplit

from audit.facts.model import Place
from audit.pairs.addresses import is_grown
from audit.site import Page, Role, SiteView
from audit.site.prepare import rank

_DIGITS = re.compile(r"\d+")
_PAGING = frozenset({
    "page", "p", "trang", "pageindex", "pageno", "pagenumber", "paged", "pg", "start", "offset", "date", "day", "month",
    "year", "eventid",
})  # fmt: skip
"""Names in a query that cut a list or a calendar into pages."""
_OFTEN_MANY = (Role.NEWS, Role.SPEECH, Role.DOCUMENT)
"""A site has thousands of them; the lists that lead to them stand for them."""
_NEVER = (Role.SEARCH, Role.MISSING, Role.PLACEHOLDER)
_ALWAYS = (Role.SERVICE, Role.PEOPLE, Role.FORM, Role.LISTING)


def vietnamese_pages(site: SiteView) -> list[Page]:
    """Return the Vietnamese pages that a reader meets, nearest to the home page first, at most `pair_pages`.

    These are home pages, what menus lead to, what lies within the three clicks of Circular 32/2017, and services, lists,
    forms and people wherever they lie. News items, speeches and single documents are left out, as are the further parts of
    a list that is cut into pages.
    """
    limits = site.lexicon.thresholds
    menu = _menu(site)
    found = [
        page
        for page in site.pages
        if "vi" in page.languages and page.branch != "en" and _is_met(page, menu, limits.max_clicks)
    ]
    return list(_first_parts(sorted(found, key=rank)))[: limits.pair_pages]


def english_pages(site: SiteView) -> list[Page]:
    """Return the pages that may be an English counterpart: of the English version, or written in English.

    At most ten for each Vietnamese page that is compared, nearest to the home page first.
    """
    menu = _menu(site)
    found = [
        page
        for page in site.pages
        if (page.branch == "en" or "en" in page.languages)
        and not page.is_any(Role.SEARCH, Role.MISSING)
        and not rank(page)[0]
        and not _is_copy(site, page)
        and (page.key in menu or not page.is_any(*_OFTEN_MANY))
    ]
    return sorted(found, key=rank)[: 10 * site.lexicon.thresholds.pair_pages]


def _is_copy(site: SiteView, page: Page) -> bool:
    """Whether a page is another one again, under its address with a language put behind it (`is_grown`)."""
    parent = site.page(page.url.rstrip("/").rpartition("/")[0] + "/")
    return parent is not None and is_grown(parent, page)


def _menu(site: SiteView) -> set[str]:
    """Return what stands in menus and footers; boxes of the latest news beside every page are none."""
    return {
        use.key
        for use in site.links.uses
        if use.menu and 2 * (use.places[Place.NAV] + use.places[Place.FOOTER]) > use.pages
    }


def _is_met(page: Page, menu: set[str], clicks: int) -> bool:
    if page.is_any(Role.HOME):
        return True
    if page.is_any(*_NEVER) or not page.linked or rank(page)[0]:
        return False
    if page.key in menu:
        return True
    if page.is_any(*_OFTEN_MANY):
        return False
    return page.is_any(*_ALWAYS) or 0 <= page.clicks <= clicks


def _first_parts(pages: Iterable[Page]) -> Iterator[Page]:
    """Yield the pages, of a list or calendar that is cut into pages the first one only."""
    seen: set[tuple[str, str]] = set()
    for page in pages:
        name = (_DIGITS.sub("", page.tree), _DIGITS.sub("", page.title))
        if name in seen and (is_part(page.url) or page.is_any(Role.LISTING)) and not page.is_any(Role.HOME):
            continue
        seen.add(name)
        yield page


def is_part(url: str) -> bool:
    """Whether an address names a part of a list or calendar that is cut into pages."""
    return any(name.lower() in _PAGING or name.endswith("_cur") for name, _ in parse_qsl(urlsplit(url).query))
