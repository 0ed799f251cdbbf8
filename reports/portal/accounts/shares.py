"""`Shares`: links by which one report is read without an account, until a day or until somebody ends them."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from audit.store.faults import said
from reports.portal.access import Viewer
from reports.portal.accounts.moment import text_of
from reports.portal.accounts.secret import digest, new_secret

LONGEST: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Report:
    """What is shown by a link."""

    agency_id: str
    run_id: str
    name: str
    """Below the folder of the run: `vi/moh.html`. It is shown in the other language, too."""


@dataclass(frozen=True, slots=True)
class Share:
    """One link. Times are UTC, ISO 8601."""

    id: str
    token_sha256: str
    agency_id: str
    run_id: str
    name: str
    password: str
    """argon2id; empty without one."""
    made_by: str
    made_name: str
    made_at: str
    expires_at: str
    ended_at: str = ""

    def holds(self, at: datetime) -> bool:
        """Whether it opens anything."""
        return not self.ended_at and text_of(at) < self.expires_at


class Shares:
    """By the digest of their secrets, and by agency."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def make(
        self, report: Report, viewer: Viewer, at: datetime, lasts: timedelta, hashed: str = ""
    ) -> tuple[Share, str]:
        """Make a link, and return it with its secret, which is kept nowhere.

        Args:
            report: What it shows.
            viewer: Who makes it.
            at: The moment.
            lasts: For how long; never for longer than `LONGEST`.
            hashed: Hash of a password; empty for none.
        """
        secret = new_secret()
        share = Share(
            uuid.uuid4().hex,
            digest(secret),
            report.agency_id,
            report.run_id,
            report.name,
            hashed,
            viewer.user_id,
            viewer.name,
            text_of(at),
            text_of(at + min(lasts, LONGEST)),
        )
        with said(self._path), self._db.atomic():
            self._db.table("shares").insert(asdict(share))
        return share, secret

    def find(self, secret: str) -> Share | None:
        """Return the link of a secret, whether it still holds or not."""
        with said(self._path):
            row = next(self._db.table("shares").rows_where("token_sha256 = ?", [digest(secret)]), None)
        return Share(**row) if row is not None else None

    def of(self, agency_id: str, at: datetime) -> list[Share]:
        """Return the links to an agency's reports that hold, the newest first."""
        where = "agency_id = ? and expires_at > ? and ended_at = ''"
        with said(self._path):
            rows = self._db.table("shares").rows_where(
                where, [agency_id, text_of(at)], order_by="made_at desc, id"
            )
            return [Share(**row) for row in rows]

    def end(self, agency_id: str, share_id: str, at: datetime) -> Share | None:
        """End a link of an agency's, and return it; None when there is none that holds."""
        found = next((share for share in self.of(agency_id, at) if share.id == share_id), None)
        if found is not None:
            with said(self._path), self._db.atomic():
                self._db.table("shares").update(share_id, {"ended_at": text_of(at)})
        return found
