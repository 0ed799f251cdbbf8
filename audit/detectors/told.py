"""Things that no link, title or heading names, but that a page's own text and structure show.

Sites call things by free titles ("Work with us for the city") or tell them within a page about something else. Where a family's
words stand in running text, or a page has a telling structure (rows of officials, files of data), the rule of the family's check
looks whether the thing itself is there. A word alone is never enough: that stays a lead (docs/verdicts.md, R1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from audit.detectors.case import Case
from audit.detectors.checks.base import Level, Substance
from audit.detectors.told_data import fields_told, files_told, guidance_told, licence_told, request_told
from audit.detectors.told_rules import (
    awards_told,
    budget_told,
    calls_told,
    consultation_told,
    counter_told,
    detail_told,
    identity_told,
    line_about_sector,
    officials_told,
    people_told,
    policy_told,
    reporting_told,
    statement_told,
    steps_told,
    store_told,
    units_told,
    vacancies_told,
)
from audit.detectors.told_tables import (
    duties_told,
    helpers_told,
    plans_told,
    spatial_told,
    spending_told,
    visits_told,
)
from audit.lexicon.words import holds_any, tokens
from audit.site import Page, Role
from audit.site.addresses import segments

Rule = Callable[[Case, Page], Substance]


def _first(*rules: Rule) -> Rule:
    """Return a rule that asks several in turn and says what the first of them finds whole, else what any finds."""

    def told_by_any(case: Case, page: Page) -> Substance:
        return max((rule(case, page) for rule in rules), key=lambda substance: substance.level)

    return told_by_any


_BY_WORDS: dict[str, Rule] = {
    "awards": awards_told,
    "application": detail_told,
    "budget": _first(budget_told, spending_told),
    "collection": plans_told,
    "dated": calls_told,
    "duties": duties_told,
    "fields": fields_told,
    "guidance": guidance_told,
    "group": detail_told,
    "held_consultation": consultation_told,
    "identity": identity_told,
    "input": consultation_told,
    "offer": detail_told,
    "officials": officials_told,
    "open_consultation": consultation_told,
    "people": people_told,
    "places": helpers_told,
    "reporting": reporting_told,
    "service": detail_told,
    "spatial": spatial_told,
    "statement": statement_told,
    "steps": steps_told,
    "units": units_told,
    "vacancies": vacancies_told,
}
"""By check: rules for pages whose text holds the family's words."""
_BY_ROLE: dict[str, tuple[Role, Rule]] = {
    "datasets": (Role.DATASET, files_told),
    "fields": (Role.DATASET, fields_told),
    "guidance": (Role.DATASET, guidance_told),
    "licence": (Role.DATASET, licence_told),
    "officials": (Role.PEOPLE, officials_told),
    "people": (Role.PEOPLE, people_told),
}
"""By check: rules for pages of a telling structure, whatever their words."""
_WORDS = {"collection": "policy_document", "officials": "titles", "people": "titles"}
"""Purposes whose words find the pages of a check, where they are others than the family's."""
_BY_TITLE: dict[str, Rule] = {"collection": policy_told}
"""By check: rules for each document, which need no more than its title."""
_BY_FAMILY: dict[str, tuple[Role, Rule]] = {"open_data_request": (Role.DATASET, request_told)}
_ON_ALL: dict[str, Rule] = {"counter": _first(counter_told, visits_told), "store": store_told}
"""By check: rules that ask for a link or widget only."""
_NO_CONTENT = (
    *(Role.NEWS, Role.SPEECH, Role.SEARCH, Role.PLACEHOLDER, Role.MISSING, Role.STAFF, Role.ARCHIVE),
)

_IN_DRAFTS = frozenset({"held_consultation", "input", "open_consultation"})
"""Checks of what the wording of a law may show, as a draft that people are asked about."""
_NO_DOCUMENT = (Role.SPEECH, Role.SEARCH, Role.PLACEHOLDER, Role.MISSING, Role.ARCHIVE)
_OF_MANY_THINGS = (Role.HOME, Role.LISTING)
"""Pages whose words belong to one of many boxes or abstracts: they show a part at best."""


def told(case: Case, check: str) -> Iterator[tuple[Page, Substance]]:
    """Yield the pages that show a family's thing under another name, with what was seen; those near the home page first.

    Args:
        case: The question.
        check: Name of the check that decides the family's substance.
    """
    for page, rule in _candidates(case, check):
        substance = rule(case, page)
        if substance.level is Level.FULL and check in _BY_WORDS and page.is_any(*_OF_MANY_THINGS):
            substance = replace(substance, level=Level.SOME)
        many = page.is_any(*_OF_MANY_THINGS) and not line_about_sector(case, substance.quote)
        if substance.level is not Level.NONE and not many:
            yield page, substance
            if substance.level is Level.FULL:
                return


def _candidates(case: Case, check: str) -> Iterator[tuple[Page, Rule]]:
    most = case.limits.told_pages
    if check in _ON_ALL:
        yield from ((page, _ON_ALL[check]) for page in case.site.branch(case.language))
    structure = _BY_FAMILY.get(case.family) or _BY_ROLE.get(check)
    if structure is not None:
        role, rule = structure
        having = (page for page in case.site.in_language(case.language) if page.is_any(role))
        yield from ((page, rule) for page in list(_readable(case, having))[:most])
    if check in _BY_TITLE:
        documents = (p for p in case.site.in_language(case.language) if p.is_any(Role.DOCUMENT) and p.linked)
        yield from ((p, _BY_TITLE[check]) for p in documents if not p.is_any(*_NO_DOCUMENT))
    if check in _BY_WORDS:
        asked = case.purpose(_WORDS[check]) if check in _WORDS else ()
        words = asked or (*case.terms.told, *case.terms.strong)
        speaking = (page for page, _ in case.site.mentions(words, case.language))
        if check not in _IN_DRAFTS:
            speaking = (page for page in speaking if not page.is_any(Role.LAW))
        near = sorted(_readable(case, speaking), key=_clicks)
        yield from ((page, _BY_WORDS[check]) for page in near[:most])
    if check in _IN_DRAFTS:
        # a notice with its deadline is filed under news on many portals
        drafts = case.purpose("draft")
        posts = (p for p, _ in case.site.mentions(words, case.language, news=True))
        notices = (p for p in posts if p.linked and holds_any(tokens(p.title), drafts))
        notices = (p for p in notices if line_about_sector(case, p.title))
        yield from ((page, _whole(_BY_WORDS[check])) for page in sorted(notices, key=_clicks)[:most])


def _clicks(page: Page) -> int:
    return page.clicks if page.clicks >= 0 else 99


def _whole(rule: Rule) -> Rule:
    """Return a rule that a news item passes whole or not at all."""

    def told_whole(case: Case, page: Page) -> Substance:
        found = rule(case, page)
        return found if found.level is Level.FULL else Substance(Level.NONE)

    return told_whole


def _readable(case: Case, pages: Iterator[Page]) -> Iterator[Page]:
    news = case.lexicon.news_paths
    return (
        page
        for page in pages
        if page.linked
        and not page.is_any(*_NO_CONTENT)
        and not (page.is_any(Role.LISTING) and any(part.lower() in news for part in segments(page.url)))
    )
