"""What the page source shows: viewport, HTTPS, search fields, XML site map, footer facts, menu."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from urllib.parse import urlsplit

from audit.detectors.case import Case, answer, met, not_met, page_evidence, partly
from audit.detectors.named import named
from audit.facts.model import Form, Place
from audit.lexicon.words import find_phrase, tokens
from audit.results import Evidence, Side, Verdict
from audit.site import Page, Role, UnitKind
from audit.site.addresses import host_of

_SEARCH_NAMES = (
    "search",
    "query",
    "keyword",
    "keywords",
    "tukhoa",
    "tu_khoa",
    "timkiem",
    "q",
    "s",
    "txtsearch",
)


def responsive(case: Case) -> Side:
    """Viewport tag on most pages (TEC-071)."""
    pages = case.site.pages
    having = [page for page in pages if page.signs.fits_screens]
    if not pages or not having:
        return not_met(case, "viewport_none")
    share = len(having) / len(pages)
    evidence = (page_evidence(having[0], having[0].facts.meta["viewport"], "meta"),)
    percent = round(100 * share)
    if share >= case.limits.viewport_share:
        return met(case, "viewport_full", evidence, percent=percent)
    return partly(case, "viewport_some", evidence, percent=percent)


def https(case: Case) -> Side:
    """Final addresses over HTTPS with a valid certificate (TEC-074; Circular 32/2017 Art. 20 for service portals)."""
    roles = {"services"} if case.criterion.params.get("services") else {"main", "english", "services"}
    pages = _pages_of(case, roles)
    if not pages:
        code = "no_service_portal" if "main" not in roles else "unread_blocked"
        return answer(case, Verdict.COULD_NOT_TELL, code)
    secure = [page for page in pages if urlsplit(page.url).scheme == "https"]
    broken = [p for p in case.site.portals if p.role in roles and p.tls.startswith("untrusted")]
    evidence = (page_evidence(secure[0] if secure else pages[0], (secure or pages)[0].url, "address"),)
    percent = round(100 * len(secure) / len(pages))
    if not secure:
        return not_met(case, "https_none", evidence)
    if broken:
        return partly(case, "https_untrusted", evidence, detail=broken[0].tls)
    if len(secure) / len(pages) >= case.limits.https_share:
        return met(case, "https_full", evidence, percent=percent)
    return partly(case, "https_some", evidence, percent=percent)


def _pages_of(case: Case, roles: set[str]) -> list[Page]:
    if "main" in roles:
        return list(case.site.pages)
    hosts = {host_of(portal.url) for portal in case.site.agency.portals if portal.role in roles}
    return [page for page in case.site.pages if host_of(page.url) in hosts]


def is_search(form: Form) -> bool:
    """Whether a form is a search box."""
    kinds = [field.kind for field in form.fields]
    names = {field.name.lower().rpartition("$")[2] for field in form.fields}
    if "password" in kinds or "textarea" in kinds:
        return False
    action = form.action.lower()
    named_so = any(name in _SEARCH_NAMES or "search" in name or "timkiem" in name for name in names)
    return (
        form.role == "search" or "search" in kinds or named_so or "search" in action or "tim-kiem" in action
    )


def site_search(case: Case) -> Side:
    """A search field on the home page of the language version (EGL-003)."""
    homes = case.site.home_pages(case.language)
    own = [page for page in homes if page.branch == case.language]
    for page in own:
        for form in page.facts.forms:
            if form.fields and is_search(form):
                label = (
                    next((f.label for f in form.fields if f.label), "")
                    or " ".join(form.buttons)
                    or form.action
                )
                return met(case, "search_full", (page_evidence(page, label, "form"),))
    branch = [
        p
        for p in case.site.branch(case.language)
        if case.language in p.languages and not p.is_any(Role.MISSING)
    ]
    elsewhere = next((p for p in branch if any(is_search(f) for f in p.facts.forms)), None)
    if elsewhere is not None:
        return partly(case, "search_some", (page_evidence(elsewhere, elsewhere.title, "form"),))
    links = [
        m
        for m in case.site.named(case.family, case.language)
        if m.strong and m.unit.kind <= UnitKind.HOME_LINK
    ]
    links = [m for m in links if m.unit.branch == case.language]
    if links:
        return partly(
            case, "search_link", (page_evidence(links[0].unit.page, links[0].unit.text, "navigation"),)
        )
    return not_met(case, "search_none")


def advanced_search(case: Case) -> Side:
    """Several fields or filters for the whole portal (TEC-004)."""
    for page, form in _search_forms(case, whole=True):
        rich = [f for f in form.fields if f.kind in _CHOICES]
        if len(rich) >= 2 or (rich and len(form.fields) >= 3):
            return met(
                case,
                "filters_full",
                (page_evidence(page, form.text or page.title, "form"),),
                count=len(form.fields),
            )
    named_side = named(case)
    if named_side.verdict is Verdict.MET:
        return named_side
    some = next(chain(_search_forms(case), _list_filters(case)), None)
    if some is not None:
        page, form = some
        shown = page_evidence(page, form.text or page.title, "form")
        return partly(case, "filters_some", (shown,), count=len(form.fields))
    if named_side.verdict is Verdict.PARTLY:
        return named_side
    unseen = [
        f.action
        for p in case.site.home_pages(case.language)
        for f in p.facts.forms
        if p.branch == case.language and is_search(f) and f.action
    ]
    if unseen and all(case.site.page(action) is None for action in unseen):
        return answer(case, Verdict.COULD_NOT_TELL, "search_results_unseen", near=named_side.near_misses)
    return not_met(case, "filters_none", named_side.near_misses)


def _search_forms(case: Case, *, whole: bool = False) -> Iterable[tuple[Page, Form]]:
    """Yield search forms of several fields; `whole`: only those of home and search pages, which search the whole portal."""
    homes = {page.key for page in case.site.home_pages(case.language)}
    for page in case.site.branch(case.language):
        search_page = page.key in homes or page.is_any(Role.SEARCH)
        if page.signs.most_fields < _SEVERAL or (whole and not search_page):
            continue
        for form in page.facts.forms:
            if len(form.fields) >= _SEVERAL and (
                is_search(form) or (form.place is Place.MAIN and search_page and len(form.fields) >= 3)
            ):
                yield page, form


_SEVERAL = 2
_FILTERS = frozenset({"text", "search", "select", "date", "checkbox", "radio", "number"})
_CHOICES = frozenset({"select", "date", "checkbox", "radio"})


def _list_filters(case: Case) -> Iterable[tuple[Page, Form]]:
    """Yield filters of one list, of several fields: legal documents by kind and year, news by month."""
    for page in case.site.branch(case.language):
        few = page.signs.most_fields < _SEVERAL or page.signs.dated < case.limits.dated_items
        if few or page.is_any(Role.SEARCH):
            continue
        for form in page.facts.forms:
            kinds = {field.kind for field in form.fields}
            several = len(form.fields) >= _SEVERAL and form.place is Place.MAIN
            if several and kinds <= _FILTERS and kinds & _CHOICES:
                yield page, form


def xml_sitemap(case: Case) -> Side:
    """A site map as an XML file (Circular 32/2017 Art. 16)."""
    if not case.site.pages:
        return answer(case, Verdict.COULD_NOT_TELL, "unread_blocked")
    if case.site.sitemaps is None:
        return answer(case, Verdict.COULD_NOT_TELL, "xml_unasked")
    good = [(url, state) for url, state in case.site.sitemaps.items() if state.startswith("ok")]
    if good:
        url, state = good[0]
        return met(case, "xml_full", (Evidence(url, state, "und", "document"),))
    faulty = tuple(Evidence(url, state, "und", "document") for url, state in case.site.sitemaps.items())
    return not_met(case, "xml_none", faulty)


def site_map(case: Case) -> Side:
    """A site map for people (TEC-005); one for search engines only, or a footer that repeats the menu, is a part of it."""
    side = named(case)
    site = case.site
    if side.verdict is not Verdict.NOT_MET or not site.in_language(case.language):
        return side
    for page in site.home_pages(case.language):
        links = {link.url for link in page.facts.links if link.place is Place.FOOTER and site.owns(link.url)}
        if page.branch == case.language and len(links) >= case.limits.sitemap_links:
            return partly(
                case, "sitemap_footer", (page_evidence(page, page.title, "footer"),), count=len(links)
            )
    for url, state in (site.sitemaps or {}).items():
        if state.startswith("ok"):
            return partly(case, "sitemap_xml_only", (Evidence(url, state, "und", "document"),))
    return side


def home_menu(case: Case) -> Side:
    """The menu items that Circular 32/2017 Art. 16 names: introduction, online services, site map."""
    missing, evidence = [], []
    families = [str(name) for name in case.criterion.params["families"]]
    for family in families:
        matches = [m for m in case.site.named(family, case.language) if m.unit.branch == case.language]
        hits = [m for m in matches if m.unit.kind in {UnitKind.MENU, UnitKind.FOOTER}]
        if hits:
            evidence.append(page_evidence(hits[0].unit.page, hits[0].unit.text, "navigation"))
        else:
            missing.append(family)
    if not missing:
        return met(case, "menu_full", evidence)
    names = ", ".join(case.lexicon.terms(f, case.language).strong[0] for f in missing)
    if evidence:
        return partly(case, "menu_some", evidence, missing=names)
    return not_met(case, "menu_none", missing=names)


def footer_facts(case: Case) -> Side:
    """Footer: managing unit, person responsible, address, telephone, e-mail (Circular 32/2017 Art. 16)."""
    best: list[str] = []
    shown: Page | None = None
    for page in case.site.home_pages(case.language):
        if page.branch != case.language:
            continue
        found = _footer_parts(case, page)
        if len(found) > len(best):
            best, shown = found, page
    if shown is None:
        return not_met(case, "footer_none")
    quote = max((b.text for b in shown.facts.blocks if b.place is Place.FOOTER), key=len, default="")
    evidence = (page_evidence(shown, quote, "footer"),)
    if len(best) >= 4:
        return met(case, "footer_full", evidence, count=len(best))
    return partly(case, "footer_some", evidence, count=len(best))


def _footer_parts(case: Case, page: Page) -> list[str]:
    blocks = [b.text for b in page.facts.blocks if b.place is Place.FOOTER]
    text = " ".join(blocks)
    words = tokens(text)
    parts = [
        name
        for name in ("owner", "responsible", "address")
        if any(find_phrase(words, tokens(term)) >= 0 for term in case.purpose(name))
    ]
    if any(phone in text for phone in page.facts.phones):
        parts.append("phone")
    if any(mail in text for mail in page.facts.emails):
        parts.append("mail")
    return parts
