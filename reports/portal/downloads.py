"""The report files of a run, as they lie in its folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reports.portal.standing import Seen
from reports.portal.visit import Visit
from reports.rendering import agency_of

MEDIA_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".md": "text/markdown; charset=utf-8",
    ".pdf": "application/pdf",
}


@dataclass(frozen=True, slots=True)
class Download:
    """One file."""

    name: str
    """Below the folder of the run: `vi/moh.html`."""
    path: Path
    size: int
    """Bytes."""

    @property
    def locale(self) -> str:
        """Language; empty for files that are in both."""
        folder = self.name.partition("/")[0]
        return folder if folder in {"vi", "en"} else ""

    @property
    def media_type(self) -> str:
        """By its ending."""
        return MEDIA_TYPES[self.path.suffix]


def downloads(visit: Visit, here: Seen) -> list[Download]:
    """Return the files of an agency in a run, by name; none where the reports were not written."""
    if here.run is None:
        return []
    folder = visit.books.place.data.reports(here.run.id)
    ids = set(here.run.agencies)
    found = []
    for path in sorted(folder.glob("*/*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix in MEDIA_TYPES and path.is_file() and agency_of(name, ids) == here.agency.id:
            found.append(Download(name, path, path.stat().st_size))
    return found
