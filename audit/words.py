"""What persons say of findings: objections, comments, requests, decisions. The rules that the command line and the portal share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from audit.life.model import Event, EventKind
from audit.store.db import Store
from crawler.errors import UsageError

LONGEST = 4000
"""Characters of what is said."""


def say(store: Store, finding_ids: Sequence[str], event: Event, is_own: Callable[[str, str], bool]) -> None:
    """Write down a word on several findings, on all or on none.

    Args:
        store: The database.
        finding_ids: What it is about.
        event: What is said, and by whom.
        is_own: Whether an address, the second one, is on a host of an agency.

    Raises:
        UsageError: There is no such finding; it is not disputed, where the dispute is decided on; the page that is named is not on
            a host of the agency; or what is said is too long.
        StoreError: The database cannot be written; nothing was kept.
    """
    if len(event.text) > LONGEST:
        raise UsageError(f"what is said is too long: {len(event.text)} characters, at most {LONGEST}")
    for id_ in finding_ids:
        life = store.lives.life(id_)
        dispute = life.standing.dispute
        decides = event.kind in {EventKind.DISPUTE_ACCEPTED, EventKind.DISPUTE_REJECTED}
        if decides and (dispute is None or dispute.accepted is not None):
            raise UsageError(f"{id_} is not disputed")
        if event.url and event.kind is EventKind.DISPUTED and not is_own(life.agency_id, event.url):
            raise UsageError(f"{event.url} is not on a host of {life.agency_id}")
    store.lives.add_all([(id_, event) for id_ in finding_ids])
