"""Links to one report for somebody without an account: made and ended on the page of its agency, opened by anybody who has one."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from reports.i18n import LOCALES
from reports.portal import passwords
from reports.portal.access import May
from reports.portal.accounts.log import Change
from reports.portal.accounts.moment import text_of
from reports.portal.accounts.shares import LONGEST, Report, Share
from reports.portal.downloads import downloads
from reports.portal.pages.files import inside, sent
from reports.portal.route import Route
from reports.portal.security import is_same
from reports.portal.standing import seen_of
from reports.portal.visit import Refused, Visit, not_found

MOST: Final = 20
"""Links to reports of one agency at a time."""
_HIDDEN: Final = {"referrer-policy": "no-referrer", "x-robots-tag": "noindex, nofollow, noarchive"}
"""The report leads to pages of others: none of them learns whence one comes. No search engine keeps it."""


def share(visit: Visit) -> Response:
    """Make a link to a report, and show it once."""
    here = seen_of(visit, visit.param("agency_id"), visit.form.get("run", ""))
    found = next((item for item in downloads(visit, here) if item.name == visit.form.get("name")), None)
    days = visit.form.get("days", "")
    password = visit.form.get("password", "")
    known = days.isascii() and days.isdigit() and len(days) < 4 and 0 < int(days) <= LONGEST.days
    told = here.run is not None and here.run.state == "done"  # what is provisional is told to nobody
    if found is None or found.path.suffix != ".html" or here.run is None or not told or not known:
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "form")
    if password and passwords.fault_of(password):
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "share_password")
    shares = visit.books.accounts.shares
    if len(shares.of(here.agency.id, visit.now)) >= MOST:
        raise Refused(HTTPStatus.TOO_MANY_REQUESTS, "share_many")
    made, secret = shares.make(
        Report(here.agency.id, here.run.id, found.name),
        visit.viewer,
        visit.now,
        timedelta(days=int(days)),
        passwords.hash_of(password) if password else "",
    )
    visit.note(
        "share",
        agency_id=made.agency_id,
        target=made.id,
        detail=f"{made.run_id} {made.name} {made.expires_at}",
    )
    return visit.page(
        "share_made.html",
        share=made,
        agency=here.agency,
        link=visit.absolute(visit.url("shared", secret=secret)),
    )


def share_end(visit: Visit) -> Response:
    """End a link at once."""
    agency_id = visit.agency(visit.param("agency_id"))
    ended = visit.books.accounts.shares.end(agency_id, visit.param("share_id"), visit.now)
    if ended is None:
        raise not_found()
    visit.note("share_ended", agency_id=agency_id, target=ended.id)
    return visit.to(visit.url("agency", agency_id=agency_id), "share_ended")


def shared(visit: Visit) -> Response:
    """On to the report: its own links are told from where it lies."""
    found = _held(visit)
    if not _opened(visit, found):
        return _asked(visit, "")
    return visit.to(visit.url("shared_file", secret=visit.param("secret"), name=found.name))


def shared_file(visit: Visit) -> Response:
    """The report in either language, or a page of help to which it leads; whatever else it leads to is a dead end."""
    found, name = _held(visit), visit.param("name")
    if not _opened(visit, found):
        return _asked(visit, "")
    folder = visit.books.place.data.reports(found.run_id)
    locale, _, page = name.partition("/help/")
    path = inside(folder, name) if name in _names(found) else None
    if locale in LOCALES and page.endswith(".html"):
        path = inside(folder / locale / "help", page)
    if path is None:
        raise Refused(HTTPStatus.NOT_FOUND, "share_over" if name == found.name else "share_alone")
    response = sent(path)
    response.headers.update(_HIDDEN)
    return response


def shared_sent(visit: Visit) -> Response:
    """Open a link by its password."""
    found = _held(visit)
    accounts, keys = visit.books.accounts, (f"share:{found.id}", f"from:{visit.address}")
    if accounts.failures.wait(keys, visit.now):
        return _asked(visit, "wait")
    if not passwords.is_right(found.password, visit.form.get("password", "")):
        accounts.failures.add(keys, visit.now)
        accounts.log.add(
            Change(
                text_of(visit.now),
                "",
                "",
                "share_failed",
                agency_id=found.agency_id,
                target=found.id,
                address=visit.address,
            )
        )
        return _asked(visit, "wrong")
    accounts.failures.forget(keys[0])
    secret, settings = visit.param("secret"), visit.books.settings
    response = visit.to(visit.url("shared_file", secret=secret, name=found.name))
    response.set_cookie(
        _cookie(found),
        _proof(secret, found),
        path=visit.url("shared", secret=secret),
        secure=settings.secure,
        httponly=True,
        samesite="lax",
    )
    response.headers.update(_HIDDEN)
    return response


def _held(visit: Visit) -> Share:
    """Return the link that a secret opens.

    Raises:
        Refused: There is none, it is over, or who made it has no access any more.
    """
    accounts = visit.books.accounts
    found = accounts.shares.find(visit.param("secret"))
    if found is None:
        raise not_found()
    maker = accounts.users.by_id(found.made_by)
    sees = maker is not None and maker.active and visit.books.viewer(maker).sees(found.agency_id)
    if not sees or not found.holds(visit.now):
        raise Refused(HTTPStatus.GONE, "share_over")
    return found


def _names(found: Share) -> frozenset[str]:
    """The report in each language: it is one report."""
    _, _, page = found.name.partition("/")
    return frozenset({found.name, *(f"{locale}/{page}" for locale in LOCALES)})


def _opened(visit: Visit, found: Share) -> bool:
    """Whether no password is asked for, or this browser has given it."""
    given = visit.request.cookies.get(_cookie(found), "")
    return not found.password or is_same(given, _proof(visit.param("secret"), found))


def _cookie(found: Share) -> str:
    return f"osi-share-{found.id[:12]}"


def _proof(secret: str, found: Share) -> str:
    """What only a browser has that gave the password: nobody makes it up without both the secret and the kept hash."""
    return hashlib.sha256(f"{secret} {found.password}".encode()).hexdigest()


def _asked(visit: Visit, fault: str) -> Response:
    status = {"": HTTPStatus.OK, "wait": HTTPStatus.TOO_MANY_REQUESTS}.get(fault, HTTPStatus.FORBIDDEN)
    return visit.page("shared.html", status, fault=fault, secret=visit.param("secret"))


ROUTES: Final = (
    Route("/agencies/{agency_id}/shares", share, May.SHARE, post=True),
    Route("/agencies/{agency_id}/shares/{share_id}/end", share_end, May.SHARE, post=True),
    Route("/shared/{secret}", shared, None),
    Route("/shared/{secret}", shared_sent, None, post=True),
    Route("/shared/{secret}/{name:path}", shared_file, None),
)
