"""Reads records of a snapshot's archive by the places that they are known by, whether it is whole or was thinned."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Self

from crawler.errors import SnapshotError
from crawler.thinned import read_thinned
from crawler.warc import SAME_PAYLOAD, StoredResponse, decode_body, read_response
from crawler.warc_tail import Position


class Archive:
    """The archive of one snapshot; the file that was read last stays open.

    Args:
        folder: The snapshot's.

    Raises:
        SnapshotError: It was thinned, and the note of that is damaged.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.thinned = read_thinned(folder)
        """None where it is whole."""
        self._file: IO[bytes] | None = None
        self._name = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def response(self, position: Position) -> StoredResponse:
        """Return a record as it is stored.

        Raises:
            SnapshotError: It is not there, was not kept, or is damaged.
        """
        place = self.place(position)
        return read_response(self._opened(place.file), place.offset)

    def place(self, position: Position) -> Position:
        """Return where a record lies now. Raises as `response`."""
        return position if self.thinned is None else self.thinned.place(self._folder, position)

    def payload(self, stored: StoredResponse) -> bytes:
        """Return what a record gives, content coding removed: of a revisit record, that of the response it refers to.

        Raises:
            SnapshotError: That response is not there, or is damaged.
        """
        if stored.kind == "revisit":
            said = stored.warc_headers
            offset = int(said["warc-refers-to-file-offset"])
            place = self.place(Position(said["warc-refers-to-filename"], offset))
            with _open(self._folder / place.file) as other:
                original = read_response(other, place.offset)
            # The same bytes may be sent under another coding; "not modified" says nothing of it.
            own = stored if said.get("warc-profile") == SAME_PAYLOAD else original
            return decode_body(original.payload, own.http_headers.get("content-encoding", ""))
        return decode_body(stored.payload, stored.http_headers.get("content-encoding", ""))

    def body(self, position: Position) -> bytes:
        """Return the body behind a record, content coding removed. Raises as `response`."""
        return self.payload(self.response(position))

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _opened(self, name: str) -> IO[bytes]:
        if self._file is None or self._name != name:
            self.close()
            self._file, self._name = _open(self._folder / name), name
        return self._file


def _open(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise SnapshotError(f"{path}: cannot be read: {error.strerror}") from error
