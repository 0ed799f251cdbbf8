"""Runs that nobody works on any more, runs that wait for a person, and the clock that all of them go by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from audit.doctor.model import Patient, Said, fault, ok, some, warning
from audit.lock import holder
from audit.store.db import Run, Store
from audit.timekeeping import clock_fault

_AT_WORK: Final = frozenset({"crawling", "auditing", "reporting"})
_AHEAD: Final = timedelta(minutes=5)
"""By which clocks of machines in order differ at most."""
_LONG_AGO: Final = timedelta(days=400)
"""Without any run: a year's cadence is the longest there is."""


def look(patient: Patient) -> Iterator[Said]:
    """Look at the runs in audit.db and at the clock.

    Raises:
        StoreError: The database cannot be read.
    """
    if why := clock_fault(patient.now):
        yield fault(
            why, "set the clock (timedatectl set-ntp true); osi-audit due --run begins nothing before"
        )
    data = patient.place.data
    if not data.db.exists():
        return
    process = holder(data)
    with Store(data.db, reading=True) as store:
        runs = list(store.runs())
        newest = store.newest_id()
    yield from judge_runs(runs, process)
    yield from judge_clock(patient.now, newest)


def judge_runs(runs: Sequence[Run], process: int | None) -> Iterator[Said]:
    """Say which runs were broken off, and which wait.

    Args:
        runs: The latest first.
        process: That holds the data folder; None where nobody is at work.
    """
    going = [run for run in runs if run.state in _AT_WORK]
    waiting = [run.id for run in runs if run.state == "provisional"]
    if process is None and not going and not waiting:
        yield ok(f"no run was left at work (runs in all: {len(runs)})")
    if process is not None:
        yield ok(f"process {process} is at work on {going[0].id if going else 'the data folder'}")
    elif going and going[0] is runs[0]:
        yield warning(
            f"run {going[0].id} was broken off while {going[0].state}: its process is gone",
            f"osi-audit run --resume {going[0].id} goes on with it, osi-audit runs cancel {going[0].id} lets it be",
        )
    told = going[:1] if process is not None or going[:1] == list(runs[:1]) else []
    if left := going[len(told) :]:
        yield warning(
            f"runs that were broken off, with later ones after them: {some(run.id for run in left)}",
            "osi-audit runs cancel RUN lets each be",
        )
    if waiting:
        yield warning(
            f"provisional runs: {some(waiting)}",
            "osi-audit runs show RUN says why; osi-audit runs confirm RUN trusts one, osi-audit runs reject RUN does not",
        )


def judge_clock(now: datetime, newest: str) -> Iterator[Said]:
    """Set the clock beside the newest run or re-check, whose ids are times.

    Args:
        now: What the clock says, UTC.
        newest: The id; empty where there is none.
    """
    try:
        began = datetime.strptime(newest, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return
    if began > now + _AHEAD:
        yield fault(
            f"the clock says {now:%Y-%m-%d %H:%M} UTC, and the newest run began on {began:%Y-%m-%d %H:%M}: one of them is wrong",
            "set the clock (timedatectl set-ntp true); a run that begins before that is called one second after the newest one, "
            "and nothing is due until the clock has passed it",
        )
    elif now - began > _LONG_AGO:
        yield warning(
            f"the newest run began {(now - began).days} days ago, on {began:%Y-%m-%d}, or the clock is ahead",
            "see whether the clock is right (timedatectl) and the timer on (systemctl list-timers osi-audit.timer)",
        )
    else:
        yield ok(f"the clock ({now:%Y-%m-%d %H:%M} UTC) fits the newest run")
