from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from audit.criteria.loader import edition_names, load_edition, load_editions
from audit.criteria.model import Edition
from audit.lexicon import load_lexicon
from crawler.errors import ConfigError, UsageError

CONFIG = Path(__file__).parents[3] / "config"
SHARED = (Path(__file__).parents[3] / ".." / "shared" / "data").resolve()

ONE = """\
edition: mine
version: "1"
title: {vi: Thử, en: Trial}
criteria:
  - id: T-1
    subindex: TEC
    group: technology
    title: {vi: Thử, en: Trial}
    advice: {vi: Làm, en: Do}
    detector: named
    params: {family: contact}
    source: {text: "none"}
"""


@pytest.fixture(scope="session")
def lexicon():
    return load_lexicon(CONFIG)


@cache
def own(name: str) -> Edition:
    """An edition of the project."""
    return load_edition(CONFIG / "criteria" / f"{name}.yaml")


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_both_editions_load_with_every_family_and_sector_known(lexicon):
    osi, law = (
        load_edition(CONFIG / "criteria" / f"{name}.yaml", lexicon) for name in ("osi-2024", "vn-law")
    )
    assert len(osi.criteria) >= 100
    assert {c.subindex.value for c in osi.criteria} == {"IF", "SP", "CP", "TEC", "EP", "EGL"}
    assert {c.subindex.value for c in law.criteria} == {"LAW"}


def test_osi_ids_are_the_uns():
    path = SHARED / "criteria_osi_2024.json"
    if not path.exists():
        pytest.skip("the shared data lie not beside the checkout")
    rows = {row["id"]: row for row in json.loads(path.read_text(encoding="utf-8"))["items"]}
    criteria = own("osi-2024").criteria
    assert [criterion.id for criterion in criteria if criterion.id not in rows] == []
    assert len(criteria) == len(rows) == 183
    for criterion in criteria:
        row = rows[criterion.id]
        assert (criterion.sector or "", criterion.locus) == (row.get("sector", ""), row["locus"]), (
            criterion.id
        )
        assert criterion.source.text == f"OSI 2024 #{criterion.id.split('-')[2]}"
        if criterion.group == "sector":
            assert rows[criterion.id]["sector"] == criterion.sector, criterion.id


def test_each_sector_is_asked_the_same_eleven_features():
    osi = own("osi-2024")
    rows = {
        sector: sorted(
            (c.detector, tuple(sorted(c.params)), c.subindex.value, c.effort)
            for c in osi.criteria
            if c.sector == sector and c.group == "sector"
        )
        for sector in ("health", "education", "employment", "social_protection", "environment", "justice")
    }
    assert {len(features) for features in rows.values()} == {11}
    assert len({tuple(features) for features in rows.values()}) == 1


def test_titles_and_advice_are_bilingual_and_vietnamese_has_its_marks():
    for name in edition_names(CONFIG):
        for criterion in own(name).criteria:
            for names in (criterion.title, criterion.advice):
                assert not names.vi.isascii(), criterion.id
                assert names.en != names.vi
            assert criterion.advice.vi.endswith(".")
            assert criterion.advice.en.endswith(".")
            assert criterion.advice.vi.count("Ví dụ làm tốt: ") == 1, criterion.id
            assert criterion.advice.en.count("Good practice: ") == 1, criterion.id


@pytest.mark.parametrize(
    ("day", "present", "absent"),
    [
        (date(2018, 5, 31), {"VN-D43-13-a", "VN-D43-10b"}, {"VN-C32-16-menu", "VN-D61-25", "VN-D42-7-a"}),
        (date(2018, 6, 30), {"VN-D43-13-a", "VN-C32-16-menu", "VN-D61-25"}, {"VN-C01-16-en", "VN-D42-7-a"}),
        (date(2019, 1, 6), {"VN-C01-16-en", "VN-D43-13-s"}, {"VN-D42-7-a"}),
        (date(2022, 8, 14), {"VN-D43-13-a"}, {"VN-D42-7-a"}),
        (date(2022, 8, 15), {"VN-D42-7-a", "VN-D42-7-b"}, {"VN-D43-13-a", "VN-C01-16-en"}),
        (date(2026, 6, 30), {"VN-D42-7-a"}, set()),
    ],
)
def test_duties_are_kept_only_while_in_force(lexicon, day, present, absent):
    (edition,) = load_editions(CONFIG, ["vn-law"], day, lexicon)
    ids = {criterion.id for criterion in edition.criteria}
    assert present <= ids
    assert not absent & ids


