"""Counts and pages from indexes say what opening every finding says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.life.model import Event, EventKind, Look, State
from audit.results import Finding, Message
from audit.store.db import Store
from audit.store.ledger import START, Line, Wanted, place_of

RUNS = ["20260101T000000Z", "20260201T000000Z", "20260301T000000Z"]
DAYS = ["2026-03-30", "2026-03-31", "2026-04-01"]
AGENCIES = ["moa", "moh", "zzz"]
GAP = Finding("", "criterion", "T-1", Message("finding_not_met", {}))
CAUSE = Finding("", "no_lang", "", Message("fault_no_lang", {}))
WORDS = [kind for kind in EventKind if kind not in {EventKind.RUN, EventKind.RECHECK}]

findings = st.tuples(
    st.sampled_from(AGENCIES),
    st.sampled_from([GAP, CAUSE]),
    st.lists(st.sampled_from(list(Look)), min_size=1, max_size=3),
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["", "2026-03-31"])), max_size=3),
)


def filled(store: Store, lives) -> None:
    for number, (agency_id, kind, looks, words) in enumerate(lives):
        finding = replace(kind, id=f"{number:016x}")
        for run, look in zip(RUNS, looks, strict=False):
            event = Event(EventKind.RUN, run, run, look, first=run == RUNS[0])
            store.lives.look(agency_id, run, {finding.id: event}, [finding], readable=True)
        said = [Event(kind, "2026-03-05", by="op", text="why", until=until) for kind, until in words]
        store.lives.add_all([(finding.id, event) for event in said])


@settings(max_examples=40, deadline=None)
@given(st.lists(findings, max_size=12), st.sampled_from(DAYS), st.data())
def test_it_says_what_every_finding_says(lives, day, data):
    wanted = Wanted(
        day,
        data.draw(st.sampled_from(["", *AGENCIES])),
        tuple(data.draw(st.sets(st.sampled_from(list(State))))),
        data.draw(st.sampled_from(["", "T-1", "T-2"])),
        data.draw(st.sampled_from(["", "criterion", "no_lang"])),
    )
    with Store(Path(":memory:")) as store:
        filled(store, lives)
        every = [life for agency_id in store.lives.agencies() for life in store.lives.of(agency_id)]
        counts: dict[str, dict[State, int]] = {}
        for life in every:
            if (state := life.standing.state_on(day)) is not None:
                mine = counts.setdefault(life.agency_id, {})
                mine[state] = mine.get(state, 0) + 1
        assert store.ledger.states(day) == counts
        for agency_id in AGENCIES:
            mine = [
                (f, f.standing.state_on(day), f.standing.since) for f in every if f.agency_id == agency_id
            ]
            lines = {line.finding_id: line for line in store.ledger.lines(agency_id, day)}
            assert lines == {
                f.id: Line(f.id, state, f.title, f.criterion_id, f.kind, f.gain, f.count, since)
                for f, state, since in ((life.finding, state, since) for life, state, since in mine if state)
            }
        for agency_id in AGENCIES:
            assert store.ledger.states(day, agency_id).get(agency_id) == counts.get(agency_id)

        shown = [
            life
            for life in every
            if (state := life.standing.state_on(day)) is not None
            and (not wanted.states or state in wanted.states)
            and wanted.agency_id in {"", life.agency_id}
            and wanted.criterion_id in {"", life.finding.criterion_id}
            and wanted.kind in {"", life.finding.kind}
        ]
        assert store.ledger.page(wanted, 100) == shown
        assert store.ledger.page(wanted, 3, skip=2) == shown[2:5]
        leafed, after = [], START
        while page := store.ledger.page(wanted, 2, after):
            leafed += page
            after = place_of(page[-1])
        assert leafed == shown


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "audit.db") as store:
        filled(store, [("moa", GAP, [Look.FAILING] * 2, []), ("moh", CAUSE, [Look.FAILING], [])])
        yield store


def test_the_newest_words_come_first_and_runs_only_when_asked_for(store):
    first, second = (f"{number:016x}" for number in range(2))
    store.lives.add(second, Event(EventKind.WAIVED, "2026-03-05", by="op", text="merged"))
    store.lives.add(first, Event(EventKind.DISPUTED, "2026-03-04", by="moa", text="it is there"))
    said = store.ledger.newest(10)
    assert [(s.agency_id, s.finding_id, s.event.text) for s in said] == [
        ("moa", first, "it is there"),
        ("moh", second, "merged"),
    ]
    assert store.ledger.newest(10, said[0].number) == said[1:]
    assert store.ledger.newest(10, kinds={EventKind.WAIVED}) == said[1:]
    assert [s.event.source for s in store.ledger.newest(2, kinds=set(EventKind))] == ["", ""]
    assert [s.event.source for s in store.ledger.newest(9, said[1].number, set(EventKind))] == [
        RUNS[0],
        RUNS[1],
        RUNS[0],
    ]


@pytest.mark.parametrize("agency_id", ["", "moa"])
def test_no_finding_is_opened_that_is_not_shown(store, agency_id):
    """The statements keep to the indexes: none goes through the whole table, or all events."""
    asked: list[str] = []
    store._db.conn.set_trace_callback(asked.append)
    store.ledger.states("2026-03-30", agency_id)
    store.ledger.page(Wanted("2026-03-30", agency_id, (State.OPEN,), "T-1", "criterion"), 5, ("moa", "0"))
    store.ledger.newest(5)
    store._db.conn.set_trace_callback(None)
    plans = [row[3] for query in asked for row in store._db.execute(f"explain query plan {query}")]
    assert len(asked) == 3
    assert any("finding_counts" in plan for plan in plans)
    assert any("finding_pages" in plan for plan in plans)
    assert any("finding_words" in plan for plan in plans)
    assert not [plan for plan in plans if plan.startswith("SCAN finding_") and "USING INDEX" not in plan]


def test_what_is_worth_most_comes_first(store):
    gains = {"a" * 16: 1.0, "b" * 16: 3.0, "c" * 16: 3.0, "d" * 16: 0.0}
    for id_, gain in gains.items():
        finding = replace(GAP, id=id_, gain=gain, count=9 if id_[0] == "c" else 1)
        look = Event(EventKind.RUN, RUNS[0], RUNS[0], Look.FAILING, first=True)
        store.lives.look("moi", RUNS[0], {id_: look}, [finding], readable=True)

    assert [line.finding_id[0] for line in store.ledger.lines("moi", DAYS[0])] == ["c", "b", "a", "d"]


def test_a_word_on_one_agency_is_none_on_another(store):
    before = {agency_id: store.ledger.last(agency_id) for agency_id in (*AGENCIES, "")}
    life = store.lives.of("moa")[0]
    store.lives.add(life.finding.id, Event(EventKind.COMMENTED, "2026-03-09", by="a", text="rồi"))
    after = {agency_id: store.ledger.last(agency_id) for agency_id in (*AGENCIES, "")}

    assert {id_ for id_ in before if before[id_] != after[id_]} == {"moa", ""}
    assert after["moa"] == after[""]


@settings(max_examples=40, deadline=None)
@given(st.lists(findings, max_size=12))
def test_courses_are_histories_without_words_and_those_that_are_the_same_are_there_once(lives):
    with Store(Path(":memory:")) as store:
        filled(store, lives)
        for agency_id in store.lives.agencies():
            every = store.lives.of(agency_id)
            courses = store.ledger.courses(agency_id)
            assert courses == {
                finding_id: tuple(
                    Event(event.kind, event.at, event.source, event.look, event.first) for event in events
                )
                for finding_id, events in store.lives.histories(agency_id).items()
            }
            assert len({id(course) for course in courses.values()}) == len(set(courses.values()))
            assert store.ledger.gains(agency_id) == {life.finding.id: life.finding.gain for life in every}
            places = [(life.finding.id, len(courses[life.finding.id]) - 1) for life in every]
            assert store.ledger.named([*places, ("unknown", 0), (places[0][0], 99)]) == {
                (life.finding.id, number): (life.finding, store.lives.events(life.finding.id)[number])
                for life, (_, number) in zip(every, places, strict=True)
            }
