"""`osi-audit restore`: a backup's databases, put into a data folder that has none."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from audit.cli.options import settings_options
from audit.lock import only_run
from audit.place import Place
from audit.store.backups import check, in_the_way, opened, put_back
from audit.store.faults import said
from audit.store.schema import SCHEMA
from crawler.errors import UsageError
from reports.portal.accounts.schema import SCHEMA as PORTAL
from reports.search.index import remove

SCHEMAS: Final = {SCHEMA.file: SCHEMA, PORTAL.file: PORTAL}


@click.command()
@click.argument("backup", type=click.Path(path_type=Path))
@settings_options
def restore(settings: Place, backup: Path) -> None:
    """Put the databases of a BACKUP that osi-audit backup made into a data folder that has none.

    \b
    Example: osi-audit restore /srv/backup/osi-audit-2026-07-01 --data /var/lib/osi-audit/var

    All of it is read first: what is damaged, incomplete, of a newer version or of something else is refused. Nothing is
    overwritten: stop the portal, the worker and the timers, and set databases that are there aside. Snapshots and reports are
    files: copy them back with any program (docs/deploy.md).
    """
    data = settings.data
    known = opened(backup.absolute())
    names = check(known, SCHEMAS, SCHEMA.file)
    data.prepare()
    with only_run(data):
        if found := in_the_way(data.root, SCHEMAS):
            raise UsageError(
                f"{', '.join(map(str, found))}: there already; stop the portal, the worker and the timers, move "
                f"{'them' if len(found) > 1 else 'it'} aside, and try again"
            )
        with said(data.root):
            put_back(known, names, data.root)
        remove(data.search)
    when = f", as of {known.made_at}" if known.made_at else ""
    click.echo(f"{data.root}: {', '.join(names)}{when}")
    click.echo(
        "osi-audit search index makes the search anew; osi-audit doctor sees whether all is there", err=True
    )
