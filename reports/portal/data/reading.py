"""audit.db as Datasette opens it: read only, by the file system's word and by SQLite's, and nothing beside it."""

from __future__ import annotations

import sqlite3
from typing import Any, Final

from datasette.database import Database

LARGEST_VALUE: Final = 8 * 1024 * 1024
"""Bytes of one value: `zeroblob(1e9)` would fill the memory within the second that a question has."""
_LONGEST_SQL: Final = 100_000
_PRAGMAS: Final = frozenset(
    {"foreign_key_list", "index_info", "index_list", "index_xinfo", "schema_version", "table_info", "table_list", "table_xinfo"}
)  # fmt: skip
"""By which tables are described. `database_list` tells where files lie."""
_READS: Final = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
_OPENED: Final = ("json_each", "json_tree")
"""Tables out of a value, which SQLite makes when they are first asked for; making any, the authorizer forbids."""
_FORBIDDEN: Final = frozenset({"load_extension", "fts3_tokenizer"})


def may(action: int, one: str | None, other: str | None, _database: str | None, _by: str | None) -> int:
    """Say what SQL may do (`sqlite3_set_authorizer`): read, and learn what tables there are.

    Args:
        action: What is to be done.
        one: Of a pragma, its name.
        other: Of a pragma, the value; of a function, its name.
    """
    if action in _READS:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and (other or "").lower() not in _FORBIDDEN:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and (one or "").lower() in _PRAGMAS:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


class ReadOnly(Database):  # type: ignore[misc] # Datasette has no types
    """A database that nothing can be written into, whoever asks."""

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """Open it for one thread.

        Raises:
            PermissionError: It is to be written into.
        """
        if write:
            raise PermissionError("audit.db is not written from here")
        opened: sqlite3.Connection = super().connect()
        opened.execute("pragma query_only = on")
        opened.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
        opened.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, _LONGEST_SQL)
        opened.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        for name in _OPENED:
            opened.execute(f"select 1 from {name}('[]')")  # noqa: S608 - two names of our own
        opened.set_authorizer(may)
        return opened

    async def execute_write_fn(self, *_what: Any, **_how: Any) -> Any:
        """Refuse: all writing of Datasette's goes this way.

        Raises:
            PermissionError: Always.
        """
        raise PermissionError("audit.db is not written from here")

    async def execute(self, sql: str, params: Any = None, **how: Any) -> Any:
        """Ask, without writing what failed to the standard error: a mistyped question is nobody's business."""
        return await super().execute(sql, params, **{**how, "log_sql_errors": False})

    async def attached_databases(self) -> list[Any]:
        """Return none: there can be none."""
        return []