def test_no_english_duty_is_claimed_after_july_2026(lexicon):
    (edition,) = load_editions(CONFIG, ["vn-law"], date(2026, 7, 1), lexicon)
    assert [c.id for c in edition.criteria if c.language.value == "english"] == []


def test_an_unknown_edition_is_a_usage_error_that_names_the_known_ones():
    with pytest.raises(UsageError, match=r"osi-2024.*, vn-law"):
        load_editions(CONFIG, ["osi-1999"], date(2018, 6, 30))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "detector: named",
            "detector: guess",
            r"mine\.yaml:10: criteria\.0\.detector: there is no detector 'guess'",
        ),
        ("family: contact", "family: luck", r"mine\.yaml:11: criteria\.0\.params: there is no family 'luck'"),
        ("group: technology", "group: technology\n    sector: sport", "there is no sector 'sport'"),
        ("group: technology", "group: technology\n    weight: -1", r"mine\.yaml:8: criteria\.0\.weight"),
        ("subindex: TEC", "subindex: ABC", r"mine\.yaml:6: criteria\.0\.subindex"),
        ("detector: named", "detector: named\n    colour: red", r"criteria\.0\.colour: unknown key"),
    ],
)
def test_faults_name_file_line_and_key(tmp_path, lexicon, old, new, message):
    with pytest.raises(ConfigError, match=message):
        load_edition(write(tmp_path, ONE.replace(old, new)), lexicon)


def test_a_date_that_is_none_is_named_with_its_file(tmp_path, lexicon):
    with pytest.raises(ConfigError, match=r"mine\.yaml: is not valid YAML: day is out of range"):
        load_edition(write(tmp_path, ONE + "    valid: {from: 2018-02-30}\n"), lexicon)


def test_an_id_used_twice_names_both_lines(tmp_path, lexicon):
    twice = ONE + ONE.partition("criteria:\n")[2]
    with pytest.raises(ConfigError, match=r"mine\.yaml:13: criteria\.1\.id: .*first at line 5"):
        load_edition(write(tmp_path, twice), lexicon)


def test_like_takes_what_is_not_given_and_names_the_root(tmp_path, lexicon):
    write(tmp_path, ONE)
    path = tmp_path / "other.yaml"
    path.write_text(
        """\
edition: other
version: "1"
title: {vi: Khác, en: Other}
criteria:
  - id: O-2
    like: O-1
    subindex: PE
    source: {text: "none"}
  - id: O-1
    like: T-1
    subindex: IF
    title: {vi: Riêng, en: Own}
    source: {text: "none"}
""",
        encoding="utf-8",
    )
    second, first = load_edition(path, lexicon).criteria
    assert (first.root, first.title.en, first.detector, first.params) == (
        "T-1",
        "Own",
        "named",
        {"family": "contact"},
    )
    assert (second.root, second.title.en, second.advice.en, second.weight) == ("T-1", "Own", "Do", 1.0)


@pytest.mark.parametrize(
    ("likes", "message"),
    [
        (("T-2", "T-1"), r"mine\.yaml:\d+: criteria\.\d\.like: goes round in a circle: T-1 -> T-2 -> T-1"),
        (("T-1", ""), r"mine\.yaml:6: criteria\.0\.like: goes round in a circle: T-1 -> T-1"),
        (("T-9", ""), r"mine\.yaml:6: criteria\.0\.like: there is no criterion 'T-9'"),
    ],
)
def test_like_in_a_circle_or_to_nothing_is_an_error(tmp_path, lexicon, likes, message):
    first, second = likes
    text = ONE.replace("  - id: T-1\n", f"  - id: T-1\n    like: {first}\n")
    if second:
        text += ONE[ONE.index("  - id: T-1") :].replace("  - id: T-1\n", f"  - id: T-2\n    like: {second}\n")
    with pytest.raises(ConfigError, match=message):
        load_edition(write(tmp_path, text), lexicon)


def test_root_cannot_be_set(tmp_path, lexicon):
    with pytest.raises(ConfigError, match=r"criteria\.0\.root: is worked out"):
        load_edition(write(tmp_path, ONE + "    root: T-1\n"), lexicon)


def test_a_person_needs_to_be_told_what_to_do(tmp_path, lexicon):
    with pytest.raises(ConfigError, match=r"criteria\.0\.review: is for the detector `person`"):
        load_edition(write(tmp_path, ONE.replace("detector: named", "detector: person")), lexicon)
