"""How a database of ours stands: looked at without changing anything, whatever lies in its place."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from audit.store.backup import copies
from audit.store.migrating import Schema
from audit.store.opening import open_as_it_is
from crawler.errors import StoreError

_SHOWN = 5
"""Damages that are told one by one."""


class Cause(StrEnum):
    """Why a database cannot be read."""

    NO_FILE = "no_file"
    BARRED = "barred"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Health:
    """What was found; where `trouble` is set, nothing behind it was looked at."""

    path: Path
    is_there: bool = True
    trouble: str = ""
    """Why it cannot be read at all."""
    cause: Cause = Cause.DAMAGED
    """Of that."""
    refused: str = ""
    """Why this program does not work with it: of a newer version, or of something else."""
    damage: tuple[str, ...] = ()
    """In SQLite's words, the first ones."""
    loose: int = 0
    """Rows that belong to a row that is not there."""
    waiting: tuple[str, ...] = ()
    """Migrations that it wants: it is of an older version."""
    has_log: bool = True
    """Whether changes go to a log first (WAL), so that readers and the writer do not wait for each other."""
    size: int = 0
    """Bytes."""
    log_size: int = 0
    free: int = 0
    """Bytes on its disk."""
    is_writable: bool = True
    copies: tuple[tuple[str, int], ...] = ()
    """Name and bytes of each copy from before a migration."""


def examine(path: Path, schema: Schema) -> Health:
    """Look at a database: every page of it is read.

    Args:
        path: Its file.
        schema: What it has to be.
    """
    try:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode):
            said = "a folder, or something else that is no file, is in its place"
            return Health(path, trouble=said, cause=Cause.NO_FILE)
        with path.open("rb") as file:
            file.read(1)
    except (FileNotFoundError, NotADirectoryError):
        return Health(path, is_there=False)
    except OSError as error:
        return Health(path, trouble=error.strerror or str(error), cause=Cause.BARRED)
    log = path.with_name(f"{path.name}-wal")
    was_open = log.exists()
    health = _tried(path, schema, info.st_size)
    if (health.damage or health.trouble) and log.exists() and not was_open:
        return _tried(path, schema, info.st_size)  # somebody began to write in the midst of it
    return health


def _tried(path: Path, schema: Schema, size: int) -> Health:
    try:
        return _examine(path, schema, size)
    except (sqlite3.Error, OSError) as error:
        return Health(path, trouble=str(error), size=size)


def _examine(path: Path, schema: Schema, size: int) -> Health:
    log = path.with_name(f"{path.name}-wal")
    refused = ""
    wanted: tuple[str, ...] = ()
    with closing(open_as_it_is(path)) as db:
        damage = [" ".join(str(word).split()) for (word,) in db.execute("pragma integrity_check(100)")]
        loose = sum(1 for _ in db.execute("pragma foreign_key_check"))
        try:
            wanted = tuple(schema.waiting(db))
        except StoreError as error:
            refused = str(error)
    return Health(
        path,
        refused=refused,
        damage=() if damage == ["ok"] else tuple(damage[:_SHOWN]),
        loose=loose,
        waiting=wanted,
        has_log=_has_log(path),
        size=size,
        log_size=log.stat().st_size if log.exists() else 0,
        free=shutil.disk_usage(path.parent).free,
        is_writable=all(os.access(p, os.W_OK) for p in (path, log, path.parent) if p.exists()),
        copies=tuple((copy.name, copy.stat().st_size) for copy in copies(path)),
    )


def _has_log(path: Path) -> bool:
    """As the file's head says (https://www.sqlite.org/fileformat.html, 1.3.3): who opens it to read alone is not told."""
    with path.open("rb") as file:
        return file.read(20)[18:20] == b"\x02\x02"
