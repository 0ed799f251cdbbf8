"""What a section may hold beside what it is called after, as data: for sections that a crawl left unread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from audit.lexicon.families import Name, Term
from crawler.errors import ConfigError
from crawler.yamlfile import load_model


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Readers(_Model):
    """Sections that are named after those they are for."""

    terms: dict[Name, tuple[Term, ...]]
    holds: tuple[str, ...]
    """Names of families, a star for any end."""


class _File(_Model):
    sections: dict[str, tuple[str, ...]]
    below: dict[str, tuple[str, ...]]
    readers: Readers
    whole: float = Field(gt=0, le=1)


class Nesting:
    """`nesting.yaml`.

    Args:
        file: As it was read.
        families: Names of all families.
    """

    def __init__(self, file: _File, families: Iterable[str]) -> None:
        self._file = file
        self._families = tuple(families)
        self.whole = file.whole
        """Share of a section's name that a weak term fills at least."""

    def readers(self, language: str) -> tuple[str, ...]:
        """Return the words for those whom a section is for."""
        return next((terms for name, terms in self._file.readers.terms.items() if name == language), ())

    @cached_property
    def for_readers(self) -> frozenset[str]:
        """Families that a section may hold that is named after its readers."""
        return self._named(self._file.readers.holds)

    @cached_property
    def above(self) -> Mapping[str, frozenset[str]]:
        """By family, those whose sections may hold it, too."""
        return self._turned(self._file.sections)

    @cached_property
    def folders(self) -> Mapping[str, frozenset[str]]:
        """By family, those by which folders are called whose pages may hold it."""
        return self._turned(self._file.below)

    def _turned(self, sections: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for section, inside in sections.items():
            for holder in self._named([section]):
                for family in self._named(inside):
                    found.setdefault(family, set()).add(holder)
        return {family: frozenset(holders) for family, holders in found.items()}

    def unknown(self) -> tuple[str, ...]:
        """Return the names that fit no family."""
        tables = (self._file.sections, self._file.below)
        named = [*self._file.readers.holds, *(name for table in tables for name in table)]
        named += [name for table in tables for inside in table.values() for name in inside]
        return tuple(name for name in dict.fromkeys(named) if not self._named([name]))

    def _named(self, patterns: Iterable[str]) -> frozenset[str]:
        patterns = tuple(patterns)
        return frozenset(
            name for name in self._families if any(fnmatchcase(name, pattern) for pattern in patterns)
        )


def load_nesting(path: Path, families: Iterable[str]) -> Nesting:
    """Read `config/lexicon/nesting.yaml`.

    Raises:
        ConfigError: The file is missing, breaks the model, or names a family that does not exist.
    """
    found = Nesting(load_model(path, _File)[0], families)
    if unknown := found.unknown():
        raise ConfigError(path, f"names families that do not exist: {', '.join(unknown)}")
    return found
