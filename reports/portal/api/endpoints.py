"""The addresses of the API: one table, from which both its routes and its OpenAPI document are made."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Final

from starlette.responses import Response

from crawler import __version__
from reports.export.records import Record
from reports.portal.access import May
from reports.portal.api import agencies, findings, runs
from reports.portal.api.openapi import Operation, openapi
from reports.portal.api.parameters import check
from reports.portal.route import Route
from reports.portal.unchanged import sent
from reports.portal.visit import Visit

PREFIX: Final = "/api/v1"
_PAGED: Final = ("limit", "after")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address."""

    path: str
    answer: Callable[[Visit], Record]
    parameters: tuple[str, ...]
    """Of `reports.portal.api.parameters.PARAMETERS`."""
    schema: str
    """Of `reports.portal.api.shapes.schemas`."""

    @property
    def operation(self) -> Operation:
        """As the OpenAPI document tells it."""
        return Operation(
            PREFIX + self.path, self.answer.__name__, self.answer.__doc__ or "", self.parameters, self.schema
        )


ENDPOINTS: Final = (
    Endpoint("/agencies", agencies.agencies, _PAGED, "agency_page"),
    Endpoint("/agencies/{agency_id}", agencies.agency, ("run", "lang"), "agency_report"),
    Endpoint(
        "/agencies/{agency_id}/findings", findings.findings, ("state", "criterion_id", "cause", "lang", *_PAGED), "finding_page"
    ),
    Endpoint("/agencies/{agency_id}/verdicts", agencies.verdicts, ("run", "lang", *_PAGED), "verdict_page"),
    Endpoint("/agencies/{agency_id}/services", agencies.services, ("run", "lang", *_PAGED), "service_page"),
    Endpoint("/findings/{finding_id}", findings.finding, ("lang",), "finding_life"),
    Endpoint("/runs", runs.runs, _PAGED, "run_page"),
    Endpoint("/runs/{run_id}", runs.run, (), "run_result"),
)  # fmt: skip


def _answer(endpoint: Endpoint, visit: Visit) -> Response:
    check(visit, endpoint.parameters)
    return _sent(visit, endpoint.answer(visit))


@cache
def _document() -> Record:
    return openapi([endpoint.operation for endpoint in ENDPOINTS], __version__)


def openapi_document(visit: Visit) -> Response:
    """The OpenAPI document; for everybody, as it is the same in every installation."""
    return _sent(visit, _document())


def _sent(visit: Visit, record: Record) -> Response:
    body = json.dumps(record, ensure_ascii=False, allow_nan=False).encode()
    return sent(visit.request, body, "application/json", {"vary": "authorization"})


ROUTES: Final = (
    Route(f"{PREFIX}/openapi.json", openapi_document, None, program=True),
    *(
        Route(PREFIX + endpoint.path, partial(_answer, endpoint), May.READ, name=f"api_{endpoint.answer.__name__}", program=True)
        for endpoint in ENDPOINTS
    ),
)  # fmt: skip
