"""From events to what they amount to. Pure: the same events give the same standing, whenever they are asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from audit.life.model import FAILING, LOOKS, Condition, Dispute, Event, EventKind, Look, Standing, Waiver

_AFTER_FAILING: Final[Mapping[Condition | None, Condition]] = {
    None: Condition.SUSPECTED,
    Condition.CLEARED: Condition.SUSPECTED,
    Condition.FIXED: Condition.SUSPECTED,
    Condition.GONE: Condition.SUSPECTED,
    Condition.NEW: Condition.OPEN,
    Condition.OPEN: Condition.OPEN,
    Condition.REGRESSED: Condition.OPEN,
}
"""Of a run's look; what is suspected is confirmed instead."""


def replay(events: Iterable[Event]) -> Standing:
    """Return what events amount to.

    Looks count in the order of their sources, each source once, by what was said of it last: a run that is judged again says
    so with another event and changes nothing that came after it. Persons' decisions count in the order in which they were made.

    Args:
        events: Of one finding, in the order in which they were written down.
    """
    looks: dict[str, Event] = {}
    standing = Standing()
    for event in events:
        if event.kind in LOOKS:
            looks[event.source] = event
        else:
            standing = _decided(standing, event)
    # In names of their own: a nation has some hundred thousand findings, each with a look for every run.
    condition: Condition | None = None
    since = last_seen = ""
    announced = False
    for source in sorted(looks):
        found = _condition(condition, looks[source], announced=announced)
        if found is None:
            continue
        if found is not condition:
            condition, since = found, source
        announced = announced or found in FAILING
        last_seen = source
    return replace(standing, condition=condition, since=since, announced=announced, last_seen=last_seen)


def conditions(events: Sequence[Event]) -> Iterator[Condition | None]:
    """Yield the condition in which each event leaves a finding, as `replay` of the events up to there says.

    Args:
        events: Of one finding, in the order in which they were written down. While looks come in the order of their sources, each
            takes one step.
    """
    now: Condition | None = None
    last, announced = "", False
    for number, event in enumerate(events):
        if event.kind in LOOKS:
            if event.source <= last:  # of a run that was judged again: it counts where it belongs
                yield from (replay(events[:end]).condition for end in range(number + 1, len(events) + 1))
                return
            last = event.source
            found = _condition(now, event, announced=announced)
            if found is not None:
                now, announced = found, announced or found in FAILING
        yield now


def _condition(now: Condition | None, event: Event, *, announced: bool) -> Condition | None:
    """Where a look brings what was in a condition; None for a look that tells nothing."""
    look = event.look
    if look is None or look is Look.UNSEEN:
        return None
    if look is Look.FAILING:
        if now is Condition.SUSPECTED:
            return Condition.REGRESSED if announced else Condition.NEW
        if event.kind is EventKind.RECHECK and now in FAILING:
            return now  # only a run makes what is new old
        if now is None and event.first:
            return Condition.NEW
        return _AFTER_FAILING[now]
    if now is None or now is Condition.CLEARED:
        return now
    if not announced:
        return Condition.CLEARED
    if look is Look.GONE and now is Condition.FIXED:
        return Condition.FIXED  # mended first; that the page went later takes nothing from it
    return Condition.FIXED if look is Look.PASSING else Condition.GONE


def _decided(standing: Standing, event: Event) -> Standing:
    match event.kind:
        case EventKind.WAIVED:
            return replace(standing, waiver=Waiver(event.at, event.by, event.text, event.until))
        case EventKind.WAIVER_ENDED:
            return replace(standing, waiver=None)
        case EventKind.DISPUTED:
            return replace(standing, dispute=Dispute(event.at, event.by, event.text, event.url))
        case EventKind.COMMENTED | EventKind.WAIVER_ASKED:
            return standing
    dispute = standing.dispute
    if dispute is None:
        return standing
    accepted = event.kind is EventKind.DISPUTE_ACCEPTED
    settled = replace(dispute, accepted=accepted, decided_at=event.at, decided_by=event.by, answer=event.text)
    # What the operator grants is let be, until a day where one is named: the same as a waiver, whose reason is the dispute.
    waiver = (
        Waiver(event.at, event.by, event.text or dispute.text, event.until) if accepted else standing.waiver
    )
    return replace(standing, dispute=settled, waiver=waiver)
