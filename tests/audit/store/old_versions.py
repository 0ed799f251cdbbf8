"""Databases of older versions, by the numbered migrations; and `python -m tests.audit.store.old_versions`, which dies upgrading one."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from audit.store import backup, opening
from audit.store.db import Store
from audit.store.migrating import Schema
from audit.store.schema import SCHEMA
from reports.portal.accounts.db import Accounts
from reports.portal.accounts.schema import SCHEMA as PORTAL

OPENED_BY = {SCHEMA.file: Store, PORTAL.file: Accounts}
NAMES = SCHEMA.waiting(Database(memory=True))
Rows = dict[str, list[dict[str, Any]]]


def build(path: Path, known: int, rows: Rows, schema: Schema = SCHEMA) -> None:
    """Make the database of a version that knew the first `known` migrations, with as much of `rows` as that could hold."""
    with closing(sqlite3.connect(path)) as connection:
        old = Database(connection)
        old.enable_wal()
        schema.migrations.apply(old, stop_before=schema.waiting(old)[known:])
        for name in tables(old):
            columns = old.table(name).columns_dict
            old.table(name).insert_all({k: v for k, v in row.items() if k in columns} for row in rows[name])


def tables(db: Database) -> list[str]:
    return [name for name in db.table_names() if name != SCHEMA.migrations.migrations_table]


def contents(path: Path) -> Rows:
    """All rows by table; the file is not changed."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        db = Database(connection)
        return {name: sorted(db.table(name).rows, key=repr) for name in tables(db)}


def applied(path: Path, schema: Schema = SCHEMA) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return schema.applied(Database(connection))


def _moments(path: Path, folder: Path, name: str) -> Iterator[int]:
    """Kill an upgrade at each of its statements, and just before the copy gets its name, one process for each."""
    moment = 0
    while True:
        here = folder / f"{moment:03}"
        here.mkdir()
        shutil.copy(path, here / name)
        process = os.fork()
        if not process:
            _die_at(here / name, moment)
            os._exit(0)
        _, status = os.waitpid(process, 0)
        if os.WIFEXITED(status):
            assert not os.WEXITSTATUS(status), "the upgrade failed"
            return
        assert os.WTERMSIG(status) == signal.SIGKILL
        yield moment
        moment += 1


def _die_at(path: Path, moment: int) -> None:
    left = [moment]

    def step(*_: object) -> None:
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1

    class Dying(sqlite3.Connection):
        def execute(self, *arguments):
            step()
            found = super().execute(*arguments)
            if arguments[0] == "commit":
                step()
            return found

        def commit(self):
            step()
            super().commit()

    class Deadly:
        """The module sqlite3, whose connections die."""

        Error = sqlite3.Error

        @staticmethod
        def connect(*arguments, **more):
            return sqlite3.connect(*arguments, **{**more, "factory": Dying})

    opening.sqlite3 = backup.sqlite3 = Deadly
    check = backup._check
    backup._check = lambda *arguments: (check(*arguments), step())
    OPENED_BY[path.name](path).close()


if __name__ == "__main__":
    print(sum(1 for _ in _moments(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])))  # noqa: T201
