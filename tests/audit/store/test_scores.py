"""Scores of earlier runs out of audit.db."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.results import Coverage, Interval, Score
from audit.store.db import Run, Store
from crawler.errors import StoreError
from tests.audit.builders import result

FIRST, SECOND, THIRD = "20180331T000000Z", "20180630T000000Z", "20180930T000000Z"


def a_run(run_id: str, state: str = "done") -> Run:
    day = f"{run_id[:4]}-{run_id[4:6]}-{run_id[6:8]}"
    return Run(run_id, state, f"{day}T00:00:00Z", day, ("moa", "mob"), ("osi-2024",))


def scored(run_id: str, low: float, agency_id: str = "moa", **more):
    exact = Interval(low, low + 2)
    made = result(run_id, agency_id)
    return replace(made, score=Score(exact, Interval(90.0, 90.0), exact), **more)


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "audit.db") as opened:
        for run_id in (FIRST, SECOND, THIRD):
            opened.save_run(a_run(run_id))
        yield opened


def test_scores_of_earlier_runs_come_oldest_first_with_their_rules(store):
    store.save_result(scored(SECOND, 40.0), "then", config_sha256="ab", version="1")
    store.save_result(
        scored(FIRST, 30.0, editions=("osi-2022@3",), coverage=Coverage(readable=False)), "then"
    )
    store.save_result(scored(THIRD, 50.0), "then")
    found = store.scores.before(THIRD)["moa"]

    assert [(s.run_id, s.day, s.english.low, s.english.high) for s in found] == [
        (FIRST, "2018-03-31", 30.0, 32.0),
        (SECOND, "2018-06-30", 40.0, 42.0),
    ]
    assert [(s.readable, s.editions, s.rules) for s in found] == [
        (False, ("osi-2022@3",), ("", "")),
        (True, ("osi-2024@1",), ("ab", "1")),
    ]
    assert store.scores.before(FIRST) == {}


def test_runs_that_are_not_done_and_agencies_in_error_have_no_score(store):
    store.save_run(a_run(FIRST, "failed"))
    store.save_result(scored(FIRST, 30.0), "then")
    store.save_result(scored(SECOND, 40.0, "mob"), "then")
    store.save_error(SECOND, "moa", "then", "the archive is damaged")

    assert set(store.scores.before(THIRD)) == {"mob"}


def test_no_verdict_is_opened_for_it(store):
    """A payload of a verdict that cannot be read any more does not matter to a history."""
    store.save_result(scored(FIRST, 30.0), "then")
    store._db.execute("update verdicts set payload = 'broken'")

    assert store.scores.before(SECOND)["moa"][0].english == Interval(30.0, 32.0)


def test_a_damaged_database_is_said_in_one_sentence(store):
    store.save_result(scored(FIRST, 30.0), "then")
    store._db.execute("update results set payload = 'no JSON'")

    with pytest.raises(StoreError, match=r"audit\.db: the database says: "):
        store.scores.before(SECOND)
