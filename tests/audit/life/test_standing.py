"""Random histories of a finding, driven against a plain model; and the cases that a person would ask about."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from audit.life import standing
from audit.life.model import FAILING, Condition, Event, EventKind, Look, Standing, State
from audit.life.standing import replay

F, P, G, U = Look.FAILING, Look.PASSING, Look.GONE, Look.UNSEEN
DAY = "2026-03-01"


def source(number: int) -> str:
    return f"2026{number // 28 + 1:02d}{number % 28 + 1:02d}T000000Z"


def run(number: int, look: Look, *, first: bool = False) -> Event:
    return Event(EventKind.RUN, f"at {number}", source(number), look, first)


def recheck(number: int, look: Look) -> Event:
    return Event(EventKind.RECHECK, f"at {number}", source(number), look)


def conditions(*looks: Look, first: bool = True) -> list[Condition | None]:
    events = [run(n, look, first=first and not n) for n, look in enumerate(looks)]
    return [replay(events[: n + 1]).condition for n in range(len(events))]


class Plain:
    """The life of a finding as a person would tell it, one look after the other."""

    def __init__(self) -> None:
        self.told: list[str] = []
        """What anybody was told of, in order."""
        self.suspicion = False
        self.failing = False

    def look(self, look: Look, *, is_run: bool, first: bool) -> None:
        if look is F:
            if self.failing:
                if is_run and self.told[-1] != "open":
                    self.told.append("open")
            elif self.suspicion or (first and is_run and not self.told):
                self.told.append("regressed" if self.told else "new")
                self.failing, self.suspicion = True, False
            else:
                self.suspicion = True
        elif look is not U:
            self.suspicion = False
            if self.failing or (self.told and self.told[-1] == "gone" and look is P):
                self.told.append("fixed" if look is P else "gone")
            self.failing = False

    @property
    def last(self) -> str:
        return self.told[-1] if self.told else ""


steps = st.lists(st.tuples(st.sampled_from([F, P, G, U]), st.booleans()), max_size=24)


@given(steps)
def test_any_history_of_looks_ends_as_the_plain_model(history):
    plain, events = Plain(), []
    suspected = False
    for number, (look, is_run) in enumerate(history):
        first = is_run and not number
        # A suspicion after a fix that is not confirmed goes back to what was told last, or to what the look shows.
        if plain.suspicion and look in {P, G} and plain.told:
            expected_after = "fixed" if look is P else "gone"
            plain.suspicion = False
            if plain.last != expected_after:
                plain.told.append(expected_after)
        else:
            plain.look(look, is_run=is_run, first=first)
        events.append(run(number, look, first=first) if is_run else recheck(number, look))
        standing = replay(events)
        suspected = plain.suspicion
        if suspected:
            assert standing.condition is Condition.SUSPECTED
        elif plain.told:
            assert standing.condition == plain.last
        else:
            assert standing.condition in {None, Condition.CLEARED}
        assert standing.announced is bool(plain.told)


@given(steps, st.integers(0, 23))
def test_a_look_that_cannot_tell_changes_nothing(history, place):
    events = [
        run(2 * n, look) if is_run else recheck(2 * n, look) for n, (look, is_run) in enumerate(history)
    ]
    blind = [*events[:place], run(2 * place + 1, U), *events[place:]]
    assert replay(blind) == replay(events)


@given(steps, st.data())
def test_a_run_that_is_judged_again_changes_nothing_that_came_after_it(history, data):
    events = [run(n, look) if is_run else recheck(n, look) for n, (look, is_run) in enumerate(history)]
    if not events:
        return
    number = data.draw(st.integers(0, len(events) - 1))
    look = data.draw(st.sampled_from([F, P, G, U]))
    again = Event(events[number].kind, "later", events[number].source, look)
    instead = [*events[:number], again, *events[number + 1 :]]
    assert replay([*events, again]) == replay(instead)
    assert replay([*events, events[number]]) == replay(events)


@given(steps)
def test_nothing_is_announced_on_one_look_nor_fixed_without_one_that_passes(history):
    standing = Standing()
    events: list[Event] = []
    for number, (look, is_run) in enumerate(history):
        events.append(run(number, look) if is_run else recheck(number, look))
        before, standing = standing, replay(events)
        if standing.condition is Condition.FIXED and before.condition is not Condition.FIXED:
            assert look is P or before.condition is Condition.SUSPECTED
        if standing.condition in FAILING and before.condition not in FAILING:
            assert [event.look for event in events if event.look is not U][-2:] == [F, F]


def test_what_the_first_audit_finds_is_new_at_once_and_open_from_the_next_run_on():
    assert conditions(F, F, F) == ["new", "open", "open"]


def test_what_appears_later_is_suspected_until_it_is_seen_twice():
    assert conditions(F, P, F, F, F) == ["new", "fixed", "suspected", "regressed", "open"]
    assert conditions(F, F, first=False) == ["suspected", "new"]
    assert conditions(F, P, P, first=False) == ["suspected", "cleared", "cleared"]


def test_a_second_look_on_the_same_day_is_enough():
    assert replay([run(0, F), recheck(1, F)]).condition is Condition.NEW
    assert replay([run(0, F), recheck(1, P)]).condition is Condition.CLEARED


def test_a_recheck_makes_nothing_old():
    assert replay([run(0, F, first=True), recheck(1, F)]).condition is Condition.NEW


def test_a_page_that_vanished_is_gone_and_never_fixed():
    assert conditions(F, G) == ["new", "gone"]
    assert conditions(F, P, G) == ["new", "fixed", "fixed"]
    assert conditions(F, G, P) == ["new", "gone", "fixed"]
    assert conditions(F, G, F, F) == ["new", "gone", "suspected", "regressed"]


def test_a_waiver_holds_to_its_last_day_and_speaks_only_while_something_fails():
    events = [run(0, F, first=True), Event(EventKind.WAIVED, "t", by="op", text="merged soon", until=DAY)]
    standing = replay(events)
    assert standing.state_on(DAY) is State.WAIVED
    assert standing.state_on("2026-03-02") is State.NEW
    assert replay([*events, run(1, P)]).state_on(DAY) is State.FIXED
    assert replay([*events, Event(EventKind.WAIVER_ENDED, "t2", by="op")]).state_on(DAY) is State.NEW


def test_a_dispute_stands_until_the_operator_decides_and_stays_in_sight():
    disputed = [
        run(0, F, first=True),
        Event(EventKind.DISPUTED, "t", by="moh", text="It is there", url="http://a.example/"),
    ]
    assert replay(disputed).state_on(DAY) is State.DISPUTED
    rejected = replay(
        [*disputed, Event(EventKind.DISPUTE_REJECTED, "t2", by="op", text="In Vietnamese only")]
    )
    assert rejected.state_on(DAY) is State.NEW
    assert (rejected.dispute.text, rejected.dispute.answer) == ("It is there", "In Vietnamese only")
    accepted = replay([*disputed, Event(EventKind.DISPUTE_ACCEPTED, "t2", by="op", until="2026-12-31")])
    assert accepted.state_on(DAY) is State.WAIVED
    assert accepted.waiver.reason == "It is there"
    assert accepted.dispute.accepted is True


def test_a_decision_on_no_dispute_changes_nothing():
    events = [run(0, F, first=True)]
    assert replay([*events, Event(EventKind.DISPUTE_ACCEPTED, "t", by="op")]) == replay(events)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([EventKind.RUN, EventKind.RECHECK, EventKind.WAIVED, EventKind.DISPUTED]),
            st.integers(0, 5),
            st.sampled_from(list(Look)),
            st.booleans(),
        ),
        max_size=10,
    )
)
def test_conditions_on_the_way_are_those_of_every_beginning(drawn):
    """Whether looks come in order, are judged again, or are told of an earlier run later on."""
    looks = {EventKind.RUN, EventKind.RECHECK}
    events = [
        Event(kind, f"at {number}", source(number), look, first)
        if kind in looks
        else Event(kind, "2026-03-01", by="op")
        for kind, number, look, first in drawn
    ]
    assert list(standing.conditions(events)) == [
        replay(events[:end]).condition for end in range(1, len(events) + 1)
    ]
