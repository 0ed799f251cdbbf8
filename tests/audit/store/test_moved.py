"""What changed between two runs is among the findings that moved after the first of them, whatever happened to the others."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.life.changes import changes
from audit.life.model import Event, EventKind, Look
from audit.results import Finding, Message
from audit.store.db import Store

RUNS = [f"2026{month:02d}01T000000Z" for month in range(1, 6)]
NUMBERS = itertools.count()


def finding(number: int) -> Finding:
    return Finding(f"{number:016x}", "no_lang", "", Message("fault_no_lang", {}))


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder: Path = tmp_path_factory.mktemp("moved")
    with Store(folder / "audit.db") as opened:
        yield opened


seen = st.dictionaries(st.integers(0, 3), st.sampled_from(list(Look)), max_size=4)


@settings(max_examples=60, deadline=None)
@given(runs=st.lists(seen, min_size=1, max_size=5), again=seen)
def test_what_changed_between_two_runs_has_moved(store, runs, again):
    agency = f"a{next(NUMBERS)}"
    base = 16 * next(NUMBERS)
    told = [finding(base + n) for n in range(4)]
    # The last of them judges the first run again.
    for number, (run, looks) in enumerate([*zip(RUNS, runs, strict=False), (RUNS[0], again)]):
        events = {
            told[n].id: Event(EventKind.RUN, run, run, look, first=not number) for n, look in looks.items()
        }
        store.lives.look(agency, run, events, told, readable=True)
    lives = [(life.finding, store.lives.events(life.finding.id)) for life in store.lives.of(agency)]
    for before, after in itertools.combinations(["", *RUNS[: len(runs)]], 2):
        moved = store.lives.moved(agency, before)
        assert changes(moved, before, after) == changes(lives, before, after)
        assert {one.id: events for one, events in moved}.items() <= {o.id: e for o, e in lives}.items()


def test_what_stays_as_it_is_is_not_opened(store):
    told = [finding(10**6)]
    for number, run in enumerate(RUNS[:4]):
        event = Event(EventKind.RUN, run, run, Look.FAILING, first=not number)
        store.lives.look("still", run, {told[0].id: event}, told, readable=True)
    assert [one.id for one, _ in store.lives.moved("still", "")] == [told[0].id]
    assert store.lives.moved("still", RUNS[2]) == []
