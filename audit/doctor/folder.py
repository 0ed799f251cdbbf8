"""The data folder: there, ours to write, with room for the next run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audit.datadir import DataDir
from audit.doctor.model import Patient, Said, fault, megabytes, ok, some, warning

_HARDLY: Final = 200_000_000
"""Bytes that are free; with less, nothing can be done."""
_LITTLE: Final = 1_000_000_000
"""Bytes that a run may take of which nothing is known."""
_FEW_FILES: Final = 10_000
"""That can still be made; a run makes some for each agency."""


@dataclass(frozen=True, slots=True)
class FolderState:
    """What was found."""

    root: Path
    is_there: bool = True
    is_folder: bool = True
    parent_writable: bool = True
    """Of the nearest folder above that is there: whether the folder could be made."""
    locked_away: tuple[str, ...] = ()
    """What lies in it and cannot be written by this user."""
    free: int = 0
    free_files: int = _FEW_FILES
    last_run: int = 0
    """Bytes of the snapshots of the newest run."""


def look(patient: Patient) -> Iterator[Said]:
    """Look at the folder; nothing is written."""
    yield from judge(state_of(patient.place.data))


def state_of(data: DataDir) -> FolderState:
    """Return what is found. Rights are asked of the system, which tells of disks that are mounted to be read, too.

    Raises:
        OSError: The disk cannot be asked.
    """
    root = data.root
    above = next(folder for folder in (root, *root.parents) if folder.exists())
    if not root.is_dir():
        return FolderState(
            root, root.exists(), is_folder=False, parent_writable=os.access(above, os.W_OK | os.X_OK)
        )
    known = (data.db, data.lock, *(root / name for name in ("snapshots", "reports", "rechecks", "facts")))
    figures = os.statvfs(root)
    return FolderState(
        root,
        locked_away=tuple(
            str(path) for path in (root, *known) if path.exists() and not os.access(path, os.W_OK)
        ),
        free=shutil.disk_usage(root).free,
        # File systems without a fixed number of files say 0 of 0.
        free_files=figures.f_favail if figures.f_files else _FEW_FILES,
        last_run=_newest_size(root / "snapshots"),
    )


def judge(state: FolderState) -> Iterator[Said]:
    """Say how the folder stands."""
    if not state.is_folder:
        yield _not_there(state)
        return
    if state.locked_away:
        yield fault(
            f"this user cannot write {some(state.locked_away)}",
            "run osi-audit as the user who owns the data folder, or give it to this one with chown -R",
        )
    wanted = max(_LITTLE, 2 * state.last_run)
    if state.free < _HARDLY:
        yield fault(f"the disk of {state.root} is full: {megabytes(state.free)} are free", _ROOM)
    elif state.free < wanted:
        yield warning(
            f"the disk of {state.root} has {megabytes(state.free)} free; a run may want {megabytes(wanted)}",
            _ROOM,
        )
    if state.free_files < _FEW_FILES:
        yield fault(f"the disk of {state.root} can hold only {state.free_files} more files", _ROOM)
    if not state.locked_away and state.free >= wanted:
        yield ok(f"{state.root} can be written, {megabytes(state.free)} are free")


_ROOM: Final = "make room, or move the data folder to a larger disk; osi-audit prune lets go of old snapshots"


def _not_there(state: FolderState) -> Said:
    if state.is_there:
        return fault(
            f"{state.root} is a file, not a folder", "move it away, or name another folder with --data"
        )
    if not state.parent_writable:
        return fault(f"{state.root} cannot be made by this user", "name another folder with --data")
    return ok(f"{state.root} is not there yet: the first run makes it")


def _newest_size(snapshots: Path) -> int:
    """Bytes of the newest run's snapshots; names are times, so that the last one is the newest."""
    runs = sorted(path for path in snapshots.iterdir() if path.is_dir()) if snapshots.is_dir() else []
    return sum(file.lstat().st_size for file in runs[-1].rglob("*")) if runs else 0
