"""What a check is, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from audit.place import Place


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"
    """Audits go on, but somebody should look."""
    FAULT = "fault"
    """A command fails by it, or something is lost."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of a check."""

    level: Level
    what: str
    do: str = ""
    """What to do; empty where all is well."""


@dataclass(frozen=True, slots=True)
class Patient:
    """All that checks look at."""

    place: Place
    environment: Mapping[str, str]
    now: datetime
    """UTC."""
    deep: bool = False
    """Read every record that results rest on."""
    paper: Callable[[], str] = str
    """Makes a PDF, and says why it could not; empty when it could."""
    beyond: Mapping[str, Callable[[], object]] | None = None
    """Readers of configuration that only reports need, by the name of their file; each raises `ConfigError`."""


Look = Callable[[Patient], Iterable[Said]]


@dataclass(frozen=True, slots=True)
class Check:
    """A group of things that are looked at together."""

    name: str
    look: Look


def ok(what: str) -> Said:
    """All is well."""
    return Said(Level.OK, what)


def warning(what: str, do: str) -> Said:
    """Somebody should look."""
    return Said(Level.WARNING, what, do)


def fault(what: str, do: str) -> Said:
    """Something does not work."""
    return Said(Level.FAULT, what, do)


def megabytes(size: int) -> str:
    """Say a size.

    >>> megabytes(1), megabytes(12_345_678), megabytes(4_000_000_000)
    ('1 MB', '12 MB', '4.0 GB')
    """
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{max(1, round(size / 1e6))} MB"


def some(names: Iterable[str], most: int = 5) -> str:
    """Name the first ones, and how many more there are.

    >>> some(["a", "b", "c"], 2), some(["a"])
    ('a, b and 1 more', 'a')
    """
    named = list(names)
    rest = f" and {len(named) - most} more" if len(named) > most else ""
    return ", ".join(named[:most]) + rest
