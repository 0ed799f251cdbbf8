"""Published values of the EGDI and its parts, and whom the page sets side by side: `config/egdi_history.csv` and `egdi.yaml`."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from audit.calendar import Stated
from crawler.errors import ConfigError
from crawler.registry import Names
from crawler.yamlfile import load_model

COLUMNS: Final = ("survey_year", "country", "iso3", "egdi_rank", "egdi", "osi", "tii", "hci", "epi")
PARTS: Final = ("osi", "tii", "hci")


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Band(_Model):
    """A group of the UN: an EGDI above a bound."""

    above: float
    name: Names


class Peers(_Model):
    """Countries to be set beside ours, by ISO code; ours is one of them."""

    name: Names
    note: Names
    countries: dict[str, Names] = Field(min_length=2)


class EgdiSettings(_Model):
    """The file `egdi.yaml`."""

    version: Literal[1]
    country: str
    source: Stated
    formula: Stated
    groups: tuple[Band, ...] = Field(min_length=1)
    """The highest bound first."""
    peers: Peers

    @model_validator(mode="after")
    def _agrees(self) -> EgdiSettings:
        if self.country not in self.peers.countries:
            raise ValueError(f"{self.country} is not among peers.countries")
        bounds = [band.above for band in self.groups]
        if bounds != sorted(bounds, reverse=True) or bounds[-1] >= 0:
            raise ValueError("groups go from the highest bound down to one below 0")
        return self


@dataclass(frozen=True, slots=True)
class State:
    """One UN member state in one survey. None where the UN gives no value."""

    iso3: str
    name: str
    rank: int | None
    """Published rank by EGDI."""
    egdi: float | None
    osi: float | None
    tii: float | None
    hci: float | None


@dataclass(frozen=True, slots=True)
class Egdi:
    """All surveys, with the settings."""

    settings: EgdiSettings
    surveys: Mapping[int, Mapping[str, State]]
    """By year, the oldest first, then by ISO code."""
    digits: Mapping[int, int]
    """Decimals that the values of each year are published with."""


def load_egdi(config: Path) -> Egdi | None:
    """Read the figures of a configuration folder; None where it has none.

    Raises:
        ConfigError: A file is missing beside the other one or wrong; file, line and column are named.
    """
    table = config / "egdi_history.csv"
    if not table.exists():
        return None
    settings, _lines = load_model(config / "egdi.yaml", EgdiSettings)
    surveys: dict[int, dict[str, State]] = {}
    digits: dict[int, int] = {}
    for line, row in _rows(table):
        year = _whole(table, line, row, "survey_year")
        if year is None:
            raise ConfigError(table, "is empty", key="survey_year", line=line)
        states = surveys.setdefault(year, {})
        if row["iso3"] in states:
            raise ConfigError(table, f"{row['iso3']} stands twice in {year}", key="iso3", line=line)
        states[row["iso3"]] = State(
            row["iso3"],
            row["country"],
            _whole(table, line, row, "egdi_rank"),
            *(_share(table, line, row, column) for column in ("egdi", *PARTS)),
        )
        shown = max(len(row[column].rstrip("0").partition(".")[2]) for column in ("egdi", *PARTS))
        digits[year] = max(digits.get(year, 0), shown)
    if not surveys:
        raise ConfigError(table, "holds no survey")
    return Egdi(settings, {year: surveys[year] for year in sorted(surveys)}, digits)


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise ConfigError(path, f"its columns are not {','.join(COLUMNS)}", line=1)
            rows = []
            for row in reader:
                if None in row or None in row.values():
                    raise ConfigError(path, f"has not {len(COLUMNS)} columns", line=reader.line_num)
                rows.append((reader.line_num, {key: value.strip() for key, value in row.items()}))
            return rows
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ConfigError(path, f"cannot be read: {error}") from error


def _whole(path: Path, line: int, row: Mapping[str, str], column: str) -> int | None:
    value = row[column]
    if not value:
        return None
    if not value.isascii() or not value.isdigit() or int(value) < 1:
        raise ConfigError(path, f"is no whole number above 0 (found {value!r})", key=column, line=line)
    return int(value)


def _share(path: Path, line: int, row: Mapping[str, str], column: str) -> float | None:
    value = row[column]
    if not value:
        return None
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise ConfigError(path, f"is no number from 0 to 1 (found {value!r})", key=column, line=line)
    return number
