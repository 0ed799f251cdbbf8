from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.life.changes import changes
from audit.life.model import Event, EventKind, Look
from audit.results import Finding, Message

F, P, G, U = Look.FAILING, Look.PASSING, Look.GONE, Look.UNSEEN
RUNS = ("20260101T000000Z", "20260401T000000Z", "20260701T000000Z", "20261001T000000Z")


def finding(id_: str = "a", gain: float = 1.0) -> Finding:
    return Finding(id_, "criterion", "T-1", Message("finding_not_met"), gain=gain)


def history(*looks: Look, first: bool = True) -> list[Event]:
    return [
        Event(EventKind.RUN, "t", source, look, first and not n)
        for n, (source, look) in enumerate(zip(RUNS, looks, strict=False))
    ]


def told(*looks: Look, first: bool = True) -> list[str]:
    """What the last run changed against the one before it."""
    before = RUNS[len(looks) - 2] if len(looks) > 1 else ""
    found = changes([(finding(), history(*looks, first=first))], before, RUNS[len(looks) - 1])
    return [name for name in ("regressed", "new", "fixed", "gone") if getattr(found, name)]


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ((F,), ["new"]),
        ((F, F), []),
        ((F, P), ["fixed"]),
        ((F, G), ["gone"]),
        ((F, U), []),
        ((F, P, F), []),  # suspected: nobody is told yet
        ((F, P, F, F), ["regressed"]),
        ((F, P, F, P), []),
    ],
)
def test_a_contact_is_told_what_changed_and_nothing_else(looks, expected):
    assert told(*looks) == expected


def test_what_appears_later_is_told_when_it_is_sure():
    assert told(F, first=False) == []
    assert told(F, F, first=False) == ["new"]


def test_a_recheck_between_two_runs_is_told_with_the_next_run():
    events = history(F)
    events.append(Event(EventKind.RECHECK, "t", "20260201T000000Z", P))
    events.append(Event(EventKind.RUN, "t", RUNS[1], P))
    assert changes([(finding(), events)], RUNS[0], RUNS[1]).fixed


def test_what_is_worth_most_comes_first():
    lives = [
        (finding("a", 0.5), history(F)),
        (finding("b", 2.0), history(F)),
        (finding("c", 0.5), history(F)),
    ]
    found = changes(lives, "", RUNS[0])
    assert [one.id for one in found.new] == ["b", "a", "c"]
    assert found.count == 3


@given(st.lists(st.sampled_from([F, P, G, U]), min_size=1, max_size=4))
def test_nothing_changes_from_a_run_to_itself(looks):
    last = RUNS[len(looks) - 1]
    assert not changes([(finding(), history(*looks))], last, last)
