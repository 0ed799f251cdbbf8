"""Substance of what Vietnamese law asks for: leaders, lists, projects, drafts, answers, file status and counts, satisfaction."""

from __future__ import annotations

import re

from audit.detectors.case import Case
from audit.detectors.checks.base import Level, Substance, graded
from audit.detectors.checks.services import offer
from audit.detectors.scope import Scope
from audit.facts.dates import find_dates
from audit.lexicon.words import find_phrase, holds_any, tokens
from audit.site import Role

_NUMBER = re.compile(r"\d")
_HEADS = frozenset({"h1", "h2", "time"})
_TELLING = 3  # words of a label that says more than "download"


def biographies(case: Case, scope: Scope) -> Substance:
    """Leaders: several of them with their office, and what each has done or is in charge of."""
    parts = [scope, *(Scope(case.site, child) for child in scope.children[: case.limits.places])]
    named = max(len(scope.people), sum(_titled(case, part) for part in parts))
    told = next((hit for part in parts if (hit := part.holds(case.purpose("biography")))), "")
    if named >= case.limits.people and told:
        return Substance(Level.FULL, named, scope.quote([told]))
    return graded(named, 10**9, scope.quote(case.purpose("titles")))


def _titled(case: Case, scope: Scope) -> int:
    titles = [tokens(term) for term in case.purpose("titles")]
    lines = [tokens(block.text) for block in scope.blocks if len(block.text) <= 120]
    return sum(any(find_phrase(line, title) >= 0 for title in titles) for line in lines)


def listing(case: Case, scope: Scope) -> Substance:
    """A list: dated rows, files, rows of a table or pages of its own; five of them."""
    rows = max((table.rows for table in scope.tables), default=0)
    count = max(len(scope.dated), len(scope.documents), len(scope.children), rows)
    texts = [item.text for item in scope.dated] + [doc.text for doc in scope.documents]
    quote = next((text for text in texts if len(text.split()) > _TELLING), "")
    if count:
        return graded(count, case.limits.list_items, quote)
    return graded(int(scope.chars >= case.limits.prose_chars), 10**9, scope.quote(case.terms.strong))


def incentives(case: Case, scope: Scope) -> Substance:
    """Investment: a list of projects or papers, or what is offered with a file or link to go on."""
    listed = listing(case, scope)
    return listed if listed.level is Level.FULL else offer(case, scope)


def entries(case: Case, scope: Scope) -> Substance:
    """Dated entries: rows, or lines of text that tell their day (directives, replies, a calendar's days)."""
    lines = [block.text for block in scope.blocks if block.tag not in _HEADS and find_dates(block.text)]
    rows = max((table.rows for table in scope.tables), default=0)
    first = scope.dated[0].text if scope.dated else lines[0] if lines else ""
    return graded(max(len(scope.dated), len(lines), rows), case.limits.dated_items, first)


def projects(case: Case, scope: Scope) -> Substance:
    """Projects: rows that say goal, cost, term, funds or progress (Decree 43/2011 Art. 10(1)(h))."""
    parts = [scope, *(Scope(case.site, child) for child in scope.children[: case.limits.places])]
    rows = max((table.rows for table in scope.tables), default=0)
    count = max(len(scope.dated), len(scope.documents), len(scope.children), rows)
    fields = {term for part in parts for term in case.purpose("project_fields") if part.holds([term])}
    if count >= case.limits.dated_items and len(fields) >= case.limits.project_fields:
        return Substance(Level.FULL, count, scope.quote(sorted(fields)))
    return graded(count + (scope.chars >= case.limits.prose_chars), 10**9, scope.quote(case.terms.strong))


def draft_comments(case: Case, scope: Scope) -> Substance:
    """Drafts for comment: text of the draft, a closing date, and a way to reply (Decree 43/2011 Art. 10(1)(i))."""
    parts = [scope, *(Scope(case.site, child) for child in scope.children[: case.limits.places])]
    text = any(part.documents for part in parts)
    deadline = next((hit for part in parts if (hit := part.holds(case.purpose("deadline")))), "")
    reply = any(part.own_forms or part.holds(case.purpose("consultation_form")) for part in parts)
    found = sum(map(bool, (text, deadline, reply)))
    quote = scope.quote([deadline]) if deadline else scope.quote(case.terms.strong)
    return graded(found, 3, quote)


