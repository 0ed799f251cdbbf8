"""What somebody should look at of what contacts were told, and how much there is of each. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from audit.store.notices import GONE, STATES, Notice


def still_asked(notices: Iterable[Notice], contacts: Collection[tuple[str, str]]) -> list[Notice]:
    """Return the notices of contacts that the registry still has.

    Args:
        notices: The newest of each agency and target (`Notices.newest`).
        contacts: Agency and target of each contact of the registry.
    """
    return [notice for notice in notices if (notice.agency_id, notice.target) in contacts]


def numbers(notices: Iterable[Notice]) -> dict[str, int]:
    """Return how many notices are in each state of `STATES`."""
    counted = dict.fromkeys(STATES, 0)
    for notice in notices:
        counted[notice.state] += 1
    return counted


def notice_worries(notices: Iterable[Notice]) -> list[str]:
    """Say what is not tried again, and what fails on our own side, in a sentence each.

    What waits for another try is no worry: it may go well, or is given up and told then.
    """
    found: list[str] = []
    ours: dict[str, int] = {}
    for notice in notices:
        if notice.ended == GONE:
            found.append(
                f"{notice.agency_id}: {notice.target} wants to hear no more (it answers 410): take it out of the registry, or "
                f"osi-audit notify {notice.run_id} --again"
            )
        elif notice.ended:
            given_up = f", given up after {notice.tries} calls" if notice.ended != "refused" else ""
            found.append(
                f"{notice.agency_id}: {notice.target} was not told of run {notice.run_id}{given_up}: {notice.error}; mend it, then "
                f"osi-audit notify {notice.run_id} --again"
            )
        elif notice.state == "waiting" and not notice.tries:
            ours[notice.error] = ours.get(notice.error, 0) + 1
    found += [
        f"{number} contact{'s' if number > 1 else ''} could not be told by a fault of ours: {error}; the next call tries again "
        "(settings: docs/operations.md)"
        for error, number in ours.items()
    ]
    return found
