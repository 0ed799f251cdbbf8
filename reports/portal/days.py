"""Deadlines and survey windows, as days in a person's calendar: those that bind an agency in sight."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from audit.calendar import Calendar, Deadline, Occurrence, Survey, load_calendar
from audit.reasons import REASONS
from crawler.registry import Kind
from reports.citations import cite
from reports.i18n import LocaleCode, Speech
from reports.portal.ics import Day
from reports.portal.texts import DAYS
from reports.portal.visit import Visit

LOOKS_BACK: Final = timedelta(days=365)
"""What is past by more is left out."""


Bound = tuple[Kind, frozenset[str]]
"""What decides whether a deadline binds an agency: its kind, and its sectors."""


def bound_in_sight(visit: Visit) -> frozenset[Bound]:
    """Return whom deadlines may bind: the kinds and sectors of the agencies in sight."""
    books, today = visit.books, date.fromisoformat(visit.books.today())
    return frozenset(
        (agency.kind, books.sectors.of(agency.sectors))
        for agency in books.registry.agencies
        if visit.viewer.sees(agency.id) and agency.valid.covers(today)
    )


def days_for(
    path: Path, bound: Collection[Bound], today: date, locale: LocaleCode, host: str
) -> Iterator[Day]:
    """Yield the days of a calendar's file that bind somebody, from a year ago to as far as the calendar looks.

    Args:
        path: `calendar.yaml`.
        bound: Whom.
        today: The calendar day in Viet Nam.
        locale: Language of the days.
        host: Of the portal, without its port: ids of days end in it.

    Raises:
        ConfigError: The file is wrong.
    """
    calendar = load_calendar(path)
    speech = Speech(locale, REASONS)
    until = today + timedelta(days=calendar.months_ahead * 30.44)
    for survey in calendar.surveys:
        if survey.window.last >= today - LOOKS_BACK and survey.window.first <= until:
            yield _survey(survey, speech, host)
    for deadline in _known(calendar, today, bound):
        for time in times(deadline, today - LOOKS_BACK, until):
            yield _deadline(deadline, time, speech, host)


def _known(calendar: Calendar, today: date, bound: Collection[Bound]) -> Iterator[Deadline]:
    for deadline in calendar.deadlines:
        if deadline.known_on(today) and any(deadline.whose.fits(kind, sectors) for kind, sectors in bound):
            yield deadline


def times(deadline: Deadline, first: date, last: date) -> Iterator[Occurrence]:
    """Yield every time that something is due from a day to another one."""
    day = first
    while (time := deadline.due.on(day, deadline.valid)) is not None and day <= time.last <= last:
        yield time
        day = time.last + timedelta(days=1)


def _survey(survey: Survey, speech: Speech, host: str) -> Day:
    source = survey.source
    lines = [speech.name(source.text)]
    if survey.unconfirmed is not None:
        lines.append(speech.name(survey.unconfirmed))
    return Day(
        f"survey-{survey.id}@{host}",
        survey.window.first,
        survey.window.last,
        speech.text(DAYS["survey"]) % {"year": survey.year},
        "\n".join(lines),
        speech.text(DAYS["category_survey"]),
        str(source.url or ""),
        survey.unconfirmed is None,
    )


def _deadline(deadline: Deadline, time: Occurrence, speech: Speech, host: str) -> Day:
    lines = [
        f"{speech.text(DAYS['by'])}: {speech.name(deadline.by)}",
        f"{speech.text(DAYS['to'])}: {speech.name(deadline.to)}",
        cite(deadline.source.text, speech.locale),
    ]
    if not time.exact:
        lines.append(speech.text(DAYS["no_day"]))
    if deadline.unconfirmed is not None:
        lines.append(speech.name(deadline.unconfirmed))
    return Day(
        f"deadline-{deadline.id}-{time.last:%Y%m%d}@{host}",
        time.last,
        time.last,
        speech.name(deadline.title),
        "\n".join(lines),
        speech.text(DAYS["category_deadline"]),
        str(deadline.source.url or ""),
        deadline.unconfirmed is None,
    )
