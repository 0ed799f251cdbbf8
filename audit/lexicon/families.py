"""Families of terms: what one thing is called in both languages, and what a site must show for it.

One file a group under `config/lexicon/families/`; its README says what the keys mean.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict

from audit.lexicon.words import find_phrase, tokens
from audit.results import Confidence
from crawler.errors import ConfigError
from crawler.yamlfile import load_model

Name = Literal["en", "vi"]


def _checked(value: str) -> str:
    if value != unicodedata.normalize("NFC", value):
        raise ValueError(f"the term {value!r} is not NFC")
    if value != value.lower() or value != " ".join(value.split()):
        raise ValueError(f"the term {value!r} is not lower case with single spaces")
    if not tokens(value):
        raise ValueError(f"the term {value!r} holds no word")
    return value


Term = Annotated[str, AfterValidator(_checked)]
"""NFC, lower case, single spaces, at least one word."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FamilyTerms(_Model):
    """What one thing is called in one language."""

    strong: tuple[Term, ...] = ()
    weak: tuple[Term, ...] = ()
    negative: tuple[Term, ...] = ()
    names: tuple[str, ...] = ()
    """Labels, headings and titles as sites write them: the test of every strong and weak term."""
    told: tuple[Term, ...] = ()
    """Phrases by which running text tells the thing where nothing is named so; read with a structure only."""
    lines: tuple[str, ...] = ()
    """Sentences as sites write them: the test of every phrase of `told`."""
    others: tuple[str, ...] = ()
    """Labels about something else: the test of every negative term."""


class Family(_Model):
    """One thing that criteria ask for."""

    placement: Literal["site", "section"]
    check: str
    """Structural sign of substance, a name of `audit.detectors.checks.CHECKS`."""
    confidence: Confidence
    link: Literal["official", "deep", "portal", "purpose", "none"] = "none"
    weak: bool = False
    news: bool = False
    """News pages are evidence, too."""
    en: FamilyTerms
    vi: FamilyTerms

    def terms(self, language: str) -> FamilyTerms:
        """Return the terms of one language."""
        return self.en if language == "en" else self.vi


class _File(_Model):
    families: dict[str, Family]


def load_families(folder: Path) -> dict[str, Family]:
    """Read every group of families.

    Args:
        folder: `config/lexicon/families/`.

    Raises:
        ConfigError: A file breaks its model, there is none, or a family stands in two files.
    """
    found: dict[str, Family] = {}
    for path in sorted(folder.glob("*.yaml")):
        group, lines = load_model(path, _File)
        for name, family in group.families.items():
            if name in found:
                key = f"families.{name}"
                raise ConfigError(
                    path, "the family stands in another file, too", key=key, line=lines.get(key)
                )
            found[name] = family
    if not found:
        raise ConfigError(folder, "holds no family of terms")
    return found


def untested(terms: FamilyTerms) -> Iterator[tuple[str, str]]:
    """Yield each term that no example tests, as (strong, weak, negative or told; term).

    A strong or weak term is tested by a name that holds it, a negative one by a label about something else that holds it, a
    phrase of running text by a line that holds it.
    """
    names = [tokens(text) for text in terms.names]
    others = [tokens(text) for text in terms.others]
    lines = [tokens(text) for text in terms.lines]
    for kind, group, examples in (
        ("strong", terms.strong, names),
        ("weak", terms.weak, names),
        ("negative", terms.negative, others),
        ("told", terms.told, lines),
    ):
        for term in group:
            if not any(find_phrase(words, tokens(term)) >= 0 for words in examples):
                yield kind, term
