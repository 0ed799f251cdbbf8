"""The nation: what waits for the operator, how all agencies stand, and what happened last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from audit.life.model import State
from audit.store.ledger import Said
from crawler.errors import UsageError
from reports.labels import RUN_PAGES, STATES
from reports.portal.access import May
from reports.portal.nation import nation_of
from reports.portal.route import Route
from reports.portal.todo import deciders
from reports.portal.visit import Visit

WAITING_SHOWN: Final = 50
WORDS_SHOWN: Final = 20
RUNS_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that was said, with the finding that it is about."""

    said: Said
    title: str


def nation(visit: Visit) -> Response:
    """What waits first: it is what an operator opens in the morning."""
    books, store = visit.books, visit.books.store
    known = {agency.id: agency for agency in books.registry.agencies}
    sums = nation_of(store.standings.scores(), known, books.sectors.of)
    findings, waiting = books.counts(deciders(visit))
    return visit.page(
        "nation.html",
        sums=sums,
        trend=sums.runs[:RUNS_SHOWN],
        waiting=_words(visit, waiting[:WAITING_SHOWN]),
        number=len(waiting),
        held=[run for run in store.runs() if run.state == "provisional"][:RUNS_SHOWN],
        findings=findings,
        listed=[state for state in State if state.value in STATES],
        states=STATES,
        words_said=_words(visit, store.ledger.newest(WORDS_SHOWN)),
        names={agency.id: agency.name for agency in known.values()},
        pages=_pages(visit, sums.newest),
    )


def _words(visit: Visit, found: Iterable[Said]) -> list[Word]:
    words = []
    for said in found:
        try:
            life = visit.books.store.lives.life(said.finding_id)
        except UsageError:  # of a finding that no run told
            continue
        titles = dict(zip(("vi", "en"), visit.books.titles.say(life.finding), strict=True))
        words.append(Word(said, titles[visit.locale]))
    return words


def _pages(visit: Visit, run_id: str) -> Mapping[str, str]:
    """Report pages of the newest run that were written, by their names in its folder."""
    folder = visit.books.place.data.reports(run_id) if run_id else None
    return {
        f"{visit.locale}/{name}": title
        for name, title in RUN_PAGES.items()
        if folder is not None and (folder / visit.locale / name).is_file()
    }


ROUTES: Final = (Route("/nation", nation, May.NATION),)
