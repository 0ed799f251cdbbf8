"""The end of a run: whether it may be believed, and if so, what it says of every finding."""

from __future__ import annotations

import getpass
from typing import Final

from audit.guard import alarms, doubt, load_limits
from audit.lives import note_looks
from audit.place import Place
from audit.store.db import Run, Store
from audit.store.runlog import RunEvent
from audit.words import LONGEST
from crawler.clock import now
from crawler.errors import UsageError

_ENDS: Final = frozenset({"done", "provisional"})
_UNTRUSTED: Final = frozenset({"provisional", "rejected"})


def hold_or_trust(run: Run, place: Place, store: Store) -> str:
    """See whether a run that was judged may be believed; where it may, write down what it shows of findings.

    A run that was believed once, by itself or by a person, is believed when it is judged again or gone on with.

    Args:
        run: As it was before it was begun again.
        place: Its limits and snapshots.
        store: Where its results are.

    Returns:
        Why it is provisional; empty when it is not.

    Raises:
        ConfigError: The limits are wrong.
    """
    limits = load_limits(place.config)
    last = settled(run, store)
    trusted = last is not None and last.state == "done"
    why = "" if trusted else doubt(alarms(store.run_log.measures(run.id), limits), len(run.agencies), limits)
    if not why:
        note_run(run, place, store)
    return why


def settled(run: Run, store: Store) -> RunEvent | None:
    """Return the end, done or provisional, that a run came to last, whatever was begun with it since and perhaps broken off.

    Returns:
        None for a run that never came to one.
    """
    ends = [event for event in store.run_log.events(run.id) if event.state in _ENDS]
    if ends:
        return ends[-1]
    # Runs of an older version have no events.
    return RunEvent(run.finished_at, run.state) if run.state in _ENDS else None


def finish(run: Run, store: Store, why: str) -> None:
    """Bring a run to its last state: done, or provisional where there is a reason for it."""
    store.set_state(run.id, "provisional" if why else "done", finished_at=now(), by=who(), note=why)


def confirm(run: Run, place: Place, store: Store, note: str) -> None:
    """Trust a provisional run after all, or one that was rejected: it is done, and what it shows of findings counts.

    Raises:
        UsageError: It is neither.
    """
    if run.state not in _UNTRUSTED:
        raise UsageError(f"run {run.id} is {run.state}, not provisional: there is nothing to confirm")
    # A run that is provisional says nothing of any finding, not even when this is broken off.
    with store.together():
        note_run(run, place, store)
        store.set_state(run.id, "done", finished_at=run.finished_at or now(), by=who(), note=note)


def reject(run_id: str, store: Store, note: str, by: str = "") -> None:
    """Say of a provisional run that it is not to be believed: its results are shown nowhere, and its agencies are due again.

    Nothing has to be taken back: a provisional run never said anything of a finding.

    Args:
        run_id: The run.
        store: Where it is.
        note: Why; shown beside its state.
        by: Who says so; the user of this machine when empty.

    Raises:
        UsageError: It is not provisional, or there is no reason.
        StoreError: The database cannot be written.
    """
    if not note.strip():
        raise UsageError("say why the run is rejected: its history is all that tells it later")
    if len(note) > LONGEST:
        raise UsageError(f"the reason is too long: {len(note)} characters, at most {LONGEST}")
    # Asked behind the lock: somebody else may confirm it at this moment.
    with store.together():
        run = store.run(run_id)
        if run.state != "provisional":
            raise UsageError(f"run {run.id} is {run.state}, not provisional: there is nothing to reject")
        store.set_state(run.id, "rejected", finished_at=run.finished_at or now(), by=by or who(), note=note)


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
