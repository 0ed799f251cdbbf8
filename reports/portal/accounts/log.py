"""`Log`: what was changed by whom, and from where. Nothing is ever taken away."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from audit.store.faults import said
from reports.portal.access import Viewer
from reports.portal.accounts.moment import text_of


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that somebody did."""

    at: str
    user_id: str
    """Empty for the command line, and for tries to come in by a name that nobody has."""
    by: str
    action: str
    """login, login_failed, dispute, recheck …"""
    agency_id: str = ""
    target: str = ""
    """Finding, run or person that it was about."""
    detail: str = ""
    address: str = ""
    """Whence, as the server in front tells it."""


class Log:
    """The log of changes."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def add(self, change: Change) -> None:
        """Write down what was done."""
        with said(self._path), self._db.atomic():
            self._db.table("changes").insert(asdict(change))

    def note(
        self,
        viewer: Viewer,
        action: str,
        at: datetime,
        *,
        agency_id: str = "",
        target: str = "",
        detail: str = "",
        address: str = "",
    ) -> None:
        """Write down what somebody who is in has done."""
        self.add(Change(text_of(at), viewer.user_id, viewer.name, action, agency_id, target, detail, address))

    def newest(self, limit: int, before: int | None = None) -> list[tuple[int, Change]]:
        """Return changes with their numbers, the newest first, from before a number on."""
        where, args = ("number < ?", [before]) if before is not None else (None, [])
        with said(self._path):
            rows = self._db.table("changes").rows_where(where, args, order_by="number desc", limit=limit)
            return [(row.pop("number"), Change(**row)) for row in rows]

    def last_logins(self) -> dict[str, str]:
        """Return when each person came in last, by id; who never did is left out."""
        with said(self._path):
            rows = self._db.execute(
                "select user_id, max(at) from changes where action = 'login' group by user_id"
            )
            return dict(rows)
