"""`pages.db`: one row per URL of a crawl, and one per robots.txt and site map. Every SQL statement about it is here."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import fields
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import sqlite_utils

from crawler.errors import SnapshotError
from crawler.records import KeptLinks, KnownAddress, PageRecord, SideRecord
from crawler.status import FetchStatus
from crawler.warc_tail import Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FILE_NAME = "pages.db"
_COLUMNS = tuple(f.name for f in fields(PageRecord))
_VALUES = attrgetter(*_COLUMNS)
_SELECT = f"select {', '.join(_COLUMNS)} from pages"  # noqa: S608 - names of our own dataclass
_SELECT_SIDE = "select url, etag, last_modified, warc_file, warc_offset from side"
_TYPES: dict[str, type] = {"http_status": int, "depth": int, "size": int, "warc_offset": int}
_SIDE = tuple(f.name for f in fields(SideRecord))
_SIDE_VALUES = attrgetter(*_SIDE)
_KEPT = """
    create table if not exists reading (digest text);
    create table if not exists addresses (number integer primary key, url text, anchor text);
    create table if not exists links (url text primary key, packed blob) without rowid;
"""
"""What the next crawl may take over (`crawler.kept_links`); a snapshot without is as good."""
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
            self._db.table("side").create(
                {name: _TYPES.get(name, str) for name in _SIDE}, pk="url", if_not_exists=True
            )
        except sqlite3.Error as error:
            if not isinstance(error, sqlite3.OperationalError):
                raise self._damaged(error) from error
            raise SnapshotError(f"{self._path}: cannot be written: {error}") from error

    def upsert(self, records: Iterable[PageRecord], side: Iterable[SideRecord] = ()) -> None:
        """Write records in one transaction; a URL that is there already is replaced.

        Raises:
            SnapshotError: The disk is full or the file cannot be written.
        """
        rows = (dict(zip(_COLUMNS, _VALUES(record), strict=True)) for record in records)
        try:
            with self._db.atomic():
                self._db.table("pages").upsert_all(rows, pk="url", batch_size=1000)
                beside = [dict(zip(_SIDE, _SIDE_VALUES(record), strict=True)) for record in side]
                if beside:
                    self._db.table("side").upsert_all(beside, pk="url")
        except sqlite3.Error as error:
            raise SnapshotError(f"{self._path}: cannot be written: {error}") from error

    def keep_links(self, reading: str, known: Iterable[KnownAddress], links: Iterable[KeptLinks]) -> None:
        """Keep the links of pages, in place of any that are there.

        Args:
            reading: Digest of all that they depend on besides the pages.
            known: The addresses that they lead to.
            links: By page.

        Raises:
            SnapshotError: The disk is full or the file cannot be written.
        """
        try:
            with self._db.atomic():
                connection = self._db.conn
                for statement in filter(str.strip, _KEPT.split(";")):
                    connection.execute(statement)
                for table in ("reading", "addresses", "links"):
                    connection.execute(f"delete from {table}")  # noqa: S608 - names of our own
                connection.execute("insert into reading values (?)", (reading,))
                connection.executemany("insert into addresses values (?, ?, ?)", known)
                connection.executemany("insert into links values (?, ?)", links)
        except sqlite3.Error as error:
            raise SnapshotError(f"{self._path}: cannot be written: {error}") from error

    def records(self) -> Iterator[PageRecord]:
        """What a former, killed crawl wrote.

        Raises:
            SnapshotError: The file is damaged.
        """
        with self._said_damaged():
            yield from _records(self._db.conn)

    def last_position(self) -> Position | None:
        """Where the last archive record starts that a row speaks of; None when no row does. Raises as `records`."""
        query = (
            "select warc_file, warc_offset from pages where warc_file != '' "
            "order by warc_file desc, warc_offset desc limit 1"
        )
        with self._said_damaged():
            row = self._db.execute(query).fetchone()
        return None if row is None else Position(*row)

    def forget_lost(self, ends: dict[str, int], orphans: frozenset[Position] = frozenset()) -> int:
        """Forget URLs without an answer, which are found again, and answers whose archive record is lost.

        Args:
            ends: Bytes of each archive file that are whole.
            orphans: Records that say nothing by themselves, since what they refer to is lost.

        Returns:
            How many answers were forgotten. Raises as `records`.
        """
        with self._said_damaged(), self._db.atomic():
            self._db.execute("delete from pages where fetched_at = ''")
            lost = {
                table: [
                    (url,)
                    for url, file, offset in self._db.execute(
                        f"select url, warc_file, warc_offset from {table} where warc_file != ''"  # noqa: S608 - names of our own
                    )
                    if offset >= ends.get(file, 0) or Position(file, offset) in orphans
                ]
                for table in ("pages", "side")
            }
            for table, urls in lost.items():
                self._db.conn.executemany(f"delete from {table} where url = ?", urls)  # noqa: S608 - as above
        return len(lost["pages"])

    @contextmanager
    def _said_damaged(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, ValueError, TypeError) as error:  # or a value that this version does not know
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> SnapshotError:
        return SnapshotError(
            f"{self._path}: is damaged: {error}; remove the folder {self._path.parent}, and its crawl begins anew"
        )

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def has_links(folder: Path) -> bool:
    """Whether a snapshot keeps links for the next crawl. Raises as `PagesReader.all`."""
    reader = PagesReader(folder)
    try:
        return bool(reader.reading())
    finally:
        reader.close()


def drop_links(folder: Path) -> None:
    """Let go of the links that a snapshot keeps for the next crawl, in one step; its records and side records stay.

    Raises:
        SnapshotError: The file cannot be read or written; it is as it was.
    """
    path = folder / FILE_NAME
    part = folder / f"{FILE_NAME}.part"
    try:
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source:
            if not source.execute("select 1 from sqlite_master where name = 'links'").fetchone():
                return
            source.execute("vacuum into ?", (str(part),))
        with closing(sqlite3.connect(part, isolation_level=None)) as slim:
            for table in ("reading", "addresses", "links"):
                slim.execute(f"drop table if exists {table}")  # names of our own
            slim.execute("vacuum")
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(path)
    except (sqlite3.Error, OSError) as error:
        raise SnapshotError(f"{path}: cannot be written anew: {error}") from error


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

    def side(self, url: str) -> SideRecord | None:
        """What is kept of a robots.txt or site map; None in snapshots of a time when nothing was."""
        try:
            if not self._connection.execute("select 1 from sqlite_master where name = 'side'").fetchone():
                return None
            row = self._connection.execute(f"{_SELECT_SIDE} where url = ?", (url,)).fetchone()
        except sqlite3.Error as error:
            raise SnapshotError(f"{self._path}: cannot be read: {error}") from error
        return None if row is None else SideRecord(*row)

    def reading(self) -> str:
        """Digest of all that the kept links depend on besides the pages; empty when none are kept."""
        if not self._rows("select 1 from sqlite_master where name = 'links'"):
            return ""
        return "".join(str(digest) for (digest,) in self._rows("select digest from reading"))

    def links(self, url: str) -> bytes | None:
        """The packed links of a page, or None when none are kept; `reading` comes first."""
        rows = self._rows("select packed from links where url = ?", url)
        return bytes(rows[0][0]) if rows else None

    def addresses(self, numbers: Iterable[int]) -> dict[int, tuple[str, str]]:
        """Address and link text by number, of those that are kept."""
        query = "select url, anchor from addresses where number = ?"
        return {number: tuple(row) for number in numbers for row in self._rows(query, number)}

    def _rows(self, query: str, *parameters: str | int) -> list[Any]:
        try:
            return self._connection.execute(query, parameters).fetchall()
        except sqlite3.Error as error:
            raise SnapshotError(f"{self._path}: cannot be read: {error}") from error

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
