"""Substance of services: catalogue, procedure, vacancies, offers, groups, apps, alerts, places, guides."""

from __future__ import annotations

import re
from collections import Counter

from audit.detectors.case import Case
from audit.detectors.checks.base import Level, Substance, graded
from audit.detectors.patterns import AGE, AMOUNT, PHONE
from audit.detectors.scope import Scope
from audit.lexicon.words import find_phrase, tokens
from audit.site import Page, Role
from audit.site.addresses import folder_of, host_of, is_deep, key_of
from audit.site.roles import service_signs

_CODE = re.compile(r"\b\d\.\d{6}\b")
_TERM = re.compile(
    r"\b\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?\b|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_STORES = ("play.google.com", "apps.apple.com", "itunes.apple.com", "appgallery.huawei.com")
_SHORT_CODE = re.compile(r"(?:soạn|gửi|text|sms)\b.{0,40}?\b\d{3,5}\b", re.IGNORECASE)


def catalogue(case: Case, scope: Scope) -> Substance:
    """Service list: eight entries with pages of one pattern, procedure codes or levels, or as many service pages."""
    rows = max((t.rows for t in scope.tables), default=0)
    codes = len(set(_CODE.findall(scope.text)))
    below = len([p for p in scope.children if p.is_any(Role.SERVICE)])
    pattern = pattern_pages(case, scope)
    described = below + sum(p.is_any(Role.SERVICE) for p in pattern)
    count = max(rows if codes or scope.holds(case.purpose("level")) else 0, codes, described)
    listed = len(pattern) >= case.limits.catalogue_entries and described >= case.limits.catalogue_described
    count = max(count, len(pattern) if listed else 0)
    if count >= case.limits.catalogue_entries:
        return Substance(Level.FULL, count, scope.quote(case.terms.strong))
    return graded(count + len(pattern) + rows + (scope.chars >= case.limits.prose_chars), 10**9)


def pattern_pages(case: Case, scope: Scope, *, menus: bool = False) -> list[Page]:
    """Return the pages linked from the scope, its menus left out or not, that share their most common folder."""
    links = scope.page.facts.links if menus else scope.links
    targets = [case.site.by_key.get(key_of(link.url)) for link in links]
    pages = [page for page in targets if page is not None and page is not scope.page]
    if not pages:
        return []
    folder, _ = Counter(folder_of(page.url) for page in pages).most_common(1)[0]
    return list({page.key: page for page in pages if folder_of(page.url) == folder}.values())


def service(case: Case, scope: Scope) -> Substance:
    """One procedure: three of who, steps, documents, fee, time, office."""
    signs = service_signs(scope.page, case.lexicon)
    return graded(signs, case.limits.service_labels, scope.quote(case.terms.strong))


def vacancies(case: Case, scope: Scope) -> Substance:
    """Vacancies: dated notices, a form, or a link to the list of this body's posts."""
    if len(scope.dated) >= case.limits.dated_items or scope.own_forms:
        newest = max((item.date for item in scope.dated), default="")
        return Substance(
            Level.FULL, len(scope.dated), scope.line_of((newest,)) or scope.quote(case.terms.strong)
        )
    links = [
        link for link in scope.links if is_deep(link.url) and _speaks(link.text + " " + link.context, case)
    ]
    outside = [link for link in links if host_of(link.url) not in case.site.hosts]
    if outside or len(scope.documents) >= case.limits.dated_items:
        return Substance(Level.FULL, len(outside), scope.quote(case.terms.strong))
    return graded(len(links) + len(scope.dated) + (scope.chars >= 80), 10**9, scope.quote(case.terms.strong))


def offer(case: Case, scope: Scope) -> Substance:
    """Scholarships, internships: what is offered, with a link or form to go on, or two of how much, to whom, by when."""
    links = [link for link in scope.links if is_deep(link.url)]
    if scope.chars >= 80 and (links or scope.own_forms or scope.documents):
        return Substance(Level.FULL, len(links), scope.quote(case.terms.strong))
    told = [AMOUNT.search(scope.text), scope.holds(case.purpose("conditions")), _TERM.search(scope.text)]
    if sum(map(bool, told)) >= case.limits.group_signs:
        return Substance(Level.FULL, sum(map(bool, told)), scope.quote(case.terms.strong))
    return graded(scope.chars, 10**9, scope.quote(case.terms.strong), some=40)


def group(case: Case, scope: Scope) -> Substance:
    """Help for a group: two of telephone, link to apply, conditions, amounts, list of offices."""
    signs = [
        bool(PHONE.search(scope.text)),
        bool(scope.holds(case.lexicon[case.language].apply)) or bool(scope.own_forms),
        bool(scope.holds(case.purpose("conditions"))) or bool(AGE.search(scope.text)),
        bool(scope.holds(case.purpose("benefits"))) or bool(AMOUNT.search(scope.text)),
        bool(scope.documents) or len(scope.links) >= 5,
    ]
    plain = scope.heading or sum(signs) > case.limits.group_signs  # a short page may say it all
    prose = scope.chars >= (case.limits.section_chars if plain else case.limits.prose_chars)
    if sum(signs) >= case.limits.group_signs and prose:
        return Substance(Level.FULL, sum(signs), scope.quote(case.terms.strong))
    return graded(scope.chars, 10**9, scope.quote(case.terms.strong), some=80)


def store(case: Case, scope: Scope) -> Substance:
    """Mobile services: a link to a store."""
    links = [link for link in scope.page.facts.links if host_of(link.url) in _STORES]
    if links:
        return Substance(Level.FULL, len(links), scope.quote(case.terms.strong))
    return graded(scope.chars, 10**9, some=80)


def phone_form(_case: Case, scope: Scope) -> Substance:
    """Alerts: a form with a telephone field, or a short code to text."""
    forms = [f for f in scope.page.facts.forms if any(field.kind == "tel" for field in f.fields)]
    code = _SHORT_CODE.search(scope.text)
    if forms or code:
        return Substance(Level.FULL, len(forms) + bool(code), code.group() if code else scope.quote())
    return graded(scope.chars, 10**9, some=80)


def places(case: Case, scope: Scope) -> Substance:
    """Help points: places with address or telephone, and the purpose said."""
    rows = max(max((t.rows for t in scope.tables), default=0), len(scope.people))
    listed = max(rows, sum(1 for block in scope.blocks if block.tag == "li" and _is_place(block.text, case)))
    purpose = scope.holds(case.purpose("online_help"))
    place = next((block.text for block in scope.blocks if _is_place(block.text, case)), "")
    told = scope.chars >= case.limits.section_chars and bool(place)
    if (listed >= case.limits.dated_items or told) and purpose:
        return Substance(Level.FULL, listed, place or scope.quote([purpose]))
    return graded(listed + (scope.chars >= 80), 10**9, scope.quote(case.terms.strong))


def steps(case: Case, scope: Scope) -> Substance:
    """Guides: numbered steps, video or manual for an online service, addressed to the public."""
    ordered = len(
        [h for h in scope.headings if re.match(r"(?:step|bước|\d+[.)])\s*\d*", h.text, re.IGNORECASE)]
    )
    ordered = max(
        ordered, sum(bool(re.match(r"(?:step|bước)\s*\d", b.text, re.IGNORECASE)) for b in scope.blocks)
    )
    video = any(widget.startswith(("video", "youtube")) for widget in scope.page.facts.widgets)
    ordered = max(ordered, sum(block.tag == "li" for block in scope.blocks))
    files = len(scope.documents)
    purpose = scope.holds(case.purpose("online_help"))
    if purpose and (ordered >= 3 or video or files) and not scope.page.is_any(Role.STAFF):
        return Substance(Level.FULL, max(ordered, files, 1), scope.quote([purpose]))
    return graded(scope.chars, 10**9, some=80)


def questions(case: Case, scope: Scope) -> Substance:
    """Help: three questions."""
    facts = scope.page.facts
    asked = {b.text for b in scope.page.main_blocks if b.text.rstrip().endswith("?") and len(b.text) < 250}
    asked |= {h.text for h in facts.headings if h.text.rstrip().endswith("?")}
    count = len(asked) + 3 * ("FAQPage" in facts.schema_types)
    count += sum(1 for child in scope.children if child.title.rstrip().endswith("?"))
    quote = next(iter(sorted(asked)), "")
    if count < case.limits.questions and len(scope.children) >= case.limits.questions:
        count = len(scope.children)
    return graded(count, case.limits.questions, quote) if count else graded(scope.chars, 10**9, some=80)


def _speaks(text: str, case: Case) -> bool:
    words = tokens(text)
    return any(find_phrase(words, tokens(term)) >= 0 for term in (*case.terms.strong, *case.terms.weak))


def _is_place(text: str, case: Case) -> bool:
    words = tokens(text)
    return any(find_phrase(words, tokens(term)) >= 0 for term in case.purpose("address")) or bool(
        PHONE.search(text)
    )
