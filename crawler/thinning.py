"""Thins a snapshot: its archive gives way to the records that something refers to. Whoever is killed over it loses nothing.

In this order: `cited.warc.gz` is written beside the archive, brought onto the disk and read back; `thinned.json` makes it count;
only then the archive goes. Before the note the snapshot is whole, after it it is thin, and what is left to do is done the next time.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from warcio.warcwriter import WARCWriter

from crawler import USER_AGENT_PRODUCT
from crawler.cut import Cut, Record
from crawler.errors import SnapshotError
from crawler.pagesdb import drop_links, has_links
from crawler.snapshot import lock_folder
from crawler.thinned import CITED_NAME, MARKER_NAME, Thinned, is_thinned, read_thinned
from crawler.warc_tail import warc_files

_PARTS = "*.part"
"""Files that were not finished."""


def thin(folder: Path, cut: Cut, *, at: str, why: str) -> Thinned:
    """Keep of a snapshot's archive only what a cut says.

    Args:
        folder: The snapshot's.
        cut: From `plan_cut` of the same folder.
        at: This moment, UTC, ISO 8601.
        why: Stands in the note, as part of a sentence.

    Raises:
        SnapshotError: It cannot be written, or is being written; the snapshot is whole then, or thin.
    """
    with _held(folder):
        if is_thinned(folder):
            raise SnapshotError(f"{folder}: was thinned already")
        try:
            written = _write_cited(folder, cut)
        except BaseException:
            _drop_parts(folder)  # of no use, and the disk may be full
            raise
        note = Thinned(
            at=at,
            why=why,
            program=USER_AGENT_PRODUCT,
            sha256=written.sha256,
            size=written.size,
            size_before=cut.size_before,
            records_before=cut.records_before,
            places=written.places,
        )
        _replace(folder / MARKER_NAME, note.dump().encode())
        _drop_rest(folder)
        return note


def finish_thinning(folder: Path) -> None:
    """Do what is left of a thinning that was broken off after it counted; nothing where nothing is left.

    Raises:
        SnapshotError: What was kept is damaged, so that nothing of the rest may go; or the folder cannot be written.
    """
    note = read_thinned(folder)
    if note is None or not is_unfinished(folder):
        return
    with _held(folder):
        if _digest(folder / CITED_NAME) != note.sha256:
            raise SnapshotError(f"{folder / CITED_NAME}: is damaged: the archive beside it stays")
        _drop_rest(folder)


def is_unfinished(folder: Path) -> bool:
    """Whether a thinning of a folder counts already and has left something to do.

    Raises:
        SnapshotError: Its `pages.db` cannot be read.
    """
    return is_thinned(folder) and (bool(warc_files(folder)) or any(folder.glob(_PARTS)) or has_links(folder))


def forget_attempt(folder: Path) -> None:
    """Remove from a snapshot that is whole what a thinning that never came to count has left.

    Raises:
        SnapshotError: The folder cannot be written.
    """
    left = (folder / CITED_NAME).exists() or any(folder.glob(_PARTS))
    if left and not is_thinned(folder):
        with _held(folder):
            (folder / CITED_NAME).unlink(missing_ok=True)
            _drop_parts(folder)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold the folder against other writers, and say what the system says in one sentence."""
    try:
        handle = lock_folder(folder)
        try:
            yield
        finally:
            os.close(handle)
    except OSError as error:
        raise SnapshotError(f"{folder}: cannot be thinned: {error.strerror or error}") from error


@dataclass(frozen=True, slots=True)
class _Written:
    places: dict[str, dict[int, int]]
    sha256: str
    size: int


def _write_cited(folder: Path, cut: Cut) -> _Written:
    """Write `cited.warc.gz`, and read back that each record in it is the one that it was."""
    part = folder / f"{CITED_NAME}.part"
    places: dict[str, dict[int, int]] = {}
    copies: list[tuple[Record, int]] = []
    with part.open("wb") as target, _reading(folder) as read:
        target.write(_head(cut))
        for record in cut.kept:
            copies.append((record, target.tell()))
            if record.is_answer:
                places.setdefault(record.position.file, {})[record.position.offset] = target.tell()
            target.write(read(record))
        target.flush()
        os.fsync(target.fileno())
    with part.open("rb") as file, _reading(folder) as read:
        for record, offset in copies:
            file.seek(offset)
            if file.read(record.size) != read(record):
                raise SnapshotError(
                    f"{part}: what was written cannot be read back: see whether the disk is sound"
                )
    written = _Written(places, _digest(part), part.stat().st_size)
    part.replace(folder / CITED_NAME)
    _sync(folder)
    return written


@contextmanager
def _reading(folder: Path) -> Iterator[_Reader]:
    reader = _Reader(folder)
    try:
        yield reader
    finally:
        reader.close()


class _Reader:
    """Gives the bytes of records as they lie in the archive."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, IO[bytes]] = {}

    def __call__(self, record: Record) -> bytes:
        name, offset = record.position.file, record.position.offset
        if name not in self._files:
            self._files[name] = (self._folder / name).open("rb")
        file = self._files[name]
        file.seek(offset)
        data = file.read(record.size)
        if len(data) != record.size:
            raise SnapshotError(f"{self._folder / name}: cut off at {offset}")
        return data

    def close(self) -> None:
        for file in self._files.values():
            file.close()


def _head(cut: Cut) -> bytes:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
    info = {
        "software": USER_AGENT_PRODUCT,
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "description": f"{len(cut.kept)} records of an archive, as they were; {MARKER_NAME} says where each one lay",
    }
    writer.write_record(writer.create_warcinfo_record(CITED_NAME, info))
    return buffer.getvalue()


def _drop_rest(folder: Path) -> None:
    """Remove what a thinned snapshot does without."""
    _drop_parts(folder)
    for path in warc_files(folder):
        path.unlink(missing_ok=True)
    _sync(folder)
    drop_links(folder)


def _drop_parts(folder: Path) -> None:
    for path in folder.glob(_PARTS):
        path.unlink(missing_ok=True)


def _replace(path: Path, data: bytes) -> None:
    part = path.with_name(f"{path.name}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """Bring names onto the disk: a rename that a power cut undoes must not come after what it allowed."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # a file system that cannot, as some network ones
            os.fsync(handle)
    finally:
        os.close(handle)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
