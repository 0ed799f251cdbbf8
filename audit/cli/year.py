"""Plays a year of the demo portals with the commands of every day, by a clock that is set back."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import click

from audit.cli.files import write_table
from audit.demo.answer import Network
from audit.demo.server import DemoServer
from audit.demo.year import Deed, Step, Year
from audit.life.model import State
from audit.life.table import COLUMNS
from audit.place import Place
from audit.results import Finding
from audit.review.sheet import read_sheet
from audit.schedule import VIETNAM
from audit.store.db import Store
from crawler.clock import BEHIND
from crawler.errors import UsageError

_NAMED: Final = re.compile(r"[a-z]+:[\w-]+")
"""A finding in a command, agency and name; or a run, by its step."""
_TELLING: Final = "notify"


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the year is played."""

    settings: Place
    server: DemoServer
    call: Callable[[Sequence[str]], int]
    """Runs one command and returns its exit code."""
    posted: bool = False
    """Whether mails go to the mail server of the environment; else they are written into DATA/mails, a folder for each step."""

    @property
    def tables(self) -> Path:
        """Where tables of answers lie."""
        return self.settings.data.root / "answers"


def play(year: Year, stage: Stage) -> Iterator[Step]:
    """Play the year, and yield each step when it is over, while its clock still holds.

    Raises:
        UsageError: A command ended otherwise than the year says.
    """
    stage.tables.mkdir(parents=True, exist_ok=True)
    runs: dict[str, str] = {}
    for step, portals in year.portals():
        day = step.at.astimezone(VIETNAM)
        stage.server.network = Network(portals, day.date())
        with clock_at(step.at):
            click.secho(f"\n{day:%d/%m/%Y %H:%M}  {step.tells.strip()}", bold=True)
            for deed in step.do:
                _do(deed, step, stage, runs)
            with Store(stage.settings.data.db) as store:
                runs[f"run:{step.id}"] = store.run().id
            yield step


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Have it be that moment, from which time goes on, here and in all processes that are begun from here."""
    before = os.environ.get(BEHIND)
    os.environ[BEHIND] = str((datetime.now(UTC) - moment).total_seconds())
    try:
        yield
    finally:
        os.environ.pop(BEHIND)
        if before is not None:
            os.environ[BEHIND] = before


def _do(deed: Deed, step: Step, stage: Stage, runs: Mapping[str, str]) -> None:
    if deed.fill:
        _fill(stage.tables / deed.fill, deed.rows, stage)
        return
    words = shlex.split(deed.run)
    click.secho(f"$ osi-audit {deed.run}", fg="cyan")
    if words[0] == _TELLING and not stage.posted:
        words += ["--dry-run", str(stage.settings.data.root / "mails" / step.id)]
    if words[0] == "answers":
        words[2] = str(stage.tables / words[2])
    ids = {**names(stage.settings), **runs}
    words = [ids.get(word, word) if _NAMED.fullmatch(word) else word for word in words]
    code = stage.call([*words, *_options(stage.settings)])
    if code != deed.ends:
        raise UsageError(f"step {step.id}: {deed.run} ended with {code}, not {deed.ends}")


def _options(settings: Place) -> list[str]:
    return [
        *("--data", str(settings.data.root)),
        *("--config", str(settings.config)),
        *("--sites", str(settings.sites)),
    ]


def _fill(path: Path, rows: Mapping[str, Mapping[str, str]], stage: Stage) -> None:
    """Fill in rows of a table, as a person would with a spreadsheet program."""
    ids = names(stage.settings)
    cells = {ids[name]: filled for name, filled in rows.items()}
    lines = [
        dict(line.cells) | dict(cells.pop(line["finding_id"], {}))
        for line in read_sheet(path, COLUMNS, COLUMNS)
    ]
    if cells:
        raise UsageError(f"{path}: there is no row for {', '.join(cells)}")
    write_table(lines, path, COLUMNS)
    for name, filled in rows.items():
        click.secho(f"{path.name}: {name}: {', '.join(filled.values())}", fg="cyan")


def names(settings: Place) -> dict[str, str]:
    """Return the ids of all findings by ``AGENCY:NAME``."""
    with Store(settings.data.db) as store:
        lives = [life for agency_id in store.lives.agencies() for life in store.lives.of(agency_id)]
    return {f"{life.agency_id}:{name_of(life.finding)}": life.finding.id for life in lives}


def name_of(finding: Finding) -> str:
    """Return what the year calls a finding: its criterion; of a cause kind and the first digits of its id, as there may be several."""
    return finding.criterion_id or f"{finding.kind}-{finding.id[:4]}"


def states(settings: Place, day: date) -> dict[str, State]:
    """Return what each finding is called on a day, by ``AGENCY:NAME``."""
    ids = names(settings)
    with Store(settings.data.db) as store:
        standings = {
            life.finding.id: life.standing for a in store.lives.agencies() for life in store.lives.of(a)
        }
    told = {name: standings[id_].state_on(day.isoformat()) for name, id_ in ids.items()}
    return {name: state for name, state in told.items() if state is not None}
