"""The log of changes, and who has access: read by the operator, changed by nobody."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from reports.portal.access import May
from reports.portal.route import Route
from reports.portal.visit import Visit

SHOWN: Final = 50
"""Changes on one page."""


def changes(visit: Visit) -> Response:
    """What was done by whom, the newest first, and everybody who has access."""
    asked = visit.query("before")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 16 else None
    accounts = visit.books.accounts
    rows = accounts.log.newest(SHOWN + 1, before)
    more = rows[SHOWN - 1][0] if len(rows) > SHOWN else None
    return visit.page(
        "log.html",
        rows=rows[:SHOWN],
        before=before,
        more=more,
        users=accounts.users.all(),
        logins=accounts.log.last_logins(),
        names={agency.id: agency.name for agency in visit.books.registry.agencies},
    )


ROUTES: Final = (Route("/log", changes, May.ACCOUNTS, name="log"),)
