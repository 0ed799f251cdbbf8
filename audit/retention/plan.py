"""What becomes of each snapshot, by the policy, the clock and what lies there. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from audit.retention.policy import Policy
from audit.schedule import VIETNAM

_MONTHS: Final = {"quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Held:
    """One agency's snapshot of one run, as it lies there."""

    run_id: str
    agency_id: str
    state: str
    """Of the run (`audit.store.db.STATES`)."""
    began: datetime
    """When the run did; with a time zone."""
    judged: bool = True
    """Whether audit.db has a result of it."""
    readable: bool = True
    """Whether the run could read the agency, by that result."""
    finished: bool = True
    """Whether the crawl came to its end."""
    thinned: str = ""
    """Day on which it was thinned, YYYY-MM-DD; empty where it is whole."""
    unfinished: bool = False
    """Whether a thinning of it was broken off."""

    @property
    def good(self) -> bool:
        """Whether later runs may be set beside it."""
        return self.state == "done" and self.judged and self.readable


class Act(StrEnum):
    """What becomes of a snapshot."""

    KEEP = "keep"
    THIN = "thin"
    FINISH = "finish"  # a thinning that was broken off
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Decision:
    """A snapshot, what becomes of it, and why."""

    held: Held
    act: Act
    why: str


def decide(
    snapshots: Iterable[Held], policy: Policy, now: datetime, bases: Collection[tuple[str, str]] = ()
) -> list[Decision]:
    """Decide on every snapshot, by agency, the newest first.

    Args:
        snapshots: All that there are.
        policy: What is kept.
        now: With a time zone.
        bases: Run and agency of the snapshots that re-checks look into.
    """
    by_agency: defaultdict[str, list[Held]] = defaultdict(list)
    for held in sorted(snapshots, key=_when, reverse=True):
        by_agency[held.agency_id].append(held)
    return [_decide(held, own, policy, now, bases) for _, own in sorted(by_agency.items()) for held in own]


def _when(held: Held) -> str:
    """Ids of runs tell what came later, whatever the clock said then."""
    return held.run_id


def _decide(
    held: Held, own: Sequence[Held], policy: Policy, now: datetime, bases: Collection[tuple[str, str]]
) -> Decision:
    """Decide on one snapshot beside all of its agency, the newest first."""
    if held.thinned:
        if held.unfinished:
            return Decision(held, Act.FINISH, "thinning it was broken off")
        return Decision(held, Act.KEEP, f"thinned on {held.thinned}: what is cited stays for good")
    if why := _whole(held, own, policy, bases):
        return Decision(held, Act.KEEP, why)
    if held.state not in {"done", "provisional"} or not held.judged:
        until = held.began + timedelta(days=policy.left_days)
        if now < until:
            what = (
                "not judged"
                if held.state == "done"
                else "the run is rejected: osi-audit runs confirm takes that back"
                if held.state == "rejected"
                else f"the run is {held.state}, and can be gone on with"
            )
            return Decision(held, Act.KEEP, f"{what}: {_until(until)}")
        why = f"the run is {held.state}, {_age(held, now)} days old"
        return Decision(held, Act.THIN if held.judged else Act.REMOVE, why)
    since, newer = _replaced(held, own, policy)
    until = since + timedelta(days=policy.archive_days)
    if now < until:
        return Decision(held, Act.KEEP, f"its place was taken on {since:%Y-%m-%d}: {_until(until)}")
    return Decision(held, Act.THIN, f"{newer}; {(now - since).days} days have gone by since")


def _whole(held: Held, own: Sequence[Held], policy: Policy, bases: Collection[tuple[str, str]]) -> str:
    """Say why a snapshot stays whole whatever its age; empty when nothing says so."""
    good = [other for other in own if other.good]
    if held.state == "provisional":
        return f"provisional: osi-audit runs confirm {held.run_id} decides"
    if good and held is good[0]:
        return "the newest good run: later ones are set beside it"
    if (held.run_id, held.agency_id) in bases:
        return "re-checks look into it"
    if held is next((other for other in own if other.finished and not other.thinned), None):
        return "the next run asks only for what has changed since it"
    if held in good[: policy.whole_runs]:
        return f"one of the {policy.whole_runs} newest good runs"
    if held.run_id in policy.named_runs:
        return "named in retention.yaml"
    if held.good and policy.whole_for_good != "none":
        mine = [other for other in good if _period(other, policy) == _period(held, policy)]
        if held is mine[0]:
            return f"the last good run of {_period(held, policy)}"
    return ""


def _replaced(held: Held, own: Sequence[Held], policy: Policy) -> tuple[datetime, str]:
    """When enough newer good runs had taken a snapshot's place, and how that is said."""
    newer = [other for other in own if other.good and _when(other) > _when(held)]
    needed = policy.whole_runs if held.good else 1
    if len(newer) < needed:  # unreadable, and no good run since: nothing has taken its place but time
        return held.began, "the portal could not be read"
    return newer[-needed].began, f"{needed} newer good runs" if needed > 1 else "a newer good run"


def _period(held: Held, policy: Policy) -> str:
    """The calendar period of Viet Nam that a run began in: `2026`, `quarter 3 of 2026`."""
    day = held.began.astimezone(VIETNAM)
    months = _MONTHS[policy.whole_for_good]
    if months == 12:
        return str(day.year)
    return f"{policy.whole_for_good.replace('_', '-')} {(day.month - 1) // months + 1} of {day.year}"


def _until(moment: datetime) -> str:
    return f"whole until {moment:%Y-%m-%d}"


def _age(held: Held, now: datetime) -> int:
    return (now - held.began).days
