"""Runs: how they stand, what is not right about them, and to start, cancel and confirm them."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from audit.guard import alarms, load_limits
from audit.lock import holder
from audit.store.db import GOING, Run
from crawler.errors import UsageError
from reports.portal.access import May
from reports.portal.accounts.jobs import JobKind
from reports.portal.route import Route
from reports.portal.visit import Refused, Visit, not_found

SHOWN: Final = 50


def runs(visit: Visit) -> Response:
    """All runs, the newest first, and the form to start one."""
    every = list(visit.books.store.runs())[:SHOWN]
    return _page(visit, every, "")


def _page(visit: Visit, every: list[Run], fault: str) -> Response:
    today = visit.now.date()
    return visit.page(
        "runs.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK,
        runs=every,
        going=GOING,
        at_work=holder(visit.books.place.data) is not None,
        agencies=[a for a in visit.books.registry.agencies if a.valid.covers(today)],
        jobs=[
            job
            for job in visit.books.accounts.jobs.newest(SHOWN)
            if job.kind is not JobKind.RECHECK and job.waiting
        ],
        fault=fault,
    )


def run(visit: Visit) -> Response:
    """One run: every state that it was in, agencies without a result, and what jumped against the last good run."""
    found = _run(visit)
    store = visit.books.store
    pages = visit.books.place.data.reports(found.id) / visit.locale / "index.html"
    return visit.page(
        "run.html",
        run=found,
        events=store.run_log.events(found.id),
        errors=store.errors(found.id),
        judged=store.standings.judged(found.id),
        alarms=[
            str(alarm)
            for alarm in alarms(store.run_log.measures(found.id), load_limits(visit.books.place.config))
        ],
        going=found.state in GOING,
        at_work=holder(visit.books.place.data) is not None,
        reported=pages.is_file(),
        names={a.id: a.name for a in visit.books.registry.agencies},
    )


def start(visit: Visit) -> Response:
    """Ask for a run of some agencies, or of all that the registry has today."""
    wanted = [id_ for id_ in visit.form.get("agencies", "").replace(",", " ").split() if id_]
    known = {agency.id for agency in visit.books.registry.agencies}
    if any(id_ not in known for id_ in wanted):
        return _page(visit, list(visit.books.store.runs())[:SHOWN], "agencies")
    return _ask(visit, JobKind.RUN, ",".join(dict.fromkeys(wanted)))


def cancel(visit: Visit) -> Response:
    """Ask that a run be stopped. What it has is kept."""
    found = _run(visit)
    if found.state not in GOING:
        raise Refused(HTTPStatus.CONFLICT, "conflict")
    return _ask(visit, JobKind.CANCEL, found.id)


def confirm(visit: Visit) -> Response:
    """Ask that a provisional run be trusted after all."""
    found = _run(visit)
    if found.state != "provisional":
        raise Refused(HTTPStatus.CONFLICT, "conflict")
    return _ask(visit, JobKind.CONFIRM, found.id)


def _ask(visit: Visit, kind: JobKind, target: str) -> Response:
    if visit.books.accounts.jobs.ask(kind, target, visit.viewer, visit.now) is None:
        raise Refused(HTTPStatus.TOO_MANY_REQUESTS, "queue")
    visit.note(f"run_{kind}", target=target)
    return visit.to(visit.url("runs"), "asked")


def _run(visit: Visit) -> Run:
    try:
        return visit.books.store.run(visit.param("run_id"))
    except UsageError as error:
        raise not_found() from error


ROUTES: Final = (
    Route("/runs", runs, May.NATION),
    Route("/runs/start", start, May.RUN, post=True),
    Route("/runs/{run_id}", run, May.NATION),
    Route("/runs/{run_id}/cancel", cancel, May.RUN, post=True),
    Route("/runs/{run_id}/confirm", confirm, May.RUN, post=True),
)
