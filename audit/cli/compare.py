"""`osi-audit compare`: why two results differ."""

from __future__ import annotations

import sys

import click

from audit.cli.differences import write_csv, write_json, write_text
from audit.cli.options import SOME_FAILED, settings_options
from audit.cli.run import workers_option
from audit.rejudge import compare_runs
from audit.runs import Place
from audit.store.db import Store

_WRITERS = {"text": write_text, "json": write_json, "csv": write_csv}


@click.command()
@click.argument("run_id", default="latest", metavar="RUN")
@click.argument("other_id", required=False, metavar="[RUN2]")
@click.option(
    "--agency", "agency_ids", multiple=True, metavar="ID", help="Only that agency; may be given again."
)
@click.option("--format", "form", type=click.Choice(sorted(_WRITERS)), default="text", show_default=True)
@workers_option
@settings_options
def compare(
    settings: Place,
    *,
    run_id: str,
    other_id: str | None,
    agency_ids: tuple[str, ...],
    form: str,
    workers: int,
) -> int:
    """Say why the results of RUN and RUN2 differ: site changed, rules changed, reach changed, or a person answered.

    Where the two were judged by different rules, their snapshots are judged again in memory; nothing is kept and no server is
    asked. RUN alone is compared with what today's rules and answers make of its snapshots.

    \b
    Examples: osi-audit compare 20180630T070000Z latest
              osi-audit compare latest --agency moh
              osi-audit compare 20180331T070000Z 20180630T070000Z --format csv > differences.csv

    Exit codes: 0 done, 2 no such run, 4 database, 5 done but some agencies could not be compared.
    """
    with Store(settings.data.db) as store:
        earlier = store.run(run_id)
        later = store.run(other_id) if other_id else None
        place = settings.of_run(later or earlier)
        found = compare_runs(place, store, earlier, later, agencies=agency_ids, workers=workers)
    _WRITERS[form](found, sys.stdout)
    for agency_id, error in found.errors.items():
        click.echo(f"{agency_id}: not compared: {error}", err=True)
    return SOME_FAILED if found.errors else 0
