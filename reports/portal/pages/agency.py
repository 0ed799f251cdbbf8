"""An agency: how it stands, what to fix, and the sections of its gap report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from audit.life.model import State
from reports.agencies import Agencies
from reports.labels import STATES
from reports.portal.access import May
from reports.portal.downloads import downloads
from reports.portal.listed import FindingRow
from reports.portal.pages.archive import archive_of
from reports.portal.route import Route
from reports.portal.standing import Seen, seen
from reports.portal.visit import Visit, not_found
from reports.run import RunInfo
from reports.told import Told
from reports.views import AgencyView

SHOWN: Final = 25
"""Findings on one page."""
TODO: Final = (State.NEW, State.REGRESSED, State.OPEN)
"""States that somebody has to do something about: what is shown when nothing else was asked for."""
SECTIONS: Final = {
    "services": "agency/services.html",
    "pairs": "agency/pairs.html",
    "coverage": "agency/portals.html",
    "criteria": "agency/criteria.html",
    "languages": "agency/sections.html",
}
"""Sections of the gap report that are pages here, by their names in addresses."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which findings of an agency are shown."""

    states: tuple[State, ...]
    words: str
    """In the title, in whatever case."""
    first: int
    """How many before those that are shown."""

    def fits(self, row: FindingRow) -> bool:
        """Whether a finding is shown."""
        return row.state in self.states and (not self.words or self.words.casefold() in row.title.casefold())


def agency(visit: Visit) -> Response:
    """Score, trend, and the findings, those first that are worth most."""
    here = seen(visit)
    wanted = _filter(visit)
    every = visit.books.findings(here.agency.id)[visit.locale]
    found = Counter(row.state for row in every)
    counts = {state: found[state] for state in State}
    fitting = [row for row in every if wanted.fits(row)]
    return visit.page(
        "agency.html",
        here=here,
        view=view_of(visit, here) if here.result is not None else None,
        past=visit.books.store.scores.of(here.agency.id, here.run.id) if here.run else (),
        run=_info(here),
        states=STATES,
        counts=counts,
        wanted=wanted,
        number=len(fitting),
        rows=fitting[wanted.first : wanted.first + SHOWN],
        shown=SHOWN,
        todo=TODO,
        files=downloads(visit, here),
        shares=visit.books.accounts.shares.of(here.agency.id, visit.now) if visit.may(May.SHARE) else (),
    )


def section(visit: Visit) -> Response:
    """One section of the gap report: services, page pairs, coverage, criteria, languages."""
    template = SECTIONS.get(visit.param("section"))
    here = seen(visit)
    if template is None or here.result is None:
        raise not_found()
    return visit.page(
        "section.html",
        here=here,
        view=view_of(visit, here),
        run=_info(here),
        result=here.result,
        section=visit.param("section"),
        inner=template,
        written=frozenset(),
        archive=archive_of(visit, here.agency.id, here.run.id if here.run else ""),
    )


def view_of(visit: Visit, here: Seen) -> AgencyView:
    """Return what the gap report of this result shows, peers apart."""
    result, run = here.result, here.run
    if result is None or run is None:
        raise not_found()
    rules = visit.books.rules(run)
    return visit.books.views.get_or(
        (run.id, result.agency_id, id(result)),
        lambda: (result, Agencies(Told([result], rules, _info(here))).view(result)),
    )[1]


def _info(here: Seen) -> RunInfo:
    if here.run is None:
        return RunInfo("")
    return RunInfo(here.run.id, here.run.created_at, here.run.finished_at)


def _filter(visit: Visit) -> Filter:
    asked = visit.request.query_params.getlist("state")
    known = tuple(state for state in State if state.value in asked)
    first = visit.query("from")
    return Filter(
        known or (tuple(State) if "all" in asked else TODO),
        visit.query("q").strip()[:100],
        int(first) if first.isascii() and first.isdigit() and len(first) < 7 else 0,
    )


ROUTES: Final = (
    Route("/agencies/{agency_id}", agency, May.READ),
    Route("/agencies/{agency_id}/{section}", section, May.READ),
)
