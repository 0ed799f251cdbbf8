"""Archived copies: a page as it was read, from the archive of its crawl, shut in so that nothing in it runs or calls out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from starlette.responses import Response

from audit.archived import ArchivedCopy, archived_copy, where_kept
from crawler.errors import OsiAuditError
from reports.portal.access import May
from reports.portal.route import Route
from reports.portal.visit import Visit, not_found

SHUT_IN: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
"""What a copy may do: show its own text, in its own inline styles. No script, no request, no form, an origin of its own."""


def archive(visit: Visit) -> Response:
    """A copy in a frame, below a banner that says what it is and from when."""
    found = _found(visit)
    raw = visit.url(
        "archived_page",
        agency_id=visit.param("agency_id"),
        source=visit.param("source"),
        record=visit.param("record"),
    )
    return visit.page("archive.html", copy=found, raw=raw, agency_id=visit.param("agency_id"))


def archived_page(visit: Visit) -> Response:
    """The copy itself, for the frame."""
    from reports.portal.copies import inert  # noqa: PLC0415 - loads readers of pages, and few ask for a copy

    found = _found(visit)
    return Response(
        inert(found.body, found.media_type),
        media_type="text/html; charset=utf-8",
        headers={
            "content-security-policy": SHUT_IN,
            "x-frame-options": "SAMEORIGIN",
            "cross-origin-resource-policy": "same-origin",
        },
    )


def _found(visit: Visit) -> ArchivedCopy:
    agency_id = visit.agency(visit.param("agency_id"))
    try:
        found = archived_copy(visit.books.place.data, agency_id, visit.param("source"), visit.param("record"))
    except OsiAuditError as error:
        raise not_found() from error
    if found is None:
        raise not_found()
    return found


def archive_of(visit: Visit, agency_id: str, source: str) -> Callable[[str], str]:
    """Return what makes the address of an archived copy out of a record of evidence.

    Args:
        visit: Who asks.
        agency_id: Whose page it is.
        source: The run or re-check that read it.
    """

    def address(record: str) -> str:
        kept_in, name = where_kept(source, record)
        return visit.url("archive", agency_id=agency_id, source=kept_in, record=name)

    return address


ROUTES: Final = (
    Route("/agencies/{agency_id}/copies/{source}/{record}", archive, May.READ),
    Route("/agencies/{agency_id}/copies/{source}/{record}/page", archived_page, May.READ),
)
