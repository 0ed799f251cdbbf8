"""Facts on disk: what the pages of one agency say, read back when a detector asks, so that memory does not grow with a portal.

Facts go to a file without a name, main texts to a private temporary database of SQLite, with all SQL on it here: no other
process sees them, and they are gone with the spool, however the program ends.
"""

from __future__ import annotations

import os
import pickle
import sqlite3
import tempfile
import weakref
from array import array
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from contextlib import ExitStack
from dataclasses import fields
from itertools import accumulate
from operator import attrgetter
from typing import Any, TypeVar, cast

from audit.facts.model import (
    Alternate,
    Block,
    DatedItem,
    DocumentLink,
    Heading,
    Image,
    LanguageShare,
    Link,
    PageFacts,
    Person,
    Place,
)

T = TypeVar("T")

_LIGHT = frozenset({
    "url", "title", "declared", "encoding", "encoding_problem", "published", "words", "placeholder", "needs_script", "widgets",
})  # fmt: skip
"""Kept in memory: short, and asked of every page."""
_ROWS: dict[str, type] = {
    "blocks": Block, "headings": Heading, "links": Link, "script_links": Link, "documents": DocumentLink, "dated": DatedItem,
    "people": Person, "images": Image, "alternates": Alternate,
}  # fmt: skip
"""Many of one kind with plain values, written and read as columns of them: ten times as fast as objects."""
_ALONE = (*_ROWS, "forms", "tables", "services", "meta", "dates", "language")
"""Read back each by itself, all others together; what a page has none of takes no room."""
_REST = tuple(each.name for each in fields(PageFacts) if each.name not in _LIGHT and each.name not in _ALONE)
_PART = {name: number for number, name in enumerate((*_ALONE, "rest"))}
_NONE = {name: getattr(PageFacts(""), name) for name in _PART if name != "rest"}
_RECENT = 600  # lists of facts, and what follows from them, kept at hand
_HELD = 8 * 2**20
"""Bytes of words held before they are written: the fewer pieces, the less often they are merged."""
_BATCH = 2**20
"""Letters of texts that are indexed together: one by one, each would find the processor's caches cold."""

_SCHEMA = f"""
    pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -4000;
    create virtual table texts using fts5 (
        body, content = '', columnsize = 0, tokenize = "unicode61 remove_diacritics 0 tokenchars '_'"
    );
    insert into texts (texts, rank) values ('hashsize', {_HELD});
"""  # noqa: S608 - a number of our own


