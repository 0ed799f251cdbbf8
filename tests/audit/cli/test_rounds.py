"""Rounds of tries within one call: what is tried again, what is left alone, and how long it may take."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from audit.cli.telling import _in_rounds
from audit.telling.limits import load_limits
from audit.telling.outcome import Kind, Outcome

LIMITS = load_limits(Path(__file__).parents[3] / "config")
TOLD, LATER = Outcome(Kind.TOLD), Outcome(Kind.LATER, "500")
UNREACHED, SETUP = Outcome(Kind.UNREACHED, "nobody"), Outcome(Kind.SETUP, "no login", ours=True)
MISSING, BUSY = Outcome(Kind.MISSING, "no secret", ours=True), Outcome(Kind.LATER, "503", wait_s=60)


@dataclass
class Ways:
    """Letters are `route/name`; answers by letter, the last one for ever."""

    answers: dict[str, list[Outcome]]
    tried: list[str] = field(default_factory=list)

    def route(self, letter: str) -> str:
        return letter.partition("/")[0]

    def send(self, letter: str) -> Outcome:
        self.tried.append(letter)
        waiting = self.answers.get(letter, [TOLD])
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]


@pytest.fixture
def pauses(monkeypatch):
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    return slept


def played(ways, letters, limits=LIMITS):
    return dict(_in_rounds(iter(letters), ways, limits))


def test_only_what_failed_is_tried_again(pauses):
    ways = Ways({"a/1": [LATER, LATER, TOLD], "b/1": [LATER]})
    assert played(ways, ["a/1", "b/1", "c/1"]) == {"a/1": TOLD, "b/1": LATER, "c/1": TOLD}
    assert ways.tried == ["a/1", "b/1", "c/1", "a/1", "b/1", "a/1", "b/1"]
    assert pauses == [1.0, 2.0]


def test_nothing_is_waited_for_where_nothing_failed(pauses):
    assert played(Ways({}), ["a/1", "b/1"]) == {"a/1": TOLD, "b/1": TOLD}
    assert pauses == []


@pytest.mark.parametrize("outcome", [Outcome(Kind.REFUSED, "550"), Outcome(Kind.GONE, "410"), BUSY, MISSING])
def test_what_does_not_pass_within_seconds_is_tried_once_and_costs_its_neighbours_nothing(pauses, outcome):
    ways = Ways({"a/1": [outcome]})
    assert played(ways, ["a/1", "a/2"]) == {"a/1": outcome, "a/2": TOLD}
    assert ways.tried == ["a/1", "a/2"]
    assert pauses == []


def test_a_route_on_which_nobody_answers_is_tried_once_a_round(pauses):
    ways = Ways({f"a/{n}": [UNREACHED] for n in range(50)})
    assert set(played(ways, [*ways.answers, "b/1"]).values()) == {UNREACHED, TOLD}
    assert [letter for letter in ways.tried if letter != "b/1"] == ["a/0"] * 3


def test_a_route_that_comes_back_takes_what_waited(pauses):
    ways = Ways({"a/1": [UNREACHED, TOLD]})
    assert played(ways, ["a/1", "a/2"]) == {"a/1": TOLD, "a/2": TOLD}
    assert ways.tried == ["a/1", "a/1", "a/2"]


def test_a_wrong_password_is_tried_once_in_a_call(pauses):
    ways = Ways({"mail/1": [SETUP], "b/1": [LATER]})
    assert played(ways, ["mail/1", "mail/2", "b/1"]) == {"mail/1": SETUP, "mail/2": SETUP, "b/1": LATER}
    assert ways.tried == ["mail/1", "b/1", "b/1", "b/1"]


def test_no_round_begins_once_time_is_up(pauses):
    ways = Ways({"a/1": [LATER]})
    limits = LIMITS.model_copy(update={"rounds_s": 0.5})
    assert played(ways, ["a/1"], limits) == {"a/1": LATER}
    assert ways.tried == ["a/1"]
    assert pauses == []
