"""When which agency is to be audited again: the `schedule` of `config/calendar.yaml`, and what is due at a moment. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from crawler.registry import Agency, Identifier, Kind, Names

VIETNAM: Final = ZoneInfo("Asia/Ho_Chi_Minh")
"""Quiet hours, days and weeks are Viet Nam's."""
_CLOCK: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_WEEK: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Every = Literal["week", "month", "quarter", "half_year", "year"]


def _clock(value: str) -> str:
    if not _CLOCK.fullmatch(value):
        raise ValueError("a time of day is HH:MM, in quotes")
    return value


Clock = Annotated[str, AfterValidator(_clock)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Cadence(_Model):
    """How often some agencies are audited. Of several that fit an agency the first one counts."""

    every: Every
    """Once in each calendar week (from Monday), month, quarter, half-year or year."""
    agencies: tuple[Identifier, ...] = ()
    kinds: tuple[Kind, ...] = ()
    sectors: tuple[str, ...] = ()

    def fits(self, agency: Agency) -> bool:
        """Whether it is meant for an agency: every list that is given names it."""
        return (
            (not self.agencies or agency.id in self.agencies)
            and (not self.kinds or agency.kind in self.kinds)
            and (not self.sectors or not set(self.sectors).isdisjoint(agency.sectors))
        )


class QuietHours(_Model):
    """Hours in which no run begins; past midnight where the end is not later than the start."""

    start: Clock = Field(alias="from")
    end: Clock = Field(alias="until")
    days: tuple[Weekday, ...] = _WEEK
    """On which they begin."""

    def covers(self, moment: datetime) -> bool:
        """Whether a moment, in Viet Nam's time, lies within."""
        start, end, now = time.fromisoformat(self.start), time.fromisoformat(self.end), moment.time()
        if start < end:
            return self._on(moment.date()) and start <= now < end
        return (self._on(moment.date()) and now >= start) or (
            self._on(moment.date() - timedelta(days=1)) and now < end
        )

    def _on(self, day: date) -> bool:
        return _WEEK[day.weekday()] in self.days


class Blackout(_Model):
    """Days on which no run begins: holidays, an election, an upgrade."""

    start: date = Field(alias="from")
    end: date = Field(alias="until")
    why: Names

    @model_validator(mode="after")
    def _forward(self) -> Blackout:
        if self.start > self.end:
            raise ValueError("ends before it begins")
        return self


class Schedule(_Model):
    """The `schedule` section."""

    cadences: tuple[Cadence, ...] = Field(min_length=1)
    before_survey_days: int | None = Field(default=None, ge=1, le=366)
    """Audit everybody once more in so many days before the UN looks."""
    quiet: tuple[QuietHours, ...] = ()
    blackouts: tuple[Blackout, ...] = ()
    warn_after_days: int = Field(default=45, ge=1)
    """Days without a good run, after which `osi-audit status` warns."""
    notify: bool = False
    """Whether `due --run` then tells contacts what the last good run changed, as `osi-audit notify` does."""


_LEAP: Final = timedelta(days=7)
"""A clock that is set right goes back by less."""


@dataclass(frozen=True, slots=True)
class Window:
    """When the UN looks."""

    id: str
    first: date


@dataclass(frozen=True, slots=True)
class DueAgency:
    """An agency that is to be audited, and why."""

    agency_id: str
    why: str
    last: datetime | None
    """Beginning of its last good run."""


def due(
    schedule: Schedule,
    agencies: Iterable[Agency],
    last: Mapping[str, datetime],
    windows: Sequence[Window],
    now: datetime,
) -> list[DueAgency]:
    """Return what is due, in the order of the registry; quiet hours and blackouts are not asked (`closed`).

    Args:
        schedule: Cadences.
        agencies: Of the registry; those that are not valid today or have no portal, and those that no cadence fits, are never due.
        last: Beginning of the last good run of each agency that has one, with time zone.
        windows: When the UN looks.
        now: With time zone. A last run that lies after it, as when the clock went back, is taken as having been just now; one that
            lies more than a week after it was begun by a clock that was wrong, and counts as none.
    """
    here = now.astimezone(VIETNAM)
    return [
        DueAgency(agency.id, why, last.get(agency.id))
        for agency in agencies
        if agency.valid.covers(here.date())
        and agency.portals_on(here.date())
        and (why := _why(schedule, agency, last.get(agency.id), windows, here))
    ]


def _why(
    schedule: Schedule, agency: Agency, last: datetime | None, windows: Sequence[Window], here: datetime
) -> str:
    cadence = next((one for one in schedule.cadences if one.fits(agency)), None)
    if cadence is None:
        return ""
    if last is None:
        return "never audited"
    if last > here + _LEAP:
        return f"its last run says {last.astimezone(VIETNAM):%Y-%m-%d}, which is to come: a clock was wrong"
    ran = min(last.astimezone(VIETNAM), here).date()
    start = period_start(cadence.every, here.date())
    if ran < start:
        return f"every {cadence.every.replace('_', '-')}: last audited on {ran:%Y-%m-%d}"
    if schedule.before_survey_days is not None:
        for window in windows:
            opens = window.first - timedelta(days=schedule.before_survey_days)
            if opens <= here.date() < window.first and ran < opens:
                return f"before {window.id}, which begins on {window.first:%Y-%m-%d}"
    return ""


def period_start(every: Every, day: date) -> date:
    """Return the first day of the calendar week, month, quarter, half-year or year that a day lies in.

    >>> period_start("week", date(2026, 11, 22)), period_start("quarter", date(2026, 11, 22))
    (datetime.date(2026, 11, 16), datetime.date(2026, 10, 1))
    """
    if every == "week":
        return day - timedelta(days=day.weekday())
    months = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}[every]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def closed(schedule: Schedule, now: datetime) -> str:
    """Say why no run may begin at a moment; empty when one may.

    Args:
        schedule: Quiet hours and blackouts.
        now: With time zone.
    """
    here = now.astimezone(VIETNAM)
    for blackout in schedule.blackouts:
        if blackout.start <= here.date() <= blackout.end:
            return f"no runs until {blackout.end:%Y-%m-%d}: {blackout.why.en}"
    for quiet in schedule.quiet:
        if quiet.covers(here):
            return f"quiet hours until {quiet.end} in Viet Nam"
    return ""


def stale(schedule: Schedule, last: Mapping[str, datetime], now: datetime) -> int | None:
    """Return the days since the last good run of any agency, where they are more than `warn_after_days`; else None.

    Args:
        schedule: Says when to warn.
        last: As for `due`; nothing to warn of where there was never a run.
        now: With time zone.
    """
    if not last:
        return None
    days = (now - max(last.values())).days
    return days if days > schedule.warn_after_days else None
