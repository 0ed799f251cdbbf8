"""What of a service is in English, and whether foreigners can use it (Decree 43/2011/NĐ-CP Art. 13)."""

from __future__ import annotations

from collections.abc import Sequence

from audit.facts.services.model import ActionKind, Procedure, ProcedureField
from audit.lexicon.words import find_phrase, holds_any, tokens
from audit.services.mentions import Mention
from audit.services.model import ServiceEnglish
from audit.services.rules import Foreigners, ServiceRules
from audit.site import Page

_ENGLISH = "en"
_BEFORE, _AFTER = 7, 5  # words on either side of a term in which a negation turns it round


def english_of(found: Sequence[Mention], filed_in_english: bool = False) -> ServiceEnglish:
    """Return what of a service is in English, by the text itself and never by the address it stands at.

    Args:
        found: All mentions of the service.
        filed_in_english: Whether an electronic form in English is behind a button of it.
    """
    procedures = [one.procedure for one in found if one.procedure is not None]
    told = {each.field for one in procedures for each in one.fields if each.language == _ENGLISH}
    named = any(one.language == _ENGLISH and _says(one) == _ENGLISH for one in found)
    if any(one.procedure is not None and _says(one) == _ENGLISH for one in found):
        told.add(ProcedureField.NAME)
    return ServiceEnglish(
        name=named,
        summary=any(one.summary and one.summary_language == _ENGLISH for one in procedures),
        fields=tuple(field for field in ProcedureField if field in told),
        form=filed_in_english or any(_form(one) for one in procedures),
        guidance=any(
            action.kind is ActionKind.GUIDE and action.language == _ENGLISH
            for one in procedures
            for action in one.actions
        ),
    )


def _says(one: Mention) -> str:
    told = one.procedure.language if one.procedure is not None else one.row.language if one.row else ""
    return told if told in {"en", "vi"} else one.language


def _form(one: Procedure) -> bool:
    """Whether a form is English: by its name, or because a page that speaks English of the service links to it or holds it."""
    return any(file.language == _ENGLISH for file in one.forms) or (
        bool(one.forms or one.has_form) and speaks_english(one)
    )


def speaks_english(one: Procedure) -> bool:
    """Whether a page tells of a service in English, by its text: of half-translated pages, by what most of it is in.

    A page that is nothing but the form speaks as its name does.
    """
    content = [each.language for each in one.fields if each.field is not ProcedureField.NAME]
    english, vietnamese = content.count(_ENGLISH), content.count("vi")
    if not content:
        return one.language == _ENGLISH and (one.has_form or one.summary_language == _ENGLISH)
    if one.language == _ENGLISH:
        return english > 0 or (one.summary_language == _ENGLISH and not vietnamese)
    return english > vietnamese


def for_foreigners(found: Sequence[Mention], rules: ServiceRules) -> bool | None:
    """Say whether foreigners can use a service, by its name, by whom its pages name and by the title of lists; None when nothing tells."""
    who = [
        each.text
        for one in found
        if one.procedure is not None
        for each in one.procedure.fields
        if each.field is ProcedureField.WHO
    ]
    words = rules.foreigners
    if any(_holds(text, (*words.any, *words.who), words) for text in who):
        return True
    if any(holds_any(tokens(text), words.none) for text in who):
        return False
    named = [one.name for one in found] + [
        one.page.title for one in found if one.row and _only_lists(one.page)
    ]
    return True if any(_holds(text, words.any, words) for text in named) else None


def _only_lists(page: Page) -> bool:
    """Whether a page describes no service itself: beside one, others are listed as related."""
    told = page.services
    return told is None or told.procedure is None


def _holds(text: str, terms: Sequence[str], said: Foreigners) -> bool:
    """Whether a text holds one of the terms without a negation close to it."""
    words = tokens(text)
    for term in terms:
        phrase = tokens(term)
        place = find_phrase(words, phrase)
        if place < 0:
            continue
        before, after = words[max(0, place - _BEFORE) : place], words[place + len(phrase) :][:_AFTER]
        if not holds_any(before, said.negations) and not holds_any(after, said.not_after):
            return True
    return False
