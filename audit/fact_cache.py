"""Facts of pages that were read before, and their looks: what has not changed since the last run is not read again.

One file per agency, safe to delete at any time, with every SQL statement on it here. What another version of the reader wrote,
or what is damaged, counts as not there.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import logging
import pickle
import platform
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from audit.facts import model
from audit.facts.model import PageFacts
from audit.facts.page import read_page
from audit.facts.services import model as services
from audit.pairs.looks import Look, looks_by
from crawler.program import program

MAX_BYTES = 256 << 20
"""Of one agency's facts, packed; beyond it those asked for longest ago go."""
KEPT_TIMES = 3
"""Facts that nobody asked for the last times that the agency was judged go, too."""
_BATCH = 200
_DAMAGED = (sqlite3.Error, pickle.UnpicklingError, zlib.error, ValueError, TypeError, EOFError)
_MODULES = {module.__name__: module for module in (model, services)}
_LOOKED_BY = ("pairs/looks.py", "pairs/marks.py", "lexicon/words.py", "site/addresses.py")
"""Code that looks depend on besides that of facts."""
_SCHEMA = """
    create table if not exists facts (
        key blob primary key, day text, used integer, size integer, packed blob, look blob
    ) without rowid;
    create table if not exists reader (digest text);
"""

log = logging.getLogger(__name__)


class Reader(Protocol):
    """Reads a page, as `audit.facts.page.read_page` does."""

    def __call__(
        self,
        body: bytes,
        url: str,
        content_type: str = "",
        *,
        fetched_on: date | None = None,
        shown: bool = False,
    ) -> PageFacts:
        """Return the facts of one page."""


@contextmanager
def remembering(path: Path | None) -> Iterator[Reader]:
    """Give a reader of pages that remembers what it has read; within, looks of its pages are remembered, too.

    Args:
        path: Where; made when missing. None for a reader without memory.
    """
    cached = FactCache.open(path) if path is not None else None
    if cached is None:
        yield read_page
        return
    try:
        with looks_by(cached.look):
            yield cached.read
    finally:
        cached.close()


@contextmanager
def recalling(path: Path) -> Iterator[Reader]:
    """Give a reader of pages that takes what others have remembered, and leaves it as it is: what is not there is read.

    Args:
        path: Where; need not be there.
    """
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=1)
    except sqlite3.Error:
        yield read_page
        return
    with contextlib.closing(connection):
        try:
            ours = connection.execute("select digest from reader").fetchall() == [(reader_digest(),)]
        except sqlite3.Error:
            ours = False
        yield _Recall(connection).read if ours else read_page


