"""Database and file faults as one sentence that names the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crawler.errors import StoreError


@contextmanager
def said(path: Path) -> Iterator[None]:
    """Turn database and file faults into one sentence that names the file.

    Raises:
        StoreError: In their place.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"{path}: the database says: {error}") from error
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error
