"""No sentence is left in the wrong language."""

from __future__ import annotations

import re

import pytest

from audit.reasons import REASONS
from crawler.status import FetchStatus
from reports.causes import CAUSES
from reports.i18n import Speech
from reports.statuses import STATUSES
from tools.update_catalogue import messages, read

_PLACE = re.compile(r"%(?:\((\w+)\)[sd]|%)")
_BRACES = re.compile(r"\{(\w+)\}")


def _ids(message_id):
    return [message_id] if isinstance(message_id, str) else list(message_id)


def _places(text):
    return {match[1] for match in _PLACE.finditer(text) if match[1]} | set(_BRACES.findall(text))


@pytest.fixture(scope="module")
def vietnamese():
    return read("vi")


@pytest.fixture(scope="module")
def wanted():
    return [message for message in messages() if message.id]


def test_the_walk_reaches_templates_code_and_reasons(wanted):
    ids = {part for message in wanted for part in _ids(message.id)}
    assert "How the score is made" in ids  # a template
    assert "Partly met" in ids  # reports/labels.py
    assert STATUSES[FetchStatus.TLS].advice in ids
    assert set(REASONS.values()) <= ids


def test_every_message_is_translated_and_none_is_fuzzy(wanted, vietnamese):
    for message in wanted:
        translated = vietnamese.get(message.id)
        assert translated is not None, message.id
        assert not translated.fuzzy, message.id
        assert all(text.strip() for text in _ids(translated.string)), message.id


def test_the_catalogue_holds_nothing_that_is_no_longer_said(wanted, vietnamese):
    known = {message.id for message in wanted}
    assert [message.id for message in vietnamese if message.id and message.id not in known] == []
    assert vietnamese.obsolete == {}


def test_translations_have_the_places_of_their_message(wanted, vietnamese):
    for message in wanted:
        places = set.union(*(_places(part) for part in _ids(message.id)))
        for text in _ids(vietnamese.get(message.id).string):
            assert _places(text) == places, message.id
            # whatever is left is no stray per-cent sign that would break the formatting
            assert "%" not in _PLACE.sub("", text) or not places, text


def test_sentences_keep_their_full_stop(wanted, vietnamese):
    for message in wanted:
        for source, text in zip(_ids(message.id), _ids(vietnamese.get(message.id).string), strict=False):
            assert " " not in source or source.endswith(".") == text.endswith("."), text


def test_places_are_those_that_the_code_fills(wanted):
    """A place without a letter at its end, or with another one, would stop the report."""
    for message in wanted:
        for text in _ids(message.id):
            assert text.count("%(") == len([m for m in _PLACE.finditer(text) if m[1]]), text


def test_every_reason_can_be_said_in_both_languages():
    for locale in ("vi", "en"):
        speech = Speech(locale, REASONS)
        for sentence in REASONS.values():
            filled = speech.text(sentence).replace(")d", ")s") % dict.fromkeys(_places(sentence), "x")
            assert "%(" not in filled


def test_every_status_has_a_sentence_and_advice():
    assert set(STATUSES) == set(FetchStatus)
    assert all(text.sentence.endswith(".") and text.advice.endswith(".") for text in STATUSES.values())


def test_every_portal_wide_cause_has_a_reason_and_advice():
    kinds = {code.removeprefix("fault_") for code in REASONS if code.startswith("fault_")}
    assert set(CAUSES) == kinds


def test_english_wording_differs_from_the_id_only_where_a_context_stands_before_the_bar(wanted):
    english = read("en")
    ids = {message.id for message in wanted if isinstance(message.id, str) and "|" in message.id}
    assert {message.id for message in english if message.id} == ids
    assert all(message.string == message.id.split("|")[1] for message in english if message.id)
