"""How the coordinator hears from workers on other machines and stops them: notes in the store that all of them see."""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from concurrent.futures import Executor, Future, wait
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Self

from crawler.cluster_task import CHECKPOINT_S, PULSE_S, StoredGroup, StoredJob, run_stored_group
from crawler.errors import ClusterError, SnapshotError
from crawler.extract import Extracts
from crawler.job import STOP_GRACE_S, CrawlJob, CrawlOutcome, CrawlProgress
from crawler.line import not_started
from crawler.program import program
from crawler.registry import load_registry
from crawler.scratch import answered
from crawler.snapshot import RESULT_NAME, Snapshot
from crawler.store import open_store, patiently

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import TracebackType

    from crawler.line import Group
    from crawler.manifest import Manifest
    from crawler.store import SnapshotStore

log = logging.getLogger(__name__)

_EARLIER = "earlier"
"""Folder of a run in the store for snapshots of runs that were not there."""
_NUMBERS = {f.name for f in fields(CrawlProgress)}


class StoreLine:
    """To tasks that hand their snapshots to a store, wherever they run; a context manager.

    A thread of its own says in the store, once a pulse, that the coordinator lives: workers stop when it falls silent.

    Args:
        store: Of the run.
        jobs: All jobs of the run, of one registry; their `out` is where their snapshots end up on this machine.
        pulse_s: Seconds between two looks at the store.
        checkpoint_s: Seconds between two states of a running crawl that are brought into the store.

    Raises:
        ClusterError: The store cannot be used, or has another run of the same id.
    """

    def __init__(
        self,
        store: SnapshotStore,
        jobs: list[CrawlJob],
        *,
        pulse_s: float = PULSE_S,
        checkpoint_s: float = CHECKPOINT_S,
    ) -> None:
        self._store = store
        self._jobs = jobs
        self._pulse_s = pulse_s
        self._checkpoint_s = checkpoint_s
        self._extracts = Extracts(load_registry(jobs[0].sites))
        self._known: dict[str, Manifest] = {}
        self._former: dict[str, dict[str, Manifest]] = {}
        """What the store has of earlier runs, by what was asked for."""
        self._said: dict[str, dict[str, Any]] = {}
        self._heard_at = 0.0
        self._stopping = threading.Event()
        self._ended = threading.Event()
        self._beats = 0
        self._thread = threading.Thread(target=self._live, name="beat", daemon=True)

    def __enter__(self) -> Self:
        days = {job.day for job in self._jobs}
        mine = {"run": self._store.run_id, "days": sorted(days), "agencies": sorted(self._ids())}
        theirs = self._store.read_note("run")
        if theirs is not None and theirs != mine:
            raise ClusterError(
                f"the store {self._store.url} has another run {self._store.run_id} already: name another folder"
            )
        self._store.write_note("run", mine)
        self._known = self._store.manifests()
        self._beat()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _ids(self) -> set[str]:
        return {job.agency_id for job in self._jobs}

    # ---------- Line ----------

    def earlier(self, job: CrawlJob) -> CrawlOutcome | None:
        """Return the outcome of a job that is finished here or in the store; bring what is further on here there."""
        if _is_finished(job):
            return _read(job, CrawlOutcome(job.agency_id, job.out, None))
        manifest = self._known.get(job.agency_id)
        if manifest is not None and manifest.finished:
            return self.receive(job, CrawlOutcome(job.agency_id, job.out, None))
        here = answered(job.out) if job.out.is_dir() else 0
        if here > (manifest.answered if manifest is not None else 0):
            self._store.put(job.agency_id, job.out, job.log_path)
        return None

    def submit(self, executor: Executor, group: Group) -> Future[list[CrawlOutcome]]:
        """Give a group to the executor, with all that it needs from this machine."""
        stored = tuple(
            StoredJob(
                job.agency_id, self._extracts.of(job.agency_id), job.day, job.settings, self._earlier_of(job)
            )
            for job in group
        )
        task = StoredGroup(
            self._store.run_id, self._store.url, program(), stored, self._pulse_s, self._checkpoint_s
        )
        return executor.submit(run_stored_group, task)

    def heard(self) -> Iterator[CrawlOutcome | CrawlProgress]:
        """Yield how far crawls are that have said so since the last time, once a pulse."""
        now = time.monotonic()
        if now - self._heard_at < self._pulse_s:
            return
        self._heard_at = now
        try:
            notes = self._store.notes("progress")
        except ClusterError as error:
            log.warning("%s", error)
            return
        for agency_id, note in notes.items():
            if self._said.get(agency_id) != note and agency_id in self._ids():
                self._said[agency_id] = note
                yield CrawlProgress(**{k: v for k, v in note.items() if k in _NUMBERS})

    def receive(self, job: CrawlJob, outcome: CrawlOutcome) -> CrawlOutcome:
        """Bring the snapshot of a job from the store to its place, whole, and read its result.

        What is finished here is never changed, and nothing replaces what is further on.
        """
        if not _is_finished(job):
            try:
                patiently(lambda: self._ingest(job), self._pulse_s)
            except ClusterError as error:
                return replace(outcome, folder=job.out, result=None, error=str(error))
            except SnapshotError as error:
                self._store.forget(job.agency_id)
                why = f"{error}; osi-audit run --resume crawls it again"
                return replace(outcome, folder=job.out, result=None, error=why)
        return _read(job, outcome)

    def stop(self) -> None:
        """Have the workers stop what they do."""
        if not self._stopping.is_set():
            self._stopping.set()
            try:
                self._beat()
            except ClusterError as error:  # the next beat says it
                log.warning("%s", error)

    def leave(self, waiting: Mapping[Future[list[CrawlOutcome]], Group]) -> None:
        """Wait for workers to hand over what they have, and bring it here."""
        if not waiting:
            return
        log.warning(
            "stopping: workers end their requests and hand over what they have (Ctrl-C again: at once)"
        )
        claimed = self._store.notes("claims")
        running = {future for future, group in waiting.items() if any(j.agency_id in claimed for j in group)}
        for future in waiting.keys() - running:
            future.cancel()
        wait(running, timeout=STOP_GRACE_S + 2 * self._pulse_s)
        for group in waiting.values():
            for job in group:
                if job.agency_id in claimed:
                    self.receive(job, not_started(job))

    # ---------- inside ----------

    def _earlier_of(self, job: CrawlJob) -> str:
        """Where in the store a worker finds the agency's last snapshot, which is brought there unless its own run did."""
        if job.previous is None:
            return ""
        try:
            result = (job.previous / RESULT_NAME).read_bytes()
            with Snapshot(job.previous) as snapshot:
                run_id = snapshot.result.run_id
            digest = hashlib.sha256(result).hexdigest()
            mine = f"{self._store.run_id}/{_EARLIER}"
            for place in (run_id, mine):
                if self._holds(place, job.agency_id, digest):
                    return place
            open_store(self._store.url, mine).put(job.agency_id, job.previous)
        except (OSError, SnapshotError) as error:
            log.warning("%s: everything is asked for anew: %s", job.agency_id, error)
            return ""
        return mine

    def _holds(self, place: str, agency_id: str, digest: str) -> bool:
        """Whether the store has that very snapshot: runs of two coordinators may bear one id."""
        if place not in self._former:
            self._former[place] = open_store(self._store.url, place).manifests()
        manifest = self._former[place].get(agency_id)
        parts = manifest.files.get(RESULT_NAME, ()) if manifest is not None else ()
        return [part.sha256 for part in parts] == [digest]

    def _ingest(self, job: CrawlJob) -> None:
        manifest = self._store.manifest(job.agency_id)
        if manifest is None:
            return
        here = answered(job.out) if job.out.is_dir() else 0
        if manifest.finished or manifest.answered >= max(here, 1):
            self._store.fetch(job.agency_id, job.out, job.log_path)

    def _live(self) -> None:
        while not self._ended.wait(self._pulse_s):
            try:
                self._beat()
            except ClusterError as error:
                log.warning("%s", error)

    def _beat(self) -> None:
        self._beats += 1
        # A number of this process and moment: a run that is resumed starts with one that no worker knows.
        number = f"{id(self)}-{time.time_ns()}-{self._beats}"
        self._store.write_note("beat", {"number": number, "stop": self._stopping.is_set()})


def _is_finished(job: CrawlJob) -> bool:
    try:
        return _result_is_final(job)
    except SnapshotError:
        return False


def _result_is_final(job: CrawlJob) -> bool:
    if not (job.out / RESULT_NAME).is_file():
        return False
    with Snapshot(job.out) as snapshot:
        return snapshot.result.stop_reason != "interrupted"


def _read(job: CrawlJob, outcome: CrawlOutcome) -> CrawlOutcome:
    """The outcome with what the job's folder says by now."""
    try:
        with Snapshot(job.out) as snapshot:
            result = snapshot.result
    except SnapshotError as error:
        return replace(outcome, folder=job.out, result=None, error=outcome.error or str(error))
    return replace(outcome, folder=job.out, result=result)
