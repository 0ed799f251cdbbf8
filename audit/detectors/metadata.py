"""Dublin Core metadata in the page source (Circular 24/2011/TT-BTTTT).

The circular also lets an agency keep its metadata in a repository of its own, which a crawl does not see. What can be proved is
what the pages carry themselves, so that is what the verdict speaks of: "not met" reads "the pages themselves carry none".
"""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

from audit.detectors.case import Case, answer, met, not_met, page_evidence, partly
from audit.facts.language import identify
from audit.results import Side, Verdict
from audit.site import Page, Role

FIELDS = ("title", "creator", "date", "description", "publisher", "identifier")
"""Elements that are mandatory and never empty (Circular 24/2011); language, source, contributor, subject are recommended only."""
_NAME = re.compile(r"(?:dc|dcterms)[.:_](?:terms[.:_])?([a-z]+)")
_REFINES = {
    "created": "date",
    "issued": "date",
    "modified": "date",
    "available": "date",
    "abstract": "description",
}
_ARCHIVE = re.compile(
    r"/(?:19|20)\d\d(?:/\d{1,2}){0,2}/?$|/(?:page|trang)[/-]?\d+/?$|/(?:author|tag|category)/"
)
"""Addresses of lists by month, author or subject, and of their further pages."""
_ASKED = (Role.HOME, Role.NEWS, Role.SPEECH, Role.DOCUMENT, Role.SERVICE)
_NEVER = (Role.PLACEHOLDER, Role.SEARCH, Role.MISSING)


def dublin_core(case: Case) -> Side:
    """All six mandatory elements on the pages that need them: Art. 5, 6 of Circular 24/2011, in English on English sections.

    Params: `families` name the sections whose pages need metadata besides the home page, news, documents and services.
    """
    pages = english_pages(case) if case.language == "en" else asked_pages(case)
    if not pages:
        return answer(case, Verdict.COULD_NOT_TELL, "metadata_no_pages")
    found = {page.key: fields_of(page) for page in pages}
    carrying = [page for page in pages if found[page.key]]
    if not carrying:
        near = [page_evidence(page, page.title, "meta") for page in pages[:3]]
        return not_met(case, "metadata_none", near, count=len(pages))
    best = max(carrying, key=lambda page: len(found[page.key]))
    evidence = (page_evidence(best, _quote(found[best.key]), "meta"),)
    foreign = [page for page in carrying if case.language == "en" and _vietnamese(found[page.key])]
    whole = [page for page in carrying if len(found[page.key]) == len(FIELDS) and page not in foreign]
    params = {"percent": int(100 * len(whole) / len(pages)), "count": len(pages)}
    if len(whole) / len(pages) >= case.limits.metadata_share:
        return met(case, "metadata_full", evidence, **params)
    if foreign and len(foreign) * 2 >= len(carrying):
        shown = (page_evidence(foreign[0], _quote(found[foreign[0].key]), "meta"),)
        return partly(
            case, "metadata_foreign", shown, percent=int(100 * len(foreign) / len(pages)), count=len(pages)
        )
    missing = Counter(name for page in pages for name in FIELDS if name not in found[page.key])
    names = ", ".join(f"DC.{name}" for name, _ in missing.most_common())
    return partly(case, "metadata_some", evidence, **params, missing=names)


def fields_of(page: Page) -> dict[str, str]:
    """Return the mandatory Dublin Core elements that a page gives and their values; empty values do not count.

    >>> sorted({_REFINES.get(name, name) for name in ("created", "title")})
    ['date', 'title']
    """
    values: dict[str, str] = {}
    for name, value in page.facts.meta.items():
        known = _NAME.match(name)
        if known is None:
            continue
        element = _REFINES.get(known[1], known[1])
        if element in FIELDS and value.strip():
            values.setdefault(element, value.strip())
    return values


def english_pages(case: Case) -> list[Page]:
    """Return the pages of the English sections."""
    return [page for page in case.site.in_language("en") if not page.is_any(*_NEVER)]


def asked_pages(case: Case) -> list[Page]:
    """Return the Vietnamese pages that need metadata: by their role, and everything in the sections named."""
    site, rows = case.site, case.limits.dated_items
    wanted: set[str] = set()
    for family in case.criterion.params.get("families", ()):
        for match in site.named(str(family), case.language):
            page = site.by_key.get(match.unit.key)
            if match.strong and page is not None and not page.is_any(Role.HOME):
                wanted |= {page.key, *(child.key for child in site.below(page))}
    return [
        page
        for page in site.in_language(case.language)
        if (page.key in wanted or (page.is_any(*_ASKED) and not is_archive(page, rows)))
        and not page.is_any(*_NEVER)
    ]


def is_archive(page: Page, rows: int) -> bool:
    """Whether a page lists articles and is none itself: by its address, or by so many dated links and no day of its own."""
    linked = [item.date for item in page.facts.dated if item.url]
    undated = len(page.facts.published) < len("2018-06-30") or page.facts.published in linked
    listed = page.is_any(Role.LISTING) or bool(_ARCHIVE.search(urlsplit(page.url).path))
    listed = listed or (len(linked) >= rows and undated)
    return listed and not page.is_any(Role.HOME)


def _vietnamese(values: dict[str, str]) -> bool:
    """Whether what describes the page is in Vietnamese; names and addresses have no language."""
    said = [identify(values[name]) for name in ("description", "title") if name in values]
    return "vi" in said and "en" not in said[:1]


def _quote(values: dict[str, str]) -> str:
    return "; ".join(f"DC.{name}: {values[name]}" for name in FIELDS if name in values)
