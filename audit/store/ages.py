"""`Ages`: when agencies were audited last, and how many findings are in which condition: what schedules and monitoring ask."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from audit.store.faults import said


class Ages:
    """Questions to audit.db that open no result."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def last_runs(self, *, good: bool = False) -> dict[str, datetime]:
        """Return when the last run of each agency began that judged it and came to its end.

        A run that is judged again later, or whose judging again was broken off, came to its end all the same; one that was rejected
        is as if it had not been.

        Args:
            good: Only runs that are done, not those that are provisional.
        """
        states = ["done"] if good else ["done", "provisional"]
        with said(self._path):
            rows = self._db.query(_LAST, {"ends": json.dumps(states)})
            return {row["agency_id"]: datetime.fromisoformat(row["began"]) for row in rows}

    def judged(self) -> frozenset[tuple[str, str]]:
        """Return run and agency of every result, but for those that ended in an error."""
        with said(self._path):
            rows = self._db.query("select run_id, agency_id from results where error = ''")
            return frozenset((row["run_id"], row["agency_id"]) for row in rows)

    def conditions(self) -> dict[str, int]:
        """Return how many findings are in each condition."""
        with said(self._path):
            rows = self._db.query(
                "select condition, count(*) as number from finding_lives where condition != '' group by condition"
            )
            return {row["condition"]: row["number"] for row in rows}


_LAST = """
-- ids tell what came later, whatever the clock said then; of the row with the largest one SQLite takes `began`, too
select agency_id, runs.created_at as began, max(runs.id)
from results join runs on runs.id = results.run_id
where error = '' and runs.state != 'rejected' and (
    runs.state in (select value from json_each(:ends))
    or exists (
        select 1 from run_events where run_events.run_id = runs.id and run_events.state in (select value from json_each(:ends))
    )
)
group by agency_id
"""
