"""What a killed writer left of an archive: cut behind the last record that counts, and told for the writer that goes on."""

from __future__ import annotations

import os
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE_PATTERN = "crawl-{:05d}.warc.gz"
_CHUNK = 1 << 16
_HEAD_BYTES = 16_384
"""Of a record, which hold its WARC headers."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a record starts."""

    file: str
    offset: int


@dataclass(frozen=True, slots=True)
class Member:
    """One record: a whole gzip member of an archive file."""

    start: int
    end: int
    headers: dict[str, str]
    """WARC headers, names in lower case."""

    @property
    def kind(self) -> str:
        """The WARC-Type."""
        return self.headers.get("warc-type", "")

    @property
    def original(self) -> Position | None:
        """Of a revisit record, where the response lies that it refers to."""
        offset = self.headers.get("warc-refers-to-file-offset", "")
        if self.kind != "revisit" or not offset.isdigit():
            return None
        return Position(self.headers.get("warc-refers-to-filename", ""), int(offset))


@dataclass(frozen=True, slots=True)
class Tail:
    """Where a writer goes on."""

    number: int = 0
    """Of the next file."""
    seen: dict[str, tuple[str, str, Position]] = field(default_factory=dict)
    """Address, date and place of each stored body, by its digest."""
    ends: dict[str, int] = field(default_factory=dict)
    """Bytes of each file that are whole."""
    orphans: frozenset[Position] = frozenset()
    """Revisit records that are whole, but not the response that they refer to."""


def warc_files(folder: Path) -> list[Path]:
    """The archive files of a snapshot, in order."""
    return sorted(folder.glob("crawl-*.warc.gz"))


def settle_tail(folder: Path, last: Position | None) -> Tail:
    """Cut from an archive what nobody knows of, since it will be fetched again: nothing is in it twice.

    Args:
        folder: The unfinished snapshot's.
        last: The last record that `pages.db` speaks of; None when it speaks of none.

    Raises:
        OSError: A file cannot be read or changed.
    """
    seen: dict[str, tuple[str, str, Position]] = {}
    ends: dict[str, int] = {}
    originals: dict[Position, Position] = {}
    number = 0
    for path in warc_files(folder):
        if last is None or path.name > last.file:
            path.unlink()
            continue
        number = int(path.name.split("-")[1].split(".")[0]) + 1
        cut_at = last.offset if path.name == last.file else None
        kept = _settle_file(path, cut_at)
        ends[path.name] = kept[-1].end if kept else 0
        for member in kept:
            digest = member.headers.get("warc-payload-digest", "")
            if member.kind == "response" and digest:
                url, date = member.headers.get("warc-target-uri", ""), member.headers.get("warc-date", "")
                seen.setdefault(digest, (url, date, Position(path.name, member.start)))
            if member.original is not None:
                originals[Position(path.name, member.start)] = member.original
    whole = {place for _, _, place in seen.values()}
    orphans = frozenset(place for place, original in originals.items() if original not in whole)
    return Tail(number, seen, ends, orphans)


def _settle_file(path: Path, last: int | None) -> list[Member]:
    """Cut a file behind the record at `last` and its request, or behind its last whole record."""
    kept: list[Member] = []
    with path.open("rb") as file:
        for member in members(file):
            if last is not None and (
                member.start > last and not (member.kind == "request" and kept[-1].start == last)
            ):
                break
            kept.append(member)
    end = kept[-1].end if kept else 0
    if end < path.stat().st_size:
        os.truncate(path, end)
    return kept


def members(file: IO[bytes]) -> Iterator[Member]:
    """Yield each whole record; stops at the first that is damaged or cut."""
    start = position = 0
    head = pending = b""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS + 16)
    while data := pending or file.read(_CHUNK):
        try:
            plain = unpacker.decompress(data)
        except zlib.error:
            return
        if len(head) < _HEAD_BYTES:
            head += plain[: _HEAD_BYTES - len(head)]
        pending = unpacker.unused_data
        position += len(data) - len(pending)
        if unpacker.eof:
            yield Member(start, position, parse_headers(head.partition(b"\r\n\r\n")[0]))
            start, head = position, b""
            unpacker = zlib.decompressobj(zlib.MAX_WBITS + 16)


def parse_headers(head: bytes) -> dict[str, str]:
    r"""Read headers below a first line; names in lower case, of repeated ones the last.

    >>> parse_headers(b"WARC/1.1\r\nWARC-Type: response")
    {'warc-type': 'response'}
    """
    headers: dict[str, str] = {}
    for line in head.split(b"\r\n")[1:]:
        name, colon, value = line.partition(b":")
        if colon:
            headers[name.decode("latin-1").lower()] = value.strip().decode("utf-8", "replace")
    return headers
