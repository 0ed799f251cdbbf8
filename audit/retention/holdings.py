"""What lies in a data folder: snapshots beside what audit.db knows of their runs, re-checks, remembered facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from audit.datadir import DataDir
from audit.retention.plan import Held
from audit.store.db import Store
from crawler.errors import SnapshotError, StoreError
from crawler.snapshot import is_finished
from crawler.thinned import read_thinned
from crawler.thinning import is_unfinished

REMOVED: Final = ".removed"
"""Ending of the name of a folder that is being removed."""
_MOMENT: Final = re.compile(r"\d{8}T\d{6}Z")


@dataclass(frozen=True, slots=True)
class Holdings:
    """Snapshots of runs that audit.db knows, and folders that are nobody's business here."""

    held: tuple[Held, ...]
    strange: dict[Path, str]
    """Why each is left alone."""
    leftovers: tuple[Path, ...]
    """Folders whose removal was broken off."""


def look_around(data: DataDir, store: Store) -> Holdings:
    """Return what lies below `snapshots/`.

    Raises:
        StoreError: The folder or the database cannot be read.
    """
    runs = {run.id: run for run in store.runs()}
    judged = store.ages.judged()
    readable = {agency_id: store.lives.runs(agency_id) for agency_id in {a for _, a in judged}}
    held, strange, leftovers = [], {}, []
    for run_folder in folders_in(data.root / "snapshots"):
        run = runs.get(run_folder.name)
        if run is None:
            strange[run_folder] = "audit.db knows no such run"
            continue
        for folder in folders_in(run_folder):
            if folder.name.startswith(".") and folder.name.endswith(REMOVED):
                leftovers.append(folder)
                continue
            if folder.name not in run.agencies or folder.is_symlink():
                strange[folder] = "the run has no such agency" if not folder.is_symlink() else "is a link"
                continue
            try:
                note = read_thinned(folder)
                unfinished = note is not None and is_unfinished(folder)
            except SnapshotError as error:
                strange[folder] = str(error)
                continue
            held.append(
                Held(
                    run.id,
                    folder.name,
                    run.state,
                    datetime.fromisoformat(run.created_at),
                    judged=(run.id, folder.name) in judged,
                    # a result whose looks are not written down yet is of a database from before findings had a life
                    readable=readable.get(folder.name, {}).get(run.id, True),
                    finished=is_finished(folder),
                    thinned=note.at[:10] if note is not None else "",
                    unfinished=unfinished,
                )
            )
    leftovers += [folder for folder in folders_in(data.root / "rechecks") if folder.name.endswith(REMOVED)]
    return Holdings(tuple(held), strange, tuple(leftovers))


def bases(store: Store) -> frozenset[tuple[str, str]]:
    """Return run and agency of the snapshots that re-checks would look into: the newest that could be read."""
    found = set()
    for agency_id in store.lives.agencies():
        runs = [run_id for run_id, readable in store.lives.runs(agency_id).items() if readable]
        if runs:
            found.add((runs[-1], agency_id))
    return frozenset(found)


def unknown_rechecks(data: DataDir, store: Store) -> Iterator[tuple[Path, datetime]]:
    """Yield the folders of re-checks of which audit.db knows nothing, and when each began: they broke off."""
    known = store.rechecks.ids()
    for folder in folders_in(data.root / "rechecks"):
        if folder.name not in known and _MOMENT.fullmatch(folder.name) and not folder.is_symlink():
            yield folder, datetime.strptime(folder.name, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def facts_files(data: DataDir) -> Iterator[tuple[Path, datetime]]:
    """Yield the files of remembered facts, and when each was used last."""
    folder = data.facts("x").parent
    for path in sorted(folder.glob("*.db")) if folder.is_dir() else ():
        yield path, datetime.fromtimestamp(path.stat().st_mtime, UTC)


def size_of(path: Path) -> int:
    """Return the bytes of a file, or of all files below a folder."""
    if path.is_file():
        return path.stat().st_size
    return sum(each.lstat().st_size for each in path.rglob("*") if each.is_file() and not each.is_symlink())


def folders_in(folder: Path) -> list[Path]:
    """Return the folders in a folder, by name; none where there is none.

    Raises:
        StoreError: It cannot be read.
    """
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    except OSError as error:
        raise StoreError(f"{folder}: cannot be read: {error.strerror}") from error
