"""Copies of databases: as they were before a new version changed their tables, and for backups."""

from __future__ import annotations

import filecmp
import logging
import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

from sqlite_utils import Database

from audit.store.migrating import Schema
from crawler.errors import StoreError

log = logging.getLogger(__name__)
_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite lays beside a database that is open."""


def keep_copy(db: Database, path: Path, schema: Schema, migration: str) -> Path:
    """Keep a copy of a database beside it, under the name of the migration that is to come.

    The copy is whole and has been read before it gets its name, `audit.db.before-m004`. It is never removed by the program, nor
    is an earlier one of that name ever overwritten.

    Args:
        db: Nobody else can write it meanwhile.
        path: Its file, whose rights the copy has, too.
        schema: Its migrations.
        migration: The first one that is to be applied.

    Returns:
        The copy; an earlier one, where that is the same.

    Raises:
        StoreError: The disk has no room for it, or the database is damaged; nothing was kept.
        OSError: The folder cannot be written.
        sqlite3.Error: The disk is full all the same, or the file is no database.
    """
    _see_room(db, path)
    temporary = path.with_name(f"{path.name}.copy")
    try:
        temporary.unlink(missing_ok=True)
        # There may be hashes of passwords in it.
        temporary.touch(mode=stat.S_IMODE(path.stat().st_mode), exist_ok=False)
        _copy(path, temporary)
        _check(temporary, schema, schema.applied(db), path)
        name = next(n for n in _names(path, migration) if not n.exists() or _same(n, temporary))
        if not name.exists():
            temporary.rename(name)
            _settle(path.parent)
            log.info("%s is brought up to date; %s is as it was before", path, name)
    finally:
        temporary.unlink(missing_ok=True)
    return name


def copy_whole(path: Path, to: Path) -> None:
    """Copy a database of ours as it is at one moment, whoever writes it meanwhile, and read the copy whole.

    Args:
        path: The database.
        to: What must not be there yet; for its owner's eyes only, since there may be hashes of passwords in it.

    Raises:
        StoreError: It is damaged, and so is the copy.
        FileExistsError: `to` is there.
        OSError: The folder cannot be written.
        sqlite3.Error: The disk is full, or the file is no database.
    """
    to.touch(mode=0o600, exist_ok=False)
    _copy(path, to)
    with closing(sqlite3.connect(f"{to.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as read:
        (word,) = read.execute("pragma quick_check(1)").fetchone()
    if word != "ok":
        raise StoreError(f"{path} is damaged ({' '.join(word.split())}); osi-audit doctor says what to do")


def copies(path: Path) -> list[Path]:
    """Return the copies that lie beside a database, by name."""
    return sorted(
        file for file in path.parent.glob(f"{path.name}.before-*") if not file.name.endswith(_BESIDE)
    )


def _names(path: Path, migration: str) -> Iterator[Path]:
    number = migration.split("_", maxsplit=1)[0]
    yield path.with_name(f"{path.name}.before-{number}")
    for again in count(2):
        yield path.with_name(f"{path.name}.before-{number}-{again}")


def _same(one: Path, other: Path) -> bool:
    """Whether a copy is there already, of an attempt that was broken off."""
    return filecmp.cmp(one, other, shallow=False)


def _see_room(db: Database, path: Path) -> None:
    """See whether there is room for the copy, and for a log as large, which is what a migration of every table writes."""
    (size,) = db.execute("select page_count * page_size from pragma_page_count, pragma_page_size").fetchone()
    free = shutil.disk_usage(path.parent).free
    if free < 2 * size:
        raise StoreError(
            f"{path} is of an older version, and the disk has no room to copy it before it is changed: "
            f"{2 * size / 1e6:.0f} MB are needed, {free / 1e6:.0f} MB are free; nothing was changed: make room and try again"
        )


def _copy(path: Path, to: Path) -> None:
    # By a connection of its own: SQLite copies from none that holds the lock to write.
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(to)) as target:
        target.execute("pragma journal_mode = off")  # a copy that is broken off is never taken up again
        source.backup(target)
        target.execute("pragma journal_mode = delete")  # so that who looks into it leaves no files beside it
    with to.open("rb") as file:
        os.fsync(file.fileno())


def _check(copy: Path, schema: Schema, applied: list[str], path: Path) -> None:
    """Read the whole copy, and see that it is what was copied."""
    with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as read:
        (word,) = read.execute("pragma quick_check(1)").fetchone()
        if word != "ok" or schema.applied(Database(read)) != applied:
            raise StoreError(
                f"{path} is damaged ({' '.join(word.split())}), and of an older version: nothing was changed; osi-audit doctor says what to do"
            )


def _settle(folder: Path) -> None:
    """Have the new name survive a power cut, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
