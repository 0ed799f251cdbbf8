"""`osi-audit demo`: audit the bundled demo portals end to end."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

import audit.demo
from audit.cli.crawlers import Crawlers
from audit.cli.options import Day, settings_options
from audit.cli.required import take_list
from audit.cli.run import whole_run
from audit.lock import only_run
from audit.runs import Place, plan
from audit.store.db import Store

DEMO_DAY = date(2018, 6, 30)
"""The demo's calendar stands here, so that the English duty of Decree 43/2011 Art. 13 is in force."""
SITES = Path(audit.demo.__file__).parent / "sites.yaml"


@click.command()
@click.option("--on", "day", type=Day(), default=DEMO_DAY, show_default=True, help="The demo's calendar day.")
@settings_options
def demo(settings: Place, day: date) -> int:
    """Serve the demo portals on loopback, audit them, and print where the gap reports lie.

    \b
    Example: osi-audit demo --data /tmp/osi-demo
    """
    from audit.demo.server import DemoServer  # noqa: PLC0415 - loads TLS, which no other command needs

    settings = replace(settings, sites=SITES)
    settings.data.prepare()
    with (
        only_run(settings.data),
        DemoServer(day) as server,
        _environment(server.environment),
        Store(settings.data.db) as store,
    ):
        click.echo(
            f"demo portals on {server.proxy_url} (a proxy: their host names end in .example)", err=True
        )
        if not store.required.standing():
            take_list(settings, settings.config / "services" / "example-list.csv")
            click.echo(
                "a list of required services was taken in: an example, not a government list", err=True
            )
        agencies = settings.registry().select(day=day)
        run = plan(settings, store, agencies, day, ())
        workers = min(len(agencies), 2 * (os.cpu_count() or 1))
        with Crawlers(workers).opened() as crawling:
            code = whole_run(settings, store, run, crawling, workers)
    start = settings.data.reports(run.id) / "index.html"
    click.echo(f"open {start.as_uri()}")
    return code


@contextmanager
def _environment(wanted: Mapping[str, str]) -> Iterator[None]:
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
