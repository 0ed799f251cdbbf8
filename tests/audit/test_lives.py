"""What runs show of findings, written down in a real database."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.findings import finding_id
from audit.life.model import Condition, Event, EventKind, Look
from audit.lives import note_looks, with_states
from audit.results import Coverage, Finding, Message
from audit.store.db import Run, Store
from crawler.errors import StoreError, UsageError
from tests.audit.builders import evidence, judgement, result

DAY = "2026-03-01"
FIRST, SECOND, THIRD = "20260101T000000Z", "20260401T000000Z", "20260701T000000Z"
ID = finding_id("moa", "T-1")


def told(run_id: str, verdict: str, **more):
    """A result that asks one thing."""
    gap = Finding(ID, "criterion", "T-1", Message("finding_not_met", {"criterion": "T-1"}))
    judged = judgement("T-1", verdict, proofs=(evidence(),) if verdict == "met" else ())
    findings = (gap,) if verdict == "not_met" else ()
    return result(run_id=run_id, judgements=(judged,), findings=findings, **more)


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "audit.db") as store:
        yield store


def note(store, *results):
    for each in results:
        store.save_run(Run(each.run_id, "done", each.run_id, DAY, ("moa",), ("osi-2024",)))
        store.save_result(each, each.run_id)
        note_looks(store, each, each.run_id, None)


def condition(store) -> Condition | None:
    return store.lives.life(ID).standing.condition


def test_a_finding_lives_from_run_to_run(store):
    seen = []
    for run_id, verdict in ((FIRST, "not_met"), (SECOND, "not_met"), (THIRD, "met")):
        note(store, told(run_id, verdict))
        seen.append(condition(store))
    assert seen == [Condition.NEW, Condition.OPEN, Condition.FIXED]
    last = store.lives.events(ID)[-1]
    assert (last.look, last.url, last.text) == (Look.PASSING, evidence().url, evidence().quote)


def test_the_same_run_judged_twice_adds_nothing(store):
    note(store, told(FIRST, "not_met"), told(SECOND, "not_met"))
    before = store.lives.events(ID)
    note(store, told(FIRST, "not_met"), told(SECOND, "not_met"))
    assert store.lives.events(ID) == before
    assert condition(store) is Condition.OPEN


def test_an_earlier_run_judged_again_leaves_what_came_after_it(store):
    note(store, told(FIRST, "not_met"), told(SECOND, "met"))
    note(store, told(FIRST, "met"))
    assert [e.look for e in store.lives.events(ID)] == [Look.FAILING, Look.PASSING, Look.PASSING]
    assert condition(store) is None  # by today's rules nothing ever failed
    assert store.lives.of("moa")[0].told_by == FIRST


def test_a_portal_that_could_not_be_read_changes_no_state(store):
    blind = Coverage(found=1, failed=1, readable=False)
    note(store, told(FIRST, "not_met"), told(SECOND, "could_not_tell", coverage=blind))
    assert condition(store) is Condition.NEW
    assert store.lives.runs("moa") == {FIRST: True, SECOND: False}


def test_what_the_first_readable_run_finds_is_new_at_once(store):
    blind = Coverage(found=1, failed=1, readable=False)
    note(store, told(FIRST, "could_not_tell", coverage=blind), told(SECOND, "not_met"))
    assert condition(store) is Condition.NEW


def test_what_a_later_run_finds_for_the_first_time_is_suspected(store):
    note(store, told(FIRST, "met"), told(SECOND, "not_met"))
    assert condition(store) is Condition.SUSPECTED
    note(store, told(THIRD, "not_met"))
    assert condition(store) is Condition.NEW


def test_runs_of_an_older_version_are_caught_up_with(store):
    for run_id, verdict in ((FIRST, "not_met"), (SECOND, "not_met")):
        store.save_run(Run(run_id, "done", run_id, DAY, ("moa",), ("osi-2024",)))
        store.save_result(told(run_id, verdict), run_id)
    note(store, told(THIRD, "not_met"))
    assert [e.source for e in store.lives.events(ID)] == [FIRST, SECOND, THIRD]
    assert condition(store) is Condition.OPEN


def test_a_persons_word_is_kept_once_and_shows_in_reports(store):
    note(store, told(FIRST, "not_met"))
    word = Event(EventKind.WAIVED, "2026-02-01T00:00:00Z", by="op", text="merged in June", until="2026-06-30")
    store.lives.add(ID, word)
    store.lives.add(ID, word)
    assert len(store.lives.events(ID)) == 2
    (finding,) = with_states(store, told(FIRST, "not_met"), "2026-06-30").findings
    assert finding.state == "waived"
    (finding,) = with_states(store, told(FIRST, "not_met"), "2026-07-01").findings
    assert finding.state == "new"


def test_a_word_on_what_is_not_there_is_refused(store):
    with pytest.raises(UsageError, match="no finding 'feed'"):
        store.lives.add("feed", Event(EventKind.WAIVED, "t"))


def test_a_look_is_written_whole_or_not_at_all(store, tmp_path):
    first, second = told(FIRST, "not_met"), told(SECOND, "met")
    note(store, first)
    with sqlite3.connect(tmp_path / "audit.db") as other:
        other.execute(
            "create trigger full before insert on looked_runs begin select raise(fail, 'no room'); end"
        )
    store.save_run(Run(SECOND, "done", SECOND, DAY, ("moa",), ("osi-2024",)))
    store.save_result(second, SECOND)
    with pytest.raises(StoreError, match="no room"):
        note_looks(store, second, SECOND, None)
    assert len(store.lives.events(ID)) == 1
    assert condition(store) is Condition.NEW
    assert store.lives.runs("moa") == {FIRST: True}


VERDICTS = st.sampled_from(["met", "not_met", "could_not_tell"])


@settings(max_examples=25, deadline=None)
@given(st.lists(VERDICTS, min_size=1, max_size=6), st.data())
def test_whatever_is_judged_again_the_last_word_on_each_run_counts(verdicts, data):
    """Runs judged in order, and some of them again in any order, end as if each had been judged once, as it was at last."""
    runs = [f"2026{number + 1:02d}01T000000Z" for number in range(len(verdicts))]
    again = data.draw(st.lists(st.tuples(st.integers(0, len(runs) - 1), VERDICTS), max_size=6))
    final = dict(enumerate(verdicts)) | dict(again)
    with Store(Path(":memory:")) as one, Store(Path(":memory:")) as other:
        for number, verdict in (*enumerate(verdicts), *again):
            note(one, told(runs[number], verdict))
        for number in sorted(final):
            note(other, told(runs[number], final[number]))
        ended = {life.finding.id: life.standing.condition for life in one.lives.of("moa")}
        clean = {life.finding.id: life.standing.condition for life in other.lives.of("moa")}
        assert ended.get(ID) == clean.get(ID)
