"""`RunLog`: what state each run was in, when, why, and who said so. Nothing is ever taken away."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from audit.guard import Measure
from audit.store.faults import said


@dataclass(frozen=True, slots=True)
class RunEvent:
    """A run came into a state."""

    at: str
    """UTC, ISO 8601."""
    state: str
    """Of `audit.store.db.STATES`."""
    by: str = ""
    """User of the machine."""
    note: str = ""
    """Why, where there is something to say."""


class RunLog:
    """States of runs, and what a run measures beside the last good one."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def add(self, run_id: str, event: RunEvent) -> None:
        """Write down a state, within the caller's transaction."""
        (count,) = self._db.execute("select count(*) from run_events where run_id = ?", [run_id]).fetchone()
        row = {"run_id": run_id, "number": count + 1, "at": event.at, "state": event.state}
        self._db.table("run_events").insert({**row, "by": event.by, "note": event.note})

    def events(self, run_id: str) -> list[RunEvent]:
        """Return all states of a run, the first one first; empty for runs from before they were written down."""
        with said(self._path):
            rows = self._db.table("run_events").rows_where("run_id = ?", [run_id], order_by="number")
            return [RunEvent(row["at"], row["state"], row["by"], row["note"]) for row in rows]

    def note(self, run_id: str) -> str:
        """Return why a run is in its state; empty where nothing was said."""
        events = self.events(run_id)
        return events[-1].note if events else ""

    def measures(self, run_id: str) -> list[Measure]:
        """Return each agency of a run beside the newest earlier run that is done and has it, in the order of their ids."""
        with said(self._path):
            return [
                Measure(
                    agency_id=row["agency_id"],
                    readable=row["readable"] != 0,
                    was_readable=row["was_readable"] != 0,
                    pages=row["pages"] or 0,
                    pages_before=row["pages_before"] or 0,
                    verdicts=row["verdicts"] or 0,
                    changed=row["changed"] or 0,
                )
                for row in self._db.query(_MEASURES, {"run": run_id})
            ]


# A run that was made by rules unknown, or by others, has no verdicts to set beside these: `same` is 0 then.
_MEASURES = """
with last as (
    select now.agency_id, max(before.run_id) as before_id
    from results now
    join results before on before.agency_id = now.agency_id and before.run_id < now.run_id and before.error = ''
    join runs on runs.id = before.run_id and runs.state = 'done'
    where now.run_id = :run and now.error = ''
    group by now.agency_id
)
select now.agency_id,
       now.pages,
       before.pages as pages_before,
       json_extract(now.payload, '$.coverage.readable') as readable,
       json_extract(before.payload, '$.coverage.readable') as was_readable,
       count(mine.criterion_id) as verdicts,
       sum(mine.verdict != theirs.verdict) as changed
from last
join results now on now.run_id = :run and now.agency_id = last.agency_id
join results before on before.run_id = last.before_id and before.agency_id = last.agency_id
left join verdicts mine
    on mine.run_id = :run and mine.agency_id = now.agency_id
    and now.config_sha256 = before.config_sha256 and now.version = before.version and now.config_sha256 != ''
left join verdicts theirs
    on theirs.run_id = last.before_id and theirs.agency_id = now.agency_id and theirs.criterion_id = mine.criterion_id
group by now.agency_id
order by now.agency_id
"""
