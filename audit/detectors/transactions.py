"""Services that people and businesses apply for: told by their names, and by the procedures themselves."""

from __future__ import annotations

from collections.abc import Iterator

from audit.detectors.case import Case, answer, unit_evidence
from audit.detectors.catalogue import service_pages, service_portal_closed
from audit.detectors.named import Candidate, candidates, conclude, weigh_page
from audit.facts.model import Place
from audit.lexicon.words import find_phrase, tokens
from audit.results import Side, Verdict
from audit.site import Match, Page, Unit, UnitKind


def transaction(case: Case) -> Side:
    """One service (OSI 2024 #043-#059, #131b, #182-#191): *met* by filing it online, *partly* by information only.

    The long titles of procedures hold the service's name among many words. The labels of a procedure on the page (who, steps,
    documents, fee, time) say that it is one, so there the name counts wherever it stands in the title.
    """
    side = conclude(case, [*candidates(case), *_procedures(case)])
    if side.verdict is Verdict.NOT_MET and service_portal_closed(case):
        return answer(case, Verdict.COULD_NOT_TELL, "services_blocked", near=side.near_misses)
    return side


def _procedures(case: Case) -> Iterator[Candidate]:
    refused = [tokens(term) for term in case.terms.negative]
    for page in service_pages(case):
        words = tokens(page.title)
        term = next((t for t in case.terms.strong if find_phrase(words, tokens(t)) >= 0), "")
        if not term or any(find_phrase(words, phrase) >= 0 for phrase in refused):
            continue
        unit = Unit(page.title, words, UnitKind.TITLE, page, page.url, page.key, page.branch, Place.MAIN)
        yield _candidate(case, Match(unit, term, strong=True, coverage=1.0, at_start=False), page)


def _candidate(case: Case, match: Match, page: Page) -> Candidate:
    verdict, code, substance = weigh_page(case, match, page)
    limit = case.limits.quote_words
    evidence = unit_evidence(match.unit, page, case.language, quote=substance.quote, limit=limit)
    return Candidate(match, verdict, code, evidence, substance.count)
