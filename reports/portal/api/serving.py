"""What stands between a program's request and its answer."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from crawler.errors import OsiAuditError
from reports.i18n import LocaleCode
from reports.portal.api.entrance import program
from reports.portal.api.problem import Problem, told
from reports.portal.books import Books
from reports.portal.route import Route
from reports.portal.visit import Refused, Visit

log = logging.getLogger(__name__)
BEGINNING: Final = "/api/"
"""Of the addresses of programs: what is said there is said to programs, faults included."""


def answered(route: Route, request: Request, books: Books) -> Response:
    """Answer a program: no cookie is looked at, and a refusal is a problem document."""
    try:
        who = program(request, books) if route.needs is not None else None
        locale: LocaleCode = "en" if request.query_params.get("lang") == "en" else "vi"
        visit = Visit(request, books, locale, who)
        if route.needs is not None and not visit.may(route.needs):
            raise Problem(HTTPStatus.FORBIDDEN, "not_granted")
        return route.answer(visit)
    except Refused as refused:
        return told(refused)
    except OsiAuditError:
        log.exception("%s %s", request.method, request.url.path)
        return told(Refused(HTTPStatus.SERVICE_UNAVAILABLE, "store"))
