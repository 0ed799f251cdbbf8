"""Deadlines and survey windows, as days in a person's calendar: those that bind an agency in sight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from audit.calendar import Calendar, Deadline, Occurrence, Survey, load_calendar
from audit.reasons import REASONS
from crawler.registry import Agency
from reports.citations import cite
from reports.i18n import Speech
from reports.portal.ics import Day
from reports.portal.texts import DAYS
from reports.portal.visit import Visit

LOOKS_BACK: Final = timedelta(days=365)
"""What is past by more is left out."""


def days_for(visit: Visit, path: Path) -> Iterator[Day]:
    """Yield the days of a calendar's file that are about agencies in sight, from a year ago to as far as the calendar looks.

    Args:
        visit: Who asks, in which language.
        path: `calendar.yaml`.

    Raises:
        ConfigError: The file is wrong.
    """
    calendar = load_calendar(path)
    books, today = visit.books, date.fromisoformat(visit.books.today())
    agencies = [a for a in books.registry.agencies if visit.viewer.sees(a.id) and a.valid.covers(today)]
    bound = [(agency, books.sectors.of(agency.sectors)) for agency in agencies]
    speech, host = Speech(visit.locale, REASONS), books.settings.host.partition(":")[0]
    until = today + timedelta(days=calendar.months_ahead * 30.44)
    for survey in calendar.surveys:
        if survey.window.last >= today - LOOKS_BACK and survey.window.first <= until:
            yield _survey(survey, speech, host)
    for deadline in _known(calendar, today, bound):
        for time in times(deadline, today - LOOKS_BACK, until):
            yield _deadline(deadline, time, speech, host)


def _known(calendar: Calendar, today: date, bound: list[tuple[Agency, frozenset[str]]]) -> Iterator[Deadline]:
    for deadline in calendar.deadlines:
        if deadline.known_on(today) and any(
            deadline.whose.fits(agency.kind, sectors) for agency, sectors in bound
        ):
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
