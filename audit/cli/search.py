"""`osi-audit search`: the index that the portal searches, and bringing it up to date after a run."""

from __future__ import annotations

from collections.abc import Collection

import click

from audit.cli.options import SOME_FAILED, counted, settings_options
from audit.place import Place
from audit.store.db import Store
from crawler.errors import OsiAuditError
from reports.search.index import Index, remove
from reports.search.update import Indexed, Updating


@click.group()
def search() -> None:
    """See to the index that the portal searches."""


@search.command()
@click.option(
    "--anew", is_flag=True, help="Delete the index and make all of it anew, whatever state it is in."
)
@settings_options
def index(settings: Place, *, anew: bool) -> int:
    """Bring the index of pages and findings (DATA/search.db) up to what the newest good runs say; runs do so at their end.

    \b
    Examples: osi-audit search index
              osi-audit search index --anew

    Exit codes: 0 done, 4 data folder or database, 5 the pages of some agencies cannot be read.
    """
    settings.data.prepare()
    if anew:
        remove(settings.data.search)
    failed = 0
    with Store(settings.data.db) as store, Index(settings.data.search) as opened:
        for indexed in Updating(settings, store, opened).run():
            click.echo(_line(indexed), err=bool(indexed.fault))
            failed += bool(indexed.fault)
    return SOME_FAILED if failed else 0


def index_agencies(settings: Place, store: Store, agencies: Collection[str]) -> None:
    """Bring the index up to date for the agencies of a run. What goes wrong is told and costs nothing else: the run is done.

    One that is empty, as after an upgrade, is made of all agencies: none but a run would miss the others.
    """
    try:
        with Index(settings.data.search) as opened:
            for indexed in Updating(settings, store, opened).run(None if opened.is_empty else agencies):
                if indexed.fault:
                    click.echo(_line(indexed), err=True)
    except OsiAuditError as error:
        click.echo(
            f"the search index is not up to date: {error}; osi-audit search index --anew makes it anew",
            err=True,
        )


def _line(indexed: Indexed) -> str:
    if indexed.fault:
        return f"{indexed.agency_id}: not indexed anew: {indexed.fault}"
    return f"{indexed.agency_id}: {counted(indexed.pages, 'page')}, {counted(indexed.findings, 'finding')}"
