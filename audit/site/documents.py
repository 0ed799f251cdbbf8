"""The facts of an agency's documents, on disk until they are asked for: a workbook may have sixty thousand cells.

All SQL of this database is here; as the facts of pages (`audit.site.spool`), it is SQLite's own private temporary one.
"""

from __future__ import annotations

import pickle
import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Mapping

from audit.facts.documents import DocumentFacts
from audit.site.addresses import key_of
from audit.site.spool import Recent
from crawler.snapshot import PageRecord

_AT_HAND = 4
_SCHEMA = """
    pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -1000;
    create table documents (key text primary key, facts blob) without rowid;
"""


class Documents(Mapping[str, DocumentFacts]):
    """Document facts by key of their address (`audit.site.addresses.key_of`).

    Args:
        read: What was fetched and read; each is stored away before the next is taken.
    """

    def __init__(self, read: Iterable[tuple[PageRecord, DocumentFacts]] = ()) -> None:
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self.close = weakref.finalize(self, self._database.close)
        """Remove everything; done by itself when nobody holds the documents any more."""
        self._database.executescript(_SCHEMA)
        self._recent = Recent(_AT_HAND)
        self.scans = 0
        """Those that are pictures of pages without text."""
        self._keys: dict[str, None] = {}
        for record, facts in read:
            key = key_of(record.url)
            self._keys[key] = None
            self.scans += facts.scan
            self._database.execute(
                "insert or replace into documents values (?, ?)", (key, pickle.dumps(facts, 5))
            )

    def __getitem__(self, key: str) -> DocumentFacts:
        if key not in self._keys:
            raise KeyError(key)
        return self._recent.get(key, lambda: self._load(key))

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def _load(self, key: str) -> DocumentFacts:
        (blob,) = self._database.execute("select facts from documents where key = ?", (key,)).fetchone()
        facts: DocumentFacts = pickle.loads(blob)  # noqa: S301 - written by this very process
        return facts
