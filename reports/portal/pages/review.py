"""What waits for reviewers: how far it is, by agency and by criterion, and the questions themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from audit.review.answers import Need
from crawler.registry import Names
from reports.portal import review_texts
from reports.portal.access import May
from reports.portal.accounts.jobs import JobKind
from reports.portal.asked import Asked, Standing, Tally, asked_of, tally
from reports.portal.live import is_live
from reports.portal.route import Route
from reports.portal.visit import Refused, Visit, not_found

SHOWN: Final = 50
"""Questions on one page."""


_NOTHING_SENT: Final = {
    "table_fault": "", "file_faults": (), "row_faults": (), "number": 0, "taken": None, "unanswered": 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """How far one agency, or one criterion, is."""

    id: str
    title: Names
    tally: Tally


def review(visit: Visit) -> Response:
    """How far all of it is; by agency, or by criterion."""
    return review_page(visit)


def review_page(visit: Visit, status: HTTPStatus = HTTPStatus.OK, **sent: object) -> Response:
    """The first page of reviewers.

    Args:
        visit: Who asks.
        status: What the browser is told.
        sent: What came of a table that was sent, as `review_table.html` says it.
    """
    found = asked_of(visit.books, names_of(visit))
    by = "criterion" if visit.query("by") == "criterion" else "agency"
    names = names_of(visit)
    if by == "agency":
        rows = _rows(found, lambda one: (one.agency_id, names[one.agency_id]))
    else:
        rows = _rows(found, lambda one: (one.criterion_id, one.title))
    jobs = visit.books.accounts.jobs
    unjudged = sorted({one.run_id for one in found if Standing.UNJUDGED in one.standings})
    waiting = [job for id_ in unjudged if (job := jobs.of(JobKind.JUDGE, id_)) and job.waiting]
    return visit.page(
        "review.html",
        status,
        **(_NOTHING_SENT | sent),
        said=review_texts,
        by=by,
        whole=tally(found),
        rows=rows,
        names=names,
        unjudged=unjudged,
        jobs=waiting,
        is_live=is_live(visit, waiting),
    )


def _rows(found: Iterable[Asked], key: Callable[[Asked], tuple[str, Names]]) -> list[Row]:
    groups: dict[str, list[Asked]] = defaultdict(list)
    titles: dict[str, Names] = {}
    for one in found:
        id_, titles[id_] = key(one)
        groups[id_].append(one)
    return [Row(id_, titles[id_], tally(group)) for id_, group in groups.items()]


def names_of(visit: Visit) -> dict[str, Names]:
    """Return the names of the agencies that are asked about, by id, in the registry's order."""
    return {agency.id: agency.name for agency in visit.books.registry.agencies}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which questions are shown; empty fields leave nothing out."""

    agency_id: str
    criterion_id: str
    why: str
    standing: str
    first: int
    """How many before those that are shown."""

    def fits(self, one: Asked) -> bool:
        """Whether a question is shown."""
        return (
            self.criterion_id in {"", one.criterion_id}
            and self.why in {"", one.why}
            and (not self.standing or self.standing in one.standings)
        )


def review_list(visit: Visit) -> Response:
    """Questions, by agency in the order of the registry; those that wait where nothing else was asked for."""
    names = names_of(visit)
    wanted = _filter(visit, names)
    every = asked_of(visit.books, [wanted.agency_id] if wanted.agency_id else names)
    found = [one for one in every if wanted.fits(one)]
    return visit.page(
        "review_list.html",
        said=review_texts,
        wanted=wanted,
        number=len(found),
        found=found[wanted.first : wanted.first + SHOWN],
        shown=SHOWN,
        names=names,
        titles=dict(sorted({one.criterion_id: one.title for one in every}.items())),
    )


def _filter(visit: Visit, names: dict[str, Names]) -> Filter:
    agency_id, why, standing = visit.query("agency"), visit.query("why"), visit.query("standing")
    first = visit.query("from")
    if standing not in {*Standing, "all"}:
        standing = Standing.WAITING
    return Filter(
        agency_id if agency_id in names else "",
        visit.query("criterion")[:100],
        why if why in set(Need) else "",
        "" if standing == "all" else standing,
        int(first) if first.isascii() and first.isdigit() and len(first) < 7 else 0,
    )


def judge(visit: Visit) -> Response:
    """Ask that a run be judged again, so that answers count."""
    run_id = visit.form.get("run", "")
    found = asked_of(visit.books, names_of(visit))
    if run_id not in {one.run_id for one in found}:
        raise not_found()
    if visit.books.accounts.jobs.ask(JobKind.JUDGE, run_id, visit.viewer, visit.now) is None:
        raise Refused(HTTPStatus.TOO_MANY_REQUESTS, "queue")
    visit.note("run_judge", target=run_id)
    return visit.to(visit.url("review"), "asked")


ROUTES: Final = (
    Route("/review", review, May.REVIEW),
    Route("/review/list", review_list, May.REVIEW),
    Route("/review/judged", judge, May.RUN, post=True),
)
