from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from audit.criteria.loader import load_edition
from audit.rules import Rules, load_rules
from reports.i18n import Speech
from reports.official.basis import basis, cited, directives, english_duties, law, standards
from reports.official.period import Period
from reports.official.tasks import task_criteria

CONFIG = Path(__file__).parents[2] / "config"
VI, EN = Speech("vi"), Speech("en")


@lru_cache
def _rules(day: date) -> Rules:
    return load_rules(CONFIG, (), day)


def _law(day, written_on=None, speech=VI):
    return law(_rules(day).criteria.values(), speech, written_on or day.isoformat())


def test_the_law_of_the_letters_time_is_cited_with_its_articles_and_dates():
    said = _law(date(2018, 6, 30))
    assert said[0].startswith("Nghị định số 43/2011/NĐ-CP (các Điều 6, 7, 10, 11, 12, 13, 15, 16, 17, 18)")
    assert "có hiệu lực từ 01/10/2011 đến hết 14/08/2022" in said[0]
    assert [line.partition(" (")[0] for line in said[1:]] == [
        "Nghị định số 61/2018/NĐ-CP",
        "Thông tư số 24/2011/TT-BTTTT",
        "Thông tư số 32/2017/TT-BTTTT",
    ]
    assert "suy ra" not in said[0]
    assert "suy ra" in said[1]


@pytest.mark.parametrize(
    ("day", "cited_then", "not_cited"),
    [
        (date(2018, 5, 31), "Nghị định số 43/2011", "Thông tư số 32/2017"),
        (date(2022, 8, 14), "Nghị định số 43/2011", "Nghị định số 42/2022"),
        (date(2022, 8, 15), "Nghị định số 42/2022", "Nghị định số 43/2011"),
        (date(2026, 6, 30), "Nghị định số 42/2022", "Nghị định số 224/2026"),
        (date(2026, 7, 1), "Nghị định số 224/2026", "Nghị định số 42/2022"),
    ],
)
def test_a_text_is_cited_as_long_as_it_is_in_force_and_no_day_longer(day, cited_then, not_cited):
    said = " ".join(_law(day))
    assert cited_then in said
    assert not_cited not in said
    assert "đã hết hiệu lực" not in said


def test_a_text_that_ended_before_the_report_was_written_is_said_to_have_ended():
    assert "đã hết hiệu lực khi lập báo cáo này" in _law(date(2018, 6, 30), "2026-11-22")[0]
    assert "no longer in force when this report was written" in _law(date(2018, 6, 30), "2026-11-22", EN)[0]
    assert "no longer" not in _law(date(2018, 6, 30), "2022-08-14", EN)[0]


def test_the_ends_of_texts_are_those_of_the_criteria():
    ends: dict[str, set[str | None]] = {}
    for criterion in load_edition(CONFIG / "criteria" / "vn-law.yaml").criteria:
        ends.setdefault(criterion.source.text.split(", ")[0], set()).add(criterion.valid.end)
    ended = {act: max(days) for act, days in ends.items() if None not in days}
    assert basis().ended == ended
    assert len(ended) >= 7


def test_a_criterion_that_outlives_a_text_it_cites_says_so():
    criteria = _rules(date(2026, 11, 22)).criteria
    health = criteria["VN-DATA-12-health"]
    assert "43/2011" in health.source.text
    assert cited(health, VI, "2022-08-14") == cited(health, VI, "2017-02-16")
    assert "hết hiệu lực" not in cited(health, VI, "2022-08-14")
    assert cited(health, VI, "2022-08-15").endswith(
        "(Nghị định số 43/2011/NĐ-CP đã hết hiệu lực sau ngày 14/08/2022)"
    )
    assert cited(health, EN, "2026-11-22").endswith(
        "(Decree 43/2011/NĐ-CP was in force until 14 August 2022)"
    )


def test_no_criterion_in_force_cites_an_ended_text_in_silence():
    for day in (date(2018, 6, 30), date(2021, 1, 1), date(2024, 1, 1), date(2026, 11, 22)):
        for criterion in _rules(day).criteria.values():
            over = [act for act, end in basis().ended.items() if end < day.isoformat()]
            named = [act for act in over if act in criterion.source.text]
            assert cited(criterion, EN, day.isoformat()).count("was in force until") == len(named)


def test_letters_are_named_from_their_day_on():
    assert directives("2015-10-13", VI) == ()
    assert directives("2017-02-14", VI)[-1].startswith("Công văn số 407/BTTTT-THH ngày 14/02/2017")
    later = directives("2018-08-14", EN)
    assert any("7683/VPCP-KSTT of 14 August 2018" in line for line in later)
    assert not [line for line in directives("2018-08-13", EN) if "7683" in line]
    assert [line.split()[1] for line in directives("2018-08-14", EN, thematic=True)] == [
        "82/TB-VPCP",
        "letter",
        "letter",
    ]


def test_a_letter_to_one_ministry_is_named_to_no_other():
    assert any("961/LĐTBXH-PC" in line for line in directives("2018-01-01", VI, "molisa"))
    assert not [line for line in directives("2018-01-01", VI, "moh") if "961" in line]


def test_from_july_2026_no_english_duty_is_known_and_the_united_nations_criteria_stand():
    assert english_duties(_rules(date(2026, 6, 30)))
    rules = _rules(date(2026, 7, 1))
    assert not english_duties(rules)
    assert any("OSI" in line for line in standards(rules, VI))
    assert not [line for line in standards(rules, VI) if "pháp luật" in line.lower()]


def test_the_ministry_of_planning_gets_the_report_until_it_was_merged():
    names = {
        day: [one.name.vi for one in basis().recipients if one.valid.covers(day)]
        for day in (date(2025, 2, 28), date(2025, 3, 1))
    }
    assert names[date(2025, 2, 28)] == ["Văn phòng Chính phủ", "Bộ Kế hoạch và Đầu tư"]
    assert names[date(2025, 3, 1)] == ["Văn phòng Chính phủ", "Bộ Tài chính"]


def test_every_task_names_criteria_that_exist():
    known = {c.id for path in (CONFIG / "criteria").glob("*.yaml") for c in load_edition(path).criteria}
    assert {name for names in task_criteria() for name in names} <= known


@pytest.mark.parametrize("day", [date(2017, 3, 5), date(2018, 9, 30), date(2024, 1, 1), date(2026, 11, 22)])
def test_on_any_day_there_are_tasks_about_english_and_services(day):
    criteria = _rules(day).criteria
    asked = [next((name for name in names if name in criteria), None) for names in task_criteria()]
    assert asked[0]
    assert asked[1]
    assert asked[5]


@pytest.mark.parametrize(
    ("day", "vi", "en", "year"),
    [
        (date(2017, 3, 31), "Quý I/2017", "Quarter I/2017", False),
        (date(2018, 4, 1), "Quý II/2018", "Quarter II/2018", False),
        (date(2018, 9, 30), "Quý III/2018", "Quarter III/2018", False),
        (date(2018, 12, 31), "Quý IV và năm 2018", "Quarter IV and the year 2018", True),
    ],
)
def test_the_period_is_that_of_the_day_and_the_last_quarter_is_the_years_too(day, vi, en, year):
    period = Period.of(day)
    assert (period.say(VI), period.say(EN), period.whole_year) == (vi, en, year)
