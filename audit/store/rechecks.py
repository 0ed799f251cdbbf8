"""`Rechecks`: second looks at findings, each with what was there before and after. They are only ever added."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import TypeAdapter
from sqlite_utils import Database

from audit.life.model import Event
from audit.recheck import Recheck
from audit.store.faults import said
from audit.store.lives import Lives

_RECHECK = TypeAdapter(Recheck)


class Rechecks:
    """By moment and finding."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def add_all(self, rechecks: Iterable[tuple[Recheck, Event]]) -> None:
        """Keep re-checks and what each means for its finding, all of it or nothing.

        Raises:
            StoreError: The database cannot be written; nothing was kept.
        """
        kept = list(rechecks)
        with said(self._path), self._db.atomic():
            self._db.table("rechecks").upsert_all(
                (
                    {
                        "id": recheck.id,
                        "finding_id": recheck.finding_id,
                        "agency_id": recheck.agency_id,
                        "look": recheck.look,
                        "payload": _RECHECK.dump_json(recheck).decode(),
                    }
                    for recheck, _ in kept
                ),
                pk=("id", "finding_id"),
            )
            Lives(self._db, self._path).add_all((recheck.finding_id, event) for recheck, event in kept)

    def of(self, finding_id: str) -> list[Recheck]:
        """Return all re-checks of a finding, the first one first."""
        with said(self._path):
            rows = self._db.table("rechecks").rows_where("finding_id = ?", [finding_id], order_by="id")
            return [_RECHECK.validate_json(row["payload"]) for row in rows]

    def since(self, agency_id: str, run_id: str) -> list[Recheck]:
        """Return the re-checks of an agency after a run, the first one first."""
        with said(self._path):
            rows = self._db.table("rechecks").rows_where(
                "agency_id = ? and id > ?", [agency_id, run_id], order_by="id, finding_id"
            )
            return [_RECHECK.validate_json(row["payload"]) for row in rows]

    def ids(self) -> frozenset[str]:
        """Return the ids of all re-checks."""
        with said(self._path):
            return frozenset(row["id"] for row in self._db.query("select distinct id from rechecks"))
