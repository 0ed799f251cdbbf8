"""The note in a snapshot that was thinned: when, why, and where each record that was kept lies now.

A thinned snapshot holds `cited.warc.gz`, the records that something refers to, byte by byte as they were, in place of its whole
archive. Records go on being called by the places that they had (`crawl-00000.warc.gz:OFFSET`), since reports say these.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.errors import SnapshotError
from crawler.warc_tail import Position

MARKER_NAME = "thinned.json"
CITED_NAME = "cited.warc.gz"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Thinned:
    """`thinned.json`."""

    at: str
    """UTC, ISO 8601."""
    why: str
    program: str
    """Name and version of the program that did it."""
    sha256: str
    """Of `cited.warc.gz`."""
    size: int
    """Bytes of it."""
    size_before: int
    """Bytes of the archive before."""
    records_before: int
    places: Mapping[str, Mapping[int, int]]
    """Offsets in `cited.warc.gz` by archive file and offset that records had."""

    @property
    def records(self) -> int:
        """Records that were kept; requests go with their answers and are not counted."""
        return sum(map(len, self.places.values()))

    def place(self, folder: Path, position: Position) -> Position:
        """Return where a record lies now.

        Args:
            folder: The snapshot's, for the message.
            position: Where it lay.

        Raises:
            SnapshotError: It was not kept.
        """
        offset = self.places.get(position.file, {}).get(position.offset)
        if offset is None:
            raise SnapshotError(
                f"{folder}: the record at {position.offset} of {position.file} was not kept when the snapshot was thinned "
                f"on {self.at[:10]}: no result cites it"
            )
        return Position(CITED_NAME, offset)

    def refusal(self, folder: Path) -> SnapshotError:
        """Return what is said to who wants the whole of it."""
        return SnapshotError(
            f"{folder}: was thinned on {self.at[:10]} ({self.why}): only the {self.records} records that results cite are "
            "kept, so that it cannot be judged again"
        )

    def dump(self) -> str:
        """Return it as JSON."""
        places = {
            name: {str(was): now for was, now in offsets.items()} for name, offsets in self.places.items()
        }
        told = {
            "version": VERSION,
            "thinned_at": self.at,
            "why": self.why,
            "program": self.program,
            "file": CITED_NAME,
            "sha256": self.sha256,
            "bytes": self.size,
            "bytes_before": self.size_before,
            "records": self.records,
            "records_before": self.records_before,
            "places": places,
        }
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def is_thinned(folder: Path) -> bool:
    """Whether a snapshot was thinned."""
    return (folder / MARKER_NAME).is_file()


def read_thinned(folder: Path) -> Thinned | None:
    """Read the note of a snapshot; None where it is whole.

    Raises:
        SnapshotError: The note is damaged or of another version.
    """
    path = folder / MARKER_NAME
    try:
        raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if raw["version"] != VERSION:
            raise SnapshotError(
                f"{path}: is of another version ({raw['version']!r}); this program reads {VERSION}"
            )
        return Thinned(
            at=str(raw["thinned_at"]),
            why=str(raw["why"]),
            program=str(raw["program"]),
            sha256=str(raw["sha256"]),
            size=int(raw["bytes"]),
            size_before=int(raw["bytes_before"]),
            records_before=int(raw["records_before"]),
            places={
                str(name): {int(was): int(now) for was, now in offsets.items()}
                for name, offsets in raw["places"].items()
            },
        )
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise SnapshotError(f"{path}: is damaged: {error}") from error
