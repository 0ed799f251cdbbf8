"""`osi-audit export`: verdicts, scores and page pairs as data."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, TextIO

import click

from audit.cli.options import settings_options
from audit.cli.report import rules_of
from audit.place import Place
from audit.results import AgencyResult
from audit.store.db import Run, Store
from reports.export.pairs import export_pairs
from reports.export.records import Format
from reports.export.scores import export_scores
from reports.export.verdicts import export_verdicts

Command = Callable[..., Any]


def _options(command: Command) -> Command:
    """Add what every export takes: the run, the form, agencies, the target and the settings."""
    added = (
        click.argument("run_id", default="latest"),
        click.option(
            "--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True
        ),
        click.option(
            "--agency",
            "agency_ids",
            multiple=True,
            metavar="ID",
            help="Only that agency; may be given again.",
        ),
        click.option(
            "--out",
            type=click.Path(path_type=Path, dir_okay=False),
            help="A file instead of standard output.",
        ),
    )
    command = settings_options(command)
    for option in reversed(added):
        command = option(command)
    return command


@click.group()
def export() -> None:
    """Export what a run found."""


@export.command()
@_options
def verdicts(
    settings: Place, run_id: str, form: Format, agency_ids: tuple[str, ...], out: Path | None
) -> None:
    """Export every verdict of a run, one line each, with evidence.

    \b
    Examples: osi-audit export verdicts --format csv --out verdicts.csv
              osi-audit export verdicts 20180630T070000Z --agency moh | head
    """
    with _results(settings, run_id, agency_ids) as (run, results), _target(out) as stream:
        export_verdicts(results, rules_of(settings, run), form, stream)


@export.command()
@_options
def scores(settings: Place, run_id: str, form: Format, agency_ids: tuple[str, ...], out: Path | None) -> None:
    """Export the scores of a run: each agency's total, sub-indices and sectors, and indices of their own (LOSI).

    \b
    Example: osi-audit export scores --format csv --out scores.csv
    """
    with _results(settings, run_id, agency_ids) as (_run, results), _target(out) as stream:
        export_scores(results, form, stream)


@export.command()
@_options
def pairs(settings: Place, run_id: str, form: Format, agency_ids: tuple[str, ...], out: Path | None) -> None:
    """Export the page pairs of a run: each Vietnamese page compared, its English counterpart and what it lacks.

    \b
    Example: osi-audit export pairs --format csv --agency moh --out pairs.csv
    """
    with _results(settings, run_id, agency_ids) as (_run, results), _target(out) as stream:
        export_pairs(results, form, stream)


@contextmanager
def _results(
    settings: Place, run_id: str, agency_ids: tuple[str, ...]
) -> Iterator[tuple[Run, Iterator[AgencyResult]]]:
    """Open a run's results, which are read one by one while they are written."""
    with Store(settings.data.db) as store:
        run = store.run(run_id)
        yield run, store.each(run.id, agency_ids or run.agencies)


def _target(out: Path | None) -> AbstractContextManager[TextIO]:
    return out.open("w", encoding="utf-8", newline="") if out else nullcontext(sys.stdout)
