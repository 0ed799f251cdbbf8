"""`RequiredLists`: what lists ask for, with every import. Nothing is ever taken away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter
from sqlite_utils import Database

from audit.services.required.model import RequiredService
from audit.store.faults import said

_REQUIRED = TypeAdapter(RequiredService)


@dataclass(frozen=True, slots=True)
class ListImport:
    """One import of one list."""

    decision: str
    number: int
    """1, 2, 3 … of its decision; the last one stands."""
    imported_at: str
    """UTC, ISO 8601."""
    file: str
    """Name without folder."""
    sha256: str
    rows: int
    """0: the list was withdrawn."""


class RequiredLists:
    """Lists by decision; of each the one imported last stands."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def add(
        self, services: Iterable[RequiredService], imported_at: str, *, file: str, sha256: str
    ) -> list[ListImport]:
        """Keep the lists of a file, all of them or, on any fault, none; each replaces the one of the same decision.

        A list that is there already as it is leaves no trace.

        Args:
            services: In the order of the file; one list for each decision among them.
            imported_at: UTC, ISO 8601.
            file: Name of the file.
            sha256: Of the file.

        Returns:
            The imports that were kept.

        Raises:
            StoreError: The database cannot be written; nothing was kept.
        """
        lists: dict[str, list[RequiredService]] = {}
        for one in services:
            lists.setdefault(one.decision, []).append(one)
        with said(self._path), self._db.atomic():
            return [
                self._add(ListImport(decision, 0, imported_at, file, sha256, len(own)), own)
                for decision, own in lists.items()
                if own != self.services([decision])
            ]

    def withdraw(self, decision: str, imported_at: str) -> ListImport | None:
        """Let a list stand no more; its history stays. Returns nothing when no such list stands.

        Raises:
            StoreError: The database cannot be written.
        """
        with said(self._path), self._db.atomic():
            if decision not in {one.decision for one in self.standing()}:
                return None
            return self._add(ListImport(decision, 0, imported_at, "", "", 0), ())

    def _add(self, new: ListImport, services: Sequence[RequiredService]) -> ListImport:
        number = sum(1 for one in self.history() if one.decision == new.decision) + 1
        key = {"decision": new.decision, "number": number}
        row = {**asdict(new), **key}
        self._db.table("required_lists").insert(row)
        self._db.table("required_services").insert_all(
            {**key, "position": position, "payload": _REQUIRED.dump_json(one).decode("utf-8")}
            for position, one in enumerate(services)
        )
        return ListImport(**row)

    def history(self) -> list[ListImport]:
        """Return every import, the earliest first."""
        with said(self._path):
            rows = self._db.table("required_lists").rows_where(order_by="imported_at, decision, number")
            return [ListImport(**row) for row in rows]

    def standing(self) -> list[ListImport]:
        """Return the lists that stand, by decision; empty when none was ever imported, or all were withdrawn."""
        newest: dict[str, ListImport] = {}
        for one in self.history():
            if one.decision not in newest or one.number > newest[one.decision].number:
                newest[one.decision] = one
        return [newest[decision] for decision in sorted(newest) if newest[decision].rows]

    def services(self, decisions: Iterable[str] | None = None) -> list[RequiredService]:
        """Return what the lists that stand ask for, by decision and in the order of their files.

        Args:
            decisions: Only those; all when not given.
        """
        wanted = None if decisions is None else set(decisions)
        return [
            service
            for one in self.standing()
            if wanted is None or one.decision in wanted
            for service in self._services(one)
        ]

    def _services(self, one: ListImport) -> list[RequiredService]:
        with said(self._path):
            rows = self._db.table("required_services").rows_where(
                "decision = ? and number = ?", [one.decision, one.number], order_by="position"
            )
            return [_REQUIRED.validate_json(row["payload"]) for row in rows]
