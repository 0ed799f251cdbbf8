"""`Departures`: browsers on their way to a provider of OpenID Connect, so that only one that left comes back, and only once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from audit.store.faults import said
from reports.portal.accounts.moment import text_of
from reports.portal.accounts.secret import digest, new_secret

AWAY_FOR: Final = timedelta(minutes=15)
"""Who comes back later signs in again."""
MOST_AWAY: Final = 100
"""Of one address: a ministry goes out by few."""


@dataclass(frozen=True, slots=True)
class Departure:
    """A browser that left."""

    browser_sha256: str
    """Digest of the secret in its cookie."""
    issuer: str
    target: str
    """Path where the person wanted to go."""


class Departures:
    """By the digest of the state that a browser brings back. Nothing that opens anything is kept."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def begin(self, browser: str, issuer: str, target: str, address: str, at: datetime) -> str | None:
        """Write down that a browser leaves, and return the state that it brings back.

        Args:
            browser: Secret of its cookie.
            issuer: To whom it goes.
            target: Where the person goes afterwards.
            address: Whence.
            at: The moment.

        Returns:
            None when too many of that address are away.
        """
        state = new_secret()
        row = {
            "state_sha256": digest(state), "browser_sha256": digest(browser), "issuer": issuer, "target": target,
            "address": address, "at": text_of(at),
        }  # fmt: skip
        with said(self._path), self._db.atomic():
            self._db.table("departures").delete_where("at <= ?", [text_of(at - AWAY_FOR)])
            if self._db.table("departures").count_where("address = ?", [address]) >= MOST_AWAY:
                return None
            self._db.table("departures").insert(row)
        return state

    def end(self, state: str, at: datetime) -> Departure | None:
        """Return what left with a state; None when nothing did, it is back already, or was away for too long."""
        key = digest(state)
        with said(self._path), self._db.atomic():
            row = next(self._db.table("departures").rows_where("state_sha256 = ?", [key]), None)
            self._db.table("departures").delete_where("state_sha256 = ?", [key])
        if row is None or row["at"] <= text_of(at - AWAY_FOR):
            return None
        return Departure(row["browser_sha256"], row["issuer"], row["target"])
