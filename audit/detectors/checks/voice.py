"""Substance of a say in local life, and of services that residents ask for: forms with a place, plans under comment, minutes, payments."""

from __future__ import annotations

import re

from audit.detectors.case import Case
from audit.detectors.checks.base import Level, Substance, newest, parse_day
from audit.detectors.checks.local import in_part, telling
from audit.detectors.scope import Scope
from audit.facts.dates import find_dates
from audit.facts.model import Form
from audit.lexicon.words import holds_any, tokens
from audit.site import Role
from audit.site.addresses import host_of, is_deep
from audit.site.forms import user_form

_YEAR = re.compile(r"\b(20\d{2})\b")


def survey(case: Case, scope: Scope) -> Substance:
    """How satisfaction is measured: the questions or the scale shown (LOSI 293)."""
    scale = scope.count(case.purpose("scale"))
    asked = [form for form in _forms(scope) if any(field.kind == "radio" for field in form.fields)]
    asked += list(scope.forms)
    outside = [link for link in scope.links if holds_any(tokens(link.text), case.purpose("questionnaire"))]
    if asked or scale >= 2 or outside:
        return Substance(Level.FULL, len(asked) + scale, scope.quote(case.purpose("scale")))
    return in_part(case, scope, scale)


def answered_form(case: Case, scope: Scope) -> Substance:
    """Complaints and feedback: a form, or an address with a word on the answer; an address alone is a part (LOSI 271)."""
    forms = _deep_forms(scope)
    facts = scope.page.facts
    ways = [value for value in (*facts.phones, *facts.emails) if value in scope.text]
    reply = scope.holds(case.purpose("reply"))
    if forms or (ways and reply):
        quote = scope.quote([reply]) if reply else telling(scope, case.terms.strong)
        return Substance(Level.FULL, len(forms) + len(ways), quote)
    return in_part(case, scope, len(ways))


def place_form(case: Case, scope: Scope) -> Substance:
    """Problems in public spaces: a form that asks where it is or what kind of problem it is (LOSI 274)."""
    forms = _deep_forms(scope)
    placed = [form for form in forms if _asks(form, case.purpose("place_field"))]
    if placed:
        return Substance(Level.FULL, len(placed), placed[0].text)
    return in_part(case, scope, len(forms))


def plan_comment(case: Case, scope: Scope) -> Substance:
    """Land use: the plan under comment, dated, with a way to reply (LOSI 276)."""
    reply = (
        bool(_deep_forms(scope))
        or scope.holds(case.purpose("consultation_form"))
        or scope.holds(case.purpose("deadline"))
    )
    plan = scope.documents or any(child.facts.documents for child in scope.children)
    if reply and plan and _dates(scope):
        shown = scope.documents[0].text if scope.documents else telling(scope, case.terms.strong)
        return Substance(Level.FULL, len(scope.documents), shown)
    return in_part(case, scope, len(scope.documents))


def outcome(case: Case, scope: Scope) -> Substance:
    """Outcomes: what people said and what came of it, dated (LOSI 278)."""
    told = scope.documents or scope.chars >= case.limits.prose_chars or len(scope.tables) > 0
    said = scope.holds(case.purpose("taken_up"))
    if told and said and (_dates(scope) or scope.page.facts.published):
        return Substance(Level.FULL, len(scope.documents), scope.quote([said]))
    return in_part(case, scope, len(scope.documents))


def recent_vote(case: Case, scope: Scope) -> Substance:
    """Participatory budget: one of the past five years or to come, with something to see or to do (LOSI 275)."""
    years = {int(year) for year in _YEAR.findall(f"{scope.page.title} {scope.text}")}
    last = newest(_dates(scope))
    years |= {last.year} if last else set()
    recent = [year for year in years if year >= case.site.day.year - case.limits.vote_years]
    there = scope.documents or _deep_forms(scope) or scope.chars >= case.limits.prose_chars
    if recent and there:
        return Substance(Level.FULL, len(recent), telling(scope, case.terms.strong))
    return in_part(case, scope, len(scope.documents))


def vote(case: Case, scope: Scope) -> Substance:
    """E-voting: something to choose from, on a matter of the locality (LOSI 279)."""
    ballots = [f for f in _forms(scope) if any(field.kind in {"radio", "checkbox"} for field in f.fields)]
    purpose = scope.holds(case.purpose("participation"))
    if ballots and purpose:
        return Substance(Level.FULL, len(ballots), scope.quote([purpose]))
    return in_part(case, scope, len(ballots))


def meetings(case: Case, scope: Scope) -> Substance:
    """Council: three dated notices, agendas or minutes (LOSI 280); resolutions alone are a part of it."""
    terms = case.purpose("meeting_papers")
    rows = {item.text for item in scope.dated if not _is_news(case, item.url)}
    rows |= {doc.text for doc in scope.documents if doc.year or find_dates(doc.text)}
    papers = [text for text in rows if holds_any(tokens(text), terms)]
    tables = [t for t in scope.tables if holds_any(tokens(" ".join((t.caption, *t.headers))), terms)]
    listed = max((t.rows for t in tables), default=0) if _dates(scope) else 0
    count = max(len(papers), listed)
    if count >= case.limits.dated_items:
        return Substance(Level.FULL, count, min(papers, default=scope.quote(terms)))
    return in_part(case, scope, len(rows))


def payment(case: Case, scope: Scope) -> Substance:
    """Payments: a button or form to pay for what the name says (LOSI 269a, 269b)."""
    terms = case.purpose("pay")
    buttons = [
        link
        for link in scope.links
        if holds_any(tokens(link.text), terms)
        and link.url != scope.page.url
        and (is_deep(link.url) or host_of(link.url) not in case.site.hosts)
        and not _is_news(case, link.url)
    ]
    forms = [f for f in _forms(scope) if holds_any(tokens(" ".join((*f.buttons, f.text))), terms)]
    if buttons or forms:
        shown = buttons[0].text if buttons else forms[0].text
        return Substance(Level.FULL, len(buttons) + len(forms), shown)
    return in_part(case, scope, 0)


def _forms(scope: Scope) -> tuple[Form, ...]:
    """Return the forms of the page's content, polls among them."""
    return tuple(form for form in scope.page.facts.forms if form.place.value in {"main", "aside"})


def _deep_forms(scope: Scope) -> list[Form]:
    """Return the forms that ask people for something, on the page or just below it."""
    below = [form for child in scope.children for form in child.facts.forms if user_form(form)]
    return [*scope.forms, *below]


def _asks(form: Form, terms: tuple[str, ...]) -> bool:
    return any(holds_any(tokens(field.label or field.name), terms) for field in form.fields)


def _is_news(case: Case, url: str) -> bool:
    page = case.site.page(url) if url else None
    return page is not None and page.is_any(Role.NEWS, Role.SPEECH)


def _dates(scope: Scope) -> list[str]:
    pages = () if scope.heading else (scope.page, *scope.children)
    found = [item.date for item in scope.dated] + [value for page in pages for value in page.facts.dates]
    found += [hit.iso for block in scope.blocks for hit in find_dates(block.text)]
    return [value for value in found if parse_day(value)]
