"""`Sessions`: who is in. A session is a row here and a secret in a cookie; nothing about a person is in the cookie."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from audit.store.faults import said
from reports.portal.accounts.moment import text_of
from reports.portal.accounts.secret import digest, new_secret

IDLE_FOR: Final = timedelta(hours=2)
"""A session that nobody used for so long is over."""
LASTS_FOR: Final = timedelta(hours=12)
"""A session is over then, used or not."""
_NOTED_EVERY: Final = timedelta(minutes=1)
"""How exactly the last use is kept: reading a page must not write each time."""


@dataclass(frozen=True, slots=True)
class Session:
    """One browser of one person."""

    token: str
    """The digest of its secret."""
    user_id: str
    csrf: str
    """What forms of this session carry (CWE-352)."""


class Sessions:
    """By the digest of their secrets."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def begin(self, user_id: str, at: datetime) -> str:
        """Open a session and return its secret; always a new one, so that nobody can plant one (CWE-384)."""
        secret = new_secret()
        row = {
            "token_sha256": digest(secret), "user_id": user_id, "csrf": new_secret(), "created_at": text_of(at), "seen_at": text_of(at),
        }  # fmt: skip
        with said(self._path), self._db.atomic():
            self._db.table("sessions").delete_where("created_at < ?", [text_of(at - LASTS_FOR)])
            self._db.table("sessions").insert(row)
        return secret

    def find(self, secret: str, at: datetime) -> Session | None:
        """Return a session that is not over, and note that it is used."""
        token = digest(secret)
        where = "token_sha256 = ? and created_at > ? and seen_at > ?"
        args = [token, text_of(at - LASTS_FOR), text_of(at - IDLE_FOR)]
        with said(self._path):
            row = next(self._db.table("sessions").rows_where(where, args), None)
            if row is None:
                return None
            if at.astimezone(UTC) - datetime.fromisoformat(row["seen_at"]) > _NOTED_EVERY:
                with self._db.atomic():
                    self._db.table("sessions").update(token, {"seen_at": text_of(at)})
        return Session(token, row["user_id"], row["csrf"])

    def end(self, token: str) -> None:
        """End one session; one that is over already stays so."""
        with said(self._path), self._db.atomic():
            self._db.table("sessions").delete_where("token_sha256 = ?", [token])


def forget_browsers(path: Path) -> None:
    """End every session in a copy of portal.db of any version, and every sign-in that is on its way, so that no trace is left.

    Raises:
        StoreError: It cannot be written.
    """
    with said(path), closing(sqlite3.connect(path)) as db, db:
        db.execute("pragma secure_delete = on")
        there = {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}
        for table in sorted({"sessions", "departures"} & there):
            db.execute(f"delete from {table}")  # noqa: S608 - a name of our own