_PLACES = tuple(Place)
_NUMBERS = {place: number for number, place in enumerate(_PLACES)}
_PLACED = {
    name: tuple(kind.__annotations__).index("place")
    for name, kind in _ROWS.items()
    if "place" in kind.__annotations__
}
"""Which column tells places: they are written as their numbers, a byte each."""
_TO_ROW = {
    name: attrgetter(*kind.__annotations__) for name, kind in _ROWS.items() if not issubclass(kind, tuple)
}


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
        with ExitStack() as opened:
            self._file = opened.enter_context(tempfile.TemporaryFile(dir=folder_for_large_files()))
            self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
            opened.callback(self._database.close)
            self.close = weakref.finalize(self, opened.pop_all().close)
            """Remove everything; done by itself when nobody holds the spool any more."""
        self._database.executescript(_SCHEMA)
        self._database.execute("begin")
        self._starts = array("Q")
        """Where each page begins in the file."""
        self._ends = array("I")
        """How far behind that each of its parts ends."""
        self._end = 0
        self._texts: list[tuple[int, str]] = []
        """Not indexed yet."""
        self._letters = 0
        self.recent = Recent()
        self._shared: dict[Any, Any] = {}

    def add(self, facts: PageFacts, text: str) -> tuple[int, PageFacts]:
        """Store a page.

        Args:
            facts: All of them.
            text: The main text, folded as terms are (`audit.lexicon.words.folded`).

        Returns:
            Its number, and the same facts, the heavy ones read back from disk when they are asked for.
        """
        number = len(self._starts)
        parts = [_packed(name, getattr(facts, name)) for name in _ALONE]
        parts.append(pickle.dumps([getattr(facts, name) for name in _REST], 5))
        self._starts.append(self._end)
        self._ends.extend(accumulate(map(len, parts)))
        self._end += self._ends[-1]
        self._file.write(b"".join(parts))
        self._texts.append((number, text))
        self._letters += len(text)
        if self._letters > _BATCH:
            self._index()
        return number, cast("PageFacts", StoredFacts(facts, self, number))

    def _index(self) -> None:
        self._database.executemany("insert into texts (rowid, body) values (?, ?)", self._texts)
        self._texts.clear()
        self._letters = 0

    def shared(self, value: T) -> T:
        """Return an equal value met before: what all pages of a template have is held once."""
        known: T = self._shared.setdefault(value, value)
        return known

    def load(self, number: int, name: str) -> Any:
        """Return one of a page's facts."""
        part = _PART.get(name, len(_ALONE))
        place = number * len(_PART) + part
        start, end = self._ends[place - 1] if part else 0, self._ends[place]
        if start == end:
            return _NONE[name]
        found = self.recent.get(place, lambda: self._read(name, self._starts[number] + start, end - start))
        return found if part < len(_ALONE) else found[_REST.index(name)]

    def _read(self, name: str, start: int, size: int) -> Any:
        self._file.seek(start)
        values = pickle.loads(self._file.read(size))  # noqa: S301 - written by this very process
        if name in _ROWS:
            return _from_columns(name, values)
        return (
            {place: LanguageShare(*share) for place, share in values.items()}
            if name == "language"
            else values
        )

    def holding(self, phrase: Iterable[str]) -> list[int]:
        """Return the numbers of the pages whose text holds words in a row."""
        asked = " ".join(phrase)
        if not asked:
            return []
        if self._texts:
            self._index()
        asked = f'"{asked}"'
        return [number for (number,) in self._database.execute("select rowid from texts(?)", (asked,))]


class StoredFacts:
    """Facts whose heavy parts lie in a spool; to a reader they are `PageFacts`, which have room for all of them."""

    __slots__ = (*sorted(_LIGHT), "_number", "_spool", "main_language")

    def __init__(self, facts: PageFacts, spool: Spool, number: int) -> None:
        for name in _LIGHT:
            setattr(self, name, getattr(facts, name))
        self.widgets = spool.shared(facts.widgets)
        self.main_language = facts.main_language
        """Language of the main content; of the whole page when the main content is too short to judge."""
        self._spool = spool
        self._number = number

    def __getattr__(self, name: str) -> Any:
        if name not in _NONE and name not in _REST:
            raise AttributeError(name)
        return self._spool.load(self._number, name)


def _packed(name: str, value: Any) -> bytes:
    if not value:
        return b""
    if name in _ROWS:
        value = _columns(name, value)
    elif name == "language":
        value = {place: (s.english, s.vietnamese, s.other, s.undetermined) for place, s in value.items()}
    return pickle.dumps(value, 5)


def _columns(name: str, values: Iterable[Any]) -> list[Any]:
    found: list[Any] = list(zip(*(map(_TO_ROW[name], values) if name in _TO_ROW else values), strict=True))
    if name in _PLACED:
        found[_PLACED[name]] = bytes(map(_NUMBERS.__getitem__, found[_PLACED[name]]))
    return found


def _from_columns(name: str, found: list[Any]) -> tuple[Any, ...]:
    if name in _PLACED:
        found[_PLACED[name]] = map(_PLACES.__getitem__, found[_PLACED[name]])
    kind: Any = _ROWS[name]
    return tuple(map(kind._make, zip(*found, strict=True)) if name not in _TO_ROW else map(kind, *found))


def folder_for_large_files() -> str | None:
    """Return where large files go that nobody keeps: /tmp lies in memory on many systems."""
    chosen = tempfile.tempdir or os.environ.get("TMPDIR")
    return "/var/tmp" if not chosen and os.access("/var/tmp", os.W_OK) else None  # noqa: S108 - as SQLite does
