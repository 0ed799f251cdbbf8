"""An agency: how it stands, what to fix, and the sections of its gap report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from starlette.responses import Response

from audit.life.model import State
from audit.store.standings import Look
from reports.agencies import Agencies
from reports.i18n import LocaleCode, Speech
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
FIRST: Final = 3
"""Findings to begin with."""
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

    def of(self, rows: Iterable[FindingRow], locale: LocaleCode) -> list[FindingRow]:
        """Return the findings that are shown, with their title in a language."""
        states, words = frozenset(self.states), self.words.casefold()
        fitting = [row for row in rows if row.state in states]
        return [row for row in fitting if words in row.title(locale).casefold()] if words else fitting


def agency(visit: Visit) -> Response:
    """Score, trend, and the findings, those first that are worth most."""
    here = seen(visit)
    found = [_verdict(visit, here, here.look)] if here.look is not None else []
    return visit.page_around(
        [*found, _findings(visit, here)],
        "agency.html",
        here=here,
        files=downloads(visit, here),
        shares=visit.books.accounts.shares.of(here.agency.id, visit.now) if visit.may(May.SHARE) else (),
    )


def _verdict(visit: Visit, here: Seen, look: Look) -> bytes:
    """How the agency stands, and stood in earlier runs: by the results that are in sight; and what to begin with."""
    agency_id, books = here.agency.id, visit.books
    return visit.kept(
        ("verdict", agency_id, look.run_id, here.looks, books.told_of(agency_id), books.today()),
        "verdict.html",
        lambda: {
            "agency_id": agency_id,
            "look": look,
            "newest": here.runs[0],
            "result": here.result,
            "view": view_of(visit, here),
            "past": books.store.scores.of(agency_id, look.run_id),
            "begin": _begin(books.findings(agency_id)) if look.run_id == here.runs[0] else (),
            "locale": visit.locale,
        },
    )


def _begin(rows: Iterable[FindingRow]) -> list[FindingRow]:
    """Return the findings to begin with: those that are worth most, and wait for somebody."""
    return list(islice((row for row in rows if row.state in TODO and row.gain > 0), FIRST))


def _findings(visit: Visit, here: Seen) -> bytes:
    """The list of findings. As it is first seen it is kept; what a filter leaves of it is not."""
    books, agency_id, run_id = visit.books, here.agency.id, visit.query("run")
    wanted = _filter(visit)

    def told() -> dict[str, Any]:
        every = books.findings(agency_id)
        found = Counter(row.state for row in every)
        fitting = wanted.of(every, visit.locale)
        return {
            "action": visit.url("agency", agency_id=agency_id),
            "states": STATES,
            "counts": {state: found[state] for state in State},
            "wanted": wanted,
            "number": len(fitting),
            "rows": fitting[wanted.first : wanted.first + SHOWN],
            "before": visit.again(**{"from": max(wanted.first - SHOWN, 0)}) if wanted.first else "",
            "after": visit.again(**{"from": wanted.first + SHOWN})
            if wanted.first + SHOWN < len(fitting)
            else "",
        }

    if visit.request.query_params.multi_items() not in ([], [("run", run_id)]):
        return visit.part("findings.html", told())
    key = ("findings", agency_id, run_id, visit.request.url.path, books.told_of(agency_id), books.today())
    return visit.kept(key, "findings.html", told)


def section(visit: Visit) -> Response:
    """One section of the gap report: services, page pairs, coverage, criteria, languages."""
    name = visit.param("section")
    template = SECTIONS.get(name)
    here = seen(visit)
    look = here.look
    if template is None or look is None:
        raise not_found()
    found = visit.kept(
        ("section", name, here.agency.id, here.agency.name.vi, here.agency.name.en, look),
        "section.html",
        lambda: {
            "agency": Speech(visit.locale).name(here.agency.name),
            "view": view_of(visit, here),
            "run": _info(here),
            "result": here.result,
            "section": name,
            "inner": template,
            "written": frozenset(),
            "archive": archive_of(visit, here.agency.id, look.run_id),
        },
    )
    return visit.page_around([found], "section.html", here=here, section=name)


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
