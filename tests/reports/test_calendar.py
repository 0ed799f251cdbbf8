"""The calendar on the run's day: what is coming, what is past, and what is still open."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from audit.calendar import Calendar, load_calendar
from audit.results import Verdict
from reports.calendar import calendar_view
from tests.reports import samples

PRESETS = load_calendar(Path(__file__).parents[2] / "config" / "calendar.yaml")
NAMES = {"vi": "Mẫu", "en": "Sample"}


def deadline(id_="one", **given):
    base = {"id": id_, "title": NAMES, "by": NAMES, "to": NAMES, "source": {"text": "Công văn 1/X"}}
    return {**base, "due": {"until": "2018-09-01"}, **given}


def survey(id_="un", **given):
    base = {"id": id_, "year": 2020, "from": "2019-06", "until": "2019-09"}
    return {**base, "about": [{"subindices": ["SP"]}], "source": {"text": NAMES}, **given}


def view(day, *deadlines, surveys=(), answer_by="", results=None, **more):
    calendar = Calendar.model_validate(
        {"version": 1, "deadlines": list(deadlines), "surveys": list(surveys), **more}
    )
    rules = replace(samples.rules(), day=date.fromisoformat(day))
    return calendar_view(calendar, samples.all_results() if results is None else results, rules, answer_by)


def ids(entries):
    return [
        (entry.survey or entry.deadline).id if entry.survey or entry.deadline else "run" for entry in entries
    ]


@pytest.mark.parametrize(
    ("day", "coming", "past"),
    [
        ("2018-08-31", ["one"], []),
        ("2018-09-01", ["one"], []),
        ("2018-09-02", [], ["one"]),
    ],
)
def test_a_day_is_ahead_until_it_is_over(day, coming, past):
    found = view(day, deadline())

    assert (ids(found.coming), ids(found.past)) == (coming, past)
    assert found.day == date.fromisoformat(day)


def test_what_has_no_set_day_stands_apart():
    found = view(
        "2018-06-30",
        deadline("period", due={"within": "2018-Q4"}),
        deadline("quarter", due={"every": "quarter"}),
        deadline("day"),
    )

    assert ids(found.coming) == ["day"]
    assert ids(found.regular) == ["quarter", "period"]
    assert [entry.left for entry in found.regular] == [0, 184]


def test_a_document_that_came_later_is_left_out():
    later = deadline(valid={"from": "2018-08-14"})

    assert ids(view("2018-08-13", later).coming) == []
    assert ids(view("2018-08-14", later).coming) == ["one"]


def test_a_survey_is_sorted_by_its_first_day_and_runs_until_its_last():
    late = deadline(due={"until": "2019-07-01"})

    before = view("2019-05-31", late, surveys=[survey()])
    assert ids(before.coming) == ["un", "one"]
    assert (before.coming[0].to_start, before.coming[0].running) == (1, False)
    assert view("2019-06-01", surveys=[survey()]).coming[0].running
    assert view("2019-09-30", surveys=[survey()]).coming[0].running
    assert ids(view("2019-10-01", surveys=[survey()]).past) == ["un"]


def test_what_is_further_than_the_calendar_looks_is_left_out():
    far = survey(**{"from": "2023-06", "until": "2023-09"})

    assert ids(view("2018-06-30", surveys=[far]).coming) == []
    assert ids(view("2018-06-30", surveys=[far], months_ahead=72).coming) == ["un"]


def test_next_is_the_nearest_that_a_source_confirms():
    doubtful = deadline("doubtful", due={"until": "2018-07-15"}, unconfirmed=NAMES)

    assert view("2018-06-30", doubtful, deadline()).next.deadline.id == "one"
    assert view("2018-06-30", doubtful).next.deadline.id == "doubtful"
    assert view("2018-06-30").next is None


def test_the_day_to_answer_this_report_by_is_one_of_the_days():
    found = view("2018-06-30", deadline(), answer_by="2018-08-15")

    assert ids(found.coming) == ["run", "one"]
    assert found.coming[0].left == 46
    assert found.coming[0].still.asked == sum(
        judgement.verdict is not Verdict.NOT_APPLICABLE and judgement.criterion_id in samples.rules().main
        for result in samples.all_results()
        for judgement in result.judgements
    )


def test_still_open_is_what_is_not_met_of_what_the_deadline_is_about():
    about = deadline(about=[{"subindices": ["LAW"]}, {"languages": ["english"]}])
    (entry,) = view("2018-06-30", about).coming

    law = {c.id for c in samples.criteria().values() if c.subindex == "LAW"}
    count = Counter(
        judgement.verdict
        for result in samples.all_results()
        for judgement in result.judgements
        if judgement.criterion_id in law
    )
    open_ = count[Verdict.NOT_MET] + count[Verdict.PARTLY] + count[Verdict.VIETNAMESE_ONLY]
    assert (entry.still.open, entry.still.untold) == (open_, count[Verdict.COULD_NOT_TELL])
    assert entry.still.asked == open_ + count[Verdict.COULD_NOT_TELL] + count[Verdict.MET]
    assert [found.count for found in entry.still.agencies] == sorted(
        (found.count for found in entry.still.agencies), reverse=True
    )
    assert sum(found.count for found in entry.still.agencies) == open_


def test_only_the_agencies_that_it_binds_are_counted():
    whose = deadline(about=[{"subindices": ["SP"]}], whose={"kinds": ["ministry"], "sectors": ["education"]})
    (entry,) = view("2018-06-30", whose).coming

    assert [found.result.agency_id for found in entry.still.agencies] == ["shell"]


def test_where_no_criterion_can_tell_nothing_is_said_to_be_open():
    assert view("2018-06-30", deadline()).coming[0].still is None
    city = deadline(about=[{"subindices": ["PE"]}])
    assert view("2018-06-30", city).coming[0].still is None


def test_an_index_of_its_own_counts_where_it_is_named():
    city = deadline(about=[{"editions": ["sample-city"]}])

    assert view("2018-06-30", city).coming[0].still.asked == 3


def test_before_names_the_day_of_the_document():
    found = view("2018-06-30", deadline(due={"before": "2018-09-01"})).coming[0]

    assert (found.before, found.when.last) == (date(2018, 9, 1), date(2018, 8, 31))
    assert view("2018-06-30", deadline()).coming[0].before is None


@pytest.mark.parametrize("day", ["2016-01-01", "2018-06-30", "2019-07-01", "2026-11-22", "2040-02-29"])
def test_the_presets_make_a_calendar_on_any_day(day):
    rules = replace(samples.rules(), day=date.fromisoformat(day))
    found = calendar_view(PRESETS, samples.all_results(), rules)

    assert all(entry.left >= 0 for entry in (*found.coming, *found.regular))
    assert all(entry.left < 0 for entry in found.past)
    assert found.horizon >= 365


def test_on_a_day_of_2026_only_what_is_flagged_is_ahead():
    rules = replace(samples.rules(), day=date(2026, 11, 22))
    found = calendar_view(PRESETS, [], rules)

    assert all(entry.unconfirmed for entry in (*found.coming, *found.regular))
    assert "un-survey-2028" in ids(found.coming)
