"""`osi-audit compare`: why two results differ."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import click

from audit.cli.differences import write_csv, write_json, write_text
from audit.cli.options import SOME_FAILED, settings_options
from audit.cli.report_options import Several
from audit.cli.run import workers_option
from audit.place import Place
from audit.rejudge import Comparison, compare_runs
from audit.rules import load_rules
from audit.store.db import Run, Store
from crawler.errors import StoreError, UsageError
from reports.difference import DifferenceView, RunSide, difference_view
from reports.difference_page import difference_page
from reports.files import replace_file
from reports.i18n import LOCALES, LocaleCode

HTML = "html"
_WRITERS = {"text": write_text, "json": write_json, "csv": write_csv}


@click.command()
@click.argument("run_id", default="latest", metavar="RUN")
@click.argument("other_id", required=False, metavar="[RUN2]")
@click.option(
    "--agency", "agency_ids", multiple=True, metavar="ID", help="Only that agency; may be given again."
)
@click.option(
    "--format", "form", type=click.Choice(sorted((*_WRITERS, HTML))), default="text", show_default=True
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to this file; html needs one.",
)
@click.option(
    "--locale",
    "locales",
    type=Several(LOCALES, "language"),
    default=",".join(LOCALES),
    show_default=True,
    help="Languages of html: the first one goes to FILE, another one beside it, with its code before the ending.",
)
@workers_option
@settings_options
def compare(
    settings: Place,
    *,
    run_id: str,
    other_id: str | None,
    agency_ids: tuple[str, ...],
    form: str,
    out: Path | None,
    locales: tuple[LocaleCode, ...],
    workers: int,
) -> int:
    """Say why the results of RUN and RUN2 differ: site changed, rules changed, reach changed, or a person answered.

    Where the two were judged by different rules, their snapshots are judged again in memory; nothing is kept and no server is
    asked. RUN alone is compared with what today's rules and answers make of its snapshots.

    \b
    Examples: osi-audit compare 20180630T070000Z latest
              osi-audit compare latest --agency moh
              osi-audit compare 20180331T070000Z 20180630T070000Z --format csv > differences.csv
              osi-audit compare 20180331T070000Z latest --format html --out difference.html

    Exit codes: 0 done, 2 no such run, 4 database, 5 done but some agencies could not be compared.
    """
    if form == HTML and out is None:
        raise UsageError("html is written to a file: name it with --out FILE")
    with Store(settings.data.db) as store:
        earlier = store.run(run_id)
        later = store.run(other_id) if other_id else None
        place = settings.of_run(later or earlier)
        found = compare_runs(place, store, earlier, later, agencies=agency_ids, workers=workers)
    if form == HTML and out is not None:
        for path in _write_pages(_view(found, place, earlier, later), out, locales):
            click.echo(str(path))
    else:
        _write(found, form, out)
    for agency_id, error in found.errors.items():
        click.echo(f"{agency_id}: not compared: {error}", err=True)
    return SOME_FAILED if found.errors else 0


def _write(found: Comparison, form: str, out: Path | None) -> None:
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(out.open("w", encoding="utf-8", newline="")) if out else sys.stdout
        except OSError as error:
            raise StoreError(f"{out}: cannot be written: {error.strerror}") from error
        _WRITERS[form](found, stream)


def _view(found: Comparison, place: Place, earlier: Run, later: Run | None) -> DifferenceView:
    last = later or earlier
    rules = load_rules(place.config, last.editions, date.fromisoformat(last.day))
    names = {agency.id: agency.name for agency in place.registry().agencies}
    return difference_view(found, _side(earlier), _side(later) if later else None, names, rules.criteria)


def _side(run: Run) -> RunSide:
    return RunSide(run.id, run.day, tuple(run.editions))


def _write_pages(view: DifferenceView, out: Path, locales: Sequence[LocaleCode]) -> list[Path]:
    """Write the page in each language, the first one to `out` itself."""
    paths = {
        locale: out if locale == locales[0] else out.with_name(f"{out.stem}.{locale}{out.suffix}")
        for locale in locales
    }
    files = {locale: path.name for locale, path in paths.items()}
    for locale, path in paths.items():
        replace_file(path, difference_page(view, locale, files))
    return list(paths.values())
