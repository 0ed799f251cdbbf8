"""Whether a run may be believed: reach, pages and verdicts that jump against the last good run. Pure, but for reading its limits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from crawler.yamlfile import load_model

Share = Annotated[float, Field(ge=0, le=1)]


class Limits(BaseModel):
    """Of `config/guard.yaml`, where each is explained."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pages_left: Share
    pages_times: float = Field(ge=1)
    pages_at_least: int = Field(ge=1)
    verdicts_changed: Share
    verdicts_at_least: int = Field(ge=1)
    agencies_share: Share


@dataclass(frozen=True, slots=True)
class Measure:
    """One agency in a run, beside the last good run that has it."""

    agency_id: str
    readable: bool
    was_readable: bool
    pages: int
    pages_before: int
    verdicts: int = 0
    """Asked in both by the same rules; 0 where the rules differ."""
    changed: int = 0
    """Of those, how many differ."""


class Jump(StrEnum):
    """What jumped."""

    UNREADABLE = "unreadable"
    FEWER_PAGES = "fewer_pages"
    MORE_PAGES = "more_pages"
    VERDICTS = "verdicts"


@dataclass(frozen=True, slots=True)
class Alarm:
    """A jump at one agency, with the two numbers."""

    agency_id: str
    jump: Jump
    before: int
    now: int

    def __str__(self) -> str:
        match self.jump:
            case Jump.UNREADABLE:
                return f"{self.agency_id}: could be read before, and cannot be read now"
            case Jump.VERDICTS:
                return f"{self.agency_id}: {self.now} of {self.before} verdicts differ"
        pages = "page" if self.now == 1 else "pages"
        return f"{self.agency_id}: {self.now} {pages}, {self.before} before"


def load_limits(config: Path) -> Limits:
    """Read `config/guard.yaml`.

    Raises:
        ConfigError: It is missing or wrong; line and key are named.
    """
    limits, _ = load_model(config / "guard.yaml", Limits)
    return limits


def alarms(measures: Iterable[Measure], limits: Limits) -> list[Alarm]:
    """Return what jumped, at most one alarm an agency.

    Args:
        measures: Agencies that the last good run has, too.
        limits: How much is a jump.
    """
    return [alarm for measure in measures if (alarm := _alarm(measure, limits)) is not None]


def _alarm(one: Measure, limits: Limits) -> Alarm | None:
    if not one.was_readable:
        return None
    if not one.readable:
        return Alarm(one.agency_id, Jump.UNREADABLE, one.pages_before, one.pages)
    if max(one.pages, one.pages_before) >= limits.pages_at_least:
        if one.pages < limits.pages_left * one.pages_before:
            return Alarm(one.agency_id, Jump.FEWER_PAGES, one.pages_before, one.pages)
        if one.pages > limits.pages_times * max(1, one.pages_before):
            return Alarm(one.agency_id, Jump.MORE_PAGES, one.pages_before, one.pages)
    if one.verdicts >= limits.verdicts_at_least and one.changed > limits.verdicts_changed * one.verdicts:
        return Alarm(one.agency_id, Jump.VERDICTS, one.verdicts, one.changed)
    return None


def doubt(found: Sequence[Alarm], agencies: int, limits: Limits) -> str:
    """Say why a run is provisional, in one sentence; empty when it is not.

    Args:
        found: Alarms of the run.
        agencies: How many the run has.
        limits: See `Limits.agencies_share`.
    """
    if len(found) <= limits.agencies_share * agencies:
        return ""
    shown = "; ".join(map(str, found[:3]))
    more = f"; and {len(found) - 3} more" if len(found) > 3 else ""
    return f"{len(found)} of {agencies} agencies differ too much from the last good run: {shown}{more}"
