"""Substance of pages about the agency itself: chart, duties, people, contacts, statements."""

from __future__ import annotations

import re

from audit.detectors.case import Case
from audit.detectors.checks.base import Level, Substance, graded
from audit.detectors.scope import Scope
from audit.detectors.spoken import spoken
from audit.facts.model import Person, Place
from audit.lexicon.words import find_phrase, holds_any, tokens
from audit.site.addresses import key_of

_MANY = 50
"""Persons after which nobody looks for more."""
_IMAGES = frozenset({"pdf", "png", "jpg", "jpeg", "gif", "svg", "doc", "docx", "ppt", "pptx"})


def units(case: Case, scope: Scope) -> Substance:
    """Organisation chart: five units named, with enough text to tell their relation or tasks."""
    limits = case.limits
    items = [block for block in scope.blocks if block.tag in {"li", "td", "th", "a", "h2", "h3", "h4", "h5"}]
    named = {tokens(block.text) for block in items if 3 <= len(block.text) <= 160}
    charts = [doc for doc in scope.documents if doc.kind in _IMAGES]
    grouped = any(holds_any(words, case.purpose("chart_groups")) for words in named)
    told = scope.chars >= limits.prose_chars or charts or scope.headings or grouped
    if len(named) >= limits.chart_units and told:
        return Substance(Level.FULL, len(named))
    return graded(len(named) + len(charts), 10_000)


def duties(case: Case, scope: Scope) -> Substance:
    """Functions: a page of prose that speaks of duties; a sentence or two are a mission only."""
    hits = scope.count(case.purpose("duties"))
    if scope.chars >= case.limits.duties_chars and hits:
        return Substance(Level.FULL, scope.chars, scope.quote(case.purpose("duties")))
    if scope.chars >= case.limits.prose_chars and hits >= 2:
        return Substance(Level.FULL, scope.chars, scope.quote(case.purpose("duties")))
    tasks = [block.text for block in scope.blocks if block.tag == "li" and len(block.text) > 20]
    if scope.heading and len(tasks) >= case.limits.told_phrases and scope.chars >= case.limits.section_chars:
        return Substance(Level.FULL, len(tasks), tasks[0])
    return graded(scope.chars, 10**9, scope.quote(case.purpose("duties")), some=80)


def people(case: Case, scope: Scope) -> Substance:
    """Heads: at least three people, each with a name, a title and a way to reach them."""
    found = _people(case, scope)
    reachable = [p for p in found if p.name and (p.phone or p.email)]
    quote = _line(reachable[0] if reachable else found[0]) if found else ""
    if len(reachable) >= case.limits.people:
        return Substance(Level.FULL, len(reachable), quote)
    named = found or _titled(case, scope) >= 2
    return Substance(
        Level.SOME if named else Level.NONE, len(found), quote or scope.quote(case.purpose("titles"))
    )


def _titled(case: Case, scope: Scope) -> int:
    """Return how many short lines carry an office's title: names and titles without a way to reach anybody."""
    titles = [tokens(term) for term in case.purpose("titles")]
    lines = [tokens(block.text) for block in scope.blocks if len(block.text) <= 80]
    return sum(any(find_phrase(line, title) >= 0 for title in titles) for line in lines)


def officials(case: Case, scope: Scope) -> Substance:
    """Competent officials: three rows with three of name, title, unit, phone, mail."""
    found = _people(case, scope)
    rows = [
        p
        for p in found
        if sum(map(bool, (p.name, p.title, p.unit, p.phone, p.email))) >= case.limits.official_fields
    ]
    if len(rows) >= case.limits.officials:
        return Substance(Level.FULL, len(rows), _line(rows[0]))
    reach = found or scope.page.facts.emails
    return Substance(Level.SOME if reach else Level.NONE, len(found), _line(found[0]) if found else "")


def channel(case: Case, scope: Scope) -> Substance:
    """Contact: a channel that works. A page for one purpose only (press, accessibility) is named otherwise."""
    facts = scope.page.facts
    ways = [*facts.phones[:1], *facts.emails[:1]]
    if ways or scope.forms:
        return Substance(Level.FULL, len(ways) + len(scope.forms), _line_with(scope, ways))
    outside = [link for link in scope.links if tokens(link.text) and scope.holds(case.terms.strong)]
    return Substance(Level.SOME if outside else Level.NONE, 0)


