"""Findings of an agency are written down in a few statements, and exactly as one by one."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.life.model import Condition, Event, EventKind, Look
from audit.results import Finding, Message
from audit.store.db import Store
from audit.store.lives import Lives
from crawler.errors import StoreError, UsageError
from tests.audit.one_by_one import OneByOne

IDS = [f"{number:016x}" for number in range(4)]
RUNS = [f"2026{month:02d}01T000000Z" for month in range(1, 6)]
SAID = [
    EventKind.WAIVED,
    EventKind.WAIVER_ENDED,
    EventKind.DISPUTED,
    EventKind.DISPUTE_ACCEPTED,
    EventKind.DISPUTE_REJECTED,
]


def finding(id_: str, count: int = 1) -> Finding:
    return Finding(id_, "no_lang", "", Message("fault_no_lang", {}), count=count)


@st.composite
def looks(draw):
    """A run of one agency, of any of its findings, told in any order."""
    run = draw(st.sampled_from(RUNS))
    seen = draw(st.dictionaries(st.sampled_from(IDS), st.sampled_from(list(Look)), max_size=4))
    count = draw(st.integers(1, 3))
    first = draw(st.booleans())
    return run, {id_: Event(EventKind.RUN, run, run, look, first) for id_, look in seen.items()}, count


@st.composite
def words(draw):
    """What persons and re-checks say of findings, which may not be known."""
    said = []
    for id_ in draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=4)):
        if draw(st.booleans()):
            moment = draw(st.sampled_from(["20260115T000000Z", "20260315T000000Z"]))
            said.append((id_, Event(EventKind.RECHECK, moment, moment, draw(st.sampled_from(list(Look))))))
        else:
            day = draw(st.sampled_from(["2026-02-01", "2026-02-02"]))
            until = draw(st.sampled_from(["", "2026-03-31"]))
            said.append((id_, Event(draw(st.sampled_from(SAID)), day, by="op", text="why", until=until)))
    return said


def tables(store: Store) -> list[list[tuple]]:
    return [
        store._db.execute(f"select * from {table} order by 1, 2").fetchall()
        for table in ("finding_events", "finding_lives", "looked_runs")
    ]


def steps(kind: type[Lives], history) -> tuple[list[list[tuple]], list[object]]:
    with Store(Path(":memory:")) as store:
        lives = kind(store._db, store.path)
        told: list[object] = []
        for step in history:
            if isinstance(step, tuple):
                run, seen, count = step
                lives.look("moa", run, seen, [finding(id_, count) for id_ in seen], readable=bool(seen))
                told.append({run: lives.told_in("moa", run) for run in RUNS})
                continue
            try:
                told.append(lives.add_all(step))
            except UsageError as error:
                told.append(str(error))
        return tables(store), told


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(looks(), words()), max_size=10))
def test_an_agency_at_once_is_what_one_by_one_is(history):
    assert steps(Lives, history) == steps(OneByOne, history)


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "audit.db") as store:
        yield store


def look(store: Store, run: str, *ids: str, agency_id: str = "moa", at: Look = Look.FAILING) -> None:
    seen = {id_: Event(EventKind.RUN, run, run, at, first=True) for id_ in ids}
    store.lives.look(agency_id, run, seen, [finding(id_) for id_ in ids], readable=True)


def test_a_run_asks_for_an_agencys_events_once_however_many_findings(store):
    many = [f"{number:016x}" for number in range(200)]
    counts = []
    for run, ids in zip(RUNS, (many[:2], many), strict=False):
        asked: list[str] = []
        store._db.conn.set_trace_callback(asked.append)
        look(store, run, *ids)
        store._db.conn.set_trace_callback(None)
        counts.append(sum(statement.lower().startswith("select") for statement in asked))
    assert counts[0] == counts[1]


def test_what_is_not_known_must_be_told(store):
    event = Event(EventKind.RUN, RUNS[0], RUNS[0], Look.FAILING)
    with pytest.raises(StoreError, match="finding_lives"):
        store.lives.look("moa", RUNS[0], {IDS[0]: event}, [], readable=True)
    assert store.lives.events(IDS[0]) == []
    assert store.lives.runs("moa") == {}


def test_findings_of_some_conditions(store):
    look(store, RUNS[0], *IDS[:3])
    look(store, RUNS[1], IDS[0], at=Look.PASSING)
    look(store, RUNS[0], IDS[3], agency_id="moh")
    assert [life.finding.id for life in store.lives.of("moa")] == IDS[:3]
    assert [life.finding.id for life in store.lives.of("moa", {Condition.FIXED})] == IDS[:1]
    assert [life.finding.id for life in store.lives.of("moa", {Condition.FIXED, Condition.NEW})] == IDS[:3]
    assert store.lives.agencies() == ["moa", "moh"]
    assert store.lives.standings("moa") == {life.finding.id: life.standing for life in store.lives.of("moa")}
    assert store.lives.histories("moa") == {id_: store.lives.events(id_) for id_ in IDS[:3]}


def test_no_agency_is_known_of_an_empty_database(store):
    assert store.lives.agencies() == []
    assert store.lives.histories("moa") == store.lives.standings("moa") == {}


def test_words_on_one_finding_count_in_their_order(store):
    look(store, RUNS[0], IDS[0])
    days = (f"2026-02-{day:02d}" for day in itertools.count(1))
    said = [(IDS[0], Event(kind, next(days), by="op", text="why")) for kind in SAID]
    assert store.lives.add_all(said) == len(SAID)
    assert store.lives.add_all(said) == 0
    assert [event.kind for event in store.lives.events(IDS[0])] == [EventKind.RUN, *SAID]
