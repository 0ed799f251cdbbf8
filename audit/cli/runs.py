"""`osi-audit runs`: which runs there are and how they stand; cancel one, trust a provisional one, or reject it."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from typing import Final

import click

from audit.cli.options import counted, settings_options
from audit.cli.search import index_agencies
from audit.conclude import confirm as trust
from audit.conclude import reject as distrust
from audit.conclude import who
from audit.guard import alarms, load_limits
from audit.lock import holder, only_run
from audit.place import Place
from audit.store.db import GOING, Run, Store
from crawler.clock import now
from crawler.errors import StoreError, UsageError
from crawler.snapshot import is_finished
from crawler.thinned import is_thinned

_PATIENCE_S: Final = 60.0
"""That a run may take to end its requests and write down what it has."""


@click.group()
def runs() -> None:
    """List runs, show one, cancel one, or trust or reject one that is provisional."""


@runs.command("list")
@settings_options
def list_(settings: Place) -> None:
    """List all runs, the latest first: id, state, day whose duties they were judged by, agencies.

    \b
    Example: osi-audit runs list
    """
    is_idle = holder(settings.data) is None
    with Store(settings.data.db) as store:
        for run in store.runs():
            note = store.run_log.note(run.id)
            cells = [
                run.id,
                _state(run, is_idle=is_idle),
                run.day,
                counted(len(run.agencies), "agency"),
                note,
            ]
            click.echo("\t".join(cell for cell in cells if cell))


@runs.command()
@click.argument("run_id", default="latest", metavar="RUN")
@settings_options
def show(settings: Place, run_id: str) -> None:
    """Tell one run: by which rules, which states it went through, and what jumped against the last good run.

    \b
    Example: osi-audit runs show latest
    """
    with Store(settings.data.db) as store:
        run = store.run(run_id)
        click.echo(f"run {run.id}: {_state(run, is_idle=holder(settings.data) is None)}")
        click.echo(f"agencies: {', '.join(run.agencies)}")
        click.echo(f"day: {run.day}; editions: {', '.join(run.editions)}; version: {run.version}")
        click.echo(f"registry: {run.sites_file} (SHA-256 {run.sites_sha256[:12]}…)")
        click.echo(f"configuration: SHA-256 {run.config_sha256[:12]}…")
        for event in store.run_log.events(run.id):
            parts = [event.at, event.state, f"by {event.by}" if event.by else "", event.note]
            click.echo("  ".join(part for part in parts if part))
        for agency_id, error in store.errors(run.id).items():
            click.echo(f"{agency_id}: not judged: {error}")
        for alarm in alarms(store.run_log.measures(run.id), load_limits(settings.config)):
            click.echo(f"jump: {alarm}")
        for line in _snapshots(settings, run):
            click.echo(line)


@runs.command()
@click.argument("run_id", metavar="RUN")
@click.option("--reason", default="", help="Why it is right after all.")
@settings_options
def confirm(settings: Place, run_id: str, reason: str) -> None:
    """Trust a provisional run: it is done, counts as the last good one, and what it shows of findings is written down.

    One that was rejected by mistake is trusted the same way.

    \b
    Example: osi-audit runs confirm 20260701T190000Z --reason "the ministry moved to a smaller portal"
    """
    with only_run(settings.data), Store(settings.data.db) as store:
        run = store.run(run_id)
        trust(run, settings.of_run(run), store, reason)
        index_agencies(settings, store, run.agencies)
        click.echo(f"run {run.id} is done; osi-audit report {run.id} writes its reports without the notice")


@runs.command()
@click.argument("run_id", metavar="RUN")
@click.option("--because", "reason", required=True, help="Why it is not to be believed.")
@settings_options
def reject(settings: Place, run_id: str, reason: str) -> None:
    """Reject a provisional run: nobody is shown its results, no finding moves by it, and its agencies are due again.

    \b
    Example: osi-audit runs reject 20260701T190000Z --because "our own line was down"

    It stays in the list with its reason; osi-audit runs confirm takes a rejection back.
    """
    with Store(settings.data.db) as store:
        run = store.run(run_id)
        distrust(run.id, store, reason)
    click.echo(f"run {run.id} is rejected; osi-audit due says what is due now")


@runs.command()
@click.argument("run_id", default="latest", metavar="RUN")
@click.option("--reason", default="", help="Why.")
@settings_options
def cancel(settings: Place, run_id: str, reason: str) -> None:
    """Stop a run that is at work, or one that was broken off. What it has so far is kept; --resume goes on with it.

    \b
    Example: osi-audit runs cancel latest --reason "the wrong registry"
    """
    with Store(settings.data.db) as store:
        run = store.run(run_id)
        if run.state not in GOING:
            raise UsageError(f"run {run.id} is {run.state}: there is nothing to cancel")
        _stop(settings)
        with only_run(settings.data):
            run = store.run(run.id)
            if run.state not in GOING:  # it came to its end in the meantime
                raise UsageError(f"run {run.id} is {run.state} by now")
            store.set_state(run.id, "cancelled", finished_at=now(), by=who(), note=reason)
    click.echo(f"run {run.id} is cancelled; osi-audit run --resume {run.id} goes on with it")


def _snapshots(settings: Place, run: Run) -> Iterator[str]:
    """Say which snapshots of a run are there, and whether they can be judged again."""
    folders = {agency_id: settings.data.snapshot(run.id, agency_id) for agency_id in run.agencies}
    thinned = [agency_id for agency_id, folder in folders.items() if is_thinned(folder)]
    whole = [a for a, folder in folders.items() if a not in thinned and is_finished(folder)]
    yield f"snapshots: {len(whole)} whole of {counted(len(folders), 'agency')}"
    if thinned:
        yield f"thinned to what is cited, so that they cannot be judged again: {', '.join(thinned)}"


def _stop(settings: Place) -> None:
    """Ask the process that holds the data folder to end, as Ctrl-C does, and wait until it has."""
    process = holder(settings.data)
    if process is None:
        return
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGTERM)
    end = time.monotonic() + _PATIENCE_S
    while holder(settings.data) == process:
        if time.monotonic() > end:
            raise StoreError(f"process {process} does not end: nothing was changed")
        time.sleep(0.1)


def _state(run: Run, *, is_idle: bool) -> str:
    """A run that is said to go on, but that no process works on, was broken off."""
    if run.state in GOING and is_idle:
        return f"{run.state} (broken off)" if run.state != "planned" else "planned"
    return run.state
