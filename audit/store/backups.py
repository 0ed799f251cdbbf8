"""`Backup`: a folder with copies of databases, and a list that says what they were."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from audit.store.backup import copy_whole
from audit.store.faults import said
from audit.store.health import examine
from audit.store.migrating import Schema
from crawler.errors import StoreError, UsageError

LIST: Final = "backup.json"
"""Written last: a folder without it was made by a version that had none, or is no backup."""
FORM: Final = 1
_BLOCK: Final = 1 << 20
_BESIDE: Final = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds."""

    folder: Path
    made_at: str = ""
    """UTC, ISO 8601; empty where no list says it."""
    version: str = ""
    """Of the program that made it."""
    digests: Mapping[str, str] | None = None
    """SHA-256 by name of the file; None without a list."""


def describe(folder: Path, made_at: str, version: str) -> None:
    """Write the list of a backup that is otherwise done.

    Args:
        folder: All files in it are listed.
        made_at: UTC, ISO 8601.
        version: Of the program.

    Raises:
        OSError: It cannot be written.
    """
    files = {path.name: _digest(path) for path in sorted(folder.iterdir())}
    known = {"form": FORM, "made_at": made_at, "version": version, "sha256": files}
    target = folder / LIST
    target.touch(mode=0o600)
    target.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


def opened(folder: Path) -> Backup:
    """Read what a backup says of itself.

    Raises:
        UsageError: It is no backup, or of a newer version.
        StoreError: Its list cannot be read.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder: name one that osi-audit backup made")
    path = folder / LIST
    if not path.exists():
        return Backup(folder)
    try:
        known: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        form, digests = int(known["form"]), {str(name): str(value) for name, value in known["sha256"].items()}
        made_at, version = str(known["made_at"]), str(known["version"])
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise StoreError(f"{path} is damaged ({type(error).__name__}): take another backup") from error
    if form > FORM:
        raise UsageError(f"{folder} was made by a newer version of osi-audit ({version}): upgrade first")
    return Backup(folder, made_at, version, digests)


def check(backup: Backup, schemas: Mapping[str, Schema], needed: str) -> list[str]:
    """Read all of a backup, and return the names of the databases in it.

    Args:
        backup: What it says of itself.
        schemas: What each database has to be, by name.
        needed: The one without which a backup is none.

    Raises:
        UsageError: It is no backup.
        StoreError: It is incomplete, damaged, of a newer version or of something else.
    """
    folder = backup.folder
    names = [name for name in schemas if (folder / name).exists() or name in (backup.digests or {})]
    if needed not in names:
        raise UsageError(f"{folder} is no backup: there is no {needed} in it")
    for name in names:
        path = folder / name
        if not path.is_file():
            raise StoreError(f"{path} is missing: take another backup")
        if backup.digests is not None:
            with said(path):
                digest = _digest(path)
            if digest != backup.digests.get(name):
                raise StoreError(f"{path} is not what was backed up (SHA-256 differs): take another backup")
        health = examine(path, schemas[name])
        trouble = health.trouble or " ".join(health.damage)
        if trouble or health.loose:
            raise StoreError(
                f"{path} is damaged ({trouble or 'rows of what is not there'}): take another backup"
            )
        if health.refused:
            raise StoreError(f"{path}: {health.refused}")
    return names


def in_the_way(root: Path, names: Mapping[str, Schema]) -> list[Path]:
    """Return the files of databases that lie in a data folder, with what SQLite lays beside them, which would damage others."""
    return [path for name in names for ending in _BESIDE if (path := root / f"{name}{ending}").exists()]


def put_back(backup: Backup, names: list[str], root: Path) -> None:
    """Put databases of a backup that was checked into a data folder that has none, the first one of them last.

    Raises:
        StoreError: One cannot be read after all.
        OSError: The folder cannot be written.
        sqlite3.Error: The disk is full.
    """
    made = [(root / f".{name}.restored", root / name) for name in reversed(names)]
    try:
        for temporary, target in made:
            temporary.unlink(missing_ok=True)
            copy_whole(backup.folder / target.name, temporary)
        for temporary, target in made:
            temporary.rename(target)
    finally:
        for temporary, _ in made:
            temporary.unlink(missing_ok=True)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
