"""audit.db by tables and SQL, for operators, where the operator has switched it on: Datasette behind our door."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from starlette.responses import Response

from reports.portal.access import May
from reports.portal.route import Route
from reports.portal.visit import Visit, not_found


def data(visit: Visit) -> Response:
    """Go to the tables."""
    if visit.books.explorer is None:
        raise not_found()
    return visit.to(visit.url("data_page", rest="audit"))


def data_page(visit: Visit) -> Response:
    """What Datasette answers, of what may be asked of it."""
    explorer = visit.books.explorer
    if explorer is None:
        raise not_found()
    from reports.portal.data.passing import Passed, is_passed  # noqa: PLC0415 - nobody else needs it

    # As the browser wrote it, which is what Datasette goes by; where a server keeps only the path in plain letters, that again.
    raw = visit.request.scope.get("raw_path")
    path = raw.decode("ascii", "replace").partition("?")[0] if raw else quote(visit.request.url.path)
    if not is_passed(path):
        raise not_found()
    return Passed(explorer, path)


ROUTES: Final = (
    Route("/data", data, May.DATA),
    Route("/data/", data, May.DATA, name="data_home"),
    Route("/data/{rest:path}", data_page, May.DATA),
)
