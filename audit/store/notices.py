"""`Notices`: whom each run was told to, and what could not be told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from audit.store.faults import said


@dataclass(frozen=True, slots=True)
class Notice:
    """One telling of one run to one contact of one agency."""

    run_id: str
    agency_id: str
    target: str
    """Mail address, or URL of a webhook."""
    tries: int
    told_at: str
    """UTC, ISO 8601; empty until it could be told."""
    error: str = ""
    """Of the last try."""


class Notices:
    """By run, agency and target."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def of(self, run_id: str) -> dict[tuple[str, str], Notice]:
        """Return what is known of a run, by agency and target."""
        with said(self._path):
            rows = self._db.table("notices").rows_where("run_id = ?", [run_id], order_by="agency_id, target")
            return {(row["agency_id"], row["target"]): Notice(**row) for row in rows}

    def note(self, run_id: str, agency_id: str, target: str, *, told_at: str = "", error: str = "") -> None:
        """Write down a try."""
        key = {"run_id": run_id, "agency_id": agency_id, "target": target}
        with said(self._path), self._db.atomic():
            tries = self._db.execute(
                "select tries from notices where run_id = :run_id and agency_id = :agency_id and target = :target",
                key,
            ).fetchone()
            row = {**key, "tries": (tries[0] if tries else 0) + 1, "told_at": told_at, "error": error}
            self._db.table("notices").upsert(row, pk=("run_id", "agency_id", "target"))
