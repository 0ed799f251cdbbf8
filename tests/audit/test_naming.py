"""What no family can be named by is left out before it is indexed, and nothing else is."""

from __future__ import annotations

import pickle

import pytest

from audit.facts.model import Place
from audit.lexicon import LANGUAGES
from audit.lexicon.words import plain_word, tokens
from audit.site import Unit, UnitKind
from audit.site.units import Units
from tests.audit.bilingual import bilingual
from tests.audit.sites import lexicon, site

TERMS = [family.terms(language) for family in lexicon().families.values() for language in LANGUAGES]
TEXTS = sorted({text for terms in TERMS for text in (*terms.names, *terms.others, *terms.lines)})[::5]
KINDS = (UnitKind.MENU, UnitKind.LANDING_TITLE, UnitKind.SLUG)


def spelled(text):
    return " ".join(map(plain_word, tokens(text)))


def test_what_is_left_out_would_name_no_family():
    naming, page = lexicon().naming, site(bilingual()).homes[0]
    every, kept = [], []
    for text in (*TEXTS, *(f"{text} {' '.join([text[::-1]] * 4)}" for text in TEXTS)):
        for kind in KINDS:
            shown = spelled(text) if kind is UnitKind.SLUG else text
            unit = Unit(shown, tokens(shown), kind, page, page.url, page.key, "vi", Place.MAIN)
            every.append(unit)
            if naming.may_spell(shown) if kind is UnitKind.SLUG else naming.may_name(shown):
                kept.append(unit)
    whole, part = (Units(units, lexicon().stop_words(), lexicon().thresholds) for units in (every, kept))
    assert len(kept) < 0.9 * len(every)
    for terms in TERMS:
        assert part.find(terms) == whole.find(terms)


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("Liên hệ", True),
        ("Contact us", True),
        (
            "The minister met partners at a forum on growth and thanked all for the contact of many years",
            False,
        ),
        ("Xin cảm ơn quý vị đã theo dõi hôm qua", False),
        ("", False),
        ("contact " * 26, False),
    ],
)
def test_a_text_may_name_what_fills_enough_of_it(text, may):
    assert lexicon().naming.may_name(text) is may


def test_an_address_may_spell_a_vietnamese_name_without_marks():
    naming = lexicon().naming
    assert naming.may_spell("co cau to chuc")
    assert not naming.may_name("co cau to chuc")
    assert not naming.may_spell("trang tri nha cua ngay mua")


def test_a_lexicon_that_has_been_used_goes_to_other_processes():
    used = lexicon()
    assert used.naming.may_name(TEXTS[0])
    assert pickle.loads(pickle.dumps(used)).naming.may_name(TEXTS[0])
