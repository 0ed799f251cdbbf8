"""`osi-audit criteria show` and `list`: what the catalogue says to a person."""

from __future__ import annotations

import pytest

from audit.__main__ import run
from audit.criteria.numbers import thresholds_of
from audit.detectors import DETECTORS
from audit.detectors.checks import CHECKS
from audit.lexicon import Thresholds


def shown(capsys, *arguments: str) -> str:
    capsys.readouterr()
    assert run(["criteria", *arguments]) == 0
    return capsys.readouterr().out


def ids(text: str) -> set[str]:
    return {line.split("\t")[0] for line in text.splitlines()}


def test_a_criterion_is_shown_whole(capsys):
    text = shown(capsys, "show", "OSI2024-IF-011")

    for part in (
        "UN Online Service Index 2024",
        "Heads of the agency and their contacts",
        "Lãnh đạo cơ quan và thông tin liên hệ",
        "sub-index:    IF, group institution",
        "judged in English and in Vietnamese apart",
        "source:       OSI 2024 #011",
        "detector:     named",
        "family:       heads_contacts",
        "check:        people",
        "thresholds:   people 3",
        "en strong: ",
        "vi strong: ",
    ):
        assert part in text


def test_who_is_asked_and_since_when_is_shown(capsys):
    text = shown(capsys, "show", "VN-D43-13-a")

    assert "applies to:   kind ministry/ministry_level/government_agency/province" in text
    assert "in force:     from 2011-10-01 until 2022-08-14" in text
    assert "language:     a duty in English" in text


def test_criteria_that_ask_for_the_same_name_each_other(place, capsys):
    place.edit(
        "criteria/mine.yaml",
        "  - id: T-mail",
        "  - id: T-twin\n    like: T-contact\n    subindex: PE\n    source: {text: none, unconfirmed: true}\n  - id: T-mail",
    )

    assert place("criteria", "show", "T-twin") == 0
    twin = capsys.readouterr().out
    assert "like:         T-contact" in twin
    assert "the same as:  T-contact" in twin
    assert "none (unconfirmed)" in twin
    assert "family:       contact" in twin

    assert place("criteria", "show", "T-contact") == 0
    assert "the same as:  T-twin" in capsys.readouterr().out


def test_what_a_person_has_to_do_is_shown(place, capsys):
    assert place("criteria", "show", "T-mail") == 0

    text = capsys.readouterr().out
    assert "a person:     has to decide:" in text
    assert "Gửi một thư hỏi thông tin." in text


def test_an_agency_is_asked_what_applies_on_a_day(capsys):
    ministry = ids(shown(capsys, "list", "--agency", "moh", "--on", "2018-06-30"))
    later = ids(shown(capsys, "list", "--agency", "moh", "--on", "2022-08-15"))
    province = ids(shown(capsys, "list", "--agency", "hanoi", "--on", "2018-06-30"))

    assert "VN-D43-13-a" in ministry
    assert "VN-D43-13-a" not in later
    assert "VN-D42-7-a" in later
    assert not any(name.startswith("LOSI") for name in ministry)
    assert any(name.startswith("LOSI") for name in province)


def test_a_list_may_be_of_one_edition_or_day(capsys):
    assert {name.partition("-")[0] for name in ids(shown(capsys, "list", "--edition", "osi-2024"))} == {
        "OSI2024"
    }
    assert "VN-D43-13-a" not in ids(shown(capsys, "list", "--on", "2024-01-01"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("list", "--agency", "nobody"), "no agency 'nobody'"),
        (("list", "--edition", "osi-1999"), "no edition 'osi-1999'"),
        (("show", "OSI2024-XX-999"), "no criterion 'OSI2024-XX-999'"),
    ],
)
def test_what_does_not_exist_is_a_usage_error(arguments, message, capsys):
    assert run(["criteria", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_thresholds_are_read_from_the_code_that_goes_by_them():
    assert {"collection_documents", "collection_months", "collection_years"} <= {
        *thresholds_of(CHECKS["collection"])
    }
    used = {name for function in (*DETECTORS.values(), *CHECKS.values()) for name in thresholds_of(function)}
    assert len(used) > 30
    assert used <= set(Thresholds.model_fields)
