"""Databases of ours: whole, of this version, writable. audit.db is looked at here, others where they are at home."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final

from audit.doctor.model import Patient, Said, fault, megabytes, ok, some, warning
from audit.store.health import Cause, Health, examine
from audit.store.schema import SCHEMA

_FIRST_SQLITE: Final = (3, 37, 0)
"""Knows strict tables (https://www.sqlite.org/stricttables.html), of which audit.db consists."""
_LARGE_LOG: Final = 256 << 20
"""Bytes; SQLite takes in a log of 4 MB already, unless somebody goes on reading."""
_CHOWN: Final = "run osi-audit as the user who owns the data folder, or give it to this one with chown -R"
_GONE: Final = {
    Cause.NO_FILE: "move it away: {name} is a file; put your newest backup in its place, if there was one",
    Cause.BARRED: _CHOWN,
    Cause.DAMAGED: (
        "stop the timer and the portal, set {name} aside with {name}-wal and {name}-shm, and put your newest backup in its place; "
        "without one, sqlite3 OLD .recover | sqlite3 {name} saves what can be read"
    ),
}


def look(patient: Patient) -> Iterator[Said]:
    """Examine the database."""
    yield from judge_library(sqlite3.sqlite_version_info)
    yield from judge(examine(patient.place.data.db, SCHEMA))


def judge_library(version: tuple[int, ...]) -> Iterator[Said]:
    """Say whether this Python's SQLite knows what audit.db is made of."""
    if version < _FIRST_SQLITE:
        yield fault(
            f"SQLite {'.'.join(map(str, version))} is too old: audit.db needs {'.'.join(map(str, _FIRST_SQLITE))}",
            "use the Python of a newer system (Debian 12 or later)",
        )


def judge(health: Health, *, made_by: str = "the first run") -> Iterator[Said]:
    """Say how a database stands.

    Args:
        health: What was found.
        made_by: What makes it where there is none.
    """
    if not health.is_there:
        yield ok(f"{health.path} is not there yet: {made_by} makes it")
        return
    if health.trouble:
        yield fault(f"{health.path} cannot be read: {health.trouble}", _advice(health, health.cause))
        return
    yield from _contents(health)
    yield from _use(health)
    if health.copies:
        names = some(name for name, _ in health.copies)
        size = megabytes(sum(size for _, size in health.copies))
        yield ok(f"copies from before an upgrade: {names} ({size}); remove those you would never go back to")


def _advice(health: Health, cause: Cause) -> str:
    return _GONE[cause].format(name=health.path.name)


def _contents(health: Health) -> Iterator[Said]:
    if health.refused:
        yield fault(health.refused, "use a newer osi-audit, or name another folder with --data")
    if health.damage:
        yield fault(
            f"{health.path} is damaged: {some(health.damage, 2)}",
            _advice(health, Cause.DAMAGED),
        )
    if health.loose:
        yield fault(
            f"{health.path} has {health.loose} rows of what is not there",
            "write to the developers; somebody else's program has written into it",
        )
    if not (health.damage or health.loose or health.refused):
        yield ok(f"{health.path} is whole ({megabytes(health.size + health.log_size)})")


def _use(health: Health) -> Iterator[Said]:
    if health.waiting and not health.refused:
        yield _of_older_version(health)
    if not health.is_writable:
        yield fault(
            f"{health.path} or its folder cannot be written by this user",
            _CHOWN,
        )
    if not health.has_log and not health.waiting:
        yield warning(
            f"{health.path} has no write-ahead log: commands wait for each other",
            "put the data folder on a disk of this machine: network file systems cannot do it",
        )
    if health.log_size > max(_LARGE_LOG, health.size):
        yield warning(
            f"the log of {health.path} has grown to {megabytes(health.log_size)}: somebody has been reading for long",
            f"end the program that has it open (fuser {health.path.name}); the next command takes the log in",
        )


def _of_older_version(health: Health) -> Said:
    need = 2 * (health.size + health.log_size)
    if health.free < need:
        return fault(
            f"{health.path} is of an older version, and there is no room for the copy that is made before it is brought "
            f"up to date: {megabytes(need)} are needed, {megabytes(health.free)} are free",
            "make room on its disk",
        )
    return warning(
        f"{health.path} is of an older version ({len(health.waiting)} changes are waiting)",
        "the next command that opens it brings it up to date and keeps a copy beside it; end older programs before",
    )
