"""A response of another snapshot, read to be copied: what "not modified" confirms."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path

from crawler.errors import SnapshotError
from crawler.warc import SAME_PAYLOAD, StoredResponse, parse_record, unpack_member
from crawler.warc_tail import Position


@dataclass(frozen=True, slots=True)
class Original:
    """A response record of another snapshot, as it lies there."""

    member: bytes
    """Its gzip member."""
    response: StoredResponse


def read_original(folder: Path, position: Position, url: str) -> Original:
    """Read a response record to copy it: the one at a position, or the one that a revisit record there refers to.

    Args:
        folder: The snapshot it lies in.
        position: Of the record of `url`.
        url: Whose record it must be.

    Raises:
        SnapshotError: There is no whole record of this address there.
    """
    found = _original_at(folder, position)
    if found.response.warc_headers.get("warc-target-uri") != url:
        raise SnapshotError(f"{folder / position.file}: no record of {url} at {position.offset}")
    if found.response.kind == "revisit":
        said = found.response.warc_headers
        offset = said.get("warc-refers-to-file-offset", "")
        place = Position(said.get("warc-refers-to-filename", ""), int(offset) if offset.isdigit() else -1)
        coding = found.response.http_headers.get("content-encoding", "")
        is_same = said.get("warc-profile") == SAME_PAYLOAD
        found = _original_at(folder, place)
        if is_same and found.response.http_headers.get("content-encoding", "") != coding:
            raise SnapshotError(f"{folder / position.file}: sent under another coding at {position.offset}")
    headers = found.response.warc_headers
    if found.response.kind != "response" or not headers.get("warc-date"):
        raise SnapshotError(f"{folder / position.file}: no response behind {position.offset}")
    digest = base64.b32encode(hashlib.sha1(found.response.payload, usedforsecurity=False).digest()).decode()
    if headers.get("warc-payload-digest") != f"sha1:{digest}":
        raise SnapshotError(f"{folder / position.file}: damaged behind {position.offset}: another payload")
    return found


def _original_at(folder: Path, position: Position) -> Original:
    path = folder / position.file
    if not position.file or position.offset < 0:
        raise SnapshotError(f"{folder}: no record at {position.offset} of {position.file!r}")
    try:
        with path.open("rb") as file:
            data, size = unpack_member(file, position.offset)
            file.seek(position.offset)
            return Original(file.read(size), parse_record(file, position.offset, data))
    except OSError as error:
        raise SnapshotError(f"{path}: cannot be read: {error.strerror}") from error
