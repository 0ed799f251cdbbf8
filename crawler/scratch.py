"""Unfinished snapshot folders on this machine: whether somebody writes there, how far it is, a copy that holds still."""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
import tempfile
import time
from pathlib import Path

from crawler.errors import SnapshotError
from crawler.pagesdb import FILE_NAME

SCRATCH_VARIABLE = "OSI_AUDIT_SCRATCH"
_POLL_S = 0.2


def scratch_root() -> Path:
    """Where a worker crawls into: `OSI_AUDIT_SCRATCH`, else a folder of this user's among the temporary files."""
    named = os.environ.get(SCRATCH_VARIABLE)
    return Path(named) if named else Path(tempfile.gettempdir(), f"osi-audit-{os.getuid()}")


def wait_until_free(folder: Path, seconds: float) -> bool:
    """Wait for a crawl that writes a snapshot folder to end; a crawl whose coordinator died ends by itself.

    Args:
        folder: The snapshot's; need not be there.
        seconds: How long to wait at most.

    Returns:
        Whether nobody writes there.
    """
    end = time.monotonic() + seconds
    while _is_locked(folder):
        if time.monotonic() >= end:
            return False
        time.sleep(_POLL_S)
    return True


def _is_locked(folder: Path) -> bool:
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False  # a file system without locks, as some network ones
    finally:
        os.close(handle)
    return False


def answered(folder: Path) -> int:
    """How many URLs of an unfinished snapshot have an answer; 0 when there is nothing that can be gone on with."""
    try:
        with contextlib.closing(_open(folder / FILE_NAME)) as database:
            return _count(database)
    except sqlite3.Error:
        return 0


def copy_pages(folder: Path, target: Path) -> int:
    """Copy `pages.db` while a crawl may be writing it.

    Returns:
        URLs in it that have an answer.

    Raises:
        SnapshotError: It cannot be read, or the copy cannot be written.
    """
    try:
        with (
            contextlib.closing(_open(folder / FILE_NAME)) as source,
            contextlib.closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
            return _count(copy)
    except sqlite3.Error as error:
        raise SnapshotError(f"{folder / FILE_NAME}: cannot be copied: {error}") from error


def _open(path: Path) -> sqlite3.Connection:
    # A journal that a killed crawl left is rolled back when the file is opened, which needs to write.
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=10)


def _count(database: sqlite3.Connection) -> int:
    return int(database.execute("select count(*) from pages where fetched_at != ''").fetchone()[0])
