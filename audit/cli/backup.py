"""`osi-audit backup`: copies of the databases that cannot be made again, taken while everything goes on."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from audit.cli.options import settings_options
from audit.place import Place
from audit.store.backup import copy_whole
from audit.store.backups import describe
from audit.store.faults import said
from crawler import __version__
from crawler.clock import moment
from crawler.errors import UsageError
from reports.portal.accounts.sessions import forget_browsers


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@settings_options
def backup(settings: Place, folder: Path) -> None:
    """Copy audit.db and portal.db into a new FOLDER, each as it was at one moment, while the portal and runs go on.

    \b
    Example: osi-audit backup /srv/backup/osi-audit-2026-07-01

    Each copy has been read whole before FOLDER gets its name. Sessions are not in it: after a restore everybody signs in again.
    osi-audit restore puts it back.
    Snapshots and reports are files that are not changed once they are written: copy them with any program (docs/deploy.md).
    """
    known = [path for path in (settings.data.db, settings.data.root / "portal.db") if path.is_file()]
    if settings.data.db not in known:
        raise UsageError(f"{settings.data.db}: there is no such database; --data names the folder")
    folder = folder.absolute()
    if folder.exists():
        raise UsageError(f"{folder} is there already: name a new folder")
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    with said(unfinished):
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700, parents=True)
        try:
            for path in known:
                copy_whole(path, unfinished / path.name)
            if (unfinished / "portal.db").is_file():
                forget_browsers(unfinished / "portal.db")
            describe(unfinished, moment().strftime("%Y-%m-%dT%H:%M:%SZ"), __version__)
            unfinished.rename(folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    size = sum(path.stat().st_size for path in folder.iterdir())
    click.echo(f"{folder}: {', '.join(path.name for path in known)}, {size / 1e6:.1f} MB")
