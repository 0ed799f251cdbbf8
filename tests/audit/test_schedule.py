from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from audit.schedule import VIETNAM, Schedule, Window, closed, due, period_start, stale
from crawler.registry import Agency

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)  # a Sunday, 10:00 in Viet Nam


def schedule(**more) -> Schedule:
    return Schedule.model_validate({"cadences": [{"every": "quarter"}], **more})


def agency(id_: str = "moh", kind: str = "ministry", **more) -> Agency:
    told = {
        "id": id_,
        "name": {"vi": "Bộ", "en": "Ministry"},
        "kind": kind,
        "sectors": ["health"],
        "portals": [{"url": f"http://{id_}.example/", "role": "main"}],
    }
    return Agency.model_validate(told | more)


def ran(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def reasons(plan: Schedule, *agencies: Agency, last=None, windows=(), now: datetime = NOW) -> dict[str, str]:
    return {one.agency_id: one.why for one in due(plan, agencies, last or {}, windows, now)}


def test_what_was_never_audited_is_due():
    assert reasons(schedule(), agency()) == {"moh": "never audited"}


@pytest.mark.parametrize(
    ("every", "last", "is_due"),
    [
        ("week", "2026-11-16T00:00", False),
        ("week", "2026-11-15T23:59", True),
        ("month", "2026-11-01T00:00", False),
        ("month", "2026-10-31T23:59", True),
        ("quarter", "2026-10-01T00:00", False),
        ("quarter", "2026-09-30T23:59", True),
        ("half_year", "2026-07-01T00:00", False),
        ("half_year", "2026-06-30T23:59", True),
        ("year", "2026-01-01T00:00", False),
        ("year", "2025-12-31T23:59", True),
    ],
)
def test_an_agency_is_due_once_in_each_period(every, last, is_due):
    plan = schedule(cadences=[{"every": every}])
    assert bool(reasons(plan, agency(), last={"moh": ran(last)})) is is_due


def test_the_first_cadence_that_fits_counts_and_without_one_nothing_is_due():
    plan = schedule(
        cadences=[
            {"every": "week", "agencies": ["moh"]},
            {"every": "month", "kinds": ["ministry"], "sectors": ["health"]},
            {"every": "year", "kinds": ["province"]},
        ]
    )
    last = dict.fromkeys(("moh", "other", "hanoi", "portal"), ran("2026-11-10T09:00"))
    found = reasons(
        plan,
        agency(),
        agency("other"),
        agency("hanoi", "province"),
        agency("portal", "national_portal"),
        last=last,
    )
    assert found == {"moh": "every week: last audited on 2026-11-10"}


def test_everybody_is_audited_before_the_un_looks():
    plan = schedule(before_survey_days=30)
    window = [Window("un-survey-2028", date(2026, 12, 10))]
    before, within = ran("2026-11-09T09:00"), ran("2026-11-10T09:00")
    assert reasons(plan, agency(), last={"moh": before}, windows=window) == {
        "moh": "before un-survey-2028, which begins on 2026-12-10"
    }
    assert reasons(plan, agency(), last={"moh": within}, windows=window) == {}
    assert reasons(plan, agency(), last={"moh": before}, windows=[Window("x", date(2026, 11, 22))]) == {}


def test_a_body_that_is_gone_or_has_no_portal_is_not_due():
    assert reasons(schedule(), agency(valid={"until": "2025-02"})) == {}
    assert reasons(schedule(), agency(portals=[])) == {}


def test_a_clock_that_went_back_makes_nothing_due_twice():
    assert reasons(schedule(), agency(), last={"moh": NOW + timedelta(days=7)}) == {}


def test_a_run_of_a_clock_that_was_years_ahead_does_not_keep_the_next_ones_waiting_for_years():
    found = reasons(schedule(), agency(), last={"moh": NOW + timedelta(days=400)})
    assert found == {"moh": "its last run says 2027-12-27, which is to come: a clock was wrong"}


@given(
    st.integers(0, 10 * 365 * 24 * 3600).map(
        lambda s: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=s)
    ),
    st.sampled_from(["week", "month", "quarter", "half_year", "year"]),
)
def test_what_has_just_run_is_not_due(now, every):
    plan = schedule(cadences=[{"every": every}])
    assert reasons(plan, agency(), last={"moh": now}, now=now) == {}
    start = period_start(every, now.astimezone(VIETNAM).date())
    assert start <= now.astimezone(VIETNAM).date()
    eve = datetime(start.year, start.month, start.day, tzinfo=VIETNAM) - timedelta(seconds=1)
    assert reasons(plan, agency(), last={"moh": eve}, now=now)


@pytest.mark.parametrize(
    ("moment", "is_closed"),
    [
        ("2026-11-23T06:59", False),
        ("2026-11-23T07:00", True),
        ("2026-11-23T17:59", True),
        ("2026-11-23T18:00", False),
        ("2026-11-22T12:00", False),  # a Sunday
    ],
)
def test_no_run_begins_in_quiet_hours(moment, is_closed):
    plan = schedule(quiet=[{"from": "07:00", "until": "18:00", "days": ["mon", "tue", "wed", "thu", "fri"]}])
    assert bool(closed(plan, ran(moment))) is is_closed


@pytest.mark.parametrize(
    ("moment", "is_closed"),
    [
        ("2026-11-27T23:00", True),
        ("2026-11-28T05:59", True),
        ("2026-11-28T06:00", False),
        ("2026-11-28T23:00", False),
    ],
)
def test_quiet_hours_may_pass_midnight(moment, is_closed):
    plan = schedule(quiet=[{"from": "22:00", "until": "06:00", "days": ["fri"]}])
    assert bool(closed(plan, ran(moment))) is is_closed


def test_no_run_begins_on_a_blackout_day_and_it_is_said_why():
    why = {"vi": "Tết", "en": "New Year"}
    plan = schedule(blackouts=[{"from": "2026-11-20", "until": "2026-11-22", "why": why}])
    assert closed(plan, NOW) == "no runs until 2026-11-22: New Year"
    assert closed(plan, NOW + timedelta(hours=14)) == ""  # past midnight in Viet Nam


def test_a_long_silence_is_told():
    last = {"moh": NOW - timedelta(days=60), "moet": NOW - timedelta(days=46)}
    assert stale(schedule(), last, NOW) == 46
    assert stale(schedule(warn_after_days=46), last, NOW) is None
    assert stale(schedule(), {}, NOW) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"cadences": []},
        {"cadences": [{"every": "day"}]},
        {"quiet": [{"from": "7:00", "until": "18:00"}]},
        {"quiet": [{"from": "07:00", "until": "24:00"}]},
        {"blackouts": [{"from": "2026-11-22", "until": "2026-11-20", "why": {"vi": "x", "en": "x"}}]},
        {"before_survey_days": 0},
        {"sometimes": True},
    ],
)
def test_a_wrong_schedule_is_refused(wrong):
    with pytest.raises(ValidationError):
        schedule(**wrong)
