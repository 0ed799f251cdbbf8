from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from audit.criteria.loader import edition_names, families, load_edition
from audit.detectors.checks import CHECKS
from audit.lexicon import load_lexicon
from audit.lexicon.words import find_phrase, holds_any, tokens
from crawler.errors import ConfigError

CONFIG = Path(__file__).parents[2] / "config"
LEXICON = load_lexicon(CONFIG)
LANGUAGE_NAMES = ("en", "vi")


def all_terms():
    for language in LANGUAGE_NAMES:
        for name in LEXICON.families:
            family = LEXICON.terms(name, language)
            for kind in ("strong", "weak", "negative"):
                for term in getattr(family, kind):
                    yield language, name, kind, term


def test_every_family_that_a_criterion_names_has_strong_names_in_both_languages():
    named = {
        family
        for edition in edition_names(CONFIG)
        for criterion in load_edition(CONFIG / "criteria" / f"{edition}.yaml").criteria
        for family in families(criterion)
    }
    assert len(named) > 40
    for family in named:
        for language in LANGUAGE_NAMES:
            assert LEXICON.terms(family, language).strong, (family, language)


def test_terms_are_nfc_lower_case_with_single_spaces():
    for language, family, kind, term in all_terms():
        where = (language, family, kind, term)
        assert term == unicodedata.normalize("NFC", term), where
        assert term == term.lower() == " ".join(term.split()), where


def test_no_term_is_both_strong_and_weak_or_both_wanted_and_refused():
    for language in LANGUAGE_NAMES:
        for name in LEXICON.families:
            family = LEXICON.terms(name, language)
            strong, weak = ({tokens(t) for t in terms} for terms in (family.strong, family.weak))
            assert not strong & weak, (language, name, strong & weak)
            refused = [tokens(t) for t in family.negative]
            for term in strong | weak:
                assert not any(find_phrase(term, no) >= 0 for no in refused), (language, name, term)


def test_every_family_names_a_check_that_exists():
    assert {traits.check for traits in LEXICON.families.values()} <= set(CHECKS)


def test_vietnamese_terms_keep_their_diacritics():
    plain = [
        (family, term)
        for language, family, kind, term in all_terms()
        if language == "vi" and kind == "strong" and term.isascii() and " " in term
    ]
    assert plain == []


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Uỷ ban nhân dân", "ủy ban nhân dân"),
        ("HOÀ BÌNH", "hòa bình"),
        ("Hỏi - đáp", "hỏi đáp"),
        ("Driver’s licence", "drivers licence"),
        ("Chức năng, nhiệm vụ", "chức năng nhiệm vụ"),
        (unicodedata.normalize("NFD", "Liên hệ"), "liên hệ"),
    ],
)
def test_matching_folds_case_tone_style_and_punctuation(written, same):
    assert tokens(written) == tokens(same)


def test_phrases_match_whole_words_only():
    assert find_phrase(tokens("an open competition"), tokens("petition")) == -1
    assert find_phrase(tokens("e-petition site"), tokens("petition")) == 1
    assert holds_any(tokens("bản đồ hành chính"), ("sơ đồ cổng", "bản đồ hành chính")) == "bản đồ hành chính"


@given(st.text(max_size=60))
def test_tokens_never_fail_and_are_stable(text):
    words = tokens(text)
    assert tokens(" ".join(words)) == words


def test_sectors_map_the_registrys_words_in_one_place():
    sectors = LEXICON.sectors
    assert sectors.of(("labour", "social_welfare", "heritage")) == {"employment", "social_protection"}
    assert sectors.of(("all",)) == {*sectors.sectors, "whole_government"}
    assert not set(sectors.sectors) & set(sectors.fields)


@pytest.fixture
def config(tmp_path):
    shutil.copytree(CONFIG / "lexicon", tmp_path / "lexicon")
    shutil.copy(CONFIG / "sectors.yaml", tmp_path)
    return tmp_path


def edit(path: Path, change) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def test_a_term_in_capitals_is_refused_with_file_and_line(config):
    path = config / "lexicon" / "families" / "institution.yaml"
    edit(path, lambda data: data["families"]["contact"]["vi"]["strong"].append("Liên Hệ"))
    with pytest.raises(ConfigError, match=r"institution\.yaml:\d+: families\.contact\.vi.*not lower case"):
        load_lexicon(config)


def test_a_family_in_one_language_only_is_refused(config):
    path = config / "lexicon" / "families" / "institution.yaml"
    edit(path, lambda data: data["families"]["privacy"].pop("en"))
    with pytest.raises(ConfigError, match=r"institution\.yaml:\d+: families\.privacy\.en: Field required"):
        load_lexicon(config)


def test_a_family_in_two_files_is_refused(config):
    folder = config / "lexicon" / "families"
    family = yaml.safe_load((folder / "technology.yaml").read_text(encoding="utf-8"))["families"]["site_map"]
    edit(folder / "institution.yaml", lambda data: data["families"].update(site_map=family))
    with pytest.raises(ConfigError, match=r"technology\.yaml:\d+: families\.site_map: .*in another file"):
        load_lexicon(config)


def test_a_threshold_out_of_range_is_refused(config):
    edit(config / "lexicon" / "thresholds.yaml", lambda data: data.update(coverage=2))
    with pytest.raises(ConfigError, match=r"thresholds\.yaml:\d+: coverage"):
        load_lexicon(config)


def test_a_word_mapped_to_no_sector_is_refused(config):
    edit(config / "sectors.yaml", lambda data: data["registry"].update(labour=["work"]))
    with pytest.raises(ConfigError, match="there is no sector 'work'"):
        load_lexicon(config)
