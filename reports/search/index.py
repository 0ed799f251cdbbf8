"""`Index`: search.db as its writer sees it. An agency's part is replaced whole or not at all, whoever is killed at it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self

from audit.store.faults import said
from crawler.errors import StoreError
from reports.search.model import Entry

VERSION: Final = 1
"""Of the tables. An index of an older version is emptied; of a newer one nothing is touched."""
FILES: Final = ("", "-wal", "-shm")
SPAN: Final = 24
"""Bits of an entry's number within its agency, so that one agency's entries stand in a row."""
LONGEST: Final = 60_000
"""Letters of one text that are searched; main texts of pages are a tenth of that."""
_UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

_FOLDED: Final = "replace(replace({0}, 'đ', 'd'), 'Đ', 'D')"
"""To SQLite, đ is a letter of its own, not a d with a stroke."""
_COLUMNS: Final = ", ".join(_FOLDED.format(name) for name in ("title", "address", "text"))
# `exact` has words with their diacritics: what is just as it was asked for comes first.
# Tokens of the words stand in the same order as in `entries`, whose texts are shown as they were written.
_SCHEMA: Final = f"""
create table if not exists agencies (number integer primary key, agency_id text not null unique, stamp text not null, run_id text not null);
create table if not exists entries (
    id integer primary key, agency_id text not null, kind text not null, language text not null, target text not null,
    url text not null, title text not null, address text not null, text text not null
);
create virtual table if not exists words using fts5 (
    title, address, text, content = 'entries', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
create virtual table if not exists exact using fts5 (
    title, text, content = 'entries', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0', detail = none, columnsize = 0
);
pragma user_version = {VERSION};
"""
_DROPPED: Final = """
drop table if exists words; drop table if exists exact; drop table if exists entries; drop table if exists agencies;
"""
_UNWORD: Final = f"""
insert into words (words, rowid, title, address, text)
select 'delete', id, {_COLUMNS} from entries where id between ? and ?
"""  # noqa: S608 - columns of our own
_WORD: Final = f"""
insert into words (rowid, title, address, text) select id, {_COLUMNS} from entries where id between ? and ?
"""  # noqa: S608 - columns of our own
_UNEXACT: Final = """
insert into exact (exact, rowid, title, text) select 'delete', id, title, text from entries where id between ? and ?
"""
_EXACT: Final = (
    "insert into exact (rowid, title, text) select id, title, text from entries where id between ? and ?"
)
_ADD: Final = "insert into entries values (?, ?, ?, ?, ?, ?, ?, ?, ?)"


class Index:
    """The index, opened to be written.

    Raises:
        StoreError: It is damaged, locked or unwritable, or not ours to write: see `check_ours`.
    """

    is_empty: bool
    """Whether nothing is in it, of any agency: it is new, or was of an older version."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with said(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=30, isolation_level=None)
            try:
                check_ours(self._db, path)
                self._db.execute("pragma journal_mode = wal")
                self._db.execute("pragma synchronous = normal")
                with self._atomic():
                    (version,) = self._db.execute("pragma user_version").fetchone()
                    for statement in (_DROPPED if version not in {0, VERSION} else "", _SCHEMA):
                        for one in filter(str.strip, statement.split(";")):
                            self._db.execute(one)
                self.is_empty = not self._db.execute("select 1 from agencies limit 1").fetchone()
            except BaseException:
                self._db.close()
                raise

    def stamps(self) -> dict[str, str]:
        """Return what each agency's part was made from, by agency."""
        with said(self.path):
            return dict(self._db.execute("select agency_id, stamp from agencies order by agency_id"))

    def replace(self, agency_id: str, run_id: str, stamp: str, entries: Iterable[Entry]) -> None:
        """Put entries in the place of all that there was of an agency.

        Args:
            agency_id: Whose.
            run_id: The run that read its pages.
            stamp: What they were made from.
            entries: Read whole before anything is written.
        """
        rows = [(_clean(e.title), _clean(e.address), _clean(e.text), e) for e in entries]
        with said(self.path), self._atomic():
            self._forget(agency_id)
            self._db.execute(
                "insert into agencies (agency_id, stamp, run_id) values (?, ?, ?)"
                " on conflict (agency_id) do update set stamp = excluded.stamp, run_id = excluded.run_id",
                (agency_id, stamp, run_id),
            )
            first, last = self._span(agency_id)
            self._db.executemany(
                _ADD,
                [
                    (id_, agency_id, e.kind.value, e.language, e.target, e.url, title, address, text)
                    for id_, (title, address, text, e) in zip(range(first, last), rows, strict=False)
                ],
            )
            self._db.execute(_WORD, (first, last))
            self._db.execute(_EXACT, (first, last))

    def forget(self, agency_id: str) -> None:
        """Let go of all that there is of an agency."""
        with said(self.path), self._atomic():
            self._forget(agency_id)
            self._db.execute("delete from agencies where agency_id = ?", (agency_id,))

    def _forget(self, agency_id: str) -> None:
        if self._db.execute("select 1 from agencies where agency_id = ?", (agency_id,)).fetchone():
            span = self._span(agency_id)
            self._db.execute(_UNWORD, span)
            self._db.execute(_UNEXACT, span)
            self._db.execute("delete from entries where id between ? and ?", span)

    def _span(self, agency_id: str) -> tuple[int, int]:
        (number,) = self._db.execute(
            "select number from agencies where agency_id = ?", (agency_id,)
        ).fetchone()
        return span_of(number, number)

    @contextmanager
    def _atomic(self) -> Generator[None, None, None]:
        self._db.execute("begin immediate")
        try:
            yield
            self._db.execute("commit")
        except BaseException:
            self._db.rollback()
            raise

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()


def span_of(first: int, last: int) -> tuple[int, int]:
    """Return the first and the last number that entries of agencies can have whose own numbers are from `first` to `last`."""
    return first << SPAN, ((last + 1) << SPAN) - 1


def check_ours(db: sqlite3.Connection, path: Path) -> None:
    """See that an index is ours to write; changes nothing.

    Args:
        db: What lies in the index's place.
        path: Its file.

    Raises:
        StoreError: It was made by a newer version, or is of something else.
    """
    (version,) = db.execute("pragma user_version").fetchone()
    tables = {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}
    if tables and not {"agencies", "entries", "words"} <= tables:
        raise StoreError(
            f"{path} is a database of something else (it has a table {min(tables)}): move it away"
        )
    if version > VERSION:
        raise StoreError(
            f"{path} was made by a newer version of osi-audit ({version}, this one knows {VERSION}): upgrade, or go back for good "
            "with osi-audit search index --anew"
        )


def remove(path: Path) -> None:
    """Delete an index, whatever state it is in."""
    with said(path):
        for ending in FILES:
            path.with_name(path.name + ending).unlink(missing_ok=True)


def _clean(text: str) -> str:
    """Nothing that hides, no mark of ours, nothing that SQLite cannot hold."""
    return _UNSEEN.sub(" ", text[:LONGEST])
