"""`Matches`: which service a required one is, as persons said, with every earlier word. Nothing is ever taken away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from pathlib import Path

from sqlite_utils import Database

from audit.services.required.model import MatchDecision
from audit.store.faults import said
from audit.store.history import Kept, fate

_FIELDS = tuple(field.name for field in fields(MatchDecision))


class Matches:
    """Decisions by list, agency and normalised name; those of a later day stand before those of an earlier one."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def add(self, decisions: Sequence[MatchDecision], imported_at: str) -> list[Kept]:
        """Keep decisions, all of them or, on any fault, none; one for each says what became of it.

        Args:
            decisions: At most one for each key.
            imported_at: UTC, ISO 8601.

        Raises:
            StoreError: The database cannot be written; nothing was kept.
        """
        with said(self._path), self._db.atomic():
            return [self._add(decision, imported_at) for decision in decisions]

    def _add(self, new: MatchDecision, imported_at: str) -> Kept:
        where = "decision = ? and agency_id = ? and name = ?"
        earlier = self._read(where, list(new.key))
        kept = fate(new, earlier, lambda decision: decision.decided_on)
        if kept is not Kept.SAME:
            row = {**asdict(new), "number": len(earlier) + 1, "imported_at": imported_at}
            self._db.table("service_matches").insert(row)
        return kept

    def all(self) -> list[MatchDecision]:
        """Return every decision, by key; of each the last one stands."""
        return self._read("1", [])

    def standing(self, agencies: Iterable[str] | None = None) -> list[MatchDecision]:
        """Return the decisions that stand.

        Args:
            agencies: Only theirs; all when not given.
        """
        wanted = None if agencies is None else set(agencies)
        newest = {decision.key: decision for decision in self.all()}
        return [d for d in newest.values() if wanted is None or d.agency_id in wanted]

    def _read(self, where: str, args: list[str]) -> list[MatchDecision]:
        order = "decision, agency_id, name, decided_on, number"
        with said(self._path):
            rows = self._db.table("service_matches").rows_where(where, args, order_by=order)
            return [MatchDecision(**{name: row[name] for name in _FIELDS}) for row in rows]
