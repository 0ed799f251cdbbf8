"""Runs: how they stand, what is not right about them, and to start, cancel, confirm and reject them."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from audit.conclude import reject
from audit.guard import alarms, load_limits
from audit.lock import holder
from audit.store.db import GOING, Run
from audit.words import LONGEST
from crawler.errors import UsageError
from reports.held import say_alarm
from reports.i18n import Speech
from reports.portal.access import May
from reports.portal.accounts.jobs import JobKind
from reports.portal.live import is_live
from reports.portal.route import Route
from reports.portal.visit import Refused, Visit, not_found

SHOWN: Final = 50


def runs(visit: Visit) -> Response:
    """All runs, the newest first, and the form to start one."""
    every = list(visit.books.store.runs())[:SHOWN]
    return _page(visit, every, "")


def _page(visit: Visit, every: list[Run], fault: str) -> Response:
    today = visit.now.date()
    jobs = [
        job
        for job in visit.books.accounts.jobs.newest(SHOWN)
        if job.kind is not JobKind.RECHECK and job.waiting
    ]
    return visit.page(
        "runs.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK,
        runs=every,
        going=GOING,
        at_work=holder(visit.books.place.data) is not None,
        agencies=[a for a in visit.books.registry.agencies if a.valid.covers(today)],
        jobs=jobs,
        is_live=is_live(visit, jobs),
        fault=fault,
    )


def run(visit: Visit) -> Response:
    """One run: every state that it was in, agencies without a result, and what jumped against the last good run."""
    return _run_page(visit, _run(visit))


def _run_page(visit: Visit, found: Run, fault: str = "") -> Response:
    store, speech = visit.books.store, Speech(visit.locale)
    names = {a.id: a.name for a in visit.books.registry.agencies}
    at_work = holder(visit.books.place.data) is not None
    pages = visit.books.place.data.reports(found.id) / visit.locale / "index.html"
    return visit.page(
        "run.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK,
        run=found,
        events=store.run_log.events(found.id),
        errors=store.errors(found.id),
        judged=store.standings.judged(found.id),
        alarms=[
            say_alarm(alarm, names.get(alarm.agency_id), speech)
            for alarm in alarms(store.run_log.measures(found.id), load_limits(visit.books.place.config))
        ],
        going=found.state in GOING,
        at_work=at_work,
        is_live=visit.query("live") != "off" and found.state in GOING and at_work,
        reported=pages.is_file(),
        names=names,
        longest=LONGEST,
        fault=fault,
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
    """Ask that a provisional run, or one that was rejected by mistake, be trusted after all."""
    found = _run(visit)
    if found.state not in {"provisional", "rejected"}:
        raise Refused(HTTPStatus.CONFLICT, "conflict")
    return _ask(visit, JobKind.CONFIRM, found.id)


def rejected(visit: Visit) -> Response:
    """Say of a provisional run that it is not to be believed, and why. This is one word in audit.db, so it waits for no worker."""
    found = _run(visit)
    reason = visit.form.get("text", "").strip()
    if not reason or len(reason) > LONGEST:
        return _run_page(visit, found, "long" if reason else "text")
    try:
        reject(found.id, visit.books.store, reason, visit.viewer.name)
    except UsageError as error:  # it is something else by now
        raise Refused(HTTPStatus.CONFLICT, "conflict") from error
    visit.note("run_reject", target=found.id, detail=reason[:200])
    return visit.to(visit.url("run", run_id=found.id), "run_rejected")


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
    Route("/runs/{run_id}/rejected", rejected, May.RUN, post=True),
)
