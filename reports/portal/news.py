"""What there is to tell of an agency's findings: new, back again, mended; objections that were decided. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from audit.life.model import LOOKS, Condition, Event, EventKind
from audit.life.standing import conditions
from audit.schedule import VIETNAM

MOST: Final = 100
"""So many of the newest are told: feed readers keep what they have read."""
_TOLD: Final = {
    Condition.NEW: "new",
    Condition.REGRESSED: "regressed",
    Condition.FIXED: "fixed",
}
_DECISIONS: Final = frozenset({EventKind.DISPUTE_ACCEPTED, EventKind.DISPUTE_REJECTED})


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened to one finding."""

    finding_id: str
    number: int
    """Of the event among those of the finding, from 0: the two name it for ever, as events are only ever added."""
    what: str
    """Key of `reports.portal.texts.NEWS`."""
    at: datetime
    """UTC. Of a word that is dated by its day, that day's beginning in Viet Nam, but nothing before what was written down earlier."""


def news(courses: Mapping[str, Sequence[Event]], gains: Mapping[str, float]) -> tuple[News, ...]:
    """Return the newest things to tell, the latest first; of one moment those first that are worth most points.

    Args:
        courses: All that happened to each finding of one agency, in the order of writing. Most findings share theirs with others:
            what follows from one is worked out once.
        gains: Points that a fix of each would add; findings that are not among them are left out.
    """
    known: dict[int, tuple[tuple[int, str, datetime], ...]] = {}
    found = []
    for finding_id, events in courses.items():
        if finding_id not in gains:
            continue
        if id(events) not in known:
            known[id(events)] = tuple(_of(events))
        found += [News(finding_id, *told) for told in known[id(events)]]
    found.sort(key=lambda item: (-gains[item.finding_id], item.finding_id, -item.number))
    found.sort(key=lambda item: item.at, reverse=True)
    return tuple(found[:MOST])


def _of(events: Sequence[Event]) -> Iterable[tuple[int, str, datetime]]:
    """Yield what events tell: number, what and when."""
    now: Condition | None = None
    at = datetime.min.replace(tzinfo=UTC)
    for number, (event, then) in enumerate(zip(events, conditions(events), strict=True)):
        at = max(at, _moment(event.at))
        if event.kind in _DECISIONS:
            yield number, event.kind.value, at
        elif event.kind in LOOKS:
            if then is not now and then in _TOLD:
                yield number, _TOLD[then], at
            now = then


def _moment(at: str) -> datetime:
    found = datetime.fromisoformat(at)
    return (
        found.astimezone(UTC) if found.tzinfo is not None else found.replace(tzinfo=VIETNAM).astimezone(UTC)
    )
