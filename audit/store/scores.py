"""`Scores`: what earlier runs said of each agency, in one question to audit.db that opens no verdict."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from audit.results import Interval
from audit.store.faults import said


@dataclass(frozen=True, slots=True)
class EarlierScore:
    """A result's score and by which rules it came about."""

    run_id: str
    day: str
    """Day its duties were judged at, YYYY-MM-DD."""
    english: Interval
    local: Interval
    readable: bool
    editions: tuple[str, ...]
    """`id@version`."""
    config_sha256: str
    """Empty where the rules are not known (`audit.store.db.Origin`)."""
    version: str
    """Of the program, with the digest of its code."""

    @property
    def rules(self) -> tuple[str, str]:
        """What two results must share to be set side by side without judging again; neither is empty where they are known."""
        return self.config_sha256, self.version


class Scores:
    """Scores of results, by agency."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def before(self, run_id: str) -> dict[str, tuple[EarlierScore, ...]]:
        """Return the scores of the runs that were done and began before a run, by agency, the oldest first.

        Results that ended in an error have no score and are left out.

        Raises:
            StoreError: The database cannot be read.
        """
        return self._found(run_id, "")

    def of(self, agency_id: str, run_id: str) -> tuple[EarlierScore, ...]:
        """Return the same of one agency.

        Raises:
            StoreError: The database cannot be read.
        """
        return self._found(run_id, agency_id).get(agency_id, ())

    def _found(self, run_id: str, agency_id: str) -> dict[str, tuple[EarlierScore, ...]]:
        found: defaultdict[str, list[EarlierScore]] = defaultdict(list)
        with said(self._path):
            for row in self._db.query(_BEFORE, {"run": run_id, "agency": agency_id}):
                readable, editions = json.loads(row["told"])
                found[row["agency_id"]].append(
                    EarlierScore(
                        run_id=row["run_id"],
                        day=row["day"],
                        english=Interval(row["english_low"], row["english_high"]),
                        local=Interval(row["local_low"], row["local_high"]),
                        # Left out of the payload by no version, but a payload of the future may lack it.
                        readable=readable is None or bool(readable),
                        editions=tuple(editions or ()),
                        config_sha256=row["config_sha256"],
                        version=row["version"],
                    )
                )
        return {owner: tuple(scores) for owner, scores in found.items()}


_BEFORE = """
select results.agency_id, results.run_id, runs.day, english_low, english_high, local_low, local_high,
       results.config_sha256, results.version, json_extract(payload, '$.coverage.readable', '$.editions') as told
from results join runs on runs.id = results.run_id
where results.run_id < :run and (:agency = '' or results.agency_id = :agency) and runs.state = 'done' and results.error = '' and results.english_low is not null
order by results.run_id
"""
