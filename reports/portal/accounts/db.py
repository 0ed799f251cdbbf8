"""`Accounts`: portal.db, opened and migrated."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from audit.store.faults import said
from audit.store.opening import open_database
from reports.portal.accounts.departures import Departures
from reports.portal.accounts.failures import Failures
from reports.portal.accounts.feeds import FeedAddresses
from reports.portal.accounts.identities import Identities
from reports.portal.accounts.jobs import Jobs
from reports.portal.accounts.log import Log
from reports.portal.accounts.schema import SCHEMA
from reports.portal.accounts.sessions import Sessions
from reports.portal.accounts.shares import Shares
from reports.portal.accounts.tokens import Tokens
from reports.portal.accounts.users import Users


class Accounts:
    """portal.db. One object for each thread.

    Raises:
        StoreError: See `open_database` in `audit.store.opening`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with said(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                path.touch(mode=0o600)  # password hashes are nobody else's business
        self._db = open_database(path, SCHEMA)
        self.users = Users(self._db, path)
        self.sessions = Sessions(self._db, path)
        self.failures = Failures(self._db, path)
        self.log = Log(self._db, path)
        self.jobs = Jobs(self._db, path)
        self.shares = Shares(self._db, path)
        self.tokens = Tokens(self._db, path)
        self.feeds = FeedAddresses(self._db, path)
        self.identities = Identities(self._db, path)
        self.departures = Departures(self._db, path)

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()
