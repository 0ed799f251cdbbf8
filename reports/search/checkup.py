"""What `osi-audit doctor` says of search.db: there, ours, whole, and up to what the newest good runs say."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audit.doctor.model import Check, Patient, Said, fault, megabytes, ok, some, warning
from audit.store.db import Store
from audit.store.opening import open_as_it_is
from crawler.errors import StoreError
from reports.search.index import VERSION, check_ours
from reports.search.update import behind

_ANEW: Final = "osi-audit search index --anew deletes it and makes it anew; nothing is lost"


@dataclass(frozen=True, slots=True)
class IndexState:
    """What was found; where `trouble` is set, nothing behind it was looked at."""

    path: Path
    is_there: bool = True
    trouble: str = ""
    """Why it cannot be read at all."""
    refused: str = ""
    """Why this program does not write it."""
    is_older: bool = False
    damage: str = ""
    """In SQLite's words, the first one; looked for only where every page of it is read."""
    agencies: int = 0
    size: int = 0
    """Bytes."""
    behind: tuple[str, ...] = ()
    """Agencies of which it does not tell what the newest good runs say."""


def look(patient: Patient) -> Iterator[Said]:
    """Look at the index and, where there is one, at audit.db.

    Raises:
        StoreError: audit.db cannot be read.
    """
    yield from judge(state_of(patient), deep=patient.deep)


def state_of(patient: Patient) -> IndexState:
    """Return what is found; nothing is changed.

    Raises:
        StoreError: audit.db cannot be read.
    """
    data = patient.place.data
    path = data.search
    if not path.exists():
        return IndexState(path, is_there=False, behind=_behind(data.db, {}))
    try:
        with closing(open_as_it_is(path)) as opened:
            db = opened.conn
            try:
                check_ours(db, path)
            except StoreError as error:
                return IndexState(path, refused=str(error))
            if db.execute("pragma user_version").fetchone() != (VERSION,):
                return IndexState(path, is_older=True)
            damage = _damage(db) if patient.deep else ""
            stamps = dict(db.execute("select agency_id, stamp from agencies"))
    except (sqlite3.Error, OSError) as error:
        return IndexState(path, trouble=str(error))
    return IndexState(
        path,
        damage=damage,
        agencies=len(stamps),
        size=path.stat().st_size,
        behind=_behind(data.db, stamps),
    )


def judge(state: IndexState, *, deep: bool) -> Iterator[Said]:
    """Say how the index stands.

    Args:
        state: What was found.
        deep: Whether all of it was read.
    """
    if state.trouble or state.damage:
        yield fault(f"{state.path} is damaged: {state.trouble or state.damage}", _ANEW)
        return
    if state.refused:
        yield fault(state.refused, _ANEW)
        return
    if state.is_older:
        yield warning(
            f"{state.path} is of an older version: nothing is found",
            "the next run makes it anew, and so does osi-audit search index",
        )
        return
    if state.behind:
        yield warning(
            f"search does not know the newest of {some(state.behind)}",
            "osi-audit search index brings it up to date",
        )
    elif not state.is_there:
        yield ok(f"{state.path} is not there yet: the first run makes it")
    else:
        whole = ", and is whole" if deep else ""
        yield ok(
            f"{state.path} tells what the newest runs say{whole} (agencies: {state.agencies}, {megabytes(state.size)})"
        )


def _damage(db: sqlite3.Connection) -> str:
    (word,) = db.execute("pragma integrity_check(1)").fetchone()
    return "" if word == "ok" else " ".join(str(word).split())


def _behind(db: Path, stamps: dict[str, str]) -> tuple[str, ...]:
    if not db.is_file():
        return ()
    with Store(db, reading=True) as store:
        return tuple(behind(store, stamps))


CHECK: Final = Check("search", look)
