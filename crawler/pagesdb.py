"""`pages.db`: one row per URL of a crawl. Every SQL statement about it is here."""

from __future__ import annotations

import sqlite3
from dataclasses import fields
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING

import sqlite_utils

from crawler.errors import SnapshotError
from crawler.records import PageRecord
from crawler.status import FetchStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FILE_NAME = "pages.db"
_COLUMNS = tuple(f.name for f in fields(PageRecord))
_VALUES = attrgetter(*_COLUMNS)
_SELECT = f"select {', '.join(_COLUMNS)} from pages"  # noqa: S608 - names of our own dataclass
_TYPES: dict[str, type] = {"http_status": int, "depth": int, "size": int, "warc_offset": int}
_STATUS = _COLUMNS.index("status")


class PagesWriter:
    """Upserts page records on their URL."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        try:
            self._db = sqlite_utils.Database(self._path)
            self._db.table("pages").create(
                {name: _TYPES.get(name, str) for name in _COLUMNS}, pk="url", if_not_exists=True
            )
        except sqlite3.Error as error:
            raise SnapshotError(f"{self._path}: cannot be written: {error}") from error

    def upsert(self, records: Iterable[PageRecord]) -> None:
        """Write records in one transaction; a URL that is there already is replaced.

        Raises:
            SnapshotError: The disk is full or the file cannot be written.
        """
        rows = (dict(zip(_COLUMNS, _VALUES(record), strict=True)) for record in records)
        try:
            with self._db.atomic():
                self._db.table("pages").upsert_all(rows, pk="url", batch_size=1000)
        except sqlite3.Error as error:
            raise SnapshotError(f"{self._path}: cannot be written: {error}") from error

    def records(self) -> Iterator[PageRecord]:
        """What a former, killed crawl wrote."""
        return _records(self._db.conn)

    def close(self) -> None:
        """Close the file."""
        self._db.close()


class PagesReader:
    """Reads page records; the file is never changed."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        if not self._path.is_file():
            raise SnapshotError(f"{self._path}: there is no such file")
        try:
            self._connection = sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True)
        except sqlite3.Error as error:
            raise SnapshotError(f"{self._path}: cannot be read: {error}") from error

    def all(self) -> Iterator[PageRecord]:
        """Every record, by depth and address, those without a depth last."""
        yield from self._query("order by depth < 0, depth, url")

    def fetched(self, status: FetchStatus = FetchStatus.OK) -> Iterator[PageRecord]:
        """What has a body, in the order of the archive: pages, or what was kept beside them."""
        yield from self._query("where status = ? order by warc_file, warc_offset", status.value)

    def one(self, url: str) -> PageRecord | None:
        """The record of a canonical address."""
        return next(self._query("where url = ?", url), None)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _query(self, clause: str, *parameters: str) -> Iterator[PageRecord]:
        try:
            yield from _records(self._connection, clause, *parameters)
        except (sqlite3.Error, ValueError, TypeError) as error:  # or a value that this version does not know
            raise SnapshotError(f"{self._path}: cannot be read: {error}") from error


def _records(connection: sqlite3.Connection, clause: str = "", *parameters: str) -> Iterator[PageRecord]:
    for row in connection.execute(f"{_SELECT} {clause}", parameters):
        values = list(row)
        values[_STATUS] = FetchStatus(values[_STATUS])
        record = PageRecord(*values)
        if record.fetched_at:
            date.fromisoformat(record.fetched_at[:10])  # refused here rather than in the midst of judging
        yield record
