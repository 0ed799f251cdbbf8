"""What there is to tell of an agency's findings: new, back again, mended; objections that were decided. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from audit.life.model import LOOKS, Condition, Event, EventKind
from audit.life.standing import replay
from audit.results import Finding
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

    finding: Finding
    number: int
    """Of the event among those of the finding, from 0: the two name it for ever, as events are only ever added."""
    what: str
    """Key of `reports.portal.texts.NEWS`."""
    event: Event
    at: datetime
    """UTC. Of a word that is dated by its day, that day's beginning in Viet Nam, but nothing before what was written down earlier."""


def news(findings: Mapping[str, Finding], histories: Mapping[str, Sequence[Event]]) -> tuple[News, ...]:
    """Return the newest things to tell, the latest first; of one moment those first that are worth most points.

    Args:
        findings: Of one agency, by id.
        histories: All that happened to each, in the order of writing.
    """
    found = [
        item
        for finding_id, events in histories.items()
        if finding_id in findings
        for item in _of(findings[finding_id], events)
    ]
    found.sort(key=lambda item: (-item.finding.gain, item.finding.id, -item.number))
    found.sort(key=lambda item: item.at, reverse=True)
    return tuple(found[:MOST])


def _of(finding: Finding, events: Sequence[Event]) -> Iterable[News]:
    """Yield what its events tell. Most of them change nothing, and are passed over without weighing all before them."""
    now: Condition | None = None
    at = datetime.min.replace(tzinfo=UTC)
    for number, event in enumerate(events):
        at = max(at, _moment(event.at))
        if event.kind in _DECISIONS:
            yield News(finding, number, event.kind.value, event, at)
        elif event.kind in LOOKS:
            then, now = now, replay(events[: number + 1]).condition
            if now is not then and now in _TOLD:
                yield News(finding, number, _TOLD[now], event, at)


def _moment(at: str) -> datetime:
    found = datetime.fromisoformat(at)
    return (
        found.astimezone(UTC) if found.tzinfo is not None else found.replace(tzinfo=VIETNAM).astimezone(UTC)
    )
