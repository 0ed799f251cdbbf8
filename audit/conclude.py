"""The end of a run: whether it may be believed, and if so, what it says of every finding."""

from __future__ import annotations

import getpass

from audit.guard import alarms, doubt, load_limits
from audit.lives import note_looks
from audit.runs import Place, now
from audit.store.db import Run, Store
from crawler.errors import UsageError


def hold_or_trust(run: Run, place: Place, store: Store) -> str:
    """See whether a run that was judged may be believed; where it may, write down what it shows of findings.

    Returns:
        Why it is provisional; empty when it is not.

    Raises:
        ConfigError: The limits are wrong.
    """
    limits = load_limits(place.config)
    why = doubt(alarms(store.run_log.measures(run.id), limits), len(run.agencies), limits)
    if not why:
        note_run(run, place, store)
    return why


def finish(run: Run, store: Store, why: str) -> None:
    """Bring a run to its last state: done, or provisional where there is a reason for it."""
    store.set_state(run.id, "provisional" if why else "done", finished_at=now(), by=who(), note=why)


def confirm(run: Run, place: Place, store: Store, note: str) -> None:
    """Trust a provisional run after all: it is done, and what it shows of findings counts.

    Raises:
        UsageError: It is not provisional.
    """
    if run.state != "provisional":
        raise UsageError(f"run {run.id} is {run.state}, not provisional: there is nothing to confirm")
    note_run(run, place, store)
    store.set_state(run.id, "done", finished_at=run.finished_at or now(), by=who(), note=note)


def note_run(run: Run, place: Place, store: Store) -> None:
    """Write down what a run shows of all findings that its agencies ever had."""
    at = now()
    for agency_id in run.agencies:
        for result in store.results(run.id, [agency_id]):
            note_looks(store, result, at, place.data.snapshot(run.id, agency_id))


def who() -> str:
    """Return the user of this machine, as far as that is known."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as containers have
        return ""
