"""Downloads: every report file of an agency, as it was written."""

from __future__ import annotations

from typing import Final

from starlette.responses import FileResponse, Response

from reports.portal.access import May
from reports.portal.downloads import downloads
from reports.portal.route import Route
from reports.portal.standing import seen_of
from reports.portal.visit import Visit, not_found

READ_HERE: Final = "default-src 'none'; style-src 'unsafe-inline'; script-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""For reports that are opened in the browser: they are complete in themselves, and their own policy is stricter still."""


def file(visit: Visit) -> Response:
    """One file, of those that the page of the agency offers."""
    here = seen_of(visit, visit.param("agency_id"), visit.param("run_id"))
    name = f"{visit.param('folder')}/{visit.param('name')}"
    found = next((item for item in downloads(visit, here) if item.name == name), None)
    if found is None:
        raise not_found()
    shown = found.path.suffix == ".html"
    return FileResponse(
        found.path,
        media_type=found.media_type,
        filename=found.path.name,
        content_disposition_type="inline" if shown else "attachment",
        headers={"content-security-policy": READ_HERE},
    )


ROUTES: Final = (Route("/agencies/{agency_id}/files/{run_id}/{folder}/{name}", file, May.READ),)
