"""`Reviews`: what persons answered, with every earlier answer. Nothing is ever taken away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from sqlite_utils import Database

from audit.results import Review, Verdict
from audit.store.faults import said
from audit.store.history import Kept, fate


class Reviews:
    """Answers by agency and criterion; those of a later day stand before those of an earlier one."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def add(self, reviews: Sequence[Review], imported_at: str) -> list[Kept]:
        """Keep answers, all of them or, on any fault, none; one for each answer says what became of it.

        An answer that is there already changes nothing. Of two answers of the same day the one brought in last stands.

        Args:
            reviews: At most one for each agency and criterion.
            imported_at: UTC, ISO 8601.

        Raises:
            StoreError: The database cannot be written; nothing was kept.
        """
        with said(self._path), self._db.atomic():
            return [self._add(review, imported_at) for review in reviews]

    def _add(self, review: Review, imported_at: str) -> Kept:
        earlier = self.history(review.agency_id, review.criterion_id)
        kept = fate(review, earlier, lambda answer: answer.reviewed_on)
        if kept is not Kept.SAME:
            row = {**asdict(review), "number": len(earlier) + 1, "imported_at": imported_at}
            self._db.table("reviews").insert(row)
        return kept

    def numbers(self) -> dict[str, int]:
        """Return how many answers each agency has, replaced ones, too: since none is ever taken away, another number means another answer."""
        with said(self._path):
            rows = self._db.query("select agency_id, count(*) as number from reviews group by agency_id")
            return {row["agency_id"]: row["number"] for row in rows}

    def history(self, agency_id: str, criterion_id: str) -> list[Review]:
        """Return every answer to a criterion at an agency; the last one stands."""
        return self._read("agency_id = ? and criterion_id = ?", [agency_id, criterion_id])

    def all(self, agencies: Iterable[str] | None = None) -> list[Review]:
        """Return every answer, by agency and criterion; of each criterion the last one stands."""
        if agencies is None:
            return self._read("1", [])
        return [review for agency_id in agencies for review in self._read("agency_id = ?", [agency_id])]

    def standing(self, agencies: Iterable[str] | None = None) -> list[Review]:
        """Return the answers that stand, by agency and criterion."""
        return list({(r.agency_id, r.criterion_id): r for r in self.all(agencies)}.values())

    def _read(self, where: str, args: list[str]) -> list[Review]:
        rows = self._db.table("reviews").rows_where(
            where, args, order_by="agency_id, criterion_id, reviewed_on, number"
        )
        with said(self._path):
            return [
                Review(
                    criterion_id=row["criterion_id"],
                    agency_id=row["agency_id"],
                    english=Verdict(row["english"]),
                    local=Verdict(row["local"]),
                    reviewer=row["reviewer"],
                    reviewed_on=row["reviewed_on"],
                    proof=row["proof"],
                    note=row["note"] or "",
                )
                for row in rows
            ]
