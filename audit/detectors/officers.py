"""Who answers for the digital state: a page about the office, else a person whose title says so."""

from __future__ import annotations

from audit.detectors.case import Case, met, page_evidence, partly
from audit.detectors.named import named
from audit.lexicon.words import find_phrase, tokens
from audit.results import Side, Verdict
from audit.site import Role


def officer(case: Case) -> Side:
    """A CIO or the like with a way to reach them (IF-337); in a list of leaders the title alone names the office."""
    side = named(case)
    if side.verdict is Verdict.MET:
        return side
    titles = [tokens(term) for term in case.terms.strong]
    for page in case.site.in_language(case.language):
        if not page.is_any(Role.PEOPLE) or page.is_any(Role.NEWS, Role.SPEECH):
            continue
        for person in page.facts.people:
            held = tokens(f"{person.title} {person.unit}")
            if not any(find_phrase(held, title) >= 0 for title in titles):
                continue
            line = ", ".join(filter(None, (person.name, person.title, person.phone, person.email)))
            shown = (page_evidence(page, line, "main"),)
            if person.phone or person.email:
                return met(case, "officer_person", shown, name=person.name or person.title)
            if side.verdict is Verdict.NOT_MET:
                side = partly(case, "officer_silent", shown, name=person.name or person.title)
    return side
