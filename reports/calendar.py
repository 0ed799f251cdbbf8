"""The calendar of a run: what comes next, days left, and what is still open by then. Pure, of the run's day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from audit.calendar import About, Calendar, Deadline, Occurrence, Survey, Whose, meant
from audit.criteria.model import Criterion
from audit.results import AgencyResult, Verdict
from audit.rules import Rules
from crawler.registry import Names

MOST_OPEN: Final = 5
"""Agencies with most left open that an entry names."""
_OPEN: Final = frozenset({Verdict.NOT_MET, Verdict.PARTLY, Verdict.VIETNAMESE_ONLY})


@dataclass(frozen=True, slots=True)
class AgencyOpen:
    """What one agency has left open."""

    result: AgencyResult
    count: int
    asked: int


@dataclass(frozen=True, slots=True)
class StillOpen:
    """Criteria that a date is about, over the agencies that it binds: questions are criteria times agencies asked."""

    open: int
    """Not met, met in part, or in Vietnamese only."""
    untold: int
    asked: int
    agencies: tuple[AgencyOpen, ...]
    """Those with something open, most first."""

    @property
    def named(self) -> tuple[AgencyOpen, ...]:
        """Those that an entry names."""
        return self.agencies[:MOST_OPEN]


@dataclass(frozen=True, slots=True)
class Entry:
    """A survey window, a deadline, or the day by which the agencies of this run should answer."""

    survey: Survey | None
    deadline: Deadline | None
    when: Occurrence
    left: int
    """Days from the run's day to the last one; below zero once past."""
    to_start: int
    """Days until it begins; 0 or less once it has."""
    still: StillOpen | None
    """None where no criterion of the run says whether it is done."""

    @property
    def running(self) -> bool:
        """Whether a survey's window is open on the run's day."""
        return self.survey is not None and self.to_start <= 0 <= self.left

    @property
    def before(self) -> date | None:
        """The day that a document names where it says "before", the day after the last one."""
        if self.deadline is None or self.deadline.due.before is None:
            return None
        return self.when.last + timedelta(days=1)

    @property
    def unconfirmed(self) -> Names | None:
        """What of it no source confirms."""
        entry = self.survey or self.deadline
        return entry.unconfirmed if entry else None


@dataclass(frozen=True)
class CalendarView:
    """All that the page shows."""

    day: date
    """The run's day, which days are counted from."""
    coming: tuple[Entry, ...]
    """What a day is set for, and windows of surveys: the nearest first."""
    regular: tuple[Entry, ...]
    """What recurs, or is due in a period, without a day."""
    past: tuple[Entry, ...]
    """The latest first."""

    @property
    def horizon(self) -> int:
        """Days from the run's day to the last day of what is coming, a year at least."""
        return max([365, *(entry.left for entry in self.coming)])

    @property
    def last_day(self) -> date:
        """Where the time line ends."""
        return self.day + timedelta(days=self.horizon)

    @property
    def days(self) -> tuple[tuple[int, int], ...]:
        """First and last day of what is coming, counted from the run's day."""
        return tuple((entry.to_start, entry.left) for entry in self.coming)

    @cached_property
    def next(self) -> Entry | None:
        """The nearest day that is set; what no source confirms does not count while something else does."""
        sure = (entry for entry in self.coming if entry.unconfirmed is None)
        return next(sure, None) or next(iter(self.coming), None)


def calendar_view(
    calendar: Calendar, results: Sequence[AgencyResult], rules: Rules, answer_by: str = ""
) -> CalendarView:
    """Arrange a calendar as it stands on the run's day; documents that came later are left out.

    Args:
        calendar: Of the configuration.
        results: Of the run.
        rules: With every edition judged, and the run's day.
        answer_by: Day by which agencies should answer, YYYY-MM-DD; empty where none is set.
    """
    day = rules.day
    furthest = day + timedelta(days=calendar.months_ahead * 30.44)
    look = _Looked(results, rules)
    entries = [entry for entry in _entries(calendar, day, look) if entry.when.first <= furthest]
    if answer_by:
        last = date.fromisoformat(answer_by)
        entries.append(_entry(day, Occurrence(last, last, exact=True), look.open_in_all()))
    ahead = [entry for entry in entries if entry.left >= 0]
    regular = [entry for entry in ahead if not entry.survey and not entry.when.exact]
    coming = [entry for entry in ahead if entry not in regular]
    coming.sort(key=lambda entry: (max(0, entry.to_start) if entry.survey else entry.left, entry.left))
    return CalendarView(
        day,
        tuple(coming),
        tuple(sorted(regular, key=lambda entry: entry.left)),
        tuple(sorted((entry for entry in entries if entry.left < 0), key=lambda entry: -entry.left)),
    )


def _entries(calendar: Calendar, day: date, look: _Looked) -> Iterator[Entry]:
    for survey in calendar.surveys:
        yield _entry(day, survey.window, look.still(survey.about, Whose()), survey=survey)
    for deadline in calendar.deadlines:
        when = deadline.due.on(day, deadline.valid) if deadline.known_on(day) else None
        if when is not None:
            yield _entry(day, when, look.still(deadline.about, deadline.whose), deadline=deadline)


def _entry(
    day: date,
    when: Occurrence,
    still: StillOpen | None,
    *,
    survey: Survey | None = None,
    deadline: Deadline | None = None,
) -> Entry:
    return Entry(survey, deadline, when, when.days_left(day), (when.first - day).days, still)


class _Looked:
    """The run, asked for what is open; each question once."""

    def __init__(self, results: Sequence[AgencyResult], rules: Rules) -> None:
        self.results = results
        self.rules = rules
        self.known: dict[tuple[tuple[About, ...], Whose], StillOpen | None] = {}

    def still(self, abouts: tuple[About, ...], whose: Whose) -> StillOpen | None:
        key = (abouts, whose)
        if key not in self.known:
            criteria = {
                c.id: c for about in abouts for c in meant(about, self.rules.editions) if about.fits(c)
            }
            self.known[key] = self.count(criteria, whose) if criteria else None
        return self.known[key]

    def open_in_all(self) -> StillOpen:
        return self.count(self.rules.main, Whose())

    def count(self, criteria: dict[str, Criterion], whose: Whose) -> StillOpen:
        agencies: list[AgencyOpen] = []
        untold = 0
        asked = 0
        for result in self.results:
            if not whose.fits(result.kind, self.rules.lexicon.sectors.of(result.sectors)):
                continue
            verdicts = [
                judgement.verdict
                for judgement in result.judgements
                if judgement.criterion_id in criteria and judgement.verdict is not Verdict.NOT_APPLICABLE
            ]
            asked += len(verdicts)
            untold += verdicts.count(Verdict.COULD_NOT_TELL)
            agencies.append(AgencyOpen(result, sum(verdict in _OPEN for verdict in verdicts), len(verdicts)))
        agencies = sorted((found for found in agencies if found.count), key=lambda found: -found.count)
        return StillOpen(sum(found.count for found in agencies), untold, asked, tuple(agencies))
