"""Substance of open data: files, licence, fields, guidance; and of technology that a page must show."""

from __future__ import annotations

import re

from audit.detectors.case import Case
from audit.detectors.checks.base import Level, Substance, graded
from audit.detectors.scope import Scope
from audit.detectors.told_data import files_of, name_of

_LICENCE = re.compile(
    r"creativecommons\.org/(?:licenses|publicdomain)|opendefinition\.org|open-government-licence|/licen[cs]e",
    re.IGNORECASE,
)


def datasets(case: Case, scope: Scope) -> Substance:
    """Open data: files that a program can read."""
    files = [(page, doc) for page in (scope.page, *scope.children) for doc in files_of(case, page)]
    if files:
        return Substance(Level.FULL, len(files), name_of(*files[0]))
    return graded(scope.chars + len(scope.links), 10**9, some=40)


def licence(case: Case, scope: Scope) -> Substance:
    """Licence: a link to its text on a page with data."""
    links = [link for link in scope.page.facts.links if _LICENCE.search(link.url)]
    data = [doc for page in (scope.page, *scope.children) for doc in files_of(case, page)]
    named = scope.holds(case.purpose("reuse")) or scope.holds(case.terms.strong)
    titled = bool(scope.heading) and scope.chars >= case.limits.section_chars // 2
    if (links or named or titled) and data:
        return Substance(Level.FULL, len(links), scope.quote(case.terms.strong))
    return Substance(Level.SOME if links or named else Level.NONE, len(links), scope.quote(case.terms.strong))


def fields(case: Case, scope: Scope) -> Substance:
    """Metadata: a table of fields with descriptions."""
    tables = [t for t in scope.tables if t.rows >= 3 and len(t.headers) >= 2]
    if tables:
        return Substance(Level.FULL, len(tables), scope.quote(case.terms.strong))
    return graded(scope.chars, 10**9, scope.quote(case.terms.strong), some=80)


def guidance(case: Case, scope: Scope) -> Substance:
    """Guidance for those who use data, not for those who publish it."""
    enough = case.limits.section_chars if scope.heading else case.limits.duties_chars
    return graded(scope.chars, enough, scope.quote(case.terms.strong), some=40)


def filters(_case: Case, scope: Scope) -> Substance:
    """Advanced search: a form with several fields."""
    best = max((len(form.fields) for form in scope.page.facts.forms), default=0)
    return graded(best, 2)


def identity(case: Case, scope: Scope) -> Substance:
    """Digital identity: the scheme named where people sign in, or a page that explains it."""
    purpose = scope.count(case.purpose("identity"))
    return graded(
        purpose if scope.chars >= 80 or scope.forms else 0, 2, scope.quote(case.purpose("identity"))
    )


def chat(_case: Case, scope: Scope) -> Substance:
    """Chat: a widget or form on the page itself."""
    widgets = [w for w in scope.page.facts.widgets if w.startswith("chat")]
    if widgets or scope.forms:
        return Substance(Level.FULL, len(widgets) + len(scope.forms))
    return graded(scope.chars, 10**9, some=80)
