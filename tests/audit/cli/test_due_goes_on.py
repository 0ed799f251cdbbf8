"""Which run that was broken off a timer goes on with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from audit.cli.due import _begun, _due, _schedule
from audit.datadir import DataDir
from audit.place import Place
from audit.rules import config_digest, load_rules
from audit.store.db import Run, Store
from tests.mockgov import agency

NOW = datetime.now(UTC)


def time_of(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.fixture
def settings(place) -> Place:
    """Two agencies, of which no run of this year knows."""
    (place.config / "calendar.yaml").write_text("version: 1\nschedule:\n  cadences: [{every: year}]\n")
    place.registry(agency("bo", "http://a.example/"), agency("so", "http://b.example/"))
    with Store(place.data / "audit.db") as store:
        store.save_run(replace(store.run(), created_at="2001-01-01T00:00:00Z"))
    return Place(DataDir(place.data), place.config, place.folder / "sites.yaml")


def broken_off(settings: Place) -> Run:
    """As `due --run` plans it, killed while it crawled."""
    began = NOW - timedelta(minutes=1)
    return Run(
        (NOW + timedelta(hours=1)).strftime("%Y%m%dT%H%M%SZ"),  # the newest, whatever the fixtures took
        "crawling",
        time_of(began),
        began.date().isoformat(),
        ("bo",),
        tuple(edition.edition for edition in load_rules(settings.config, (), began.date()).editions),
        sites_file=str(settings.sites),
        config_sha256=config_digest(settings.config),
    )


def found(settings: Place, run: Run, *states: str) -> str:
    """The run that a timer goes on with, after a run that went through some states; empty where there is none."""
    calendar, schedule = _schedule(settings)
    with Store(settings.data.db) as store:
        store.save_run(run)
        for state in states:
            store.set_state(run.id, state)
        waiting = _due(settings, calendar, schedule, store.ages.last_runs(), NOW)
        begun = _begun(settings, store, calendar, schedule, waiting, NOW)
        return begun.id if begun else ""


@pytest.fixture
def run(settings) -> Run:
    return broken_off(settings)


@pytest.mark.parametrize(
    "states", [("crawling",), ("crawling", "auditing"), ("crawling", "auditing", "reporting")]
)
def test_a_run_that_was_killed_on_its_way_goes_on(settings, run, states):
    assert found(settings, run, *states) == run.id


def test_a_run_that_was_killed_before_it_began_goes_on(settings, run):
    assert found(settings, replace(run, state="planned")) == run.id


@pytest.mark.parametrize(
    "states",
    [
        ("crawling", "planned"),  # osi-audit crawl, whose snapshots a person wants to judge
        ("crawling", "cancelled"),
        ("crawling", "auditing", "reporting", "provisional"),
        ("crawling", "auditing", "reporting", "done"),
        ("crawling", "auditing", "reporting", "done", "auditing"),  # judged again, maybe at this moment
    ],
)
def test_a_run_that_was_left_so_by_a_person_or_came_to_its_end_does_not(settings, run, states):
    assert found(settings, run, *states) == ""


@pytest.mark.parametrize(
    "other",
    [
        {"sites_file": "/elsewhere/sites.yaml"},
        {"config_sha256": "of other rules"},
        {"editions": ("another",)},
        {"day": "2018-06-30"},
        {"agencies": ("bo", "gone")},
        {"created_at": time_of(NOW - timedelta(days=400)), "day": f"{NOW - timedelta(days=400):%Y-%m-%d}"},
    ],
)
def test_a_run_that_would_audit_otherwise_than_a_new_one_does_not(settings, run, other):
    assert found(settings, replace(run, **other), "crawling") == ""
