"""`Rules`: everything that verdicts depend on besides the facts, read once from the configuration folder."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path

from audit.criteria.loader import edition_names, in_force, load_editions
from audit.criteria.model import Criterion, Edition
from audit.lexicon import Lexicon, load_lexicon
from audit.scoring import Weights, load_weights
from audit.services.rules import ServiceRules, load_service_rules
from crawler import __version__

_NO_VERDICTS = frozenset(
    {
        "cli",
        "demo",
        "doctor",
        "store",
        "timekeeping.py",
        "_config",
        "__main__.py",
        "calendar.py",
        "compare.py",
        "place.py",
        "rejudge.py",
        "retention",
        "runs.py",
        "since.py",
        "smtp.py",
        "telling",
        "untold.py",
    }
)
"""Parts of `audit/` that no verdict depends on."""


@dataclass(frozen=True)
class Rules:
    """Criteria in force on a day, the lexicon, and the weights."""

    editions: tuple[Edition, ...]
    lexicon: Lexicon
    weights: Weights
    day: date
    services: ServiceRules

    @cached_property
    def criteria(self) -> dict[str, Criterion]:
        """By id, in the order of the editions."""
        return {c.id: c for edition in self.editions for c in edition.criteria}

    @cached_property
    def main(self) -> dict[str, Criterion]:
        """By id, of the editions that share the main score: those without an index of their own."""
        return {c.id: c for edition in self.editions if not edition.own_index for c in edition.criteria}

    @property
    def names(self) -> tuple[str, ...]:
        """`id@version` of each edition."""
        return tuple(f"{e.edition}@{e.version}" for e in self.editions)


def load_rules(config: Path, editions: Sequence[str], day: date) -> Rules:
    """Read the rules; files with the same content are read once in a process.

    Args:
        config: The configuration folder.
        editions: Names under CONFIG/criteria; empty for all.
        day: Duties not in force on that day are left out.

    Raises:
        ConfigError: A file is wrong.
        UsageError: There is no such edition.
    """
    names = tuple(editions or edition_names(config))
    try:
        source = _Source(config_digest(config), config)
    except OSError:
        _whole.__wrapped__(_Source("", config), names)  # which says what cannot be read
        raise
    return _read(source, names, day)


@dataclass(frozen=True, slots=True)
class _Source:
    """A configuration folder; another one with the same files is as good."""

    digest: str
    config: Path = field(compare=False)


@lru_cache(maxsize=16)
def _read(source: _Source, editions: tuple[str, ...], day: date) -> Rules:
    whole = _whole(source, editions)
    return replace(whole, editions=tuple(in_force(edition, day) for edition in whole.editions), day=day)


@lru_cache(maxsize=2)
def _whole(source: _Source, editions: tuple[str, ...]) -> Rules:
    """The same with what is in force on no day or another: runs of many days share what takes long to read."""
    config = source.config
    lexicon = load_lexicon(config)
    return Rules(
        editions=load_editions(config, editions, None, lexicon),
        lexicon=lexicon,
        weights=load_weights(config / "weights.yaml"),
        day=date.min,
        services=load_service_rules(config),
    )


def config_digest(config: Path) -> str:
    """SHA-256 of the criteria, lexicon, service, sector and weight files: what a verdict can be traced to."""
    digest = hashlib.sha256()
    for path in sorted(
        [
            *config.glob("criteria/*.yaml"),
            *config.glob("lexicon/**/*.yaml"),
            # the other files about services speak of lists, on which no verdict depends
            config / "services" / "rules.yaml",
            config / "sectors.yaml",
            config / "weights.yaml",
        ]
    ):
        digest.update(path.relative_to(config).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


@cache
def program() -> str:
    """Version of the program and digest of the code and data under `audit/` that verdicts depend on.

    A checkout changes more often than its version: what judged a result has to be told apart all the same.
    """
    folder = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and name.parts[0] not in _NO_VERDICTS and path.suffix != ".pyc":
            digest.update(name.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{__version__}+{digest.hexdigest()[:12]}"
