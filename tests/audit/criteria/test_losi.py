"""The local index: every row of the UN's list, worded for provinces, and each one decided by what it says."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml

from audit.criteria.loader import families, load_catalogue, load_edition
from audit.engine import judge
from audit.facts.model import Place
from audit.lexicon.families import untested
from audit.lexicon.words import tokens
from audit.results import Verdict
from audit.scoring import own_scores
from audit.site.units import Unit, UnitKind, Units
from crawler.registry import Kind
from tests.audit.bilingual import bilingual
from tests.audit.sites import CONFIG, lexicon, site

ROWS = (CONFIG / ".." / ".." / "shared" / "data" / "criteria_losi_2024.json").resolve()
LOSI = load_edition(CONFIG / "criteria" / "losi-2024.yaml", lexicon())
CATALOGUE = load_catalogue(CONFIG)
OWN_FAMILIES = yaml.safe_load(
    Path(CONFIG / "lexicon" / "families" / "local.yaml").read_text(encoding="utf-8")
)["families"]
PERSONS = {"PE-250", "PE-252", "TEC-201", "TEC-202", "TEC-208", "TEC-209", "TEC-210", "TEC-246", "TEC-247"}


def test_the_rows_are_the_uns_in_its_order():
    if not ROWS.exists():
        pytest.skip("the shared data lie not beside the checkout")
    rows = json.loads(ROWS.read_text(encoding="utf-8"))["items"]
    assert [c.id for c in LOSI.criteria] == [row["id"] for row in rows]
    assert {c.id: c.sector for c in LOSI.criteria if c.sector} == {
        row["id"]: row["sector"] for row in rows if "sector" in row
    }


def test_all_95_features_count_alike_in_an_index_of_their_own():
    assert len(LOSI.criteria) == 95
    assert LOSI.own_index
    assert {c.weight for c in LOSI.criteria} == {1.0}
    assert {c.subindex.value for c in LOSI.criteria} == {"IF", "CP", "SP", "PE", "EGL", "TEC"}
    for criterion in LOSI.criteria:
        _, part, number = criterion.id.split("-")
        assert criterion.subindex.value == part
        assert criterion.source.text == f"LOSI 2024 #{number}"


def test_provinces_are_asked_and_nobody_else():
    for criterion in LOSI.criteria:
        assert [wanted.kinds for wanted in criterion.applies_to] == [(Kind.PROVINCE,)]
        assert not any(wanted.sectors or wanted.portals for wanted in criterion.applies_to)


def test_what_a_crawl_cannot_decide_is_left_to_a_person():
    left = {c.id.removeprefix("LOSI2024-") for c in LOSI.criteria if c.detector == "person"}
    assert left >= PERSONS
    for criterion in LOSI.criteria:
        if criterion.detector == "person":
            assert criterion.review is not None
            assert min(len(criterion.review.vi), len(criterion.review.en)) > 40


def test_like_leads_to_a_feature_of_the_osi_that_the_crawl_decides_the_same_way():
    like = [c for c in LOSI.criteria if c.like]
    assert len(like) >= 40
    for criterion in like:
        root = CATALOGUE[criterion.root]
        assert root.id.startswith("OSI2024-"), criterion.id
        assert (criterion.detector, criterion.params) == (root.detector, root.params), criterion.id


def test_two_features_of_one_number_have_two_roots():
    roots = [c.root for c in LOSI.criteria]
    assert len(set(roots)) == len(roots)


def test_titles_are_short_and_advice_is_whole_sentences_in_both_languages():
    for criterion in LOSI.criteria:
        for text in (criterion.title.vi, criterion.title.en):
            assert len(text) <= 90, text
            assert not text.endswith("."), text
        for text in (criterion.advice.vi, criterion.advice.en):
            assert text.endswith("."), (criterion.id, text)
    assert len({c.title.vi for c in LOSI.criteria}) == len({c.title.en for c in LOSI.criteria}) == 95


def units(labels: tuple[str, ...]) -> Units:
    home = site(bilingual()).homes[0]
    made = [Unit(t, tokens(t), UnitKind.MENU, home, home.url, t, "vi", Place.NAV) for t in labels]
    return Units(made, lexicon().stop_words(), lexicon().thresholds)


@pytest.mark.parametrize("family", OWN_FAMILIES)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_labels_are_found_as_their_family_and_others_are_not(family, language):
    terms = lexicon().terms(family, language)
    assert list(untested(terms)) == []
    assert len(terms.strong) >= 4
    found = {match.unit.text for match in units(terms.names).find(terms)}
    assert found == set(terms.names)
    assert [match.unit.text for match in units(terms.others).find(terms)] == []


def test_every_family_of_local_life_is_asked_for():
    asked = {family for criterion in CATALOGUE.values() for family in families(criterion)}
    assert set(OWN_FAMILIES) <= asked


def test_a_province_gets_a_score_of_its_own_and_a_ministry_none():
    province = site(bilingual(), kind="province", day=date(2018, 6, 30))
    judged = judge(province, LOSI.criteria, lexicon(), province.day)
    (score,) = own_scores(judged, [LOSI])
    assert score.edition == "losi-2024"
    assert sum(part.weight for part in score.parts) == pytest.approx(100)
    assert 0 < score.english.low < score.english.high < 100
    found = sum(j.english.verdict is Verdict.MET for j in judged)
    part = sum(j.english.verdict is Verdict.PARTLY for j in judged)
    assert score.english.low == pytest.approx(100 * (found + part / 2) / 95)
    ministry = site(bilingual())
    assert own_scores(judge(ministry, LOSI.criteria, lexicon(), ministry.day), [LOSI]) == ()
