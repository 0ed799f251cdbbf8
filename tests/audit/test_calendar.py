from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from audit.calendar import (
    About,
    Calendar,
    Cited,
    Deadline,
    Due,
    Occurrence,
    Stated,
    Survey,
    Whose,
    bounds,
    calendar_in,
    load_calendar,
)
from crawler.errors import ConfigError
from crawler.registry import Validity

CONFIG = Path(__file__).parents[2] / "config"
OPEN = Validity()
DEADLINE = """\
version: 1
deadlines:
  - id: one
    title: {vi: Một việc, en: One thing}
    by: {vi: Bộ, en: Ministry}
    to: {vi: Chính phủ, en: Government}
    due: {until: "2018-09-01"}
    source: {text: "Thông báo 1/TB-X ngày 01/02/2018"}
"""


def due(**given) -> Due:
    return Due.model_validate(given)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2018", "2018-01-01", "2018-12-31"),
        ("2018-Q1", "2018-01-01", "2018-03-31"),
        ("2018-Q4", "2018-10-01", "2018-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2018-12", "2018-12-01", "2018-12-31"),
        ("2018-06-30", "2018-06-30", "2018-06-30"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(period, first, last):
    assert bounds(period) == (date.fromisoformat(first), date.fromisoformat(last))


def test_before_a_day_ends_on_the_day_before_and_until_on_the_day():
    today = date(2018, 6, 30)

    assert due(before="2018-09-01").on(today, OPEN) == Occurrence(date(2018, 8, 31), date(2018, 8, 31), True)
    assert due(until="2018-09-01").on(today, OPEN).last == date(2018, 9, 1)
    assert due(before="2019-01-01").on(today, OPEN).last == date(2018, 12, 31)


@pytest.mark.parametrize(
    ("day", "left"), [(date(2018, 6, 30), 62), (date(2018, 8, 31), 0), (date(2018, 9, 1), -1)]
)
def test_days_left_count_to_the_last_day(day, left):
    assert due(before="2018-09-01").on(day, OPEN).days_left(day) == left


def test_a_period_without_a_day_ends_with_it_and_says_that_no_day_is_set():
    found = due(within="2018-Q4").on(date(2018, 6, 30), OPEN)

    assert found == Occurrence(date(2018, 10, 1), date(2018, 12, 31), exact=False)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2018, 6, 30), date(2018, 11, 30)),
        (date(2018, 11, 30), date(2018, 11, 30)),
        (date(2018, 12, 1), date(2019, 11, 30)),
        (date(2022, 8, 14), date(2021, 11, 30)),
        (date(2026, 11, 22), date(2021, 11, 30)),
        (date(2005, 1, 1), date(2011, 11, 30)),
    ],
    ids=["this year", "on the day", "next year", "last of its time", "long repealed", "before its time"],
)
def test_what_recurs_each_year_falls_due_while_it_is_valid(day, last):
    valid = Validity.model_validate({"from": "2011-10-01", "until": "2022-08-14"})

    assert due(every="year", before="12-01").on(day, valid).last == last


def test_a_quarter_is_due_by_its_end_also_the_one_the_document_came_in():
    valid = Validity.model_validate({"from": "2017-02-16"})
    quarterly = due(every="quarter")

    assert quarterly.on(date(2017, 1, 1), valid).last == date(2017, 3, 31)
    assert quarterly.on(date(2018, 7, 1), valid) == Occurrence(date(2018, 7, 1), date(2018, 9, 30), False)


def test_what_never_fell_due_while_valid_is_none():
    valid = Validity.model_validate({"from": "2018-02", "until": "2018-05"})

    assert due(every="year", before="12-01").on(date(2018, 3, 1), valid) is None


