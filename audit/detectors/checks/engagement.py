"""Substance of taking part: a platform of its own, a budget that people shape, events around open data, places with free internet."""

from __future__ import annotations

from audit.detectors.case import Case
from audit.detectors.checks.base import Level, Substance, newest
from audit.detectors.scope import Scope
from audit.facts.model import Form
from audit.lexicon.words import find_phrase, tokens


def participation(case: Case, scope: Scope) -> Substance:
    """E-participation portal: a form or poll and a list of what is asked or answered (EP-302)."""
    forms = _forms(scope)
    purpose = scope.holds(case.purpose("participation"))
    rows = len(scope.dated) + len(scope.documents) + len(scope.children)
    if purpose and forms and rows:
        return Substance(Level.FULL, len(forms) + rows, scope.quote([purpose]))
    some = purpose and (forms or rows or scope.chars >= case.limits.section_chars)
    return Substance(Level.SOME if some else Level.NONE, rows, scope.quote([purpose]) if purpose else "")


def budget_input(case: Case, scope: Scope) -> Substance:
    """Participatory budgeting: a vote, form or comment on the budget or its projects, not older than five years (EP-193)."""
    forms = _forms(scope)
    reply = bool(forms) or bool(
        scope.holds(case.purpose("deadline")) and scope.holds(case.purpose("consultation_form"))
    )
    last = newest([*scope.page.facts.dates, *(item.date for item in scope.dated)])
    current = last is None or last.year >= case.site.day.year - case.limits.vote_years
    if reply and current:
        return Substance(Level.FULL, len(forms), scope.quote(case.terms.strong))
    some = reply or scope.documents or scope.chars >= case.limits.section_chars
    return Substance(Level.SOME if some else Level.NONE, len(scope.documents), scope.quote(case.terms.strong))


def event(case: Case, scope: Scope) -> Substance:
    """News of an open data contest or event: dated, told on a page of its own or in a row of a list (EP-042)."""
    dates = [scope.page.facts.published, *scope.page.facts.dates, *(item.date for item in scope.dated)]
    last = newest(value for value in dates if value)
    if last is not None and scope.chars >= case.limits.section_chars // 2:
        return Substance(Level.FULL, 1, scope.quote(case.terms.strong))
    some = last is not None or scope.chars >= case.limits.section_chars // 2
    return Substance(Level.SOME if some else Level.NONE, 0, scope.quote(case.terms.strong))


def internet_places(case: Case, scope: Scope) -> Substance:
    """Free internet: a list of places, or an offer with its conditions (EGL-036a)."""
    rows = max((table.rows for table in scope.tables), default=0)
    terms = [tokens(term) for term in case.purpose("address")]
    listed = [block.text for block in scope.blocks if block.tag in {"li", "td"} and _place(block.text, terms)]
    count = max(rows, len(listed))
    offer = scope.holds(case.purpose("conditions")) and scope.chars >= case.limits.section_chars
    map_of_places = "map" in scope.page.facts.widgets
    if count >= case.limits.dated_items or offer or map_of_places:
        return Substance(Level.FULL, count, listed[0] if listed else scope.quote(case.terms.strong))
    some = count or scope.chars >= case.limits.section_chars
    return Substance(Level.SOME if some else Level.NONE, count, scope.quote(case.terms.strong))


def _place(text: str, terms: list[tuple[str, ...]]) -> bool:
    words = tokens(text)
    return any(find_phrase(words, term) >= 0 for term in terms)


def _forms(scope: Scope) -> list[Form]:
    """Return the forms and polls of the page and of those below it."""
    polls = [f for f in scope.page.facts.forms if any(field.kind == "radio" for field in f.fields)]
    below = [
        form
        for child in scope.children
        for form in child.facts.forms
        if any(field.kind in {"radio", "textarea"} for field in form.fields)
    ]
    return [*scope.forms, *polls, *below]
