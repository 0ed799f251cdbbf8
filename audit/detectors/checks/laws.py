"""Substance of laws, policies and strategies of the digital state, and of the person who answers for it."""

from __future__ import annotations

import re

from audit.detectors.case import Case
from audit.detectors.checks.base import Level, Substance
from audit.detectors.scope import Scope

_NUMBER = re.compile(r"\b\d{1,5}/(?:(?:19|20)\d{2}/)?[A-ZĐ]{2,}[A-ZĐ0-9-]*\b|\bNo\.?\s?\d+")
_YEAR = re.compile(r"\b(?:19[5-9]\d|20[0-4]\d)\b")


def law(case: Case, scope: Scope) -> Substance:
    """A law, policy or strategy: its file, or its text or official summary with a number or a year."""
    if scope.documents:
        return Substance(Level.FULL, len(scope.documents), scope.documents[0].text)
    told = f"{scope.page.title}\n{scope.text}"
    dated = _NUMBER.search(told) or _YEAR.search(told)
    if dated and not scope.heading and scope.chars >= case.limits.duties_chars:
        return Substance(Level.FULL, scope.chars, scope.quote([dated.group(), *case.terms.strong]))
    some = scope.chars >= case.limits.section_chars // 2
    return Substance(Level.SOME if some else Level.NONE, scope.chars, scope.quote(case.terms.strong))


def officer(case: Case, scope: Scope) -> Substance:
    """CIO: a person or office with a telephone or an e-mail in the same place (IF-337)."""
    facts = scope.page.facts
    ways = [value for value in (*facts.phones, *facts.emails) if value in scope.text]
    if ways:
        line = next((b.text for b in scope.blocks if any(way in b.text for way in ways)), "")
        return Substance(Level.FULL, len(ways), line or scope.quote(case.terms.strong))
    named = scope.people or scope.chars >= case.limits.section_chars // 2
    return Substance(Level.SOME if named else Level.NONE, len(scope.people), scope.quote(case.terms.strong))