@given(
    st.dates(date(2000, 1, 1), date(2090, 12, 31)),
    st.sampled_from(["year", "half_year", "quarter"]),
)
def test_what_recurs_without_an_end_is_never_past_and_never_further_than_its_period(day, every):
    found = due(every=every).on(day, OPEN)

    assert 0 <= found.days_left(day) <= 366
    assert found.first <= day <= found.last


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "give one of before, until and within"),
        ({"before": "2018-09-01", "until": "2018-09-01"}, "give one of"),
        ({"before": "09-01"}, "a day is YYYY-MM-DD"),
        ({"until": "2018-02-30"}, "day is out of range"),
        ({"within": "2018-Q5"}, "a period is"),
        ({"every": "quarter", "before": "12-01"}, "for years only"),
        ({"every": "year", "within": "2018"}, "for years only"),
        ({"every": "year", "before": "02-29"}, "no day of every year"),
        ({"every": "year", "until": "2018-12-01"}, "is MM-DD"),
        ({"every": "month"}, "Input should be"),
    ],
)
def test_a_wrong_due_day_is_named_with_file_line_and_key(tmp_path, given, said):
    path = tmp_path / "calendar.yaml"
    path.write_text(
        DEADLINE.replace('{until: "2018-09-01"}', yaml.safe_dump(given, default_flow_style=True).strip())
    )

    with pytest.raises(ConfigError, match=said) as caught:
        load_calendar(path)
    assert caught.value.path == str(path)
    assert str(caught.value.key).startswith("deadlines.0.due")
    assert caught.value.line == 7


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("version: 1", "version: 2", "version"),
        ("id: one", "id: One", "deadlines.0.id"),
        ("    by: {vi: Bộ, en: Ministry}\n", "", "deadlines.0.by"),
        ("source: {text:", "source: {file: x, text:", "deadlines.0.source.file"),
        ("    due:", "    about: [{}]\n    due:", "deadlines.0.about.0"),
        ("    due:", "    valid: {from: '2018-02-31'}\n    due:", "deadlines.0"),
    ],
)
def test_what_breaks_the_model_is_named(tmp_path, old, new, key):
    path = tmp_path / "calendar.yaml"
    path.write_text(DEADLINE.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        load_calendar(path)
    assert caught.value.key == key


def test_an_id_stands_once(tmp_path):
    path = tmp_path / "calendar.yaml"
    path.write_text(DEADLINE + DEADLINE.partition("deadlines:\n")[2], encoding="utf-8")

    with pytest.raises(ConfigError, match="'one' is used twice") as caught:
        load_calendar(path)
    assert (caught.value.key, caught.value.line) == ("deadlines.1.id", 9)


def test_a_window_does_not_end_before_it_begins(tmp_path):
    path = tmp_path / "calendar.yaml"
    path.write_text(
        'version: 1\nsurveys: [{id: s, year: 2020, from: "2019-09", until: "2019-06", '
        "about: [{subindices: [SP]}], source: {text: {vi: a, en: b}}}]\n"
    )

    with pytest.raises(ConfigError, match="ends before it begins"):
        load_calendar(path)


def test_a_configuration_without_a_calendar_has_none(tmp_path):
    assert calendar_in(tmp_path) is None


def test_the_presets_say_what_the_letters_say():
    calendar = calendar_in(CONFIG)
    known = {deadline.id: deadline for deadline in calendar.deadlines}
    day = date(2017, 4, 1)

    last = {id_: found.due.on(day, found.valid).last.isoformat() for id_, found in known.items()}
    assert last["english-2017"] == "2017-04-29"
    assert last["english-2017-report"] == "2017-04-20"
    assert last["english-2019"] == "2019-04-29"
    assert last["tii-2018"] == "2018-08-31"
    assert last["it-year"] == "2018-01-31"
    assert not known["tii-2018"].known_on(day)
    assert known["tii-2018"].known_on(date(2018, 8, 14))


def test_of_the_presets_what_no_source_sets_is_flagged():
    calendar = calendar_in(CONFIG)

    for survey in calendar.surveys:
        assert (survey.unconfirmed is None) == (survey.year in {2020, 2024}), survey.id
    for deadline in calendar.deadlines:
        recurs_without_end = deadline.due.every is not None and deadline.valid.end is None
        assert recurs_without_end <= (deadline.unconfirmed is not None), deadline.id


@pytest.mark.parametrize(
    "model", [Calendar, Survey, Deadline, Due, About, Whose, Cited, Stated], ids=lambda m: m.__name__
)
def test_the_document_explains_every_key(model):
    text = (CONFIG.parent / "docs" / "calendar.md").read_text(encoding="utf-8")
    keys = [field.alias or name for name, field in model.model_fields.items()]

    assert [key for key in keys if not re.search(rf"[`{{ ]{key}[`:,]", text)] == []
