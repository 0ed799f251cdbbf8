"""`Store`: runs, results, verdicts and findings in audit.db. The coordinator is its only writer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from pydantic import ValidationError

from audit.results import AgencyResult
from audit.store.ages import Ages
from audit.store.database import AuditDatabase
from audit.store.faults import said
from audit.store.ledger import Ledger
from audit.store.lives import Lives
from audit.store.matches import Matches
from audit.store.notices import Notices
from audit.store.opening import open_database, open_to_read
from audit.store.rechecks import Rechecks
from audit.store.required import RequiredLists
from audit.store.reviews import Reviews
from audit.store.rows import finding_row, result_row, verdict_row, whole
from audit.store.runlog import RunEvent, RunLog
from audit.store.schema import SCHEMA
from audit.store.scores import Scores
from audit.store.services import service_rows
from audit.store.standings import Standings
from audit.store.undecided import Undecided
from audit.store.unsure import Unsure
from crawler.clock import moment
from crawler.errors import StoreError, UsageError

STATES = (
    "planned",
    "crawling",
    "auditing",
    "reporting",
    "done",
    "provisional",
    "rejected",
    "failed",
    "cancelled",
)
GOING = frozenset({"planned", "crawling", "auditing", "reporting"})
"""States of a run that is not at its end."""


@dataclass(frozen=True, slots=True)
class Run:
    """One scheduled audit of a set of agencies."""

    id: str
    """UTC time of its start, `20180630T070000Z`."""
    state: str
    created_at: str
    day: str
    """Day whose duties and registry apply, YYYY-MM-DD."""
    agencies: tuple[str, ...]
    editions: tuple[str, ...]
    sites_file: str = ""
    sites_sha256: str = ""
    config_sha256: str = ""
    version: str = ""
    finished_at: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """When and under which rules a result was made; its editions stand in the result itself."""

    audited_at: str
    config_sha256: str
    """Empty in results that were made before this was kept: the rules are unknown then."""
    version: str
    """Of the program, with the digest of its code."""


class Store:
    """audit.db, opened and brought up to date.

    Args:
        path: The file.
        reading: Change nothing, not even a database of an older version.

    Raises:
        StoreError: See `open_database` and `open_to_read` in `audit.store.opening`.
    """

    def __init__(self, path: Path, *, reading: bool = False) -> None:
        self.path = path
        self._db = open_to_read(path, SCHEMA) if reading else open_database(path, SCHEMA)

    @property
    def reviews(self) -> Reviews:
        """What persons answered."""
        return Reviews(self._db, self.path)

    @property
    def required(self) -> RequiredLists:
        """What lists of services ask for."""
        return RequiredLists(self._db, self.path)

    @property
    def notices(self) -> Notices:
        """Whom runs were told to."""
        return Notices(self._db, self.path)

    @property
    def rechecks(self) -> Rechecks:
        """Second looks at findings."""
        return Rechecks(self._db, self.path)

    @property
    def ages(self) -> Ages:
        """When agencies were audited last, and findings by condition."""
        return Ages(self._db, self.path)

    @property
    def run_log(self) -> RunLog:
        """What state each run was in, and what it measures."""
        return RunLog(self._db, self.path)

    @property
    def lives(self) -> Lives:
        """What became of findings from run to run."""
        return Lives(self._db, self.path)

    @property
    def ledger(self) -> Ledger:
        """Findings of all agencies, counted and page by page."""
        return Ledger(self._db, self.path)

    @property
    def standings(self) -> Standings:
        """How agencies stand by their newest runs."""
        return Standings(self._db, self.path)

    @property
    def undecided(self) -> Undecided:
        """What agencies asked and nobody has answered."""
        return Undecided(self._db, self.path)

    @property
    def unsure(self) -> Unsure:
        """What newest results leave to persons."""
        return Unsure(self._db, self.path)

    @property
    def matches(self) -> Matches:
        """Which service a required one is, as persons said."""
        return Matches(self._db, self.path)

    @property
    def scores(self) -> Scores:
        """What earlier runs said of each agency."""
        return Scores(self._db, self.path)

    def be_patient(self, seconds: float) -> None:
        """Wait so long for others that write, as who has crawled for a night does; persons before a page would not."""
        if isinstance(self._db, AuditDatabase):  # one that was opened to be read has nobody to wait for
            self._db.patience_s = seconds

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Have several writes come about together or, on any fault, not at all. Others wait with their own as long.

        Raises:
            StoreError: The database cannot be written, or another process did not make way in time.
        """
        with said(self.path), self._db.atomic():
            yield

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    # ---------- runs ----------

    def save_run(self, run: Run) -> None:
        """Insert a run or replace what is known of it."""
        row = {
            "id": run.id,
            "state": run.state,
            "created_at": run.created_at,
            "finished_at": run.finished_at,
            "day": run.day,
            "agencies": json.dumps(run.agencies),
            "editions": json.dumps(run.editions),
            "sites_file": run.sites_file,
            "sites_sha256": run.sites_sha256,
            "config_sha256": run.config_sha256,
            "version": run.version,
        }
        # Without a transaction of its own the statement would not tell that it found no room.
        with said(self.path), self._db.atomic():
            self._db.table("runs").upsert(row, pk="id")

    def set_state(
        self, run_id: str, state: str, *, finished_at: str = "", by: str = "", note: str = ""
    ) -> None:
        """Move a run to another state of `STATES`, and write that down.

        Args:
            run_id: The run.
            state: Where it comes to.
            finished_at: UTC, ISO 8601; empty while it goes on.
            by: Who had it so, where a person did.
            note: Why.
        """
        if state not in STATES:
            raise ValueError(f"no such state: {state}")
        at = moment().strftime("%Y-%m-%dT%H:%M:%SZ")
        with said(self.path), self._db.atomic():
            self._db.table("runs").update(run_id, {"state": state, "finished_at": finished_at})
            self.run_log.add(run_id, RunEvent(at, state, by, note))

    def run(self, run_id: str = "latest") -> Run:
        """Return one run; `latest` is the one begun last that was not rejected.

        Raises:
            UsageError: There is none.
        """
        runs = list(self.runs())
        standing = [run for run in runs if run.state != "rejected"]
        if run_id == "latest" and standing:
            return standing[0]
        for run in runs:
            if run.id == run_id:
                return run
        known = ", ".join(r.id for r in runs[:3]) or "none yet"
        raise UsageError(f"no run {run_id!r} in {self.path} (latest: {known})")

    def runs(self) -> Iterator[Run]:
        """All runs, the latest first."""
        for row in self._rows("select * from runs order by id desc"):
            yield Run(
                id=row["id"],
                state=row["state"],
                created_at=row["created_at"],
                finished_at=row["finished_at"] or "",
                day=row["day"],
                agencies=tuple(json.loads(row["agencies"])),
                editions=tuple(json.loads(row["editions"])),
                sites_file=row["sites_file"] or "",
                sites_sha256=row["sites_sha256"] or "",
                config_sha256=row["config_sha256"] or "",
                version=row["version"] or "",
            )

    # ---------- results ----------

    def save_result(
        self, result: AgencyResult, audited_at: str, *, config_sha256: str = "", version: str = ""
    ) -> None:
        """Write an agency's result in one transaction, in place of an earlier one of the same run.

        Args:
            result: With the editions it was judged by.
            audited_at: UTC, ISO 8601.
            config_sha256: `audit.rules.config_digest` of the configuration it was judged by.
            version: Of the program that judged it, `audit.rules.program`.
        """
        key = {"run_id": result.run_id, "agency_id": result.agency_id}
        head = {
            **key,
            "audited_at": audited_at,
            **result_row(result),
            "error": "",
            "config_sha256": config_sha256,
            "version": version,
        }
        with said(self.path), self._db.atomic():
            self._clear(result.run_id, result.agency_id)
            self._db.table("results").upsert(head, pk=("run_id", "agency_id"))
            self._db.table("verdicts").insert_all(
                {**key, **verdict_row(n, j)} for n, j in enumerate(result.judgements)
            )
            self._db.table("findings").insert_all(
                {**key, **finding_row(n, f)} for n, f in enumerate(result.findings)
            )
            self._db.table("services").insert_all({**key, **row} for row in service_rows(result))

    def save_error(self, run_id: str, agency_id: str, audited_at: str, error: str) -> None:
        """Write down that an agency could not be judged, and why, in one sentence."""
        with said(self.path), self._db.atomic():
            self._clear(run_id, agency_id)
            row = {
                "run_id": run_id,
                "agency_id": agency_id,
                "audited_at": audited_at,
                "error": error,
                "payload": "",
                "config_sha256": "",
                "version": "",
            }
            self._db.table("results").upsert(row, pk=("run_id", "agency_id"))

    def results(self, run_id: str, agencies: Iterable[str] | None = None) -> list[AgencyResult]:
        """Return the results of a run in the run's order of agencies; those with errors are left out."""
        return list(self.each(run_id, agencies if agencies is not None else self.run(run_id).agencies))

    def each(self, run_id: str, agencies: Iterable[str]) -> Iterator[AgencyResult]:
        """Yield the same one by one, each read when it is asked for: those of a whole run are large."""
        found = (self._result(run_id, agency_id) for agency_id in agencies)
        return (result for result in found if result is not None)

    def errors(self, run_id: str) -> dict[str, str]:
        """Agencies of a run that could not be judged, with the sentence that says why."""
        rows = self._rows("select agency_id, error from results where run_id = ? and error != ''", run_id)
        return {row["agency_id"]: row["error"] for row in rows}

    def origins(self, run_id: str) -> dict[str, Origin]:
        """Return under which rules the results of a run were made, by agency."""
        rows = self._rows(
            "select agency_id, audited_at, config_sha256, version from results where run_id = ? and error = ''",
            run_id,
        )
        return {
            row["agency_id"]: Origin(row["audited_at"], row["config_sha256"], row["version"]) for row in rows
        }

    def origin(self, run_id: str, agency_id: str) -> Origin | None:
        """Return under which rules one result was made; None where there is none."""
        rows = self._rows(
            "select audited_at, config_sha256, version from results where run_id = ? and agency_id = ? and error = ''",
            run_id,
            agency_id,
        )
        return next((Origin(**row) for row in rows), None)

    def runs_of(self, agency_id: str) -> list[str]:
        """Return the ids of the runs that are done and hold a result of an agency, the earliest first."""
        rows = self._rows(
            "select run_id from results join runs on runs.id = run_id "
            "where agency_id = ? and error = '' and state = 'done' order by run_id",
            agency_id,
        )
        return [row["run_id"] for row in rows]

    def newest_id(self) -> str:
        """Return the id of the newest run or re-check; empty where there is none."""
        (found,) = self._rows(
            "select max(id) as id from (select max(id) as id from runs union all select max(id) from rechecks)"
        )
        return found["id"] or ""

    def newest(self, agency_id: str) -> str | None:
        """Return the id of the newest run that holds a result of an agency and was not rejected; None when there is none."""
        rows = self._rows(
            "select run_id from results join runs on runs.id = run_id "
            "where agency_id = ? and error = '' and state != 'rejected' order by run_id desc limit 1",
            agency_id,
        )
        return next((row["run_id"] for row in rows), None)

    def _result(self, run_id: str, agency_id: str) -> AgencyResult | None:
        found = self._rows("select * from results where run_id = ? and agency_id = ?", run_id, agency_id)
        if not found or found[0]["error"]:
            return None
        (head,) = found
        try:
            return whole(
                head["payload"],
                self._payloads("verdicts", run_id, agency_id),
                self._payloads("findings", run_id, agency_id),
                self._payloads("services", run_id, agency_id),
            )
        except ValidationError as error:
            raise StoreError(
                f"{self.path}: the result of {agency_id} was written by another version of the program"
                f" ({head['version'] or 'not known'}) and cannot be read: judge the run again with"
                f" osi-audit audit {run_id}"
            ) from error

    def _payloads(self, table: str, run_id: str, agency_id: str) -> list[str]:
        with said(self.path):
            rows = self._db.table(table).rows_where(
                "run_id = ? and agency_id = ?", [run_id, agency_id], select="payload", order_by="position"
            )
            return [row["payload"] for row in rows]

    def _rows(self, query: str, *args: str) -> list[dict[str, Any]]:
        with said(self.path):
            return list(self._db.query(query, args))

    def _clear(self, run_id: str, agency_id: str) -> None:
        for table in ("verdicts", "findings", "services"):
            self._db.table(table).delete_where("run_id = ? and agency_id = ?", [run_id, agency_id])
