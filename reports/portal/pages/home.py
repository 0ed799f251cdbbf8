"""Where one comes to first."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from reports.portal.access import May
from reports.portal.route import Route
from reports.portal.standing import agencies_in_sight, by_need
from reports.portal.todo import todo
from reports.portal.visit import Visit


def home(visit: Visit) -> Response:
    """The agency of who comes; for those who see several, the list of them, those first that need a look."""
    rows = by_need(agencies_in_sight(visit))
    if len(rows) == 1:
        return visit.to(visit.url("agency", agency_id=rows[0].id))
    return visit.page("agencies.html", rows=rows, waiting=list(todo(visit)))


ROUTES: Final = (Route("/", home, May.READ),)