def full_contact(case: Case, scope: Scope) -> Substance:
    """Contact of the portal: address, telephone, fax, e-mail; three of the four."""
    facts = scope.page.facts
    parts = [
        bool(scope.holds(case.purpose("address"))),
        bool(facts.phones),
        bool(scope.holds(case.purpose("fax"))),
        bool(facts.emails),
    ]
    return graded(sum(parts), 3, _line_with(scope, [*facts.phones[:1], *facts.emails[:1]]))


def prose(case: Case, scope: Scope) -> Substance:
    """A page of text under its own name."""
    return graded(scope.chars, case.limits.prose_chars, scope.quote(case.terms.strong), some=80)


def statement(case: Case, scope: Scope) -> Substance:
    """A statement or explanation under its own name: privacy, access to information."""
    return graded(scope.chars, case.limits.statement_chars, scope.quote(case.terms.strong), some=80)


def asking(case: Case, scope: Scope) -> Substance:
    """How to ask for information: two of a way to write or call, a form, a time limit, a fee, what the request holds."""
    ways = bool(scope.forms or scope.page.facts.emails or scope.page.facts.phones or scope.documents)
    told = [
        group
        for group in ("request_steps", "request_limits", "request_costs")
        if scope.holds(case.purpose(group))
    ]
    if scope.chars >= case.limits.statement_chars and len(told) + ways >= 2:
        return Substance(Level.FULL, len(told) + ways, scope.quote(case.terms.strong))
    facts = scope.page.facts
    if scope.documents and any(way in scope.text for way in (*facts.phones, *facts.emails)):
        return Substance(
            Level.FULL, len(scope.documents), scope.quote(case.terms.strong)
        )  # rules and whom to ask
    return graded(scope.chars, 10**9, scope.quote(case.terms.strong), some=80)


def own_links(case: Case, scope: Scope) -> Substance:
    """Site map: fifteen links of its own that the menu of every page does not hold already."""
    facts = scope.page.facts
    here = {key_of(link.url) for link in facts.links if case.site.owns(link.url)}
    content = {
        key_of(link.url)
        for link in facts.links
        if link.place in {Place.MAIN, Place.ASIDE} and case.site.owns(link.url)
    }
    menu = {use.key for use in case.site.links.uses if use.menu}
    return graded(max(len(content), len(here - menu)), case.limits.sitemap_links, scope.page.title)


def counter(case: Case, scope: Scope) -> Substance:
    """Usage statistics: a number beside the words."""
    for block in scope.page.facts.blocks:
        words = tokens(block.text)
        if _says(words, case) and re.search(r"\d{2,}", block.text):
            return Substance(Level.FULL, 1, block.text)
    rows = sum(bool(re.search(r"\d{2,}", block.text)) for block in scope.blocks)
    return graded(rows, case.limits.figures)


def _says(words: tuple[str, ...], case: Case) -> bool:
    text = f" {' '.join(words)} "
    return any(f" {' '.join(tokens(term))} " in text for term in case.terms.strong)


def _people(case: Case, scope: Scope) -> list[Person]:
    """Return the persons of a part of a page and of the pages below; those of running text where nothing lists enough of them."""
    found = list(scope.people)
    for child in scope.children if len(found) < _MANY else ():
        found.extend(child.facts.people)
    if sum(bool(p.phone or p.email) for p in found) < case.limits.people:
        known = {p.name for p in found if p.phone or p.email}
        said = [p for p in spoken(case, scope.blocks) if p.name not in known]
        named = {p.name for p in said}
        found = [*(p for p in found if p.name not in named), *said]
    return found


def _line(person: Person) -> str:
    return ", ".join(
        part for part in (person.name, person.title, person.unit, person.phone, person.email) if part
    )


def _line_with(scope: Scope, values: list[str]) -> str:
    blocks = (*scope.page.main_blocks, *scope.page.facts.blocks)
    for value in values:
        for block in blocks:
            if value in block.text:
                return block.text
    return scope.forms[0].text if scope.forms and scope.forms[0].text else scope.quote()
