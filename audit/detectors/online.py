"""Duties that hold for online services of level 3 and up only (Decree 43/2011/NĐ-CP Art. 18(3), Circular 32/2017 Art. 11, 12)."""

from __future__ import annotations

from audit.detectors.case import Case, answer
from audit.detectors.catalogue import service_pages
from audit.detectors.named import named
from audit.detectors.scope import Scope
from audit.lexicon.words import find_phrase, tokens
from audit.results import Side, Verdict
from audit.site import Role


def online_named(case: Case) -> Side:
    """Judge by name; where nothing shows that files are taken online at all, its lack is not held against the agency."""
    side = named(case)
    if side.verdict is Verdict.NOT_MET and not files_online(case):
        return answer(case, Verdict.COULD_NOT_TELL, "no_online_filing", near=side.near_misses)
    return side


def files_online(case: Case) -> bool:
    """Whether files are taken online: a confirmed service portal, or procedures with a form, a button or a level that says so."""
    site = case.site
    if any(p.role == "services" and p.confirmed for p in site.agency.portals_on(site.day)):
        return True
    verbs = [tokens(term) for term in case.lexicon[case.language].apply]
    for page in service_pages(case):
        scope = Scope(site, page)
        labels = [tokens(link.text) for link in scope.links]
        if page.is_any(Role.FORM) or any(find_phrase(label, verb) >= 0 for label in labels for verb in verbs):
            return True
        if scope.holds(case.purpose("online_level")):
            return True
    return False
