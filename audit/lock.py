"""One run at a time on a data folder: a lock of the operating system, which ends with the process that holds it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from audit.datadir import DataDir
from crawler.errors import StoreError


@contextmanager
def only_run(data: DataDir) -> Iterator[None]:
    """Hold a data folder for one run.

    Raises:
        StoreError: Another process holds it; the message says which, since when, and what to do.
    """
    after = ": nothing was done; wait for its end, or name another folder with --data"
    with _only(data.lock, f"another run is at work on {data.root}", after):
        yield


def refuse_moved(data: DataDir) -> None:
    """See that a data folder that is held is still where it was: its database is written on wherever it went, and all else is not.

    Raises:
        StoreError: It was moved or removed.
    """
    if not data.lock.exists():
        raise StoreError(
            f"{data.root} was moved or removed during the run: put it back, and osi-audit run --resume goes on"
        )


@contextmanager
def only_teller(data: DataDir) -> Iterator[None]:
    """Be the only process that tells contacts what runs of a data folder changed, so that nobody is told twice.

    Raises:
        StoreError: Another one does, and says so.
    """
    with _only(data.telling_lock, f"contacts of {data.root} are being told already", ": nothing was done"):
        yield


@contextmanager
def judging(data: DataDir) -> Iterator[None]:
    """Keep snapshots from being pruned while results are made of them again; any number of processes may at a time.

    Raises:
        StoreError: They are being pruned, or the folder cannot be written.
    """
    busy = f"osi-audit prune is at work on {data.root}: nothing was done; wait for its end"
    with _shared(data.pruning_lock, fcntl.LOCK_SH, busy):
        yield


@contextmanager
def only_pruner(data: DataDir) -> Iterator[None]:
    """Hold snapshots for pruning, while no result is being made of them.

    Raises:
        StoreError: Some are being judged again, or are being pruned already; or the folder cannot be written.
    """
    busy = f"snapshots in {data.root} are being judged again, or pruned already: nothing was done; wait for the end of that"
    with _shared(data.pruning_lock, fcntl.LOCK_EX, busy):
        yield


def _opened(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreError(
            f"{path} cannot be written: {error.strerror}; name another folder with --data"
        ) from error


@contextmanager
def _shared(path: Path, kind: int, busy: str) -> Iterator[None]:
    handle = _opened(path)
    try:
        with contextlib.suppress(OSError):  # a file system without locks, as some network ones
            try:
                fcntl.flock(handle, kind | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise StoreError(busy) from error
        yield
    finally:
        os.close(handle)


@contextmanager
def _only(path: Path, busy: str, after: str) -> Iterator[None]:
    handle = _opened(path)
    try:
        _hold(handle, busy, after)
        yield
    finally:
        os.close(
            handle
        )  # the file stays: removing it would let a third process lock another file of this name


def holder(data: DataDir) -> int | None:
    """Return the process that holds a data folder; None when there is none, or none that this machine knows of."""
    try:
        handle = os.open(data.lock, os.O_RDWR)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        found = re.match(r"process (\d+) ", os.pread(handle, 200, 0).decode("utf-8", "replace"))
        return int(found[1]) if found else None
    except OSError:
        return None
    finally:
        os.close(handle)
    return None


def _hold(handle: int, busy: str, after: str) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.pread(handle, 200, 0).decode("utf-8", "replace").strip()
        raise StoreError(f"{busy}{f' ({holder})' if holder else ''}{after}") from error
    except OSError:
        return  # a file system without locks, as some network ones
    since = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    os.ftruncate(handle, 0)
    os.pwrite(handle, f"process {os.getpid()} since {since}\n".encode(), 0)
