"""`Unsure`: what newest results leave to persons, in questions to audit.db that open no result: what lists of questions ask."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter
from sqlite_utils import Database

from audit.results import Judgement
from audit.store.faults import said

_JUDGEMENT: Final = TypeAdapter(Judgement)


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest result of an agency, of runs that were not rejected."""

    run_id: str
    audited_at: str
    """When it was judged; UTC, ISO 8601. Judging again makes it another."""


class Unsure:
    """Judgements that a person decides, or may decide."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def newest(self) -> dict[str, Newest]:
        """Return the newest result of each agency."""
        with said(self._path):
            return {
                row["agency_id"]: Newest(row["run_id"], row["audited_at"]) for row in self._db.query(_NEWEST)
            }

    def judgements(self, run_id: str, agency_id: str) -> list[Judgement]:
        """Return the judgements of a result that could not be told in a language, are told with low confidence, or follow a person."""
        with said(self._path):
            rows = self._db.query(_JUDGEMENTS, [run_id, agency_id])
            return [_JUDGEMENT.validate_json(row["payload"]) for row in rows]

    def seen_on(self, run_id: str, agency_id: str) -> str:
        """Return the day of a result's snapshot, YYYY-MM-DD: when its first page was fetched, else when its run began."""
        with said(self._path):
            (row,) = self._db.query(_SEEN_ON, [run_id, agency_id])
        return str(row["first_fetch"] or row["created_at"])[:10]


_NEWEST: Final = """
select agency_id, audited_at, max(run_id) as run_id from results join runs on runs.id = run_id
where error = '' and state != 'rejected'
group by agency_id
"""

_JUDGEMENTS: Final = """
select payload from verdicts
where run_id = ? and agency_id = ? and verdict != 'not_applicable'
    and (
        confidence = 'low' or english = 'could_not_tell' or local = 'could_not_tell'
        or json_extract(payload, '$.review') is not null
    )
order by position
"""

_SEEN_ON: Final = """
select json_extract(payload, '$.coverage.first_fetch') as first_fetch, created_at
from results join runs on runs.id = run_id
where run_id = ? and agency_id = ?
"""
