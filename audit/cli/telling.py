"""Tells contacts: rounds of tries within a call, and what is written down for the next one."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import click

from audit.cli.letters import Asked, Letter, letters
from audit.cli.ways import Ways, ways_to
from audit.lock import only_teller
from audit.place import Place
from audit.store.db import Run, Store
from audit.telling.limits import Limits, load_limits
from audit.telling.outcome import Kind, Outcome, noted
from crawler.clock import moment
from crawler.registry import Contact
from reports.safety import visible

_BROKEN_OFF: Final = "telling was broken off"
"""What is known of a try of which nothing more is."""


@dataclass(slots=True)
class Tally:
    """What came of a call."""

    told: int = 0
    failed: int = 0


def tell(
    place: Place,
    store: Store,
    runs: Iterable[Run],
    asked: Asked,
    *,
    waiting: Iterable[Run] = (),
    attach: bool = False,
) -> Tally:
    """Tell contacts what runs changed, each once; what fails is written down, told and costs the others nothing.

    Args:
        place: Data and configuration.
        store: Open.
        runs: Done; told to whoever does not know yet.
        asked: See `Asked`; without a link that of `config/notify.yaml` holds.
        waiting: Done runs before them; told to those only who could not be told then.
        attach: Attach reports to mails.

    Raises:
        UsageError: Mail server or secrets are missing or wrong in the environment.
        StoreError: Another process tells contacts of this data folder.
    """
    limits = load_limits(place.config)
    asked = replace(asked, link=asked.link or (limits.link or ""))
    earlier, later = list(waiting), list(runs)
    contacts = [contact for run in (*earlier, *later) for contact in _contacts(place, run)]
    tally = Tally()
    with only_teller(place.data):
        ways = ways_to(contacts, place, limits, attach=attach)

        def found() -> Iterator[Letter]:
            for run in earlier:
                yield from letters(place, store, run, asked, waiting_only=True)
            for run in later:
                yield from letters(place, store, run, asked)

        for letter, outcome in _in_rounds(_begun(store, found()), ways, limits):
            _note(store, letter, outcome, limits, tally)
    return tally


def waiting_runs(store: Store) -> list[Run]:
    """Return the runs of which somebody could not be told yet and still can be, in the order in which they began."""
    known = {run.id: run for run in store.runs() if run.state == "done"}
    ids = dict.fromkeys(notice.run_id for notice in store.notices.waiting())
    return [known[id_] for id_ in ids if id_ in known]


def _contacts(place: Place, run: Run) -> list[Contact]:
    return [
        contact
        for agency in place.of_run(run).registry().agencies
        if agency.id in run.agencies
        for contact in agency.contacts
    ]


def _begun(store: Store, found: Iterable[Letter]) -> Iterator[Letter]:
    """Write down of each letter that it is about to leave: where that finds no room, as on a full disk, nothing leaves.

    Otherwise a timer would tell a contact the same every hour, and never know that it had.
    """
    for letter in found:
        run_id, agency_id, target = letter.key
        tries = letter.known.tries if letter.known else 0
        store.notices.note(run_id, agency_id, target, tries=tries, error=_BROKEN_OFF)
        yield letter


def _in_rounds(found: Iterable[Letter], ways: Ways, limits: Limits) -> Iterator[tuple[Letter, Outcome]]:
    """Yield each letter with what came of its last try.

    A try that fails may go well seconds later; a route that fails is not tried again for another letter in the same round, so that
    one server that is down costs one time limit a round.
    """
    began = time.monotonic()
    down: dict[str, Outcome] = {}
    failed: list[tuple[Letter, Outcome]] = []
    for number in range(limits.rounds):
        if number:
            pause = limits.pause_s * 2 ** (number - 1)
            if not failed or time.monotonic() - began + pause > limits.rounds_s:
                break
            time.sleep(pause)
            found = [letter for letter, _ in failed]
            down = {route: outcome for route, outcome in down.items() if not outcome.may_pass}
            failed = []
        for letter in found:
            route = ways.route(letter)
            outcome = down.get(route) or ways.send(letter)
            if outcome.kind in {Kind.UNREACHED, Kind.SETUP}:
                down[route] = outcome
            if outcome.may_pass:
                failed.append((letter, outcome))
            else:
                yield letter, outcome
    yield from failed


def _note(store: Store, letter: Letter, outcome: Outcome, limits: Limits, tally: Tally) -> None:
    note = noted(outcome, letter.known, limits, moment())
    run_id, agency_id, target = letter.key
    store.notices.note(
        run_id,
        agency_id,
        target,
        tries=note.tries,
        told_at=note.told_at,
        error=note.error,
        next_at=note.next_at,
        ended=note.ended,
    )
    if outcome.kind is Kind.TOLD:
        tally.told += 1
        return
    tally.failed += 1
    then = (
        "it is not tried again"
        if note.ended
        else f"it is tried again {f'from {note.next_at}' if note.next_at else 'by the next call'}"
    )
    click.echo(visible(f"{agency_id}: {target}: {note.error} ({then})"), err=True)
