"""`Failures`: tries to come in that failed, and how long to wait after them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from audit.store.faults import said
from reports.portal.accounts.moment import text_of

REMEMBERED_FOR: Final = timedelta(minutes=30)
FREE_TRIES: Final = {"login": 5, "from": 30, "link": 30, "share": 5, "token": 30}
"""Failed tries without a wait: for one name, from one address, for one shared link, and with links and with tokens from one address."""
_FIRST_WAIT: Final = timedelta(seconds=30)
_LONGEST_WAIT: Final = timedelta(minutes=15)


class Failures:
    """By what is protected: a name (`login:NAME`) and an address (`from:ADDRESS`, `link:ADDRESS`, `token:ADDRESS`)."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def add(self, keys: tuple[str, ...], at: datetime) -> None:
        """Note one failed try under each of the keys."""
        with said(self._path), self._db.atomic():
            self._db.table("failures").delete_where("at < ?", [text_of(at - REMEMBERED_FOR)])
            self._db.table("failures").insert_all({"key": key, "at": text_of(at)} for key in keys)

    def forget(self, key: str) -> None:
        """Forget the tries under a key, after one that came in."""
        with said(self._path), self._db.atomic():
            self._db.table("failures").delete_where("key = ?", [key])

    def wait(self, keys: tuple[str, ...], at: datetime) -> timedelta:
        """Return how long nothing is tried under any of the keys; zero when it may be tried now."""
        return max((self._wait(key, at) for key in keys), default=timedelta())

    def _wait(self, key: str, at: datetime) -> timedelta:
        with said(self._path):
            rows = self._db.query(
                "select count(*) as number, max(at) as last from failures where key = ? and at > ?",
                [key, text_of(at - REMEMBERED_FOR)],
            )
            row = next(iter(rows))
        over = row["number"] - FREE_TRIES[key.partition(":")[0]]
        if over < 0:
            return timedelta()
        wait: timedelta = min(_FIRST_WAIT * 2 ** min(over, 10), _LONGEST_WAIT)
        return max(datetime.fromisoformat(row["last"]) + wait - at.astimezone(UTC), timedelta())
