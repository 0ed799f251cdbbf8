"""Opens databases of ours and brings them up to date."""

from __future__ import annotations

import sqlite3
from functools import partial
from pathlib import Path

from sqlite_utils import Database

from audit.store.backup import keep_copy
from audit.store.database import AuditDatabase
from audit.store.faults import said
from audit.store.migrating import Schema
from crawler.errors import StoreError


def open_database(path: Path, schema: Schema) -> Database:
    """Open a database, make one where there is none, and bring one of an older version up to date.

    Of a database of an older version a copy is kept first, for good: `audit.store.backup.keep_copy`.

    Args:
        path: Its folder is made where it is missing.
        schema: What it has to be.

    Raises:
        StoreError: The file is no database, locked, unwritable, of something else or of a newer version, or there is no room for
            a copy. What is there is as it was then.
    """
    with said(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        db = AuditDatabase(sqlite3.connect(path, timeout=10, check_same_thread=False))
        try:
            db.execute("PRAGMA foreign_keys = on")
            db.execute("PRAGMA busy_timeout = 5000")
            schema.waiting(db)  # a database that is not ours to write stays as it is, down to its log
            db.enable_wal()
            schema.migrate(db, partial(keep_copy, db, path, schema))
        except BaseException:
            db.close()
            raise
    return db


def open_to_read(path: Path, schema: Schema) -> Database:
    """Open a database of this version, and change nothing: not even its log is taken in.

    Raises:
        StoreError: There is none, it is damaged, or of another version.
    """
    with said(path):
        db = open_as_it_is(path)
        try:
            is_older = bool(schema.waiting(db))
        except BaseException:
            db.close()
            raise
        if is_older:
            db.close()
            raise StoreError(
                f"{path} is of an older version: any command that writes brings it up to date, and keeps a copy"
            )
    return db


def open_as_it_is(path: Path) -> Database:
    """Open a file to read, whatever it holds, and leave nothing beside it.

    Raises:
        sqlite3.Error: It is not there, or is no database.
        OSError: It cannot be read.
    """
    log = path.with_name(f"{path.name}-wal")
    # Without a log nobody has it open, and SQLite need not lay one, nor what goes with it, beside the file.
    how = "mode=ro" if log.exists() else "mode=ro&immutable=1"
    db = Database(sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, timeout=10))
    try:
        db.execute("select count(*) from sqlite_master")
    except BaseException:
        db.close()
        raise
    return db
