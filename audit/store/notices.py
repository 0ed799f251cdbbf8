"""`Notices`: whom each run was told to, what waits for another try, and what is not tried again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from audit.store.faults import said

REFUSED: Final = "refused"
"""The contact's server said no, for good."""
GONE: Final = "gone"
"""A webhook's receiver wants to hear no more."""
GIVEN_UP: Final = "given_up"
"""Tried as often as `config/notify.yaml` says."""
STATES: Final = ("told", "waiting", REFUSED, GONE, GIVEN_UP)
"""What a notice is in; `waiting` is tried again."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One telling of one run to one contact of one agency."""

    run_id: str
    agency_id: str
    target: str
    """Mail address, or URL of a webhook."""
    tries: int
    """Of a call each; those that failed on our own side do not count."""
    told_at: str
    """UTC, ISO 8601; empty until it could be told."""
    error: str = ""
    """Of the last try."""
    next_at: str = ""
    """Not before that moment; UTC, ISO 8601; empty for the next call."""
    ended: str = ""
    """`refused`, `gone` or `given_up`: not tried again."""

    @property
    def state(self) -> str:
        """One of `STATES`."""
        return "told" if self.told_at else self.ended or "waiting"


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

    def newest(self) -> list[Notice]:
        """Return what was told last, or should have been, for each agency and target."""
        with said(self._path):
            return [Notice(**row) for row in self._db.query(_NEWEST)]

    def waiting(self) -> list[Notice]:
        """Return what is tried again, runs in the order in which they began."""
        with said(self._path):
            rows = self._db.table("notices").rows_where(
                "told_at = '' and ended = ''", order_by="run_id, agency_id, target"
            )
            return [Notice(**row) for row in rows]

    def gone(self) -> frozenset[str]:
        """Return the targets that said last that they want to hear no more."""
        with said(self._path):
            return frozenset(row["target"] for row in self._db.query(_GONE, [GONE]))

    def note(
        self,
        run_id: str,
        agency_id: str,
        target: str,
        *,
        tries: int,
        told_at: str = "",
        error: str = "",
        next_at: str = "",
        ended: str = "",
    ) -> None:
        """Write down what came of a call's tries, in place of what was known of that run, agency and target."""
        row = {
            "run_id": run_id,
            "agency_id": agency_id,
            "target": target,
            "tries": tries,
            "told_at": told_at,
            "error": error,
            "next_at": next_at,
            "ended": ended,
        }
        with said(self._path), self._db.atomic():
            self._db.table("notices").upsert(row, pk=("run_id", "agency_id", "target"))


_NEWEST = """
select notices.* from notices
join (select max(run_id) as run_id, agency_id, target from notices group by agency_id, target)
using (run_id, agency_id, target)
order by agency_id, target
"""
_GONE = """
select distinct target from notices join (select max(run_id) as run_id, target from notices group by target)
using (run_id, target) where ended = ?
"""
