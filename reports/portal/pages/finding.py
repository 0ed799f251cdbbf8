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
from reports.portal.pages.archive import archive_of
from reports.portal.route import Route
from reports.portal.standing import Seen, seen_of
from reports.portal.visit import Visit, not_found
from reports.views import FindingView, agency_view


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
    return visit.page(
        "finding.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK,
        here=here,
        life=life,
        state=life.standing.state_on(visit.books.today()),
        title=visit.books.titles.say(life.finding)[0 if visit.locale == "vi" else 1],
        item=_item(visit, here, life) or FindingView(life.finding, (), 0),
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


def _item(visit: Visit, here: Seen, life: Life) -> FindingView | None:
    """What the report of a run says of a finding; None where none that is in sight tells it."""
    if here.look is None or here.run is None:
        return None
    result = visit.books.store.ledger.told(here.look.run_id, life.agency_id, life.finding)
    return next(iter(agency_view(result, visit.books.rules(here.run)).findings), None) if result else None


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
