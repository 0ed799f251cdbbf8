"""`ListTerms`: how a list's columns, levels and agencies may be written, from `config/services/lists.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from audit.facts.services.model import Published
from audit.lexicon.words import folded
from crawler.registry import Kind
from crawler.yamlfile import load_model

K = TypeVar("K")


class ListTerms(BaseModel):
    """Spellings, each compared by `written`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: dict[str, tuple[str, ...]]
    required: tuple[str, ...]
    levels: dict[Published, tuple[str, ...]]
    kinds: dict[Kind, tuple[str, ...]]

    def column(self, heading: str) -> str | None:
        """Return the column that a heading names."""
        return _named(self.columns, heading)

    def level(self, text: str) -> Published | None:
        """Return the level that a cell names."""
        return _named(self.levels, text)

    def kind(self, text: str) -> Kind | None:
        """Return the kind of agency that a cell names as a whole."""
        return _named(self.kinds, text)


def written(text: str) -> str:
    """Return a text as spellings are compared: folded, one space between words, no punctuation at the ends.

    >>> written("  Mã  TTHC: ")
    'mã tthc'
    """
    return " ".join(folded(text).split()).strip(" .:;,*()")


def load_list_terms(config: Path) -> ListTerms:
    """Read the spellings.

    Args:
        config: The configuration folder.

    Raises:
        ConfigError: The file is missing or breaks its model.
    """
    return load_model(config / "services" / "lists.yaml", ListTerms)[0]


def _named(table: dict[K, tuple[str, ...]], text: str) -> K | None:
    wanted = written(text)
    return next((key for key, spellings in table.items() if wanted in map(written, spellings)), None)
