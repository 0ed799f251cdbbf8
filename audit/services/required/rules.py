"""`MatchRules`: the numbers of `config/services/matching.yaml` and the words of `names.yaml`."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator

from crawler.yamlfile import load_model


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Caps(_Model):
    """The most that two names can reach when they disagree in something."""

    conflict: float
    partial: float


class Costs(_Model):
    """What is taken off a full score."""

    light: float = Field(ge=0)
    light_most: float = Field(ge=0)
    level: float = Field(ge=0)
    cut: float = Field(ge=0)
    marks: float = Field(ge=0)


class Limits(_Model):
    """When two names are the same, when a person is asked, and how many are looked at."""

    matched: float = Field(gt=0, le=100)
    ambiguous: float = Field(gt=0, le=100)
    margin: float = Field(ge=0)
    caps: Caps
    costs: Costs
    cut_words: int = Field(ge=3)
    nearest: int = Field(ge=1)
    candidates: int = Field(ge=1)
    shown: float = Field(ge=0, le=100)

    @model_validator(mode="after")
    def _in_order(self) -> Limits:
        if not self.caps.conflict < self.ambiguous <= self.caps.partial < self.matched:
            raise ValueError("the order has to be caps.conflict < ambiguous <= caps.partial < matched")
        return self


class NameTerms(_Model):
    """The words by which names of procedures are read."""

    padding: tuple[str, ...]
    abbreviations: dict[str, str]
    synonyms: tuple[tuple[str, ...], ...]
    whole: tuple[str, ...]
    filler: tuple[str, ...]
    filler_unmarked: tuple[str, ...]
    light: tuple[str, ...]
    deeds: dict[str, tuple[str, ...]]
    may_go_unsaid: tuple[str, ...]
    levels: dict[str, tuple[str, ...]]
    no_level: tuple[str, ...]
    level_words: tuple[str, ...]
    bodies: dict[str, tuple[str, ...]]
    bodies_in_brackets: tuple[str, ...]
    marked_by: tuple[str, ...]
    number_words: dict[str, str]
    becomes: tuple[str, ...]
    becomes_with: tuple[str, ...]
    contrasts: tuple[tuple[str, ...], ...]


class MatchRules(_Model):
    """All that decides whether two names are one service."""

    limits: Limits
    terms: NameTerms


def load_match_rules(config: Path) -> MatchRules:
    """Read both files.

    Args:
        config: The configuration folder.

    Raises:
        ConfigError: A file is missing or breaks its model.
    """
    folder = config / "services"
    limits, _ = load_model(folder / "matching.yaml", Limits)
    terms, _ = load_model(folder / "names.yaml", NameTerms)
    return MatchRules(limits=limits, terms=terms)
