"""`Schema`: the numbered migrations of one database, and bringing it up to date by them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlite_utils import Database, Migrations

from crawler.errors import StoreError


@dataclass(frozen=True, slots=True)
class Schema:
    """What the tables of one kind of database come to be by."""

    file: str
    """Its usual name, by which people know it: `audit.db`."""
    migrations: Migrations
    """Their names begin with their number: `m004_lives`."""

    def applied(self, db: Database) -> list[str]:
        """Return the names of the migrations that a database has, in order; changes nothing."""
        return [m.name for m in self.migrations.applied(db)]

    def waiting(self, db: Database) -> list[str]:
        """Return the names of the migrations that a database still wants, in order; changes nothing.

        Raises:
            StoreError: It was written by a newer version, or is no database of this kind.
        """
        applied = self.applied(db)
        with Database(memory=True) as empty:
            ours = [m.name for m in self.migrations.pending(empty)]
        if unknown := sorted(set(applied).difference(ours)):
            raise StoreError(
                f"{self.file} was written by a newer version of osi-audit (it has {unknown[-1]}): upgrade first"
            )
        if not applied and (others := sorted(set(db.table_names()) - {self.migrations.migrations_table})):
            raise StoreError(
                f"{self.file} is a database of something else (it has a table {others[0]}): name another folder with --data"
            )
        return [name for name in ours if name not in applied]

    def migrate(self, db: Database, before: Callable[[str], object]) -> None:
        """Bring a database up to date, wholly or, on any fault and by any kill, not at all.

        Args:
            db: No transaction is open.
            before: Called with the name of the first migration, while nobody else can write; not for a database that is new.

        Raises:
            StoreError: See `waiting`, or from `before`; nothing was changed.
        """
        if not self.waiting(db):
            return
        db.execute("begin immediate")
        try:
            # Another process may have come first: what waits is told behind the lock.
            names = self.waiting(db)
            if names and self.applied(db):
                before(names[0])
            self.migrations.apply(db)
            db.execute("commit")
        except BaseException:
            db.rollback()
            raise