def tracked(case: Case, scope: Scope) -> Substance:
    """Questions and feedback: a form, and how one's question fares: a code to look up, or the answers given."""
    parts = [scope, *(Scope(case.site, child) for child in scope.children[: case.limits.places])]
    form = any(part.forms for part in parts)
    follow = next((hit for part in parts if (hit := part.holds(case.purpose("tracking")))), "")
    answers = [block.text for part in parts for block in part.blocks if _is_answer(case, block.text)]
    quote = scope.quote([follow]) if follow else answers[0] if answers else scope.quote(case.terms.strong)
    found = int(form) + bool(follow or answers)
    return graded(found, 2, quote) if found else graded(scope.chars, 10**9, quote, some=80)


def _is_answer(case: Case, text: str) -> bool:
    """Whether a line opens as an answer does: "Trả lời: …"."""
    words = tokens(text)
    return len(words) > _TELLING and any(
        find_phrase(words[:3], tokens(t)) == 0 for t in case.purpose("answer_label")
    )


def lookup(case: Case, scope: Scope) -> Substance:
    """Processing status: a field for the code of a file (Decree 43/2011 Art. 18(3))."""
    codes = [tokens(term) for term in case.purpose("file_code")]
    for form in scope.page.facts.forms:
        labels = tokens(" ".join([form.text, *form.buttons, *(f"{f.label} {f.name}" for f in form.fields)]))
        if form.fields and any(find_phrase(labels, code) >= 0 for code in codes):
            return Substance(Level.FULL, len(form.fields), form.text or scope.page.title)
    return graded(scope.chars + 100 * len(scope.forms), 10**9, scope.quote(case.terms.strong), some=80)


def file_counts(case: Case, scope: Scope) -> Substance:
    """Counts of files: numbers beside two of received, solved, on time (Decree 43/2011 Art. 18(3), Circular 32/2017 Art. 11)."""
    terms = tuple(term for term in case.purpose("file_counts") if scope.holds([term]))
    for table in scope.tables:
        named = sum(any(find_phrase(tokens(head), tokens(t)) >= 0 for t in terms) for head in table.headers)
        if table.rows and named >= 2:
            return Substance(Level.FULL, named, " · ".join([*table.headers, *table.sample[:1]]))
    beside = [b.text for b in scope.blocks if _NUMBER.search(b.text) and holds_any(tokens(b.text), terms)]
    if len(beside) >= 2 or (len(terms) >= 2 and _cells(scope) >= 2):
        return Substance(
            Level.FULL, max(len(beside), len(terms)), beside[0] if beside else scope.quote(terms)
        )
    return graded(len(terms) + (scope.chars >= 80), 10**9, scope.quote(terms))


def _cells(scope: Scope) -> int:
    """Return how many short pieces of the scope are numbers: figures beside their labels."""
    return sum(bool(re.fullmatch(r"[\d.,]+\s?%?", block.text.strip())) for block in scope.blocks)


def scale(case: Case, scope: Scope) -> Substance:
    """Rating of satisfaction: the scale of Circular 32/2017 Art. 12, or a form whose choices or label say it."""
    texts = [tokens(form.text) for form in scope.page.facts.forms]
    texts += [tokens(f.label) for form in scope.page.facts.forms for f in form.fields]
    terms = case.purpose("satisfaction_scale")
    said = {t for t in terms if scope.holds([t]) or any(find_phrase(x, tokens(t)) >= 0 for x in texts)}
    asks = any(
        {field.kind for field in form.fields} & {"radio", "select", "textarea"}
        for form in scope.page.facts.forms
    )
    if len(said) >= 2 and (asks or scope.forms) and not scope.page.is_any(Role.NEWS):
        return Substance(Level.FULL, len(said), scope.quote(sorted(said)))
    return graded(len(said) + bool(scope.forms) + (scope.chars >= 80), 10**9, scope.quote(sorted(said)))
