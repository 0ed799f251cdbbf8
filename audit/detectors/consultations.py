"""Consultations with a group of people (EP-330 to EP-335): the group named in a title, row or heading, within the last year."""

from __future__ import annotations

from collections.abc import Iterator

from audit.detectors.case import Case, met, not_met, page_evidence, partly
from audit.detectors.checks.base import Level, recent
from audit.detectors.checks.participation import held_consultation
from audit.detectors.scope import Scope
from audit.lexicon.words import Tokens, find_phrase, tokens
from audit.results import Evidence, Side
from audit.site import Page, Role
from audit.site.addresses import key_of

_FAMILIES = ("consultation_held", "consultation_upcoming")


def group_consultation(case: Case) -> Side:
    """Judge by consultations whose own title names the group; what speaks of the group elsewhere is none."""
    some: list[Evidence] = []
    for page, text, level in (*_rows(case), *_pages(case)):
        shown = page_evidence(page, text, "main", limit=case.limits.quote_words)
        if level is Level.FULL:
            return met(case, "group_consultation_full", (shown,), name=text)
        some.append(shown)
    if some:
        return partly(case, "group_consultation_some", some[:3], name=some[0].quote)
    lists = [page_evidence(page, page.title, "title") for page in _lists(case)]
    return not_met(case, "group_consultation_none" if lists else "nothing_named", lists[:3])


def _rows(case: Case) -> Iterator[tuple[Page, str, Level]]:
    """Yield the rows of lists of consultations that name the group."""
    for page in _lists(case):
        for item in page.facts.dated:
            if not _holds(tokens(item.text), _group(case)):
                continue
            target = case.site.page(item.url) if item.url else None
            fresh = recent([item.date], case.site.day, case.limits.consultation_days)
            means = bool(page.facts.documents) or (target is not None and _reply(target))
            yield target or page, item.text, Level.FULL if fresh and means else Level.SOME


def _pages(case: Case) -> Iterator[tuple[Page, str, Level]]:
    """Yield the pages whose title names the group and that are consultations, by title or by the list that leads to them."""
    listed = {key_of(link.url) for page in _lists(case) for link in Scope(case.site, page).links}
    below = {child.key for page in _lists(case) for child in case.site.below(page)}
    for page in case.site.in_language(case.language):
        if page.is_any(Role.NEWS, Role.SPEECH, Role.SEARCH, Role.PLACEHOLDER, Role.MISSING):
            continue
        words = tokens(page.title)
        if not _holds(words, _group(case)):
            continue
        # what became of a draft is linked from the list, too: a text in force asks nobody
        if (
            _holds(words, _consulting(case))
            or page.key in below
            or (page.key in listed and _asks(case, page))
        ):
            substance = held_consultation(case, Scope(case.site, page))
            yield page, page.title, Level.FULL if substance.level is Level.FULL else Level.SOME


def _lists(case: Case) -> list[Page]:
    """Return the pages that bear a name of consultations."""
    found: dict[str, Page] = {}
    for family in _FAMILIES:
        for match in case.site.named(family, case.language):
            page = case.site.by_key.get(match.unit.key)
            if page is None or not match.strong or case.language not in page.languages:
                continue
            if not page.is_any(Role.NEWS, Role.SPEECH, Role.HOME, Role.PLACEHOLDER):
                found.setdefault(page.key, page)
    return list(found.values())


def _asks(case: Case, page: Page) -> bool:
    return page.is_any(Role.FORM) or bool(Scope(case.site, page).holds(case.purpose("consultation_form")))


def _reply(page: Page) -> bool:
    return page.is_any(Role.FORM) or bool(page.facts.documents)


def _group(case: Case) -> list[Tokens]:
    terms = case.lexicon.terms(str(case.criterion.params["group"]), case.language)
    return [tokens(term) for term in (*terms.strong, *terms.weak)]


def _consulting(case: Case) -> list[Tokens]:
    named = [case.lexicon.terms(family, case.language) for family in _FAMILIES]
    return [tokens(term) for terms in named for term in (*terms.strong, *terms.weak)]


def _holds(words: Tokens, phrases: list[Tokens]) -> bool:
    return any(find_phrase(words, phrase) >= 0 for phrase in phrases)
