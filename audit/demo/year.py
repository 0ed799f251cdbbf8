"""A year of the demo portals, as data: what changes when, what persons do, and what it comes to (`year.yaml`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from audit.demo.changes import Change, changed
from audit.demo.content import Portal, load_portals
from audit.life.model import State
from crawler.registry import Identifier
from crawler.yamlfile import load_model

YEAR = Path(__file__).parent / "year.yaml"

Names = tuple[str, ...] | Literal["the rest"]
"""Findings of an agency, each by its name; or all that the step names nowhere else, of those that were new or not there before it."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Deed(_Model):
    """What a person or a timer does: a command, or a table that is filled in. In the file a command may stand alone."""

    run: str = ""
    """A command of osi-audit; ``AGENCY:NAME`` stands for the id of a finding, ``run:STEP`` for that of the run a step ended with."""
    ends: int = 0
    """Exit code of the command."""
    fill: str = ""
    """Name of a table, from `answers export`, whose rows are filled in."""
    rows: dict[str, dict[str, str]] = Field(default_factory=dict)
    """By finding, as ``AGENCY:NAME``: cells by column."""

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, raw: object) -> object:
        return {"run": raw} if isinstance(raw, str) else raw


class Letter(_Model):
    """A mail that goes out."""

    to: str
    subject: str
    """`{new}` stands for how many findings of the agency the step makes new."""
    lines: tuple[str, ...] = ()
    """That stand in it, whole or in part."""
    without: tuple[str, ...] = ()
    """Words that do not."""


class FirstScreen(_Model):
    """What an agency's report of the last run says on its first screen, in English."""

    says: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


class Outcome(_Model):
    """What a step comes to. What is not named has not moved."""

    run: str
    """State of the last run."""
    moved: dict[Identifier, dict[State, Names]] = Field(default_factory=dict)
    """Findings that are called otherwise than after the step before, by agency and what they are called now."""
    mails: tuple[Letter, ...] = ()
    reports: dict[Identifier, FirstScreen] = Field(default_factory=dict)


class Step(_Model):
    """A day of the year."""

    id: str
    at: datetime
    """With time zone."""
    tells: str
    """What happens, for docs/year.md and the terminal."""
    portals: dict[Identifier, Change] = Field(default_factory=dict)
    do: tuple[Deed, ...] = ()
    then: Outcome

    @model_validator(mode="after")
    def _has_zone(self) -> Step:
        if self.at.tzinfo is None:
            raise ValueError(f"{self.at} has no time zone")
        return self


class Year(_Model):
    """`year.yaml`."""

    version: Literal[1]
    steps: tuple[Step, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> Year:
        days = [step.at for step in self.steps]
        if days != sorted(set(days)):
            raise ValueError("steps stand in the order of their days, no two at one moment")
        return self

    def portals(self) -> Iterator[tuple[Step, tuple[Portal, ...]]]:
        """Yield each step with the portals as they stand then.

        Raises:
            KeyError, ValueError: A change does not fit its portal.
        """
        so_far: dict[str, Change] = {}
        for step in self.steps:
            for agency_id, change in step.portals.items():
                so_far[agency_id] = so_far.get(agency_id, Change()).then(change)
            yield (
                step,
                tuple(
                    changed(portal, so_far[portal.site.id]) if portal.site.id in so_far else portal
                    for portal in load_portals()
                ),
            )


def load_year(path: Path = YEAR) -> Year:
    """Read the year.

    Raises:
        ConfigError: It is wrong; line and key are named.
    """
    year, _ = load_model(path, Year)
    return year
