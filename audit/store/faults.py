"""Database and file faults as one sentence that names the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crawler.errors import StoreError

_DISK = ("SQLITE_FULL", "SQLITE_IOERR")


@contextmanager
def said(path: Path) -> Iterator[None]:
    """Turn database and file faults into one sentence that names the file.

    Raises:
        StoreError: In their place.
    """
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "")
        advice = "; see whether the disk is full" if name.startswith(_DISK) else ""
        raise StoreError(f"{path}: the database says: {error}{advice}") from error
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error
