"""Whether a snapshot can be read: its note, its database, its archive. Nothing is changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from crawler.bodies import Archive
from crawler.errors import SnapshotError
from crawler.pagesdb import FILE_NAME
from crawler.snapshot import Snapshot
from crawler.thinned import CITED_NAME, Thinned
from crawler.warc_tail import Position

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LAST = "select warc_file, max(warc_offset) from pages where warc_file != '' group by warc_file order by 1"


def trouble(folder: Path) -> str:
    """Say in one sentence what is wrong with a finished snapshot; empty where nothing was found.

    The pages' database is looked through, and the last record of each archive file read: an archive that was cut off or lost its
    end is found so, one that is damaged in its midst only by `unreadable`.

    Args:
        folder: The snapshot's.
    """
    try:
        with Snapshot(folder) as snapshot:
            snapshot.result  # noqa: B018 - reads it
        last = _last_records(folder)
        with Archive(folder) as archive:
            if archive.thinned is not None:
                return _cut_off(folder, archive.thinned)
            for position in last:
                archive.response(position)
    except SnapshotError as error:
        return str(error)
    return ""


def unreadable(folder: Path, positions: Iterable[Position]) -> dict[Position, str]:
    """Read records, and say of those that cannot be read why.

    Args:
        folder: The snapshot's.
        positions: Of the records, as results name them.

    Raises:
        SnapshotError: The snapshot was thinned, and the note of that is damaged.
    """
    found: dict[Position, str] = {}
    with Archive(folder) as archive:
        for position in positions:
            try:
                archive.body(position)
            except SnapshotError as error:
                found[position] = str(error)
    return found


def _last_records(folder: Path) -> list[Position]:
    path = folder / FILE_NAME
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as pages:
            (word,) = pages.execute("pragma quick_check(1)").fetchone()
            if word != "ok":
                raise SnapshotError(f"{path}: is damaged: {' '.join(word.split())}")
            return [Position(*row) for row in pages.execute(_LAST)]
    except sqlite3.Error as error:
        raise SnapshotError(f"{path}: cannot be read: {error}") from error


def _cut_off(folder: Path, note: Thinned) -> str:
    path = folder / CITED_NAME
    try:
        size = path.stat().st_size
    except OSError as error:
        return f"{path}: cannot be read: {error.strerror}"
    return "" if size == note.size else f"{path}: has {size} bytes instead of {note.size}"
