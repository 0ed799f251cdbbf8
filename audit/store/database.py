"""audit.db as sqlite_utils sees it, with transactions that wait for their turn."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Generator
from contextlib import contextmanager

from sqlite_utils import Database


class AuditDatabase(Database):
    """A database whose transactions take the right to write when they begin.

    One that reads first and writes later would otherwise be refused at once, however patient the connection is, when somebody else
    has written in between: what it has read is no longer so.
    """

    patience_s = 0.0
    """For how long a transaction is begun again that others keep out, beyond the connection's own patience; it can be interrupted."""

    @contextmanager
    def atomic(self) -> Generator[Database, None, None]:
        """Have several writes come about together or, on any fault, not at all; within another such block, too."""
        if self.conn.in_transaction:
            with super().atomic():
                yield self
            return
        self._begin()
        try:
            yield self
            self.conn.execute("commit")
        except BaseException:
            self.conn.rollback()
            raise

    def _begin(self) -> None:
        until = time.monotonic() + self.patience_s
        while True:
            try:
                self.conn.execute("begin immediate")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= until:
                    raise
            else:
                return
