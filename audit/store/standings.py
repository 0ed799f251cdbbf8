"""`Standings`: how agencies stand, in questions to audit.db that open no result: what lists and pages ask."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from audit.results import Interval
from audit.store.faults import said


@dataclass(frozen=True, slots=True)
class Head:
    """The newest result of an agency."""

    run_id: str
    english: Interval
    local: Interval
    readable: bool


@dataclass(frozen=True, slots=True)
class Look:
    """A result of an agency in a run, with all that can change of the two while their names stay."""

    run_id: str
    state: str
    """Of the run (`audit.store.db.STATES`)."""
    day: str
    """Day its duties were judged at, YYYY-MM-DD."""
    finished_at: str
    editions: str
    """Of the run, as they are written down."""
    config_sha256: str
    audited_at: str
    """When the result was made: another one of the same run is another result."""


@dataclass(frozen=True, slots=True)
class RunScore:
    """The score of one agency in one run; the low ends of its intervals."""

    run_id: str
    day: str
    """Day its duties were judged at, YYYY-MM-DD."""
    agency_id: str
    english: float
    local: float
    readable: bool


class Standings:
    """By agency."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def newest(self, states: Sequence[str]) -> dict[str, Head]:
        """Return the newest result of each agency, of runs in these states (`audit.store.db.STATES`)."""
        with said(self._path):
            return {
                row["agency_id"]: Head(
                    row["run_id"],
                    Interval(row["english_low"], row["english_high"]),
                    Interval(row["local_low"], row["local_high"]),
                    row["readable"] != 0,
                )
                for row in self._db.query(_NEWEST, [json.dumps(list(states))])
            }

    def looks(self, agency_id: str, states: Sequence[str]) -> tuple[Look, ...]:
        """Return the results of an agency in the runs in these states, the newest first; none of them is opened."""
        with said(self._path):
            rows = self._db.execute(_LOOKS, [agency_id, json.dumps(list(states))])
            return tuple(Look(*row) for row in rows)

    def newest_registry(self) -> str:
        """Return which file the newest run was planned with; empty where there is no run, or where none was written down."""
        with said(self._path):
            found = self._db.execute("select sites_file from runs order by id desc limit 1").fetchone()
        return (found[0] or "") if found else ""

    def scores(self) -> list[RunScore]:
        """Return the scores of every agency in every run that is done, by run, the oldest first."""
        with said(self._path):
            return [
                RunScore(run_id, day, agency_id, english, local, readable != 0)
                for run_id, day, agency_id, english, local, readable in self._db.execute(_SCORES)
            ]

    def judged(self, run_id: str) -> int:
        """Return how many agencies of a run have a result."""
        with said(self._path):
            (found,) = self._db.execute(
                "select count(*) from results where run_id = ? and error = ''", [run_id]
            ).fetchone()
        return int(found)

    def waiting(self) -> dict[str, int]:
        """Return how many findings of each agency are new, open or back again, whatever persons said of them."""
        with said(self._path):
            rows = self._db.query(
                "select agency_id, count(*) as number from finding_lives"
                " where condition in ('new', 'open', 'regressed') group by agency_id"
            )
            return {row["agency_id"]: row["number"] for row in rows}


_NEWEST = """
select agency_id, max(run_id) as run_id, english_low, english_high, local_low, local_high,
       json_extract(payload, '$.coverage.readable') as readable
from results join runs on runs.id = results.run_id
where error = '' and english_low is not null and runs.state in (select value from json_each(?))
group by agency_id
"""

_LOOKS = """
select run_id, runs.state, runs.day, coalesce(runs.finished_at, ''), coalesce(runs.editions, ''),
       coalesce(runs.config_sha256, ''), audited_at
from results join runs on runs.id = results.run_id
where agency_id = ? and error = '' and runs.state in (select value from json_each(?))
order by run_id desc
"""

# What runs saw of findings tells whether they could read the agency; a result is opened only where that was never written down.
_SCORES = """
select results.run_id, runs.day, results.agency_id, english_low, local_low,
       coalesce(looked_runs.readable, json_extract(payload, '$.coverage.readable'), 1)
from runs
cross join results on results.run_id = runs.id and results.english_low is not null
left join looked_runs on looked_runs.agency_id = results.agency_id and looked_runs.run_id = results.run_id
where runs.state = 'done'
order by results.run_id, results.agency_id
"""
