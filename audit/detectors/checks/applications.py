"""Substance of transactions: a way to apply for this very thing online, to bid, to report; what tells about it is a part of it.

The UN asks for two levels of most services, information and full online application (reference: OSI 2024 #049-#059, #182-#191).
"""

from __future__ import annotations

from audit.detectors.case import Case
from audit.detectors.checks.base import Level, Substance
from audit.detectors.hosts import spells
from audit.detectors.scope import Scope
from audit.facts.model import Form, Link
from audit.lexicon.words import holds_any, tokens
from audit.site import Role
from audit.site.addresses import is_deep
from audit.site.roles import service_signs
from crawler.status import FetchStatus

_VERB_WORDS = 8
"""A button says what it does in a few words; a longer link is a sentence."""
_NO_PAGE = frozenset({FetchStatus.NOT_FOUND, FetchStatus.NOT_A_PAGE})


def application(case: Case, scope: Scope) -> Substance:
    """A service: a form or button that files it online is the whole of it, what describes it a part.

    A service that the page itself calls partly online is a part, too: the rest is done in person.
    """
    signs = service_signs(scope.page, case.lexicon)
    way = way_to_apply(case, scope)
    if way and not _partial(case, scope):
        return Substance(Level.FULL, max(signs, 1), way)
    told = bool(way) or signs or scope.documents
    return Substance(Level.SOME if told else Level.NONE, signs, way or scope.quote(case.terms.strong))


def bidding(case: Case, scope: Scope) -> Substance:
    """E-procurement: where suppliers sign in and bid, or a link past the front door of the place where they do (SP-029)."""
    bidder = scope.holds(case.purpose("bidder"))
    forms = [form for form in scope.page.facts.forms if form.role != "search" and len(form.fields) >= 2]
    links = [link for link in scope.links if not case.site.owns(link.url) and _names(case, link)]
    deep = [link for link in links if is_deep(link.url)]
    if (bidder and forms) or deep:
        return Substance(Level.FULL, len(forms) + len(deep), deep[0].text if deep else scope.quote([bidder]))
    return Substance(
        Level.SOME if bidder or links else Level.NONE, len(links), scope.quote(case.terms.strong)
    )


def way_to_apply(case: Case, scope: Scope) -> str:
    """Return the words of the form, button or link that files an application; empty when there is none."""
    for form in scope.own_forms:
        if not _feedback(case, form):
            return form.buttons[0] if form.buttons else form.text or scope.page.title
    for link in scope.links:
        if _verb(case, link.text) and _files(case, scope, link):
            return link.text
    pressed = [block.text for block in scope.blocks if block.tag == "button"]
    pressed += [link.text for link in scope.page.facts.script_links]
    described = service_signs(scope.page, case.lexicon) >= case.limits.service_labels
    return next((text for text in pressed if described and _verb(case, text)), "")


def _verb(case: Case, text: str) -> bool:
    words = tokens(text)
    named = 0 < len(words) <= _VERB_WORDS and holds_any(words, case.purpose("apply_online"))
    return bool(named) and not holds_any(words, case.purpose("how_to"))


def _files(case: Case, scope: Scope, link: Link) -> bool:
    """Whether a button leads to where the thing is filed: a form, a login, a place inside another official site."""
    page = case.site.page(link.url)
    if page is scope.page:
        return False
    if page is not None:
        return (page.is_any(Role.FORM) or case.site.forms.signs_in(page)) and not page.is_any(
            Role.NEWS, Role.SPEECH
        )
    if case.site.owns(link.url) and case.site.unread_status(link.url) in _NO_PAGE:
        return False
    return is_deep(link.url) or spells(link.url, (*case.traits.en.strong, *case.traits.vi.strong))


def _feedback(case: Case, form: Form) -> bool:
    """Whether a form asks for an opinion of the page or a message to the agency and files nothing."""
    said = tokens(" ".join((form.text, *form.buttons)))
    files = any(holds_any(tokens(button), case.purpose("apply_online")) for button in form.buttons)
    return bool(holds_any(said, case.purpose("feedback"))) and not files


def _partial(case: Case, scope: Scope) -> bool:
    return bool(scope.holds(case.purpose("process_part"))) and not scope.holds(case.purpose("process_whole"))


def _names(case: Case, link: Link) -> bool:
    return bool(holds_any(tokens(link.text), (*case.terms.strong, *case.purpose("bidder"))))
