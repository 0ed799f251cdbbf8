"""Who on this machine may read databases and secrets."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audit.doctor.model import Patient, Said, fault, ok, some, warning

PEOPLE: Final = "portal.db"
"""Has hashes of passwords and secrets of second factors."""
_SECRETS: Final = ("OSI_AUDIT_SMTP_PASSWORD_FILE", "OSI_AUDIT_WEBHOOK_SECRETS_FILE")
"""Name files with secrets; so does whatever else of ours is called so."""


@dataclass(frozen=True, slots=True)
class Open:
    """What every user of this machine can read."""

    databases: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    """portal.db, its copies and what SQLite lays beside it."""
    secrets: tuple[str, ...] = ()
    """Files with secrets that the environment names."""
    looked_at: int = 0


def look(patient: Patient) -> Iterator[Said]:
    """Look at the rights of databases and of files with secrets; nothing in them is read."""
    yield from judge(found(patient.place.data.root, patient.environment))


def found(root: Path, environment: Mapping[str, str]) -> Open:
    """Return what everybody can read.

    Args:
        root: The data folder.
        environment: Names files with secrets.

    Raises:
        OSError: A folder cannot be listed.
    """
    databases = sorted(path for path in root.glob("*.db*") if path.is_file()) if root.is_dir() else []
    named = {
        Path(value)
        for name, value in environment.items()
        if value and (name in _SECRETS or (name.startswith("OSI_AUDIT_") and name.endswith("SECRET_FILE")))
    }
    secrets = sorted(path for path in named if path.is_file())
    people = [path for path in databases if path.name.startswith(PEOPLE)]
    return Open(
        _open(path for path in databases if path not in people),
        _open(people),
        _open(secrets),
        len(databases) + len(secrets),
    )


def judge(state: Open) -> Iterator[Said]:
    """Say what should be read by fewer."""
    if state.people:
        yield fault(
            f"every user of this machine can read hashes of passwords: {some(state.people)}",
            _chmod(state.people),
        )
    if state.secrets:
        yield fault(
            f"every user of this machine can read secrets: {some(state.secrets)}", _chmod(state.secrets)
        )
    if state.databases:
        yield warning(
            f"every user of this machine can read what agencies are not told yet: {some(state.databases)}",
            f"{_chmod(state.databases)}, and UMask=0077 in the units",
        )
    if state.looked_at and not (state.people or state.secrets or state.databases):
        yield ok("databases and secrets are not everybody's to read")


def _chmod(paths: Sequence[str]) -> str:
    return f"chmod o-rwx {' '.join(paths[:5])}"


def _open(paths: Iterator[Path] | Sequence[Path]) -> tuple[str, ...]:
    return tuple(str(path) for path in paths if _is_open(path))


def _is_open(path: Path) -> bool:
    """Whether everybody may read a file, and come to it through every folder above."""
    above = path.resolve().parents
    return bool(path.stat().st_mode & stat.S_IROTH) and all(
        folder.stat().st_mode & stat.S_IXOTH for folder in above
    )
