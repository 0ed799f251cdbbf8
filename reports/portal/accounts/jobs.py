"""`Jobs`: what people asked of the worker: a queue that survives a restart of either."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from sqlite_utils import Database

from audit.store.faults import said
from reports.portal.access import Viewer
from reports.portal.accounts.moment import text_of

LOST_AFTER: Final = timedelta(seconds=60)
"""A job without a sign of life of its worker for so long is taken up again."""
MOST_TRIES: Final = 3
MOST_QUEUED: Final = 20
"""Jobs of one person that wait at a time."""


class JobKind(StrEnum):
    """What is to be done."""

    RECHECK = "recheck"
    RUN = "run"
    CANCEL = "cancel"
    CONFIRM = "confirm"
    JUDGE = "judge"


class JobState(StrEnum):
    """How a job stands."""

    QUEUED = "queued"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


WAITING: Final = (JobState.QUEUED, JobState.WORKING)


@dataclass(frozen=True, slots=True)
class Job:
    """One thing that was asked for. Times are UTC, ISO 8601; empty until they come."""

    id: str
    kind: JobKind
    target: str
    """The finding, the run, or of a new run its agencies, with commas; empty for all."""
    agency_id: str
    state: JobState
    asked_by: str
    asked_name: str
    asked_at: str
    began_at: str = ""
    seen_at: str = ""
    ended_at: str = ""
    tries: int = 0
    outcome: str = ""
    """Id of the re-check or run that came of it, or a key of `reports.portal.texts.JOB_FAULTS`."""

    @property
    def waiting(self) -> bool:
        """Whether it is not at its end."""
        return self.state in WAITING


class Jobs:
    """The queue: first come, first served, but each kind only when it can be."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def ask(
        self, kind: JobKind, target: str, viewer: Viewer, at: datetime, agency_id: str = ""
    ) -> Job | None:
        """Queue a job, and return it; one for the same that waits already is returned in its place.

        Returns:
            None when that person has too many waiting.
        """
        with said(self._path), self._db.atomic():
            same = self._rows(
                "kind = ? and target = ? and state in ('queued', 'working')", [kind.value, target]
            )
            if same:
                return same[0]
            if len(self._rows("asked_by = ? and state = 'queued'", [viewer.user_id])) >= MOST_QUEUED:
                return None
            job = Job(
                uuid.uuid4().hex,
                kind,
                target,
                agency_id,
                JobState.QUEUED,
                viewer.user_id,
                viewer.name,
                text_of(at),
            )
            self._db.table("jobs").insert(
                {name: _plain(getattr(job, name)) for name in Job.__dataclass_fields__}
            )
        return job

    def take(self, kinds: Collection[JobKind], at: datetime) -> Job | None:
        """Take the job of these kinds that waits longest, or one whose worker is lost; None when there is none.

        Two workers never take the same. One that was lost too often has failed.
        """
        lost = text_of(at - LOST_AFTER)
        with said(self._path), self._db.atomic():
            given_up = "state = 'working' and seen_at < ? and tries >= ?"
            for job in self._rows(given_up, [lost, MOST_TRIES]):
                self._set(job.id, state=JobState.FAILED, ended_at=text_of(at), outcome="lost")
            where = "kind in (select value from json_each(?)) and (state = 'queued' or (state = 'working' and seen_at < ?))"
            found = next(iter(self._rows(where, [json.dumps(sorted(kinds)), lost])), None)
            if found is None:
                return None
            now = text_of(at)
            self._set(found.id, state=JobState.WORKING, began_at=now, seen_at=now, tries=found.tries + 1)
        return self.job(found.id)

    def beat(self, job_id: str, at: datetime) -> None:
        """Give a sign of life."""
        with said(self._path), self._db.atomic():
            self._set(job_id, seen_at=text_of(at))

    def put_back(self, job_id: str) -> None:
        """Let a job wait that cannot be done now, as if nobody had taken it."""
        with said(self._path), self._db.atomic():
            job = self.job(job_id)
            if job is not None:
                self._set(job_id, state=JobState.QUEUED, began_at="", seen_at="", tries=max(job.tries - 1, 0))

    def end(self, job_id: str, state: JobState, at: datetime, outcome: str = "") -> None:
        """Bring a job to its end."""
        with said(self._path), self._db.atomic():
            self._set(job_id, state=state, ended_at=text_of(at), outcome=outcome)

    def job(self, job_id: str) -> Job | None:
        """Return one job."""
        with said(self._path):
            return next(iter(self._rows("id = ?", [job_id])), None)

    def of(self, kind: JobKind, target: str) -> Job | None:
        """Return the newest job about something."""
        with said(self._path):
            found = self._rows("kind = ? and target = ?", [kind.value, target])
        return found[-1] if found else None

    def newest(self, limit: int, agencies: Collection[str] | None = None) -> list[Job]:
        """Return the newest jobs, those that wait first.

        Args:
            limit: At most so many.
            agencies: Only re-checks of these; None for all jobs.
        """
        order = "state in ('queued', 'working') desc, asked_at desc, id"
        with said(self._path):
            if agencies is None:
                rows = self._db.table("jobs").rows_where(order_by=order, limit=limit)
            else:
                where = "agency_id != '' and agency_id in (select value from json_each(?))"
                rows = self._db.table("jobs").rows_where(
                    where, [json.dumps(sorted(agencies))], order_by=order, limit=limit
                )
            return [_job(row) for row in rows]

    def _rows(self, where: str, args: list[Any]) -> list[Job]:
        return [
            _job(row) for row in self._db.table("jobs").rows_where(where, args, order_by="asked_at, rowid")
        ]

    def _set(self, job_id: str, **values: object) -> None:
        self._db.table("jobs").update(job_id, {name: _plain(value) for name, value in values.items()})


def _plain(value: object) -> object:
    return value.value if isinstance(value, StrEnum) else value


def _job(row: dict[str, Any]) -> Job:
    return Job(**{**row, "kind": JobKind(row["kind"]), "state": JobState(row["state"])})
