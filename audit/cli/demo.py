"""`osi-audit demo`: audit the bundled demo portals end to end, once or for a year."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

import audit.demo
from audit.cli.crawlers import Crawlers
from audit.cli.demo_people import let_in
from audit.cli.options import Day, settings_options
from audit.cli.required import take_list
from audit.cli.run import whole_run
from audit.lock import only_run
from audit.place import Place
from audit.runs import plan
from audit.store.db import Store
from crawler.errors import UsageError

if TYPE_CHECKING:
    from audit.demo.server import DemoServer

DEMO_DAY = date(2018, 6, 30)
"""The demo's calendar stands here, so that the English duty of Decree 43/2011 Art. 13 is in force."""
SITES = Path(audit.demo.__file__).parent / "sites.yaml"


@click.command()
@click.option("--on", "day", type=Day(), help=f"The demo's calendar day.  [default: {DEMO_DAY}]")
@click.option("--year", is_flag=True, help="Play a year of them instead, in an empty DATA (docs/year.md).")
@settings_options
def demo(settings: Place, day: date | None, *, year: bool) -> int:
    """Serve the demo portals on loopback, audit them, and print where the gap reports lie.

    With --year four quarters of 2019 pass in some minutes, by a clock that is set back: runs by the schedule, portals that change,
    answers of agencies, re-checks, and mails, which are written into DATA/mails.

    \b
    Examples: osi-audit demo --data /tmp/osi-demo
              osi-audit demo --year --data /tmp/osi-year
    """
    from audit.demo.server import DemoServer  # noqa: PLC0415 - loads TLS, which no other command needs

    settings = replace(settings, sites=SITES)
    if year and day:
        raise UsageError("--year has days of its own: leave --on out")
    settings.data.prepare()
    with DemoServer(day or DEMO_DAY) as server, environment(server.environment):
        click.echo(
            f"demo portals on {server.proxy_url} (a proxy: their host names end in .example)", err=True
        )
        return _year(settings, server) if year else _once(settings, day or DEMO_DAY)


def _once(settings: Place, day: date) -> int:
    with only_run(settings.data), Store(settings.data.db) as store:
        take_example_list(settings, store)
        agencies = settings.registry().select(day=day)
        run = plan(settings, store, agencies, day, ())
        workers = min(len(agencies), 2 * (os.cpu_count() or 1))
        with Crawlers(workers).opened() as crawling:
            code = whole_run(settings, store, run, crawling, workers)
    start = settings.data.reports(run.id) / "index.html"
    click.echo(f"open {start.as_uri()}")
    let_in(settings)
    return code


def _year(settings: Place, server: DemoServer) -> int:
    from audit.__main__ import run  # noqa: PLC0415 - it imports all commands, this one too
    from audit.cli.year import Stage, clock_at, play  # noqa: PLC0415 - loads TLS
    from audit.demo.year import load_year  # noqa: PLC0415 - with its module

    year = load_year()
    with clock_at(year.steps[0].at), Store(settings.data.db) as store:
        if next(store.runs(), None) is not None:
            raise UsageError(f"{settings.data.root} has runs already: name an empty folder with --data")
        take_example_list(settings, store)
    for _ in play(year, Stage(settings, server, run)):
        pass
    with Store(settings.data.db) as store:
        last = store.run()
    click.echo(f"\nmails: {settings.data.root / 'mails'}")
    click.echo(f"open {(settings.data.reports(last.id) / 'index.html').as_uri()}")
    let_in(settings)
    return 0


def take_example_list(settings: Place, store: Store) -> None:
    """Take in the example of a list of required services, unless a list is there."""
    if not store.required.standing():
        take_list(settings, settings.config / "services" / "example-list.csv")
        click.echo("a list of required services was taken in: an example, not a government list", err=True)


@contextmanager
def environment(wanted: Mapping[str, str]) -> Iterator[None]:
    """Point the crawl processes at the demo server, and put the environment back."""
    names = {*wanted, *(name.upper() for name in wanted), *(name.lower() for name in wanted)}
    before = {name: os.environ.pop(name) for name in names if name in os.environ}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name in names:
            os.environ.pop(name, None)
        os.environ.update(before)
