"""`config/calendar.yaml`: when the UN looks, and by when letters and decrees want a report. Model, loader, and days; pure but for the read.

The file has a version and sections, so that what schedules need can join it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from audit.criteria.model import Criterion, Edition, Language, SubIndex
from audit.schedule import Schedule
from crawler.errors import ConfigError
from crawler.registry import HttpUrl, Identifier, Kind, Names, PartialDate, Validity
from crawler.yamlfile import load_model

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEARLY = re.compile(r"(\d{2})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_MONTHS: Final[Mapping[str, int]] = {"year": 12, "half_year": 6, "quarter": 3}


def _period(value: str) -> str:
    try:
        bounds(value)
    except ValueError:
        raise ValueError("a period is YYYY, YYYY-Q1 to YYYY-Q4, YYYY-MM or YYYY-MM-DD") from None
    return value


Period = Annotated[str, AfterValidator(_period)]
"""A year, quarter, month or day: `2018`, `2018-Q4`, `2018-10`, `2018-10-31`."""


def bounds(period: str) -> tuple[date, date]:
    """Return the first and the last day of a period.

    >>> bounds("2018-Q4")
    (datetime.date(2018, 10, 1), datetime.date(2018, 12, 31))

    Raises:
        ValueError: It is none.
    """
    quarter = _QUARTER.fullmatch(period)
    if quarter:
        return _months(date(int(quarter[1]), 3 * int(quarter[2]) - 2, 1), 3)
    if len(period) == 4:
        return _months(date(int(period), 1, 1), 12)
    if len(period) == 7:
        return _months(date.fromisoformat(f"{period}-01"), 1)
    return date.fromisoformat(period), date.fromisoformat(period)


def _months(first: date, count: int) -> tuple[date, date]:
    month = first.month - 1 + count
    return first, date(first.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Stated(_Model):
    """What says when the UN looks."""

    text: Names
    url: HttpUrl | None = None


class Cited(_Model):
    """The document that sets a deadline."""

    text: str = Field(min_length=1)
    """As Vietnamese documents cite: `Công văn 961/LĐTBXH-PC ngày 16/03/2017`."""
    url: HttpUrl | None = None
    """Where it, or a report of it, is published."""


class About(_Model):
    """Criteria that a date is about: those that fit every list given."""

    editions: tuple[Identifier, ...] = ()
    """Empty for all editions that share the main score; one with an index of its own has to be named."""
    subindices: tuple[SubIndex, ...] = ()
    groups: tuple[Identifier, ...] = ()
    languages: tuple[Language, ...] = ()

    @model_validator(mode="after")
    def _something(self) -> About:
        if not (self.editions or self.subindices or self.groups or self.languages):
            raise ValueError("names no edition, sub-index, group or language")
        return self

    def fits(self, criterion: Criterion) -> bool:
        """Whether a criterion of the editions meant is one of these."""
        return (
            (not self.subindices or criterion.subindex in self.subindices)
            and (not self.groups or criterion.group in self.groups)
            and (not self.languages or criterion.language in self.languages)
        )


class Whose(_Model):
    """Agencies that a date binds: those that fit every list given; an empty list fits all."""

    kinds: tuple[Kind, ...] = ()
    sectors: tuple[str, ...] = ()
    """Sectors or fields of `config/sectors.yaml`."""

    def fits(self, kind: str, sectors: Iterable[str]) -> bool:
        """Whether an agency of that kind, with sectors in the words of `config/sectors.yaml`, is bound."""
        return (not self.kinds or kind in self.kinds) and (
            not self.sectors or not set(self.sectors).isdisjoint(sectors)
        )


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that something is due."""

    first: date
    """Of the period it is due in; the same as `last` where a day is set."""
    last: date
    """Last day to do it."""
    exact: bool
    """Whether the document sets a day; if not, `last` is the end of the period."""

    def days_left(self, day: date) -> int:
        """Days from `day` to the last one: 0 on the day itself, below zero once it is past."""
        return (self.last - day).days


