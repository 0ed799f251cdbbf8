"""Substance of participation: channels to report, consultations with dates, tools and forms for opinions, petitions."""

from __future__ import annotations

from collections.abc import Iterator

from audit.detectors.case import Case
from audit.detectors.checks.base import Level, Substance, graded, parse_day, recent
from audit.detectors.scope import Scope


def reporting(case: Case, scope: Scope) -> Substance:
    """Report corruption, or what the parameter `subject` says: the word, and a form, telephone or mail beside it."""
    subject = str(case.criterion.params.get("subject", "corruption"))
    full, some = ("", "") if subject == "corruption" else ("wrongs", "wrongs_some")
    word = scope.holds(case.purpose(subject))
    facts = scope.page.facts
    ways = [value for value in (*facts.phones, *facts.emails) if value in scope.text]
    if word and (ways or scope.forms):
        return Substance(Level.FULL, len(ways) + len(scope.forms), scope.quote([word]), full)
    return Substance(Level.SOME if word else Level.NONE, 0, scope.quote([word]) if word else "", some)


def open_consultation(case: Case, scope: Scope) -> Substance:
    """Upcoming: an item whose closing date lies ahead, and a way to reply."""
    ahead = [value for value in _all_dates(scope) if (day := parse_day(value)) and day >= case.site.day]
    deadline = _deep_holds(scope, case.purpose("deadline"))
    reply = (
        scope.own_forms
        or any(below.own_forms for below in _below(scope))
        or _deep_holds(scope, case.purpose("consultation_form"))
    )
    if ahead and deadline and reply:
        return Substance(Level.FULL, len(ahead), scope.line_of(ahead) or scope.quote([deadline]))
    rows = len(scope.dated) + len(scope.documents)
    return Substance(Level.SOME if rows else Level.NONE, rows, scope.quote(case.terms.strong))


def held_consultation(case: Case, scope: Scope) -> Substance:
    """Held: dated drafts or consultations of the last twelve months, with a form or a file."""
    dates = [value for value in _all_dates(scope) if (day := parse_day(value)) and day <= case.site.day]
    current = recent(dates, case.site.day, case.limits.consultation_days)
    newest = max(dates, default="")
    means = scope.own_forms or scope.documents or any(map(_has_means, _below(scope)))
    if current and means:
        return Substance(Level.FULL, current, scope.line_of((newest,)) or scope.quote(case.terms.strong))
    rows = len(scope.dated) + len(scope.documents)
    told = rows or dates or scope.chars >= case.limits.section_chars
    return Substance(Level.SOME if told else Level.NONE, rows, scope.quote(case.terms.strong))


def open_input(case: Case, scope: Scope) -> Substance:
    """Input: a form, poll or idea box whose purpose is policy and not the website."""
    purpose = scope.holds(case.purpose("participation"))
    poll = [f for f in scope.page.facts.forms if any(field.kind == "radio" for field in f.fields)]
    tools = len(scope.own_forms) + len(poll) + sum(bool(below.own_forms) for below in _below(scope))
    if purpose and tools:
        return Substance(Level.FULL, tools, scope.quote([purpose]))
    return Substance(Level.SOME if purpose else Level.NONE, tools)


def user_form(case: Case, scope: Scope) -> Substance:
    """A form that asks people for what the name says."""
    if scope.forms:
        return Substance(Level.FULL, len(scope.forms), scope.forms[0].text)
    return graded(scope.chars, 10**9, scope.quote(case.terms.strong), some=80)


def _all_dates(scope: Scope) -> list[str]:
    """Every date of the section, future ones too: they stand in rows, not among the page's own dates."""
    pages = (scope.page, *scope.children)
    return [item.date for page in pages for item in page.facts.dated] + [
        value for page in pages for value in page.facts.dates
    ]


def _below(scope: Scope) -> Iterator[Scope]:
    return (Scope(scope.site, child) for child in scope.children)


def _has_means(scope: Scope) -> bool:
    return bool(scope.documents or scope.own_forms)


def _deep_holds(scope: Scope, terms: tuple[str, ...]) -> str:
    found = scope.holds(terms)
    if found:
        return found
    return next((hit for c in scope.children if (hit := Scope(scope.site, c).holds(terms))), "")
