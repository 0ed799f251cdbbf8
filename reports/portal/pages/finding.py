"""A finding: what is wrong, the evidence, what became of it, and what persons said."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from audit.life.model import EventKind
from audit.store.lives import Life
from crawler.errors import UsageError
from reports.portal.access import May
from reports.portal.accounts.jobs import JobKind
from reports.portal.live import is_live
from reports.portal.pages.agency import view_of
from reports.portal.pages.archive import archive_of
from reports.portal.route import Route
from reports.portal.standing import seen_of
from reports.portal.visit import Visit, not_found
from reports.views import FindingView


def finding(visit: Visit) -> Response:
    """All that is known of one finding, in the run that told it last."""
    return finding_page(visit, life_in_sight(visit))


def finding_page(visit: Visit, life: Life, *, fault: str = "", said: EventKind | None = None) -> Response:
    """The page of a finding.

    Args:
        visit: Who asks.
        life: The finding, in sight.
        fault: Field that was wrong in a form that was sent; what stood in the form is shown again.
        said: The form that was sent.
    """
    here = seen_of(visit, life.agency_id, life.told_by)
    job = visit.books.accounts.jobs.of(JobKind.RECHECK, life.finding.id)
    view = view_of(visit, here) if here.result is not None else None
    found = (
        next((item for item in view.findings if item.finding.id == life.finding.id), None) if view else None
    )
    return visit.page(
        "finding.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK,
        here=here,
        life=life,
        state=life.standing.state_on(visit.books.today()),
        title=visit.books.titles.say(life.finding)[0 if visit.locale == "vi" else 1],
        item=found or FindingView(life.finding, (), 0),
        view=view,
        events=visit.books.store.lives.events(life.finding.id)[::-1],
        agency=here.agency,
        job=job,
        is_live=is_live(visit, [job]),
        fault=fault,
        said=said,
        written=frozenset(),
        archive=archive_of(visit, life.agency_id, life.told_by),
        copy_of=lambda source, record: archive_of(visit, life.agency_id, source)(record),
    )


def life_in_sight(visit: Visit) -> Life:
    """Return the finding that a path names.

    Raises:
        Refused: There is none in sight.
    """
    try:
        life = visit.books.store.lives.life(visit.param("finding_id"))
    except UsageError as error:
        raise not_found() from error
    visit.agency(life.agency_id)
    return life


ROUTES: Final = (Route("/findings/{finding_id}", finding, May.READ),)
