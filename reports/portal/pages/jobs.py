"""Re-checks from the browser, and the queue in which they wait."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from reports.portal.access import May
from reports.portal.accounts.jobs import JobKind, JobState
from reports.portal.live import is_live
from reports.portal.pages.finding import finding_page, life_in_sight
from reports.portal.route import Route
from reports.portal.visit import Visit

SHOWN: Final = 50


def recheck(visit: Visit) -> Response:
    """Ask that a finding be looked at again. What is fetched follows from the finding alone: no address is taken from here."""
    life = life_in_sight(visit)
    job = visit.books.accounts.jobs.ask(
        JobKind.RECHECK, life.finding.id, visit.viewer, visit.now, agency_id=life.agency_id
    )
    if job is None:
        return finding_page(visit, life, fault="queue")
    visit.note("recheck", agency_id=life.agency_id, target=life.finding.id)
    return visit.to(visit.url("finding", finding_id=life.finding.id), "queued")


def queue(visit: Visit) -> Response:
    """What waits, what is at work, and what came of the last ones, of the agencies in sight."""
    agencies = visit.viewer.agencies
    jobs = visit.books.accounts.jobs.newest(SHOWN, agencies)
    titles = visit.books.titles
    named = {}
    for job in jobs:
        if job.kind is JobKind.RECHECK:
            life = visit.books.store.lives.life(job.target)
            named[job.id] = titles.say(life.finding)[0 if visit.locale == "vi" else 1]
    return visit.page(
        "queue.html",
        jobs=jobs,
        named=named,
        waits=any(job.waiting for job in jobs),
        queued=sum(job.state is JobState.QUEUED for job in jobs),
        working=sum(job.state is JobState.WORKING for job in jobs),
        is_live=is_live(visit, jobs),
    )


ROUTES: Final = (
    Route("/findings/{finding_id}/recheck", recheck, May.RECHECK, post=True),
    Route("/queue", queue, May.RECHECK),
)