class _Recall:
    """Facts that were remembered, in a database that is only read."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._database = connection

    def read(
        self,
        body: bytes,
        url: str,
        content_type: str = "",
        *,
        fetched_on: date | None = None,
        shown: bool = False,
    ) -> PageFacts:
        """Return the facts of a page; see `audit.facts.page.read_page`."""
        day = (fetched_on or date.today()).isoformat()
        with contextlib.suppress(*_DAMAGED):
            row = self._database.execute(
                "select day, packed from facts where key = ?", (_key(body, url, content_type, shown=shown),)
            ).fetchone()
            facts = unpacked(row[1]) if row is not None else None
            if facts is not None and _holds(row[0], day, facts):
                return facts
        return read_page(body, url, content_type, fetched_on=fetched_on, shown=shown)


def _key(body: bytes, url: str, content_type: str, *, shown: bool) -> bytes:
    return hashlib.sha256(f"{url}\n{content_type}\n{shown}\n".encode() + body).digest()


def _holds(read_on: str, day: str, facts: PageFacts) -> bool:
    """What lay too far ahead on the day of the first reading may count by now, and the other way round."""
    return read_on == day or (read_on < day and not facts.far_dates)


class FactCache:
    """Facts on disk by body, address, content type and reader.

    Args:
        connection: Opened, with its tables.
        path: For messages.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.hits = 0
        """Pages that were not read again."""
        self._path = path
        self._database: sqlite3.Connection | None = connection
        self._new: list[tuple[bytes, str, int, int, bytes]] = []
        self._used: list[tuple[int, bytes]] = []
        self._looks: list[tuple[bytes, int, bytes]] = []
        self._keys: dict[str, bytes | None] = {}
        """By address: what was read there; None for an address that gave more than one page."""
        self._time = connection.execute("select coalesce(max(used), 0) + 1 from facts").fetchone()[0]

    @classmethod
    def open(cls, path: Path) -> FactCache | None:
        """Open a file, emptied when another reader wrote it or when it is damaged; None when it cannot be used."""
        for _ in range(2):
            connection = None
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                connection = sqlite3.connect(path, isolation_level=None, timeout=1)
                return cls(_prepared(connection), path)
            except (sqlite3.Error, OSError) as error:
                if connection is not None:
                    connection.close()
                log.warning("%s: facts of earlier runs are not used: %s", path, error)
                if not isinstance(error, sqlite3.DatabaseError) or isinstance(
                    error, sqlite3.OperationalError
                ):
                    return None  # in use, unwritable or full: nothing is wrong with the file
                with contextlib.suppress(OSError):
                    path.unlink()
        return None

    def read(
        self,
        body: bytes,
        url: str,
        content_type: str = "",
        *,
        fetched_on: date | None = None,
        shown: bool = False,
    ) -> PageFacts:
        """Return the facts of a page, from the disk if it was read before; see `audit.facts.page.read_page`."""
        day = (fetched_on or date.today()).isoformat()
        key = _key(body, url, content_type, shown=shown)
        self._keys[url] = key if self._keys.get(url, key) == key else None
        found = self._find(key, day)
        if found is None:
            found = read_page(body, url, content_type, fetched_on=fetched_on, shown=shown)
            packed = zlib.compress(pickle.dumps(found, 5), 1)
            self._new.append((key, day, self._time, len(packed), packed))
        else:
            self.hits += 1
            self._used.append((self._time, key))
        if len(self._new) + len(self._used) >= _BATCH:
            self._write()
        return found

    def look(self, facts: PageFacts) -> Look:
        """Return the look of a page that was read here, from the disk if it was asked for before."""
        if self._new or self._used:
            self._write()  # a page that was read anew has no look yet
        key = self._keys.get(facts.url)
        found = self._find_look(key) if key is not None else None
        if found is None:
            found = Look.of(facts)
            if key is not None:
                packed = zlib.compress(json.dumps([sorted(found.marks), found.shape]).encode(), 1)
                self._looks.append((packed, len(packed), key))
                if len(self._looks) >= _BATCH:
                    self._write()
        return found

    def close(self) -> None:
        """Write what is new, and let go of what nobody has asked for in a while."""
        self._write()
        with self._guarded() as database:
            oldest = self._time - KEPT_TIMES
            database.execute("delete from facts where used <= ?", (oldest,))
            size = 0
            sizes = database.execute("select key, size from facts order by used desc, key").fetchall()
            database.executemany(
                "delete from facts where key = ?",
                [(key,) for key, each in sizes if (size := size + each) > MAX_BYTES],
            )
        if self._database is not None:
            self._database.close()

    def _find(self, key: bytes, day: str) -> PageFacts | None:
        with self._guarded() as database:
            row = database.execute("select day, packed from facts where key = ?", (key,)).fetchone()
            if row is None:
                return None
            facts = unpacked(row[1])
            return facts if _holds(row[0], day, facts) else None
        return None

    def _find_look(self, key: bytes) -> Look | None:
        with self._guarded() as database:
            row = database.execute("select look from facts where key = ?", (key,)).fetchone()
            if row is None or row[0] is None:
                return None
            marks, shape = json.loads(zlib.decompress(row[0]))
            return Look(frozenset(marks), tuple(shape))
        return None

    def _write(self) -> None:
        new, self._new = self._new, []
        used, self._used = self._used, []
        looks, self._looks = self._looks, []
        with self._guarded() as database:
            database.execute("begin")
            database.executemany("insert or replace into facts values (?, ?, ?, ?, ?, null)", new)
            database.executemany("update facts set used = ? where key = ?", used)
            database.executemany("update facts set look = ?, size = size + ? where key = ?", looks)
            database.execute("commit")

    @contextmanager
    def _guarded(self) -> Iterator[sqlite3.Connection]:
        """Yield the database; after its first fault there is an empty one in memory, since judging needs none."""
        if self._database is None:
            self._database = _prepared(sqlite3.connect(":memory:", isolation_level=None))
        try:
            yield self._database
        except _DAMAGED as error:
            log.warning("%s: facts of earlier runs are not used any more: %s", self._path, error)
            self._database.close()
            self._database = None
            with contextlib.suppress(OSError):
                self._path.unlink()


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.execute("pragma synchronous = off")  # what a crash costs is read again
    connection.executescript(_SCHEMA)
    if connection.execute("select digest from reader").fetchall() != [(reader_digest(),)]:
        connection.executescript(f"drop table facts; drop table reader; {_SCHEMA}")
        connection.execute("insert into reader values (?)", (reader_digest(),))
    return connection


@cache
def reader_digest() -> str:
    """Digest of all that facts and looks depend on besides the page: their code and data, and what they stand on."""
    folder = Path(model.__file__).parent
    digest = hashlib.sha256(f"{program()} {platform.python_version()} {version('lxml')}".encode())
    for path in sorted([*folder.rglob("*"), *(folder.parent / name for name in _LOOKED_BY)]):
        if path.is_file() and path.suffix != ".pyc":
            name = path.relative_to(folder.parent).as_posix()
            digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def unpacked(packed: bytes) -> PageFacts:
    """Read facts back; nothing but the classes of facts can come out, whoever wrote the file.

    Raises:
        zlib.error: The bytes are damaged.
        pickle.UnpicklingError: They hold something else.
    """
    facts = _Unpickler(io.BytesIO(zlib.decompress(packed))).load()
    if not isinstance(facts, PageFacts):
        raise pickle.UnpicklingError(f"{type(facts).__name__} in the place of facts")
    return facts


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        found = getattr(_MODULES.get(module), name, None)
        if not isinstance(found, type) or found.__module__ != module:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of facts")
        return found
