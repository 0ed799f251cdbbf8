"""Whether the portal can answer at all: for supervisors and servers in front, which are told nothing else."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from crawler.errors import OsiAuditError
from reports.portal.route import Route
from reports.portal.security import HEALTH
from reports.portal.visit import Visit

log = logging.getLogger(__name__)


def healthz(visit: Visit) -> Response:
    """204 where both databases can be read, 503 where one cannot; never a word, since everybody may ask."""
    try:
        visit.books.store.newest_id()
        visit.books.accounts.users.by_id("")
    except OsiAuditError:
        log.exception("%s", HEALTH)
        return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE.value)
    return Response(status_code=HTTPStatus.NO_CONTENT.value)


ROUTES: Final = (Route(HEALTH, healthz, None),)
