"""The report files of a run, as they lie in its folder."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reports.i18n import N_
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


TITLES: Final = {
    ".html": N_("Gap report, to read and to print"),
    "-fixes.html": N_("The webmaster's list: every address, by cause"),
    ".pdf": N_("Gap report (PDF)"),
    ".docx": N_("Draft of the official report (Word)"),
    "-letter.docx": N_("Draft of the covering letter (Word)"),
    ".xlsx": N_("All findings and verdicts (Excel)"),
    ".csv": N_("Findings (CSV)"),
    ".md": N_("Checklist (Markdown)"),
    ".json": N_("All of it for programs (JSON)"),
}
"""What a file is, by the end of its name, of several the longest; in the order in which they are offered."""


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
    def title(self) -> str:
        """What it is; a message id."""
        return TITLES[self._end] if self._end else self.path.name

    @property
    def place(self) -> int:
        """Where it stands among the others."""
        return list(TITLES).index(self._end) if self._end else len(TITLES)

    @property
    def _end(self) -> str:
        return max((end for end in TITLES if self.name.endswith(end)), key=len, default="")

    @property
    def media_type(self) -> str:
        """By its ending."""
        return MEDIA_TYPES[self.path.suffix]


def downloads(visit: Visit, here: Seen) -> list[Download]:
    """Return the files of an agency in a run, by name; none where the reports were not written."""
    if here.look is None:
        return []
    books, run_id = visit.books, here.look.run_id
    folder = books.place.data.reports(run_id)
    key = (run_id, here.look.state, _stamp(folder))
    listing = books.listings.get_or(key, lambda: by_agency(folder, books.store.run(run_id).agencies))
    found = []
    for name in listing.get(here.agency.id, ()):
        path = folder / name
        with suppress(FileNotFoundError):  # written anew at this very moment
            found.append(Download(name, path, path.stat().st_size))
    return found


def _stamp(folder: Path) -> tuple[tuple[str, int], ...]:
    """When files came or went in the folders below a run's, which costs less than looking at a nation's thousands of files."""
    if not folder.is_dir():
        return ()
    with os.scandir(folder) as entries:
        return tuple(sorted((entry.name, entry.stat().st_mtime_ns) for entry in entries if entry.is_dir()))


def by_agency(folder: Path, agencies: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the names of the report files in a run's folder by agency, each agency's in order."""
    ids = set(agencies)
    found: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*/*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix in MEDIA_TYPES and path.is_file():
            found.setdefault(agency_of(name, ids), []).append(name)
    found.pop("", None)
    return {agency_id: tuple(names) for agency_id, names in found.items()}
