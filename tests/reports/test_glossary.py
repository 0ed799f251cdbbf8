"""The words of the reports: one for each thing, in both languages, as docs/glossary.md has them."""

from __future__ import annotations

import re
import unicodedata

import pytest

from reports.i18n import LOCALES, Speech, translations
from tests.reports import samples
from tests.reports.glossary import holds, kept, otherwise, parts, plain, prose, terms
from tools.update_catalogue import messages, read

_SYLLABLE = re.compile(
    r"(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?"
    r"(?:a|ai|ao|au|ay|e|eo|eu|i|ia|ie|ieu|iu|o|oa|oai|oay|oe|oeo|oi|u|ua|uao|uay|ue|ui|uo|uoi|uou|uu|uy|uya|uye|uyu|y|ye|yeu)"
    r"(?:c|ch|m|n|ng|nh|p|t)?",
)
"""What a Vietnamese syllable looks like without its marks."""


def _ids(message_id):
    return [message_id] if isinstance(message_id, str) else list(message_id)


@pytest.fixture(scope="module")
def sentences():
    """Each message that is translated: its English forms, and its Vietnamese."""
    vietnamese = read("vi")
    found = []
    for message in messages():
        said = message.id and vietnamese.get(message.id)
        if said and said.string:
            found.append((_ids(message.id), " ".join(_ids(said.string))))
    return found


def is_english(word: str) -> bool:
    """Whether a word has no mark and cannot be a Vietnamese syllable that needs none."""
    return word.isascii() and len(word) > 1 and not _SYLLABLE.fullmatch(word.lower())


def english_words(text: str) -> set[str]:
    """Words of a Vietnamese text that look like English and are not listed."""
    return {word for word in parts(plain(text)) if is_english(word) and word.lower() not in kept()}


def without_marks(text: str) -> bool:
    """Whether a text has no letter that only Vietnamese has."""
    return (
        not any(unicodedata.combining(c) for c in unicodedata.normalize("NFD", text))
        and "đ" not in text.lower()
    )


def test_the_glossary_has_the_terms_of_the_reports():
    found = terms()
    first = [term.forms[0] for term in found]

    assert {"agency", "portal", "this run", "criterion", "verdict", "evidence", "finding"} <= set(first)
    assert len(first) == len(set(first))
    assert all(term.vietnamese and term.not_vietnamese and term.source for term in found)
    assert all(text == unicodedata.normalize("NFC", text) for term in found for text in term.vietnamese)


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.forms[0])
def test_a_term_is_said_with_its_word(term, sentences):
    exceptions = otherwise()
    wrong = [
        (ids[-1], said)
        for ids, said in sentences
        if any(holds(plain(ids[-1]), form) for form in term.forms)
        and not any(word.lower() in said.lower() for word in term.vietnamese)
        and ids[-1] not in exceptions
    ]

    assert wrong == []


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.forms[0])
def test_no_other_word_is_used_for_it(term, sentences):
    english = [text for ids, _ in sentences for text in ids] + [line for _, line in prose("en")]
    vietnamese = [said for _, said in sentences] + [line for _, line in prose("vi")]
    exceptions = otherwise()

    assert [
        (word, text)
        for word in term.not_english
        for text in english
        if holds(plain(text), word) and text not in exceptions
    ] == []
    assert [
        (word, text) for word in term.not_vietnamese for text in vietnamese if holds(plain(text), word)
    ] == []


def test_what_is_said_otherwise_still_has_to_be(sentences):
    known = {ids[-1]: said for ids, said in sentences}
    for sentence, why in otherwise().items():
        assert why, sentence
        assert sentence in known, f"no longer said: {sentence}"
        odd = [
            term
            for term in terms()
            if (
                any(holds(plain(sentence), form) for form in term.forms)
                and not any(word.lower() in known[sentence].lower() for word in term.vietnamese)
            )
            or any(holds(plain(sentence), word) for word in term.not_english)
        ]
        assert odd, f"needs no exception any more: {sentence}"


def test_no_english_is_left_in_vietnamese_sentences(sentences):
    assert [(left, said) for _, said in sentences if (left := english_words(said))] == []


def test_no_english_is_left_in_vietnamese_help():
    assert [(name, left) for name, line in prose("vi") if (left := english_words(line))] == []


@pytest.mark.parametrize("word", ["pages", "should", "with", "which", "findings", "template", "score"])
def test_english_words_are_known_as_such(word):
    assert is_english(word)


@pytest.mark.parametrize("word", ["trang", "quan", "nghiem", "trinh", "thuong", "khuyen", "xoay", "giua"])
def test_vietnamese_syllables_are_no_english(word):
    assert not is_english(word)


def test_every_vietnamese_sentence_has_its_marks(sentences):
    listed = kept()
    bare = [
        said
        for _, said in sentences
        if without_marks(plain(said)) and len([w for w in parts(plain(said)) if w.lower() not in listed]) > 3
    ]

    assert bare == []


def test_text_is_composed(sentences):
    for _, said in sentences:
        assert said == unicodedata.normalize("NFC", said)
    for locale in LOCALES:
        assert all(line == unicodedata.normalize("NFC", line) for _, line in prose(locale))


@pytest.mark.parametrize("locale", LOCALES)
def test_plurals_follow_the_language(locale):
    catalogue = translations(locale)
    pairs = [message.id for message in messages() if isinstance(message.id, tuple | list)]

    assert pairs
    for one, many in pairs:
        said = [catalogue.ngettext(one, many, number) for number in (0, 1, 2, 5, 21, 101)]
        if locale == "en":
            assert said == [many, one, many, many, many, many]
        else:
            assert len(set(said)) == 1
            assert said[0] not in {one, many} or one == said[0]


def test_plural_forms_of_english_differ_and_name_the_number():
    for message in messages():
        if isinstance(message.id, tuple | list):
            one, many = message.id
            assert "(s)" not in many
            assert re.search(r"%\((?:num|count)\)s", many), many
            assert one != many or "more" in one or "(%(num)s)" in one, one


def test_the_catalogue_says_how_many_plurals_it_has():
    vietnamese = read("vi")

    assert vietnamese.num_plurals == 1
    assert all(len(m.string) == 1 for m in vietnamese if m.id and isinstance(m.id, tuple | list) and m.string)
    assert Speech("vi").translations.info()["plural-forms"].startswith("nplurals=1")


def test_criteria_use_the_same_words():
    """What criteria ask and advise stands in the reports, too. Only in Vietnamese: in English they speak of other things."""
    rules = samples.rules()
    texts = [
        (criterion.id, names)
        for edition in rules.editions
        for criterion in edition.criteria
        for names in (criterion.title, criterion.advice, criterion.review)
        if names
    ]

    assert len(texts) > 500
    wrong = [
        (id_, word)
        for id_, names in texts
        for term in terms()
        for word in term.not_vietnamese
        if holds(names.vi, word)
    ]
    assert wrong == []