class Due(_Model):
    """When: once (`before`, `until` or `within`), or in every year, half-year or quarter, with or without a day."""

    before: str | None = None
    """The day before this one is the last: YYYY-MM-DD, or MM-DD of every year."""
    until: str | None = None
    """The last day itself."""
    within: Period | None = None
    every: Literal["year", "half_year", "quarter"] | None = None

    @model_validator(mode="after")
    def _one(self) -> Due:
        named = [value for value in (self.before, self.until, self.within) if value is not None]
        if len(named) > 1 or (not named and self.every is None):
            raise ValueError("give one of before, until and within, or every")
        if self.every is None:
            for value in (self.before, self.until):
                if value is not None:
                    _full_day(value)
        elif self.within is not None or (named and self.every != "year"):
            raise ValueError("with every, a day may be given for years only, as MM-DD")
        elif named:
            _day_of_year(named[0], 2023)
        return self

    def on(self, day: date, valid: Validity) -> Occurrence | None:
        """Return the next time it is due, today included; else the last time it was.

        Args:
            day: Today.
            valid: What recurs, recurs from when until when; an open end goes on. What is due once is not asked.

        Returns:
            None where something recurs that never fell due while it was valid.
        """
        if self.every is None:
            return self._once()
        step = _MONTHS[self.every]
        first_day = bounds(valid.start)[0] if valid.start else date(day.year - 1, 1, 1)
        last_day = bounds(valid.end)[1] if valid.end else date(day.year + 2, 12, 31)
        found: Occurrence | None = None
        start = date(first_day.year, 1, 1)
        while start <= last_day:
            period = _months(start, step)
            time = self._in(period)
            if first_day <= time.last <= last_day:
                found = time
                if time.last >= day:
                    return found
            start = period[1] + timedelta(days=1)
        return found

    def _once(self) -> Occurrence:
        if self.within is not None:
            first, last = bounds(self.within)
            return Occurrence(first, last, exact=first == last)
        if self.before is not None:
            last = _full_day(self.before) - timedelta(days=1)
        else:
            last = _full_day(self.until or "")
        return Occurrence(last, last, exact=True)

    def _in(self, period: tuple[date, date]) -> Occurrence:
        year = period[0].year
        if self.before is not None:
            last = _day_of_year(self.before, year) - timedelta(days=1)
        elif self.until is not None:
            last = _day_of_year(self.until, year)
        else:
            return Occurrence(*period, exact=False)
        return Occurrence(last, last, exact=True)


def _full_day(value: str) -> date:
    if not _DAY.fullmatch(value):
        raise ValueError("a day is YYYY-MM-DD")
    return date.fromisoformat(value)


def _day_of_year(value: str, year: int) -> date:
    found = _YEARLY.fullmatch(value)
    if not found:
        raise ValueError("a day of every year is MM-DD")
    try:
        return date(year, int(found[1]), int(found[2]))
    except ValueError:
        raise ValueError(f"{value} is no day of every year") from None


class Survey(_Model):
    """When the UN's assessors look at portals for one survey."""

    id: Identifier
    year: int = Field(ge=2001, le=2100)
    """Of the survey, which is published about a year after."""
    start: PartialDate = Field(alias="from")
    end: PartialDate = Field(alias="until")
    about: tuple[About, ...] = Field(min_length=1)
    source: Stated
    unconfirmed: Names | None = None
    """What of it no source confirms."""

    @model_validator(mode="after")
    def _forward(self) -> Survey:
        if bounds(self.start)[0] > bounds(self.end)[1]:
            raise ValueError("ends before it begins")
        return self

    @property
    def window(self) -> Occurrence:
        """From the first to the last day."""
        return Occurrence(bounds(self.start)[0], bounds(self.end)[1], exact=len(self.end) == 10)


class Deadline(_Model):
    """Something that a letter, decree or circular wants by a day."""

    id: Identifier
    title: Names
    by: Names
    """Who owes it."""
    to: Names
    """Who gets it."""
    due: Due
    valid: Validity = Validity()
    """From when on anybody knows of it, and until when it recurs."""
    whose: Whose = Whose()
    about: tuple[About, ...] = ()
    """Empty where no criterion of this program can say whether it is done."""
    source: Cited
    unconfirmed: Names | None = None

    def known_on(self, day: date) -> bool:
        """Whether the document was there on that day."""
        return self.valid.start is None or bounds(self.valid.start)[0] <= day

    @model_validator(mode="after")
    def _real_days(self) -> Deadline:
        for value in (self.valid.start, self.valid.end):
            if value is not None:
                bounds(value)
        return self


class Calendar(_Model):
    """The whole file."""

    version: Literal[1]
    months_ahead: int = Field(default=36, ge=1, le=600)
    """How far reports look: what begins later is left out."""
    surveys: tuple[Survey, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    schedule: Schedule | None = None
    """When which agency is audited; None where nothing is done by the clock."""


def meant(about: About, editions: Sequence[Edition]) -> Iterator[Criterion]:
    """Yield the criteria of the editions that are meant: those named, else all that share the main score."""
    for edition in editions:
        if edition.edition in about.editions or not (about.editions or edition.own_index):
            yield from edition.criteria


def load_calendar(path: Path) -> Calendar:
    """Read a calendar.

    Raises:
        ConfigError: The file is missing, no YAML, or breaks the model; file, line and key are named.
    """
    calendar, lines = load_model(path, Calendar)
    faults = id_faults(calendar)
    if faults:
        key, message = faults[0]
        raise ConfigError(path, message, key=key, line=lines.get(key))
    return calendar


def calendar_in(config: Path) -> Calendar | None:
    """Return the calendar of a configuration folder; None where it has none.

    Raises:
        ConfigError: As `load_calendar`.
    """
    path = config / "calendar.yaml"
    return load_calendar(path) if path.exists() else None


def id_faults(calendar: Calendar) -> list[tuple[str, str]]:
    """Return the key and fault of every id that is used twice."""
    entries = [
        *((f"surveys.{n}.id", survey.id) for n, survey in enumerate(calendar.surveys)),
        *((f"deadlines.{n}.id", deadline.id) for n, deadline in enumerate(calendar.deadlines)),
    ]
    seen: set[str] = set()
    found = []
    for key, id_ in entries:
        if id_ in seen:
            found.append((key, f"the id {id_!r} is used twice"))
        seen.add(id_)
    return found
