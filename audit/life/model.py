"""What happens to a finding, as events that are only ever added, and what they amount to. Pure data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Look(StrEnum):
    """What one look at the cause of a finding showed."""

    FAILING = "failing"
    PASSING = "passing"
    GONE = "gone"  # the page, or the requirement, is not there any more: nothing was mended
    UNSEEN = "unseen"  # could not be told: a blocked portal, a page that was not reached


class EventKind(StrEnum):
    """What an event is."""

    RUN = "run"
    RECHECK = "recheck"
    WAIVED = "waived"
    WAIVER_ENDED = "waiver_ended"
    DISPUTED = "disputed"
    DISPUTE_ACCEPTED = "dispute_accepted"
    DISPUTE_REJECTED = "dispute_rejected"
    COMMENTED = "commented"
    WAIVER_ASKED = "waiver_asked"
    """A word that changes nothing by itself, as a comment."""


LOOKS = frozenset({EventKind.RUN, EventKind.RECHECK})


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a finding. Which fields are set depends on the kind."""

    kind: EventKind
    at: str
    """UTC, ISO 8601."""
    source: str = ""
    """Of a look: the run's or re-check's id. Ids of runs and re-checks are moments, so that they tell which came later."""
    look: Look | None = None
    first: bool = False
    """Of a run's look: whether no earlier run could read the agency, so that there was nothing to differ from."""
    by: str = ""
    """Who waived, disputed or decided."""
    text: str = ""
    """The reason, the agency's words, or the operator's."""
    url: str = ""
    """A page that the agency names, or the best evidence of a look."""
    until: str = ""
    """Last day of a waiver, YYYY-MM-DD; empty for one without an end."""
    record: str = ""
    """Of a look: `crawl-00000.warc.gz:OFFSET` of its evidence in the snapshot of `source`."""


class Condition(StrEnum):
    """Where looks alone have brought a finding."""

    SUSPECTED = "suspected"  # failed once where there was no such failure before: wants a second look
    CLEARED = "cleared"  # a suspicion that the next look did not confirm: nobody was told of it
    NEW = "new"
    OPEN = "open"
    REGRESSED = "regressed"
    FIXED = "fixed"
    GONE = "gone"


FAILING = frozenset({Condition.NEW, Condition.OPEN, Condition.REGRESSED})
"""Conditions that an agency has to do something about."""


class State(StrEnum):
    """What a finding is called on a day: its condition, unless a person set it aside."""

    SUSPECTED = "suspected"
    CLEARED = "cleared"
    NEW = "new"
    OPEN = "open"
    REGRESSED = "regressed"
    FIXED = "fixed"
    GONE = "gone"
    WAIVED = "waived"
    DISPUTED = "disputed"


def conditions_of(states: Iterable[State]) -> frozenset[Condition]:
    """Return the conditions that findings in some states can be in."""
    aside = {State.WAIVED, State.DISPUTED}
    return frozenset(
        condition for state in states for condition in (FAILING if state in aside else {Condition(state)})
    )


@dataclass(frozen=True, slots=True)
class Waiver:
    """A person's decision to let a finding be."""

    at: str
    by: str
    reason: str
    until: str = ""
    """Last day it holds, YYYY-MM-DD; empty for no end."""

    def holds_on(self, day: str) -> bool:
        """Whether it holds on a day, YYYY-MM-DD."""
        return not self.until or day <= self.until


@dataclass(frozen=True, slots=True)
class Dispute:
    """An agency's objection, and what the operator said to it."""

    at: str
    by: str
    text: str
    url: str = ""
    accepted: bool | None = None
    """None while it is open."""
    decided_at: str = ""
    decided_by: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What all events of a finding amount to."""

    condition: Condition | None = None
    """None before the first look that failed."""
    since: str = ""
    """Source of the look that brought it there."""
    announced: bool = False
    """Whether it has ever been more than suspected."""
    last_seen: str = ""
    """Source of the last look that could tell."""
    waiver: Waiver | None = None
    dispute: Dispute | None = None

    def state_on(self, day: str) -> State | None:
        """Return what it is called on a day, YYYY-MM-DD; None before the first failure.

        Waivers and open disputes speak only while there is something to waive or dispute. A waiver past its last day speaks no
        more: the finding is open again.
        """
        if self.condition is None:
            return None
        if self.condition in FAILING:
            if self.waiver is not None and self.waiver.holds_on(day):
                return State.WAIVED
            if self.dispute is not None and self.dispute.accepted is None:
                return State.DISPUTED
        return State(self.condition)
