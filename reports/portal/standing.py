"""How agencies stand by the newest run that who asks may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from audit.results import AgencyResult, Interval
from audit.store.db import Run
from audit.store.standings import Look
from crawler.registry import Agency
from reports.portal.access import May
from reports.portal.books import Books
from reports.portal.visit import Visit, not_found

_TOLD = ("done",)
_HELD = ("done", "provisional")
"""What operators see beside what is told to agencies."""


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One line of the list of agencies."""

    id: str
    vi: str
    en: str
    kind: str
    run_id: str
    """Newest run that holds a result; empty where there is none."""
    english: Interval | None
    """None where it could not be read, or was not judged yet."""
    local: Interval | None
    readable: bool
    waiting: int
    """Findings that are new, open or back again."""


def agencies_in_sight(visit: Visit) -> list[AgencyRow]:
    """Return the agencies that who asks may see, by name, with their newest result."""
    store, viewer = visit.books.store, visit.viewer
    known = [
        a for a in visit.books.registry.agencies if viewer.sees(a.id) and a.valid.covers(visit.now.date())
    ]
    newest = store.standings.newest(_states(visit))
    waiting = visit.books.waiting()
    known_ids = {agency.id for agency in known}
    known += [
        a
        for a in visit.books.registry.agencies
        if a.id in newest and a.id not in known_ids and viewer.sees(a.id)
    ]
    rows = []
    for agency in known:
        head = newest.get(agency.id)
        rows.append(
            AgencyRow(
                agency.id,
                agency.name.vi,
                agency.name.en,
                agency.kind,
                head.run_id if head else "",
                head.english if head and head.readable else None,
                head.local if head and head.readable else None,
                bool(head and head.readable),
                waiting.get(agency.id, 0),
            )
        )
    return rows


def by_need(rows: Iterable[AgencyRow]) -> list[AgencyRow]:
    """Return those first that could not be read, then those with most to fix, then those that no run has judged.

    Among equals they stay as they are.
    """
    return sorted(rows, key=lambda row: (not row.run_id, row.readable, -row.waiting))


def _states(visit: Visit) -> tuple[str, ...]:
    return _HELD if visit.may(May.NATION) else _TOLD


@dataclass(frozen=True)
class Seen:
    """An agency with the run that is looked at; what it holds is opened when it is asked for."""

    books: Books
    agency: Agency
    look: Look | None
    """None where no run holds a result that may be seen."""
    looks: tuple[Look, ...]
    """The results that may be seen, the newest first."""

    @property
    def runs(self) -> tuple[str, ...]:
        """Ids of the runs that hold a result that may be seen, the newest first."""
        return tuple(look.run_id for look in self.looks)

    @cached_property
    def run(self) -> Run | None:
        """None where no run holds a result that may be seen."""
        return self.books.store.run(self.look.run_id) if self.look is not None else None

    @cached_property
    def result(self) -> AgencyResult | None:
        """The whole result; some hundreds of kilobytes."""
        return self.books.result_of(self.agency.id, self.look) if self.look is not None else None


def seen(visit: Visit) -> Seen:
    """Return the agency that a path names, and the run that its query names, or the newest.

    Raises:
        Refused: It is not in sight, or there is no such run in sight.
    """
    here = seen_of(visit, visit.param("agency_id"), visit.query("run"))
    if visit.query("run") and here.look is None:
        raise not_found()
    return here


def seen_of(visit: Visit, agency_id: str, run_id: str = "") -> Seen:
    """Return an agency with a run, or with the newest where none is named; without one where it is not in sight.

    Raises:
        Refused: The agency is not in sight.
    """
    agency = agency_of(visit, agency_id)
    looks = visit.books.store.standings.looks(agency_id, _states(visit))
    wanted = run_id or (looks[0].run_id if looks else "")
    look = next((look for look in looks if look.run_id == wanted), None)
    return Seen(visit.books, agency, look, looks)


def agency_of(visit: Visit, agency_id: str) -> Agency:
    """Return an agency of the registry.

    Raises:
        Refused: It is not in sight, or there is none.
    """
    visit.agency(agency_id)
    agency = next((a for a in visit.books.registry.agencies if a.id == agency_id), None)
    if agency is None:
        raise not_found()
    return agency
