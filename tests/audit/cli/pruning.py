"""What tests of pruning look at: the folder, the database, and what a result cites of a snapshot."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from audit.findings import finding_id
from audit.store.db import Store
from crawler.bodies import Archive
from crawler.snapshot import Snapshot
from crawler.thinned import read_thinned
from crawler.warc_tail import Position

VIEWPORT = finding_id("bo", "T-viewport")


def tree(folder: Path) -> dict[str, str]:
    """Every file with its digest; not the database's own journals, nor the lock."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith((".", "audit.db"))
    }


def kept_of(place) -> dict[str, list[tuple[object, ...]]]:
    """All that audit.db knows."""
    with closing(sqlite3.connect(place.data / "audit.db")) as database:
        names = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        return {name: sorted(map(repr, database.execute(f"select * from {name}"))) for name in names}


def citations(place, run_id: str) -> set[str]:
    """Names of archived copies that the result of a run gives."""
    with Store(place.data / "audit.db") as store:
        (result,) = store.results(run_id, ["bo"])
    found: set[str] = set()

    def walk(told) -> None:
        if isinstance(told, dict):
            for name, value in told.items():
                if name == "record" and value:
                    found.add(value)
                walk(value)
        elif isinstance(told, (list, tuple)):
            for value in told:
                walk(value)

    walk(asdict(result))
    return found


def bodies(folder: Path, names: set[str]) -> dict[str, bytes]:
    with Archive(folder) as archive:
        return {
            name: archive.body(Position(name.partition(":")[0], int(name.partition(":")[2])))
            for name in names
        }


def snapshot_of(place, run_id: str) -> Path:
    return place.data / "snapshots" / run_id / "bo"


def goes(place, run_id: str):
    """A page of a run that pruning lets go of, as pruning a copy of the folder shows."""
    copy = place.folder.with_name("copy")
    shutil.copytree(place.folder, copy)
    assert type(place)(copy, place.gov)("prune") == 0
    folder = copy / "var" / "snapshots" / run_id / "bo"
    note = read_thinned(folder)
    assert note is not None
    with Snapshot(folder) as snapshot:
        return next(
            r for r in snapshot.pages() if r.warc_file and r.warc_offset not in note.places[r.warc_file]
        )
