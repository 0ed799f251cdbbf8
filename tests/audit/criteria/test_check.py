"""`osi-audit criteria check`: every fault at once, with file and line."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from audit.__main__ import run
from audit.criteria.check import check_config, text_faults
from audit.criteria.check_terms import found_in
from audit.lexicon import load_lexicon
from audit.lexicon.families import FamilyTerms
from tests.audit.small_lexicon import forget_nesting

CONFIG = Path(__file__).parents[3] / "config"

EDITION = """\
edition: mine
version: "1"
title: {vi: Bộ tiêu chí thử, en: Trial}
criteria:
  - id: T-1
    subindex: TEC
    group: technology
    title: {vi: Liên hệ, en: Contact}
    advice: {vi: Hãy công bố., en: Publish it.}
    detector: named
    params: {family: contact}
    source: {text: "none"}
"""
FAMILY = """\
families:
  contact:
    placement: site
    check: channel
    confidence: high
    en:
      strong: [contact us]
      weak: [hotline]
      negative: [contact lenses]
      names: [Contact us, "Hotline 1900 9095"]
      others: [Contact lenses]
    vi:
      strong: [liên hệ]
      names: ["LIÊN HỆ"]
"""


@pytest.fixture
def config(tmp_path):
    """A small configuration without a fault."""
    shutil.copytree(CONFIG / "lexicon", tmp_path / "lexicon")
    shutil.rmtree(tmp_path / "lexicon" / "families")
    (tmp_path / "lexicon" / "families").mkdir()
    forget_nesting(tmp_path / "lexicon")
    (tmp_path / "criteria").mkdir()
    for name in ("guard.yaml", "notify.yaml", "retention.yaml", "sectors.yaml", "weights.yaml"):
        shutil.copy(CONFIG / name, tmp_path)
    write(tmp_path, EDITION, FAMILY)
    return tmp_path


def write(config: Path, edition: str | None = None, family: str | None = None) -> None:
    if edition is not None:
        (config / "criteria" / "mine.yaml").write_text(edition, encoding="utf-8")
    if family is not None:
        (config / "lexicon" / "families" / "mine.yaml").write_text(family, encoding="utf-8")


def said(config: Path) -> list[str]:
    return [str(fault).removeprefix(f"{config}/") for fault in check_config(config)]


def test_a_sound_configuration_has_no_faults(config, capsys):
    assert said(config) == []
    assert run(["criteria", "check", "--config", str(config)]) == 0
    assert "mine 1: 1 criterion, no errors" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("detector: named", "detector: guess", "mine.yaml:10: criteria.0.detector: there is no detector 'guess'"),
        ("family: contact}", "families: [contact, luck]}", "mine.yaml:11: criteria.0.params: there is no family 'luck' in the lexicon"),
        ("group: technology", "group: technology\n    sector: sport", "mine.yaml:8: criteria.0.sector: there is no sector 'sport'"),
        ("group: technology", "group: technology\n    weight: -1", "mine.yaml:8: criteria.0.weight: Input should be greater than 0 (found -1)"),
        ("group: technology", "group: technology\n    colour: red", "mine.yaml:8: criteria.0.colour: unknown key"),
        ("group: technology", "group: technology\n    like: T-1", "mine.yaml:8: criteria.0.like: goes round in a circle: T-1 -> T-1"),
        ("en: Publish it.", "xx: y", "mine.yaml:9: criteria.0.advice.en: Field required"),
        ("en: Publish it.", 'en: " "', "mine.yaml:9: criteria.0.advice: the text is missing in one language"),
        ("en: Publish it.", "en: Hãy công bố.", "mine.yaml:9: criteria.0.advice: the text is the same in both languages"),
        ("vi: Liên hệ", "vi: Lien he", "mine.yaml:8: criteria.0.title: the Vietnamese text has no diacritics"),
    ],
)  # fmt: skip
def test_a_fault_of_an_edition_is_named_with_its_line(config, old, new, fault):
    write(config, EDITION.replace(old, new))

    assert f"criteria/{fault}" in said(config)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("check: channel", "check: vibes", "mine.yaml:4: families.contact.check: there is no check 'vibes'"),
        ("weak: [hotline]", "weak: [hotline, call us]", "mine.yaml:8: families.contact.en.weak.1: no label of `names` tests the term 'call us'"),
        ("others: [Contact lenses]", "others: [Lenses]", "mine.yaml:9: families.contact.en.negative.0: no label of `others` tests the term 'contact lenses'"),
        ('names: ["LIÊN HỆ"]', 'names: ["LIÊN HỆ", Địa chỉ]', "mine.yaml:14: families.contact.vi.names.1: 'Địa chỉ' is not found as this family"),
        ("others: [Contact lenses]", "others: [Contact lenses, Contact us now]", "mine.yaml:11: families.contact.en.others.1: 'Contact us now' is found as this family, by 'contact us'"),
        ('      names: ["LIÊN HỆ"]\n', "", "mine.yaml:12: families.contact.vi: has no examples: none of its terms is tested"),
        ("  contact:", "  lost:", "mine.yaml:2: families.lost: no criterion asks for this family"),
        ("    vi:\n      strong: [liên hệ]\n", "    vi:\n", "mine.yaml:12: families.contact.vi: has no strong term"),
        ("placement: site", "placement: moon", "mine.yaml:3: families.contact.placement: Input should be 'site' or 'section' (found 'moon')"),
    ],
)  # fmt: skip
def test_a_fault_of_a_family_is_named_with_its_line(config, old, new, fault):
    write(config, family=FAMILY.replace(old, new))

    assert f"lexicon/families/{fault}" in said(config)


def test_all_faults_of_all_files_are_named_at_once(config, capsys):
    twice = EDITION[EDITION.index("  - id: T-1") :]
    write(
        config,
        EDITION.replace("detector: named", "detector: guess") + twice,
        FAMILY.replace("check: channel", "check: vibes"),
    )
    (config / "criteria" / "broken.yaml").write_text("edition: [", encoding="utf-8")
    (config / "weights.yaml").write_text("name: x\n", encoding="utf-8")

    assert run(["criteria", "check", "--config", str(config)]) == 2
    shown = capsys.readouterr().err
    for name, line in (("broken.yaml", 2), ("mine.yaml", 10), ("mine.yaml", 13), ("mine.yaml", 4)):
        assert re.search(rf"{name}:{line}: ", shown), shown
    assert "weights.yaml: confirmed: Field required" in shown
    assert "weights.yaml: weights: Field required" in shown
    assert "there is no detector 'guess'" in shown
    assert "the id 'T-1' is used twice (first at line 5)" in shown
    assert "there is no check 'vibes'" in shown
    assert shown.rstrip().endswith("errors")


def test_a_circle_through_two_editions_is_a_fault_of_both(config):
    write(config, EDITION.replace("  - id: T-1\n", "  - id: T-1\n    like: O-1\n"))
    other = EDITION.replace("edition: mine", "edition: other").replace(
        "  - id: T-1\n", "  - id: O-1\n    like: T-1\n"
    )
    (config / "criteria" / "other.yaml").write_text(other, encoding="utf-8")

    assert said(config) == [
        "criteria/mine.yaml:6: criteria.0.like: goes round in a circle: O-1 -> T-1 -> O-1",
        "criteria/other.yaml:6: criteria.0.like: goes round in a circle: T-1 -> O-1 -> T-1",
    ]


def test_a_weight_of_a_sub_index_below_zero_is_named_with_its_line(config):
    path = config / "weights.yaml"
    path.write_text(
        "name: mine\nconfirmed: false\nsource: none\nweights:\n  TEC: -5\n  IF: 105\n", encoding="utf-8"
    )

    assert said(config) == [
        "weights.yaml:5: weights.TEC: Input should be greater than or equal to 0 (found -5)"
    ]


def test_a_text_that_is_inherited_is_named_where_it_is_written(config):
    more = EDITION.replace("en: Publish it.", "en: Hãy công bố.") + (
        '  - id: T-2\n    like: T-1\n    subindex: IF\n    source: {text: "none"}\n'
    )
    write(config, more)

    assert [fault for fault in said(config) if "the same in both" in fault] == [
        "criteria/mine.yaml:9: criteria.0.advice: the text is the same in both languages"
    ]


@pytest.mark.parametrize(
    ("vietnamese", "english", "count"),
    [("HTTPS", "HTTPS", 0), ("XML Sitemap", "XML sitemap", 0), ("Open data on this portal", "Open data on this portal", 1), ("Sơ đồ", "Site map", 0)],
)  # fmt: skip
def test_only_a_name_may_be_the_same_in_both_languages(vietnamese, english, count):
    assert len(list(text_faults(vietnamese, english, short=True))) == count


def test_labels_are_found_as_titles_of_a_site_are():
    terms = FamilyTerms(strong=("open data",), negative=("open data act",))
    labels = [
        "OPEN DATA",
        "Open Data Portal",
        "What the minister said about open data in the assembly",
        "Open Data Act",
    ]

    assert found_in(labels, terms, load_lexicon(CONFIG)) == {
        "OPEN DATA": "open data",
        "Open Data Portal": "open data",
    }


# ---------- what is shipped ----------


def test_the_shipped_configuration_has_no_faults():
    assert [str(fault) for fault in check_config(CONFIG)] == []
