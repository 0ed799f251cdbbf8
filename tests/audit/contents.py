"""All that a data folder holds, as text that can be set beside that of another one: ids by their order, times and places in archives
left out."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

_ID = re.compile(r"\d{8}T\d{6}Z")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)|\d\d:\d\d(?::\d\d)?(?: UTC)?")
_ARCHIVE = re.compile(r"crawl-\d+\.warc\.gz(?::\d+)?")
_TEXTS = frozenset({".html"})
_OWN = (".osi-audit", "audit.db", "facts/", "search.db")
"""The lock, the database, which is told by itself, and what may be deleted at any time."""
_MARK = ".begun"
"""Of a re-check: the next one looks whether audit.db knows of it."""


def tables(data: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of audit.db as it is."""
    with closing(sqlite3.connect(data / "audit.db")) as database:
        assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert database.execute("pragma foreign_key_check").fetchall() == []
        names = database.execute(
            "select name from sqlite_master where type = 'table' and name not like '%sqlite_%' order by name"
        ).fetchall()
        return {
            name: sorted(database.execute(f"select * from {name}").fetchall(), key=repr) for (name,) in names
        }


def contents(data: Path, *, without: frozenset[str] = frozenset()) -> dict[str, object]:
    """Tables, and files below the folder.

    Args:
        data: The folder.
        without: Tables.
    """
    rows = tables(data)
    known = sorted({str(row[0]) for name in ("runs", "rechecks") for row in rows[name]})
    names = {id_: f"(id {number})" for number, id_ in enumerate(known)}

    def plain(text: str) -> str:
        told = _ID.sub(lambda found: names.get(found[0], found[0]), text)
        return _ARCHIVE.sub("(archive)", _TIME.sub("(time)", told))

    found: dict[str, object] = {
        name: sorted(plain(repr(row)) for row in table) for name, table in rows.items() if name not in without
    }
    for path in sorted(data.rglob("*")):
        name = str(path.relative_to(data))
        if path.is_file() and not name.startswith(_OWN) and not name.endswith(_MARK):
            is_text = path.suffix in _TEXTS and name.startswith("rechecks/")
            found[plain(name)] = plain(path.read_text(encoding="utf-8")) if is_text else ""
    return found
