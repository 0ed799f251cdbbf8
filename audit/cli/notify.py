"""`osi-audit notify`: tell agencies' contacts what a run changed, once, and only when something did."""

from __future__ import annotations

from pathlib import Path

import click

from audit.cli.files import writing
from audit.cli.letters import Asked, letters
from audit.cli.options import SOME_FAILED, counted, settings_options
from audit.cli.telling import tell, waiting_runs
from audit.cli.ways import ways_to_show
from audit.place import Place
from audit.store.db import Run, Store
from audit.telling.limits import load_limits
from crawler.clock import moment
from crawler.errors import UsageError
from reports.safety import safe_href


@click.command()
@click.argument("run_id", required=False, metavar="[RUN]")
@click.option(
    "--dry-run",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write what would be sent as files instead: mails as .eml, requests as .http.",
)
@click.option(
    "--link",
    default="",
    metavar="URL",
    help="Where the run's reports are published, instead of config/notify.yaml's; agencies get URL/LOCALE/ID.html.",
)
@click.option("--attach", is_flag=True, help="Attach the agency's report to mails instead of a link.")
@click.option(
    "--again", is_flag=True, help="Also try what was refused or given up, and wait for no time that was set."
)
@settings_options
def notify(
    settings: Place, run_id: str | None, folder: Path | None, link: str, *, attach: bool, again: bool
) -> int:
    """Tell each contact of the registry, by mail or webhook, what a run changed for its agency.

    Without RUN it is the latest one, and what earlier runs left untold. Nothing is sent where nothing changed, for a provisional
    run, or to whom it was told already. What could not be sent is tried again by later calls, as config/notify.yaml says;
    `osi-audit status` names what is not tried again. docs/operations.md names the environment variables.

    \b
    Examples: osi-audit notify --dry-run /tmp/letters
              osi-audit notify latest --link https://audit.example/reports
              osi-audit notify --again

    Exit codes: 0 done, 2 usage, 4 database, 5 somebody could not be told.
    """
    if link and not safe_href(link):
        raise UsageError(f"--link {link}: an address starts with http:// or https:// and names a host")
    asked = Asked(moment(), link, again=again)
    with Store(settings.data.db) as store:
        run = store.run(run_id or "latest")
        earlier = [other for other in waiting_runs(store) if other.id != run.id] if not run_id else []
        done = run.state == "done"
        if folder is not None and done:
            return _show(settings, store, run, asked, folder, attach=attach)
        if folder is None and (done or earlier):
            tally = tell(settings, store, [run] if done else [], asked, waiting=earlier, attach=attach)
            click.echo(f"{counted(tally.told, 'contact')} told")
            if done:
                return SOME_FAILED if tally.failed else 0
    raise UsageError(f"run {run.id} is {run.state}: only what a run that is done found is told to anybody")


def _show(settings: Place, store: Store, run: Run, asked: Asked, folder: Path, *, attach: bool) -> int:
    limits = load_limits(settings.config)
    ways = ways_to_show(settings, limits, attach=attach)
    asked = Asked(asked.now, asked.link or (limits.link or ""), again=asked.again)
    written = 0
    for letter in letters(settings, store, run, asked):
        with writing(folder):
            click.echo(str(ways.write(letter, folder)))
        written += 1
    click.echo(f"{counted(written, 'letter')} written")
    return 0
