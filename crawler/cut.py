"""What of a snapshot's archive would be kept: the records cited, what they cannot be read without, and every robots.txt."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from crawler.errors import SnapshotError
from crawler.warc_tail import Member, Position, members, warc_files

_ANSWERS = frozenset({"response", "revisit", "conversion"})


@dataclass(frozen=True, slots=True)
class Record:
    """One record of an archive: where it lies, and what it refers to."""

    position: Position
    size: int
    """Bytes of its gzip member."""
    kind: str
    """The WARC-Type."""
    id: str
    url: str
    original: Position | None
    """Of a revisit record: the response with the body."""
    refers_to: str
    """Of a conversion: id of the response that it was made from."""
    answered_by: str
    """Of a request: id of its answer."""

    @property
    def is_answer(self) -> bool:
        """Whether it is something that can be cited, and no request."""
        return self.kind in _ANSWERS


@dataclass(frozen=True, slots=True)
class Cut:
    """What thinning a snapshot would keep of its archive."""

    kept: tuple[Record, ...]
    """In the order of the archive."""
    size_before: int
    """Bytes of the archive."""
    records_before: int
    """Answers in it."""

    @property
    def size(self) -> int:
        """Bytes that are kept."""
        return sum(record.size for record in self.kept)


def plan_cut(folder: Path, cited: Collection[Position], maybe: Collection[Position] = ()) -> Cut:
    """Say what thinning would keep: the records cited, their requests, what they refer to, and every robots.txt. Writes nothing.

    Args:
        folder: A whole snapshot's.
        cited: Places of records that something refers to.
        maybe: Places that something may refer to: kept where there is such a record.

    Raises:
        SnapshotError: The archive is damaged, or a record is cited that is not there: such a snapshot is to stay as it is.
    """
    records = {record.position: record for record in _records(folder)}
    missing = sorted(set(cited) - records.keys(), key=lambda place: (place.file, place.offset))
    if missing:
        raise SnapshotError(
            f"{folder}: a record is cited that is not there: {missing[0].file}:{missing[0].offset}"
        )
    answers = {place for place in maybe if place in records and records[place].is_answer}
    chosen = {*cited, *answers, *(record.position for record in records.values() if _is_robots(record))}
    chosen |= set(_behind(chosen, records))
    ids = {records[place].id for place in chosen}
    kept = tuple(r for place, r in records.items() if place in chosen or r.answered_by in ids)
    return Cut(
        kept,
        sum(path.stat().st_size for path in warc_files(folder)),
        sum(record.is_answer for record in records.values()),
    )


def _records(folder: Path) -> Iterator[Record]:
    for path in warc_files(folder):
        end = 0
        try:
            with path.open("rb") as file:
                for member in members(file):
                    end = member.end
                    yield _record(path.name, member)
                size = os.fstat(file.fileno()).st_size
        except OSError as error:
            raise SnapshotError(f"{path}: cannot be read: {error.strerror}") from error
        if end != size:
            raise SnapshotError(f"{path}: damaged at {end}")


def _record(name: str, member: Member) -> Record:
    said = member.headers
    offset = said.get("warc-refers-to-file-offset", "")
    return Record(
        position=Position(name, member.start),
        size=member.end - member.start,
        kind=member.kind,
        id=said.get("warc-record-id", ""),
        url=said.get("warc-target-uri", ""),
        original=Position(said.get("warc-refers-to-filename", ""), int(offset)) if offset.isdigit() else None,
        refers_to=said.get("warc-refers-to", "") if member.kind == "conversion" else "",
        answered_by=said.get("warc-concurrent-to", "") if member.kind == "request" else "",
    )


def _is_robots(record: Record) -> bool:
    """What a host allowed is why pages were not read."""
    return record.is_answer and urlsplit(record.url).path == "/robots.txt"


def _behind(chosen: Iterable[Position], records: dict[Position, Record]) -> Iterator[Position]:
    """Yield what records cannot be read, or understood, without."""
    by_id = {record.id: record.position for record in records.values() if record.is_answer}
    waiting = list(chosen)
    seen = set(waiting)
    while waiting:
        record = records[waiting.pop()]
        behind = record.original or by_id.get(record.refers_to)
        if behind is None or behind in seen:
            continue
        if behind not in records:
            raise SnapshotError(
                f"{record.position.file}: damaged at {record.position.offset}: its body is not there"
            )
        seen.add(behind)
        waiting.append(behind)
        yield behind
