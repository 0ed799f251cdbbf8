"""`osi-audit evidence`: open the archived copy that a report names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import click

from audit.cli.files import writing
from audit.cli.options import settings_options
from audit.place import Place
from audit.store.db import Store
from crawler.bodies import Archive
from crawler.errors import UsageError
from crawler.warc import StoredResponse
from crawler.warc_tail import Position

_REFERENCE: Final = re.compile(
    r"(?:recheck-(?P<recheck>\d{8}T\d{6}Z)/)?(?P<file>crawl-\d{5}\.warc\.gz):(?P<offset>\d{1,15})"
)
_HEADERS: Final = ("content-type", "date", "last-modified", "etag", "location")


@click.command()
@click.argument("run_id", metavar="RUN")
@click.argument("agency_id", metavar="AGENCY")
@click.argument("reference", metavar="COPY")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the page, as it was, into this file.",
)
@settings_options
def evidence(settings: Place, run_id: str, agency_id: str, reference: str, out: Path | None) -> None:
    """Open the archived copy of a page by the name that reports, exports and findings give it.

    A copy that begins with recheck- is of that re-check; a re-check's id may stand in place of the run, too. Snapshots that were
    thinned (osi-audit prune) have all copies that are cited.

    \b
    Examples: osi-audit evidence latest moh crawl-00000.warc.gz:18342
              osi-audit evidence 20180630T070000Z moh crawl-00000.warc.gz:18342 --out page.html

    Exit codes: 0 done, 2 no such run, agency or name, 4 the copy is damaged or was not kept.
    """
    found = _REFERENCE.fullmatch(reference.strip())
    if found is None:
        raise UsageError(f"{reference!r} is no name of an archived copy, like crawl-00000.warc.gz:18342")
    folder = _folder(settings, run_id, agency_id, found["recheck"] or "")
    with Archive(folder) as archive:
        stored = archive.response(Position(found["file"], int(found["offset"])))
        body = archive.payload(stored)
        for line in _lines(stored, folder, archive, len(body)):
            click.echo(line)
    if out is not None:
        with writing(out):
            out.write_bytes(body)
        click.echo(f"written to {out}")


def _folder(settings: Place, run_id: str, agency_id: str, recheck_id: str) -> Path:
    """The snapshot that a name is of."""
    if not settings.data.db.exists():
        raise UsageError(f"{settings.data.root} has no audit.db, and so no archived copies")
    with Store(settings.data.db) as store:
        if not recheck_id and run_id in store.rechecks.ids():
            recheck_id = run_id
        if not recheck_id:
            run_id = store.run(run_id).id
    folder = settings.data.recheck(recheck_id) if recheck_id else settings.data.snapshots(run_id)
    known = sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    if agency_id not in known:
        shown = ", ".join(known[:5]) or "none"
        raise UsageError(f"{folder} holds no snapshot of {agency_id!r} (there are: {shown})")
    return folder / agency_id


def _lines(stored: StoredResponse, folder: Path, archive: Archive, size: int) -> list[str]:
    """What stands around the page; servers said it, so that nothing of it may steer a terminal."""
    said = stored.warc_headers
    told = [
        ("page", said.get("warc-target-uri", "")),
        ("read", said.get("warc-date", "")),
        ("kind", stored.kind),
        *((name, stored.http_headers.get(name, "")) for name in _HEADERS),
        ("digest", said.get("warc-payload-digest", "")),
        ("bytes", str(size)),
        ("lies in", str(folder)),
        ("thinned on", archive.thinned.at[:10] if archive.thinned else ""),
    ]
    return [f"{name}: {_plain(value)}" for name, value in told if value]


def _plain(text: str) -> str:
    r"""Leave out what is no printable sign.

    >>> _plain("text/html\x1b[31m")
    'text/html[31m'
    """
    return "".join(letter for letter in text if letter.isprintable())
