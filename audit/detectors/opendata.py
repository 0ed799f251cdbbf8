"""Open data: the portal or a clear link to one, and datasets of a subject."""

from __future__ import annotations

import re

from audit.detectors.case import Case, answer, met, not_met, page_evidence, partly
from audit.detectors.links_out import link_evidence
from audit.detectors.named import candidates, conclude
from audit.detectors.told_data import OPEN_KINDS, files_of, is_open, name_of
from audit.detectors.told_rules import bound
from audit.facts.model import DocumentLink
from audit.lexicon.words import find_phrase, tokens
from audit.results import Side, Verdict
from audit.site import Page, Role
from audit.site.addresses import host_of

_HOST = re.compile(
    r"^(?:open-?data|data|dulieu|dulieumo|congdulieu)\.|\.data\.gov\.|(?:^|\.)data\.gov(?:\.|$)"
)


def open_data(case: Case) -> Side:
    """Own datasets, or a clear link to the national or sector data portal (EP-037)."""
    side = conclude(case, candidates(case))
    if side.verdict is Verdict.MET:
        return side
    links = [u for u in case.site.links.uses if _HOST.search(host_of(u.target)) and u.branch == case.language]
    clear = [u for u in links if not u.first.is_any(Role.NEWS, Role.SPEECH)]
    if clear:
        return answer(
            case,
            Verdict.MET,
            "data_host",
            (link_evidence(clear[0]),),
            side.near_misses,
            host=host_of(clear[0].target),
        )
    if links and side.verdict is Verdict.NOT_MET:
        return partly(case, "data_host_news", (link_evidence(links[0]),), host=host_of(links[0].target))
    return side


def datasets(case: Case) -> Side:
    """Machine-readable files on the sector, or on its budget (EP-099 and EP-307 with their sisters)."""
    topic = str(case.criterion.params.get("topic", "sector"))
    terms = _topic_terms(case, topic)
    files = [
        (page, doc)
        for page in case.site.in_language(case.language)
        if page.is_any(Role.DATASET) and not page.is_any(Role.NEWS, Role.SPEECH)
        for doc in files_of(case, page)
    ]
    fitting = [(page, doc) for page, doc in files if _about(page, doc, terms)]
    own = topic == "sector" and bound(case)
    chosen = fitting or (files if own else [])
    ready = [(page, doc) for page, doc in chosen if doc.kind in OPEN_KINDS or is_open(case, page)]
    if ready:
        page, doc = ready[0]
        return met(
            case,
            "datasets_full",
            (page_evidence(page, name_of(page, doc) or doc.url, "document"),),
            count=len(ready),
        )
    if chosen:
        page, doc = chosen[0]
        return partly(
            case,
            "datasets_sheets",
            (page_evidence(page, name_of(page, doc) or doc.url, "document"),),
            count=len(chosen),
        )
    portal = open_data(case)
    if portal.verdict is Verdict.MET and topic == "sector":
        return partly(case, "datasets_portal", portal.evidence)
    return not_met(case, "datasets_none", portal.near_misses)


def _topic_terms(case: Case, topic: str) -> tuple[str, ...]:
    if topic == "budget":
        budget = case.lexicon.terms("sector_budget", case.language)
        return (*budget.strong, *budget.weak)
    return case.lexicon[case.language].sectors.get(case.criterion.sector or "", ())


def _about(page: Page, doc: DocumentLink, terms: tuple[str, ...]) -> bool:
    words = (*tokens(doc.text), *tokens(page.title))
    return any(find_phrase(words, tokens(term)) >= 0 for term in terms)
