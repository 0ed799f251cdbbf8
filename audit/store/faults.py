"""Database and file faults as one sentence that names the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crawler.errors import StoreError

_ADVICE = {
    ("SQLITE_FULL", "SQLITE_IOERR"): "; see whether the disk is full",
    ("SQLITE_BUSY", "SQLITE_LOCKED"): "; another program holds it: wait for that, or end it, and try again",
    ("SQLITE_CORRUPT", "SQLITE_NOTADB"): "; osi-audit doctor says what to do",
}


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
        advice = next((told for names, told in _ADVICE.items() if name.startswith(names)), "")
        raise StoreError(f"{path}: the database says: {error}{advice}") from error
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error
