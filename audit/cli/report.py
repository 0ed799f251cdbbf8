"""`osi-audit report`: write the gap reports of a run."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from audit.cli.earlier import with_earlier
from audit.cli.options import settings_options
from audit.cli.required import reconciled
from audit.criteria.model import Criterion
from audit.rules import Rules, load_rules
from audit.runs import Place, now
from audit.store.db import Run, Store
from crawler import USER_AGENT_PRODUCT, __version__
from reports.render import render_run
from reports.run import RunInfo
from reports.told import Told


@click.command()
@click.argument("run_id", default="latest")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Another folder than DATA/reports/RUN."
)
@settings_options
def report(settings: Place, run_id: str, out: Path | None) -> None:
    """Write the gap reports of a run once more: one HTML file per agency and language, and the overview.

    \b
    Examples: osi-audit report
              osi-audit report 20180630T070000Z --out /srv/www/osi
    """
    with Store(settings.data.db) as store:
        for path in write_reports(settings, store, store.run(run_id), out):
            click.echo(str(path))


def write_reports(settings: Place, store: Store, run: Run, out: Path | None = None) -> list[Path]:
    """Render a run; returns the files that a person opens first: the start page and the overviews."""
    results = store.results(run.id)
    registry = settings.of_run(run).registry()
    info = RunInfo(
        run_id=run.id,
        started_at=run.created_at,
        finished_at=run.finished_at,
        generated_at=now(),
        user_agent=f"{USER_AGENT_PRODUCT} (+{registry.defaults.user_agent_contact})",
        contact=registry.defaults.user_agent_contact,
        version=__version__,
        missing=tuple(store.errors(run.id).items()),
    )
    folder = out or settings.data.reports(run.id)
    required = reconciled(settings, store, run)
    told = with_earlier(Told(results, rules_of(settings, run), info, required), settings, store, run)
    return render_run(told, folder)


def criteria_of(settings: Place, run: Run) -> dict[str, Criterion]:
    """Return the criteria that a run was judged by, by id."""
    return rules_of(settings, run).criteria


def rules_of(settings: Place, run: Run) -> Rules:
    """Return the rules that a run was judged by, as the configuration has them now."""
    return load_rules(settings.config, run.editions, date.fromisoformat(run.day))
