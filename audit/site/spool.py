"""Facts on disk: what the pages of one agency say, read back when a detector asks, so that memory does not grow with a portal.

All SQL of this database is here. It is SQLite's own private temporary one: no other process sees it, and it is gone with the
connection, however the program ends.
"""

from __future__ import annotations

import pickle
import sqlite3
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

from audit.facts.model import Block, DatedItem, DocumentLink, Heading, Link, PageFacts, Person

T = TypeVar("T")

_LIGHT = frozenset({
    "url", "title", "declared", "encoding", "encoding_problem", "published", "words", "placeholder", "needs_script", "widgets",
})  # fmt: skip
"""Kept in memory: short, and asked of every page."""
_GROUPS = {
    "headings": ("headings",),
    "rows": ("forms", "documents", "dated", "people", "tables"),
    "blocks": ("blocks",),
    "links": ("links", "script_links"),
    "services": ("services",),
}
"""What is read back together; all other facts are one more group."""
_OF: dict[str, str] = {name: group for group, names in _GROUPS.items() for name in names}
_REST = tuple(each.name for each in fields(PageFacts) if each.name not in _OF and each.name not in _LIGHT)
_ALL: dict[str, tuple[str, ...]] = {**_GROUPS, "rest": _REST}
_OF.update(dict.fromkeys(_REST, "rest"))
_TYPES: tuple[type, ...] = (Block, Link, Heading, DatedItem, DocumentLink, Person)
_VALUES: dict[type, Callable[[Any], tuple[Any, ...]]] = {
    kind: attrgetter(*(each.name for each in fields(kind))) for kind in _TYPES
}
_RECENT = 600  # groups of facts, and what follows from them, kept at hand

_SCHEMA = f"""
    pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -4000;
    create table facts (page integer primary key, {", ".join(f"{group} blob" for group in _ALL)});
    create virtual table texts using fts5 (
        body, content = '', columnsize = 0, tokenize = "unicode61 remove_diacritics 0 tokenchars '_'"
    );
"""
_INSERT = f"insert into facts values (?{', ?' * len(_ALL)})"  # noqa: S608 - names of our own
_SELECT = {group: f"select {group} from facts where page = ?" for group in _ALL}  # noqa: S608 - names of our own


class Recent:
    """The values asked for last.

    Args:
        size: Most values held.
    """

    def __init__(self, size: int = _RECENT) -> None:
        self._size = size
        self._values: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return a value, worked out when it is not at hand."""
        if key in self._values:
            self._values.move_to_end(key)
            value: T = self._values[key]
            return value
        value = self._values[key] = make()
        if len(self._values) > self._size:
            self._values.popitem(last=False)
        return value

    def clear(self) -> None:
        """Forget all of them."""
        self._values.clear()


class Spool:
    """The facts and main texts of one agency's pages, by number."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self.close = weakref.finalize(self, self._database.close)
        """Remove everything; done by itself when nobody holds the spool any more."""
        self._database.executescript(_SCHEMA)
        self._database.execute("begin")
        self._size = 0
        self.recent = Recent()
        self._shared: dict[Any, Any] = {}

    def add(self, facts: PageFacts, text: str) -> tuple[int, StoredFacts]:
        """Store a page.

        Args:
            facts: All of them.
            text: The main text, folded as terms are (`audit.lexicon.words.folded`).

        Returns:
            Its number, and the same facts, the heavy ones read back from disk when they are asked for.
        """
        self._size += 1
        number = self._size
        blobs = [
            pickle.dumps([_packed(getattr(facts, name)) for name in names], 5) for names in _ALL.values()
        ]
        self._database.execute(_INSERT, (number, *blobs))
        self._database.execute("insert into texts (rowid, body) values (?, ?)", (number, text))
        return number, StoredFacts(facts, self, number)

    def shared(self, value: T) -> T:
        """Return an equal value met before: what all pages of a template have is held once."""
        known: T = self._shared.setdefault(value, value)
        return known

    def load(self, number: int, name: str) -> Any:
        """Return one of a page's facts."""
        group = _OF[name]
        return self.recent.get((number, group), lambda: self._read(number, group))[name]

    def _read(self, number: int, group: str) -> dict[str, Any]:
        (blob,) = self._database.execute(_SELECT[group], (number,)).fetchone()
        values = pickle.loads(blob)  # noqa: S301 - written by this very process
        return dict(zip(_ALL[group], map(_unpacked, values), strict=True))

    def holding(self, phrase: Iterable[str]) -> list[int]:
        """Return the numbers of the pages whose text holds words in a row."""
        asked = " ".join(phrase)
        if not asked:
            return []
        asked = f'"{asked}"'
        return [number for (number,) in self._database.execute("select rowid from texts(?)", (asked,))]


class StoredFacts(PageFacts):
    """Facts whose heavy parts lie in a spool; to a reader they are `PageFacts`."""

    __slots__ = ("_main", "_number", "_spool")

    def __init__(self, facts: PageFacts, spool: Spool, number: int) -> None:
        fill = object.__setattr__
        for name in _LIGHT:
            fill(self, name, getattr(facts, name))
        fill(self, "widgets", spool.shared(facts.widgets))
        fill(self, "_main", facts.main_language)
        fill(self, "_spool", spool)
        fill(self, "_number", number)

    def __getattr__(self, name: str) -> Any:
        if name not in _OF:
            raise AttributeError(name)
        return self._spool.load(self._number, name)

    @property
    def main_language(self) -> str:
        """Language of the main content; of the whole page when the main content is too short to judge."""
        return str(self._main)


def _packed(value: Any) -> Any:
    """Return a tuple of one kind of facts as rows of plain values, which are written and read ten times as fast."""
    kind = type(value[0]) if isinstance(value, tuple) and value else None
    if kind not in _VALUES:
        return value
    return [_TYPES.index(kind), *map(_VALUES[kind], value)]


def _unpacked(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    kind = _TYPES[value[0]]
    return tuple([kind(*row) for row in value[1:]])
