"""`osi-audit services`: what agencies offer online, and what lists ask of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from audit.cli.files import writing
from audit.cli.options import counted, settings_options
from audit.cli.required import import_, lists, matching, reconcile_, withdraw
from audit.place import Place
from audit.results import AgencyResult
from audit.services.model import Service
from audit.store.db import Store
from crawler.errors import UsageError
from reports.export.services import write_services_csv, write_services_xlsx
from reports.safety import visible

_ENGLISH = {"full": "yes", "some": "part", "none": "no"}
_WRITERS = {".csv": write_services_csv, ".xlsx": write_services_xlsx}
_agency = click.option(
    "--agency", "agency_ids", multiple=True, metavar="ID", help="Only that agency; may be given again."
)
_run = click.option(
    "--run", "run_id", default="latest", show_default=True, metavar="RUN", help="Whose services."
)


@click.group()
def services() -> None:
    """Look at the online services that a run found, and set them against lists of required ones."""


@services.command("list")
@_run
@_agency
@settings_options
def list_(settings: Place, run_id: str, agency_ids: tuple[str, ...]) -> None:
    """List services, one a line: agency, name, code, published level, checked level, English, clicks, URL.

    “?” means that it could not be told, “-” that there is none. English is yes, part (more than nothing, less than the name and
    a description) or no.

    \b
    Examples: osi-audit services list --agency moh
              osi-audit services list --run 20180630T070000Z | head
    """
    count = 0
    with _results(settings, run_id, agency_ids) as (results, unknown):
        for result in results:
            for service in result.inventory.services if result.inventory else ():
                click.echo("\t".join(_line(result.agency_id, service)))
                count += 1
    for sentence in unknown:
        click.echo(sentence, err=True)
    click.echo(counted(count, "service"), err=True)


@services.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_run
@_agency
@settings_options
def export(settings: Place, file: Path, run_id: str, agency_ids: tuple[str, ...]) -> None:
    """Write services as a table, CSV or XLSX by the file's ending, with the columns of a gap report's PHỤ LỤC II first.

    \b
    Examples: osi-audit services export services.xlsx
              osi-audit services export moh.csv --agency moh
    """
    write = _WRITERS.get(file.suffix.lower())
    if write is None:
        raise UsageError(f"{file}: the ending tells the format: name it .csv or .xlsx")
    with _results(settings, run_id, agency_ids) as (results, unknown), writing(file):
        count = write(results, file)
    for sentence in unknown:
        click.echo(sentence, err=True)
    click.echo(f"{counted(count, 'service')} in {file}", err=True)


for command in (import_, lists, withdraw, matching, reconcile_):
    services.add_command(command)


@contextmanager
def _results(
    settings: Place, run_id: str, agency_ids: tuple[str, ...]
) -> Iterator[tuple[Iterator[AgencyResult], list[str]]]:
    """Open a run's results, to be read one by one; of those that were read, what is not known is noted in sentences."""
    with Store(settings.data.db) as store:
        run = store.run(run_id)
        missing = sorted(set(agency_ids) - store.origins(run.id).keys())
        if missing:
            raise UsageError(f"run {run.id} has no result of {', '.join(missing)}")
        unknown: list[str] = []

        def passing() -> Iterator[AgencyResult]:
            for result in store.each(run.id, agency_ids or run.agencies):
                unknown.extend(_unknown(result))
                yield result

        yield passing(), unknown


def _line(agency_id: str, service: Service) -> tuple[str, ...]:
    clicks = service.reach.clicks
    cells = (
        agency_id,
        service.name or service.name_en,
        ", ".join(service.codes) or "-",
        service.published.value or "-",
        "?" if service.checked is None else str(service.checked),
        _ENGLISH[service.english.extent],
        "?" if clicks < 0 else str(clicks),
        service.url or service.english_url or "-",
    )
    return tuple(" ".join(visible(cell).split()) for cell in cells)


def _unknown(result: AgencyResult) -> Iterator[str]:
    if result.inventory is None:
        yield f"{result.agency_id}: judged before services were told: osi-audit audit {result.run_id}"
    elif not result.inventory.readable:
        why = f" ({result.inventory.why})" if result.inventory.why else ""
        yield f"{result.agency_id}: its service portal could not be read{why}: what is not listed could not be told"
