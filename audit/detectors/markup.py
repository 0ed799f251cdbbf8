"""What the pages' own markup shows of technical duties: Unicode, name in the header, print and save, names of links and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.detectors.case import Case, answer, met, not_met, page_evidence, partly
from audit.facts.model import Place, Table
from audit.lexicon.words import find_phrase, tokens
from audit.results import Side, Verdict
from audit.site import Page, Role

_LEGACY = {"vni": "VNI", "tcvn3": "TCVN3", "cp1258": "Windows-1258"}
_PRINT_PATH = re.compile(
    r"(?:^|[/_.?&=-])(?:print|inbai|in-bai|printview|newsitem_print_preview)", re.IGNORECASE
)
_NOTE = re.compile(r"\s*\([^)]*\)")


def unicode_text(case: Case) -> Side:
    """Vietnamese text in Unicode, TCVN 6909:2001 (Decree 43/2011 Art. 7): text for VNI or TCVN3 fonts is a defect."""
    pages = [p for p in case.site.pages if "vi" in p.languages or p.facts.encoding_problem in _LEGACY]
    if not pages:
        return answer(case, Verdict.COULD_NOT_TELL, "unicode_no_text")
    legacy = [page for page in pages if page.facts.encoding_problem in _LEGACY]
    if not legacy:
        return met(case, "unicode_full", (page_evidence(pages[0], pages[0].title, "main"),), count=len(pages))
    fonts = ", ".join(sorted({_LEGACY[page.facts.encoding_problem] for page in legacy}))
    evidence = [page_evidence(page, page.title, "main") for page in legacy[:3]]
    if len(legacy) >= case.limits.legacy_share * len(pages):
        return not_met(case, "unicode_none", evidence, count=len(legacy), fonts=fonts)
    return partly(case, "unicode_some", evidence, count=len(legacy), fonts=fonts)


def header_name(case: Case) -> Side:
    """The agency's full name in the header (Circular 32/2017 Art. 16). A name in a picture without text is not seen."""
    name = tokens(_NOTE.sub("", case.site.agency.name.vi))
    for page in case.site.home_pages(case.language):
        texts = [block.text for block in page.facts.blocks if block.place is Place.NAV]
        texts += [link.text for link in page.facts.links if link.place is Place.NAV]
        shown = next((text for text in texts if find_phrase(tokens(text), name) >= 0), "")
        if shown:
            return met(case, "header_full", (page_evidence(page, shown, "navigation"),))
    if not case.site.homes:
        return answer(case, Verdict.COULD_NOT_TELL, "unread_blocked")
    return answer(case, Verdict.COULD_NOT_TELL, "header_picture")


def print_save(case: Case) -> Side:
    """Print and save per article (Decree 43/2011 Art. 15): a control with a name on the articles that were read."""
    articles = [page for page in case.site.branch(case.language) if _is_article(page)]
    if not articles:
        return answer(case, Verdict.COULD_NOT_TELL, "print_no_articles")
    having = [(page, label) for page in articles if (label := _print_label(case, page))]
    if not having:
        near = [page_evidence(page, page.title, "main") for page in articles[:3]]
        return not_met(case, "print_none", near, count=len(articles))
    evidence = (page_evidence(having[0][0], having[0][1], "main"),)
    percent = int(100 * len(having) / len(articles))
    if len(having) / len(articles) >= case.limits.print_share:
        return met(case, "print_full", evidence, percent=percent)
    return partly(case, "print_some", evidence, percent=percent)


_NO_ARTICLE = (Role.SEARCH, Role.MISSING, Role.PLACEHOLDER, Role.HOME)
_OWN_KIND = (Role.DOCUMENT, Role.SERVICE, Role.FORM, Role.PEOPLE, Role.DATASET)


def _is_article(page: Page) -> bool:
    """Whether a page is one article with its own day; on a small portal too few stand together to be told as news."""
    if page.is_any(*_NO_ARTICLE) or not _has_own_day(page):
        return False
    return page.is_any(Role.NEWS) or not page.is_any(*_OWN_KIND)


def _has_own_day(page: Page) -> bool:
    """Whether a page tells a day that is not one of its rows': an article, and no list of articles by month or subject."""
    own = page.facts.published
    return len(own) == len("2018-06-30") and own not in {item.date for item in page.facts.dated}


def _print_label(case: Case, page: Page) -> str:
    names = {tokens(term) for term in case.purpose("print_save")}
    for text, url in _controls(page):
        if tokens(text) in names or (url and _PRINT_PATH.search(url)):
            return text or url
    return ""


def _controls(page: Page) -> Iterator[tuple[str, str]]:
    for link in (*page.facts.links, *page.facts.script_links):
        yield link.text, link.url
    for block in page.facts.blocks:
        if block.tag == "button":
            yield block.text, ""
    for form in page.facts.forms:
        for button in form.buttons:
            yield button, ""


def accessible_markup(case: Case) -> Side:
    """Links that say where they lead, and data tables with heads (Circular 32/2017 Art. 18).

    Of the minimum of that article these two can be told from markup; contrast, blinking and the truth of alternative texts
    cannot. A picture that is a link and has no alternative text is a link without a name.
    """
    uses = case.site.links.uses
    if not uses:
        return answer(case, Verdict.COULD_NOT_TELL, "unread_blocked")
    vague = {
        tokens(term)
        for language in ("vi", "en")
        for term in case.lexicon[language].purposes.get("vague_link", ())
    }
    bad = [use for use in uses if not use.words or use.words in vague]
    tables = [(page, table) for page in case.site.pages for table in page.facts.tables if table.rows]
    bare = [(page, table) for page, table in tables if not _headed(page, table)]
    named = 1 - len(bad) / len(uses)
    headed = 1 - len(bare) / len(tables) if tables else 1.0
    params = {"links": int(100 * named), "tables": int(100 * headed)}
    good = (named >= case.limits.link_name_share, headed >= case.limits.table_header_share)
    proof = [page_evidence(use.first, use.text or use.target, "link") for use in bad[:2]]
    proof += [
        page_evidence(page, " · ".join(table.sample) or page.title, "table") for page, table in bare[:1]
    ]
    if all(good):
        page = case.site.pages[0]
        return met(case, "markup_full", (page_evidence(page, page.title, "main"),), **params)
    if any(good):
        return partly(case, "markup_some", proof, **params)
    return not_met(case, "markup_none", proof, **params)


def _headed(page: Page, table: Table) -> bool:
    """Whether a table has a head, a caption, or head cells that open its rows."""
    heads = {block.text for block in page.facts.blocks if block.tag == "th"}
    return bool(table.headers or table.caption) or bool(heads.intersection(table.sample))
