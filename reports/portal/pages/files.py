"""Downloads: the report files of a run, as they were written: of an agency for its people, all for those who see the nation."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from starlette.responses import FileResponse, Response

from reports.environment import STATIC, script
from reports.i18n import LOCALES
from reports.portal.access import May
from reports.portal.downloads import MEDIA_TYPES, downloads
from reports.portal.route import Route
from reports.portal.standing import seen_of
from reports.portal.visit import Visit, not_found


@cache
def policy() -> str:
    """For reports that are opened in the browser: they are complete in themselves, and run our own scripts alone."""
    scripts = " ".join(script(path.name).source for path in sorted(STATIC.glob("*.js")))
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src {scripts}; img-src data:; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )


def file(visit: Visit) -> Response:
    """One file of an agency, of those that its page offers; or a page of help, to which its report leads."""
    here = seen_of(visit, visit.param("agency_id"), visit.param("run_id"))
    name = visit.param("name")
    found = next((item.path for item in downloads(visit, here) if item.name == name), None)
    locale, _, page = name.partition("/help/")
    if found is None and here.run is not None and locale in LOCALES:
        found = inside(visit.books.place.data.reports(here.run.id) / locale / "help", page)
    return sent(found)


def run_file(visit: Visit) -> Response:
    """One file of a run."""
    known = {run.id for run in visit.books.store.runs()}
    run_id = visit.param("run_id")
    return sent(
        inside(visit.books.place.data.reports(run_id), visit.param("name")) if run_id in known else None
    )


def inside(folder: Path, name: str) -> Path | None:
    """Return a file below a folder; None for what is not there or not below it (CWE-22)."""
    path = (folder / name).resolve()
    return path if path.is_relative_to(folder.resolve()) and path.is_file() else None


def sent(found: Path | None) -> Response:
    """Send a file of a run as a browser takes it.

    Raises:
        Refused: There is none, or it is no report.
    """
    if found is None or found.suffix not in MEDIA_TYPES:
        raise not_found()
    return FileResponse(
        found,
        media_type=MEDIA_TYPES[found.suffix],
        filename=found.name,
        content_disposition_type="inline" if found.suffix == ".html" else "attachment",
        headers={"content-security-policy": policy()},
    )


ROUTES: Final = (
    Route("/agencies/{agency_id}/files/{run_id}/{name:path}", file, May.READ),
    Route("/runs/{run_id}/files/{name:path}", run_file, May.NATION),
)
