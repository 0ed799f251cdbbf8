"""`FeedAddresses`: secret addresses by which feed readers and calendars, which cannot sign in, read what one person may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from audit.store.faults import said
from reports.portal.accounts.moment import text_of
from reports.portal.accounts.secret import digest, new_secret
from reports.portal.accounts.tokens import is_stale


@dataclass(frozen=True, slots=True)
class FeedAddress:
    """A person's address. Times are UTC, ISO 8601."""

    user_id: str
    created_at: str
    used_at: str
    """Empty until somebody asked for it."""


class FeedAddresses:
    """One for each person who wants one."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def make(self, user_id: str, at: datetime) -> str:
        """Return the secret of a new address; the one that the person had holds no more."""
        secret = new_secret()
        row = {"user_id": user_id, "token_sha256": digest(secret), "created_at": text_of(at), "used_at": ""}
        with said(self._path), self._db.atomic():
            self._db.table("feeds").upsert(row, pk="user_id")
        return secret

    def of(self, user_id: str) -> FeedAddress | None:
        """Return a person's address, without its secret, which nobody knows any more."""
        with said(self._path):
            row = next(self._db.table("feeds").rows_where("user_id = ?", [user_id]), None)
        return FeedAddress(row["user_id"], row["created_at"], row["used_at"]) if row is not None else None

    def find(self, secret: str, at: datetime) -> str | None:
        """Return the id of the person whose address a secret is of, and note that it is used."""
        with said(self._path):
            row = next(self._db.table("feeds").rows_where("token_sha256 = ?", [digest(secret)]), None)
            if row is None:
                return None
            if is_stale(row["used_at"], at):
                with self._db.atomic():
                    self._db.table("feeds").update(row["user_id"], {"used_at": text_of(at)})
        return str(row["user_id"])

    def end(self, user_id: str) -> None:
        """End a person's address at once."""
        with said(self._path), self._db.atomic():
            self._db.table("feeds").delete_where("user_id = ?", [user_id])
