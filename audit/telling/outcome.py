"""What came of trying to tell a contact, and what that means for the next try. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from audit.store.notices import GIVEN_UP, GONE, REFUSED, Notice
from audit.telling.limits import Limits

_FARTHEST: Final = timedelta(days=8)
"""No wait is longer: a next try farther ahead was noted by a clock that was wrong."""
_FORM: Final = "%Y-%m-%dT%H:%M:%SZ"


class Kind(StrEnum):
    """What came of it."""

    TOLD = "told"
    LATER = "later"
    """It may go well another time: a greylisting server, an answer of 503."""
    REFUSED = "refused"
    """The contact's server said no, for good."""
    GONE = "gone"
    """The receiver wants to hear no more."""
    UNREACHED = "unreached"
    """Nobody answered there: whatever else goes there fails, too."""
    SETUP = "setup"
    """A fault of our own setting, as a wrong password: whatever else goes there fails, too, until somebody mends it."""
    MISSING = "missing"
    """Something of our own that only this contact needs is not there, as an agency's secret."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one try."""

    kind: Kind
    error: str = ""
    """One sentence; empty when it was told."""
    ours: bool = False
    """Whether what failed is on our side, so that it does not count against the contact."""
    wait_s: float = 0.0
    """Seconds that the other side wants to be left alone at least."""

    @property
    def may_pass(self) -> bool:
        """Whether it is worth another try within the same call."""
        return self.kind in {Kind.LATER, Kind.UNREACHED} and not self.wait_s


@dataclass(frozen=True, slots=True)
class Note:
    """What is written down of a call's tries, as columns of `Notice`."""

    tries: int
    told_at: str = ""
    error: str = ""
    next_at: str = ""
    ended: str = ""


def noted(outcome: Outcome, before: Notice | None, limits: Limits, now: datetime) -> Note:
    """Return what to write down after the last try of a call.

    Args:
        outcome: Of that try.
        before: What was known before the call.
        limits: See `config/notify.yaml`.
        now: With time zone, UTC.
    """
    tries = before.tries if before else 0
    if outcome.kind is Kind.TOLD:
        return Note(tries + 1, told_at=f"{now:{_FORM}}")
    if outcome.ours:
        return Note(tries, error=outcome.error)
    tries += 1
    if outcome.kind is Kind.REFUSED:
        return Note(tries, error=outcome.error, ended=REFUSED)
    if outcome.kind is Kind.GONE:
        return Note(tries, error=outcome.error, ended=GONE)
    if tries >= limits.calls:
        return Note(tries, error=outcome.error, ended=GIVEN_UP)
    later = now + timedelta(seconds=max(limits.wait_s(tries), outcome.wait_s))
    return Note(tries, error=outcome.error, next_at=f"{later:{_FORM}}")


def may_try(before: Notice | None, now: datetime) -> bool:
    """Whether a contact is to be tried now.

    Args:
        before: What is known; None where it was never tried.
        now: With time zone, UTC.
    """
    if before is None:
        return True
    if before.state != "waiting":
        return False
    if not before.next_at:
        return True
    ahead = datetime.fromisoformat(before.next_at) - now
    return not timedelta() < ahead <= _FARTHEST
