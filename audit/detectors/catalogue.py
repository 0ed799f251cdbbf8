"""Services: the list of them, its place in the site, its levels, its clicks, and the one central portal."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from audit.detectors.case import Case, answer, met, not_met, page_evidence, partly
from audit.detectors.checks.services import pattern_pages
from audit.detectors.named import candidates, conclude
from audit.detectors.scope import Scope
from audit.lexicon import OTHER
from audit.lexicon.words import find_phrase, tokens
from audit.results import Side, Verdict
from audit.site import Match, Page, Role, SiteView, UnitKind
from audit.site.addresses import host_of

_LEVEL_ORDER = {Verdict.MET: 0, Verdict.PARTLY: 1, Verdict.NOT_MET: 2, Verdict.COULD_NOT_TELL: 3}


def services(case: Case) -> Side:
    """A list of services with a page for each (SP-095 and its five sisters; Decree 43/2011 Art. 13, 18(2))."""
    found = list(candidates(case))
    side = conclude(case, found)
    own = _own_catalogue(case)
    if own is not None and _LEVEL_ORDER[own.verdict] < _LEVEL_ORDER[side.verdict]:
        side = own
    if side.verdict is Verdict.MET and case.criterion.params.get("levels"):
        return _with_levels(case, side)
    if side.verdict is Verdict.NOT_MET and service_portal_closed(case):
        return answer(case, Verdict.COULD_NOT_TELL, "services_blocked", near=side.near_misses)
    return side


def service_pages(case: Case) -> list[Page]:
    """Return the pages that describe a procedure in the case's language.

    A page is one by its own labels, or as the counterpart of one in the other language: the labels of a translation are freer (R11).
    """
    known = _found.setdefault(case.site, {})
    if case.language not in known:
        known[case.language] = _service_pages(case.site, case.language)
    return known[case.language]


def _service_pages(site: SiteView, language: str) -> list[Page]:
    own = [page for page in site.in_language(language) if _describes(page)]
    if own:
        return own
    others = [page for page in site.in_language(OTHER[language]) if _describes(page)]
    twins = {twin.key: twin for page in others for twin in site.twins(page, language)}
    return [twin for twin in twins.values() if not twin.is_any(*_NO_SERVICE)]


_found: WeakKeyDictionary[SiteView, dict[str, list[Page]]] = WeakKeyDictionary()
"""Service pages of a site by language: thirty services ask for them."""
_NO_SERVICE = (Role.NEWS, Role.SPEECH, Role.PLACEHOLDER, Role.MISSING)


def _describes(page: Page) -> bool:
    return page.is_any(Role.SERVICE) and not page.is_any(*_NO_SERVICE)


def _own_catalogue(case: Case) -> Side | None:
    """Judge by the procedures themselves: a portal whose pages are procedures has a list of them, however it is called."""
    pages = service_pages(case)
    if not pages:
        return None
    keys = {page.key for page in pages}
    for page in case.site.branch(case.language):
        if page.is_any(Role.NEWS, Role.SPEECH) or not page.is_any(Role.HOME, Role.LANDING):
            continue
        linked = [p for p in pattern_pages(case, Scope(case.site, page), menus=True) if p.key in keys]
        if len(linked) >= case.limits.catalogue_entries:
            shown = [page_evidence(p, p.title, "main") for p in (page, linked[0])]
            return met(case, "catalogue_full", shown, name=page.title, count=len(linked))
    evidence = tuple(page_evidence(page, page.title, "title") for page in pages[:3])
    return partly(case, "catalogue_pages", evidence, count=len(pages))


def _with_levels(case: Case, side: Side) -> Side:
    """Ask for the level beside each service, which Decree 43/2011 Art. 18(2) wants stated."""
    terms = case.purpose("level")
    for evidence in side.evidence:
        page = case.site.page(evidence.url)
        for place in (page, *case.site.below(page)) if page else ():
            hit = Scope(case.site, place).holds(terms)
            if hit:
                shown = (*side.evidence, page_evidence(place, Scope(case.site, place).quote([hit]), "main"))
                return answer(case, Verdict.MET, "levels_full", shown, side.near_misses)
    return answer(case, Verdict.PARTLY, "levels_none", side.evidence, side.near_misses)


def service_portal_closed(case: Case) -> bool:
    """Whether the confirmed service portal kept the crawler out, so that "not met" cannot be said of services."""
    outcome = case.site.outcome("services")
    return outcome is not None and outcome.confirmed and outcome.status.is_blocked


def service_clicks(case: Case) -> Side:
    """Services within three clicks of the home page (Circular 32/2017 Art. 11)."""
    pages = [page for page in service_pages(case) if page.clicks >= 0]
    if not pages:
        side = conclude(case, candidates(case))
        if side.verdict is Verdict.MET:
            return answer(case, Verdict.PARTLY, "clicks_no_pages", side.evidence, side.near_misses)
        return not_met(case, "clicks_none", side.near_misses)
    limit = case.limits.max_clicks
    far = [page for page in pages if page.clicks > limit]
    evidence = tuple(page_evidence(page, page.title, "title") for page in (far or pages)[:3])
    if not far:
        return met(case, "clicks_full", evidence, count=len(pages), clicks=max(page.clicks for page in pages))
    params = {"count": len(far), "clicks": max(page.clicks for page in far)}
    if len(far) < len(pages):
        return partly(case, "clicks_some", evidence, **params)
    return not_met(case, "clicks_far", evidence, **params)


def central_portal(case: Case) -> Side:
    """One central service portal, linked from the home page (Decree 61/2018 Art. 25(2)(a))."""
    site = case.site
    links = [match for match in site.named(case.family, case.language) if _leads_home(case, match)]
    linked = {_service_host(case, match) for match in links} - {""}
    registered = {
        host_of(p.url) for p in site.agency.portals_on(site.day) if p.role == "services" and p.confirmed
    }
    main = {host_of(p.url) for p in site.agency.portals if p.role == "main"}
    # a list on the main portal beside the service portal is no second portal
    hosts = (linked | registered) - main or linked
    evidence = tuple(page_evidence(match.unit.page, match.unit.text, "navigation") for match in links[:3])
    if not links or not hosts:
        return not_met(case, "central_none", evidence)
    if len(hosts) > 1:
        return partly(case, "central_many", evidence, hosts=", ".join(sorted(hosts)), count=len(hosts))
    return met(case, "central_full", evidence, host=next(iter(hosts)))


def _files_online(case: Case, page: Page) -> bool:
    """Whether a list on the main portal is a service portal: its procedures can be filed there."""
    verbs = [tokens(term) for term in case.lexicon[case.language].apply]
    procedures = [p for p in pattern_pages(case, Scope(case.site, page)) if p.is_any(Role.SERVICE)]
    labels = [tokens(link.text) for p in procedures for link in Scope(case.site, p).links]
    return any(p.is_any(Role.FORM) for p in procedures) or any(
        find_phrase(label, verb) >= 0 for label in labels for verb in verbs
    )


def _leads_home(case: Case, match: Match) -> bool:
    unit = match.unit
    return (
        unit.link is not None
        and match.strong
        and unit.kind <= UnitKind.HOME_LINK
        and unit.branch == case.language
    )


def _service_host(case: Case, match: Match) -> str:
    """Return the host of a service portal that a link leads to; empty for a page of the main portal itself."""
    host = host_of(match.unit.target)
    main = {host_of(p.url) for p in case.site.agency.portals if p.role == "main"}
    page = case.site.by_key.get(match.unit.key)
    if host in main:
        return host if page is not None and _files_online(case, page) else ""
    return host
