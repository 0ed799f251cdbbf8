"""One task of a cluster: crawl a group of agencies into local scratch folders, and hand their snapshots to the store.

Whatever happens to a worker, at most one of them crawls an agency: each claims it in the store, waits until its
predecessor has let go, and stops in order once the claim is another's or the coordinator says no more.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import socket
import time
import uuid
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from crawler.errors import ClusterError, SnapshotError
from crawler.job import STOP_GRACE_S, CrawlJob, CrawlOutcome, CrawlProgress, run_job_again
from crawler.program import program
from crawler.scratch import answered, scratch_root, wait_until_free
from crawler.store import SnapshotStore, open_store, patiently

PULSE_S = 5.0
"""Seconds between two looks at the store, and between two notes of how far a crawl is."""
CHECKPOINT_S = 60.0
"""Seconds of a crawl that may have to be done again when its machine dies."""
LOST_S = 120.0
"""A worker that has not seen the coordinator alive for so long stops in order: nobody waits for it."""
STOPPED = "not finished: the run was stopped"
TAKEN = "another worker has taken over"


@dataclass(frozen=True, slots=True)
class StoredJob:
    """One agency to crawl, as values: paths of the coordinator's machine mean nothing on another."""

    agency_id: str
    registry: str
    """What the crawl needs of the registry; see `crawler.extract`."""
    day: str
    settings: dict[str, str]
    earlier: str = ""
    """Whose snapshots in the store hold the agency's last finished one, as `SnapshotStore` takes it; empty for none."""


@dataclass(frozen=True, slots=True)
class StoredGroup:
    """A task: agencies that share a host, one after the other."""

    run_id: str
    store: str
    """URL."""
    program: str
    """Which the coordinator is."""
    jobs: tuple[StoredJob, ...]
    pulse_s: float = PULSE_S
    checkpoint_s: float = CHECKPOINT_S


def run_stored_group(group: StoredGroup) -> list[CrawlOutcome]:
    """Run a task; it may be given to several workers one after another, and goes on where the last one was.

    Returns:
        Outcomes without results, which are in the store.

    Raises:
        ClusterError: This worker is of another version, or the store cannot be used; another worker may do better.
    """
    where = f"{socket.gethostname()} (process {os.getpid()})"
    if group.program != program():
        raise ClusterError(
            f"the worker on {where} runs osi-audit {program()}, the coordinator {group.program}: install the same"
        )
    store = open_store(group.store, group.run_id)
    if store.read_note("run") is None:
        raise ClusterError(
            f"the worker on {where} does not find run {group.run_id} in {group.store}: name a store that all "
            "machines share, such as s3://bucket/prefix or a folder that all of them mount"
        )
    return [_Crawl(group, job, store, where).run() for job in group.jobs]


class _Crawl:
    """One agency on this worker."""

    def __init__(self, group: StoredGroup, job: StoredJob, store: SnapshotStore, where: str) -> None:
        self._group = group
        self._job = job
        self._store = store
        self._where = where
        self._token = uuid.uuid4().hex
        self._claim = f"claims/{job.agency_id}"
        self._note = f"progress/{job.agency_id}"
        root = hashlib.sha256(group.store.encode()).hexdigest()[:12]
        self._folder = scratch_root() / root / group.run_id / job.agency_id
        self._earlier = self._folder.with_name(f"{job.agency_id}.earlier")
        self._progress = CrawlProgress(job.agency_id)
        self._beat: object = None
        self._alive_at = self._pulse_at = self._saved_at = time.monotonic()
        self._stopped = ""

    def run(self) -> CrawlOutcome:
        found = self._store.manifest(self._job.agency_id)
        if found is not None and found.finished:
            return self._outcome("")
        if self._is_over():
            return self._outcome(STOPPED)
        self._take_over()
        try:
            return self._run()
        finally:
            shutil.rmtree(self._earlier, ignore_errors=True)
            with contextlib.suppress(ClusterError):  # who comes next waits for a few pulses in vain
                self._let_go()

    def _run(self) -> CrawlOutcome:
        if not wait_until_free(self._folder, STOP_GRACE_S):
            return self._outcome(f"another crawl does not let go of {self._folder}")
        crawl = self._prepare()
        self._saved_at = time.monotonic()
        outcome = run_job_again(crawl, self._heard, self._must_stop)
        if self._stopped and outcome.result is None:
            outcome = replace(outcome, error=self._stopped)
        if patiently(self._is_anothers, self._group.pulse_s):
            self._hand_over()
            return self._outcome(TAKEN)
        if outcome.error:
            outcome = replace(outcome, error=f"{outcome.error} (on {self._where})")
        if not answered(self._folder) and outcome.result is None:
            return replace(outcome, folder=Path())
        patiently(
            lambda: self._store.put(self._job.agency_id, self._folder, crawl.log_path), self._group.pulse_s
        )
        for path in (crawl.sites, crawl.log_path):
            path.unlink(missing_ok=True)
        shutil.rmtree(self._folder, ignore_errors=True)
        return replace(outcome, folder=Path(), result=None)

    def _prepare(self) -> CrawlJob:
        """Lay out what the crawl needs; of what is here and what is in the store, the further one is gone on with."""
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        sites = self._folder.with_name(f"{self._folder.name}.sites.json")
        sites.write_text(self._job.registry, encoding="utf-8")
        manifest = self._store.manifest(self._job.agency_id)
        if manifest is not None and manifest.answered > answered(self._folder):
            try:
                self._store.fetch(self._job.agency_id, self._folder)
            except SnapshotError:
                self._store.forget(self._job.agency_id)  # damaged: made again
        return CrawlJob(
            agency_id=self._job.agency_id,
            sites=sites,
            out=self._folder,
            run_id=self._group.run_id,
            day=self._job.day,
            previous=self._fetch_earlier(),
            settings=self._job.settings,
        )

    def _fetch_earlier(self) -> Path | None:
        """Bring the agency's last snapshot here; where that fails, the crawl says so in its log and asks for everything."""
        if not self._job.earlier:
            return None
        with contextlib.suppress(ClusterError, SnapshotError):
            open_store(self._group.store, self._job.earlier).fetch(self._job.agency_id, self._earlier)
        return self._earlier

    def _hand_over(self) -> None:
        """Give a successor, who waits for it, what has been crawled since the last time."""
        manifest = self._store.manifest(self._job.agency_id)
        if manifest is None or (not manifest.finished and manifest.answered < answered(self._folder)):
            self._save(anothers=True)

    # ---------- while it runs ----------

    def _heard(self, progress: CrawlProgress) -> None:
        self._progress = progress

    def _must_stop(self) -> bool:
        """Called several times a second: looks at the store now and then, and saves what there is."""
        now = time.monotonic()
        if not self._stopped and now - self._pulse_at >= self._group.pulse_s:
            self._pulse_at = now
            self._look(now)
        if not self._stopped and now - self._saved_at >= self._group.checkpoint_s:
            self._saved_at = now
            self._save()
        return bool(self._stopped)

    def _look(self, now: float) -> None:
        try:
            over, anothers = self._is_over(), self._is_anothers()
            self._store.write_note(self._note, {**asdict(self._progress), "worker": self._where})
        except ClusterError:
            over = anothers = False  # a store may be away for a moment; `_alive_at` grows old
        if over:
            self._stopped = STOPPED
        elif anothers:
            self._stopped = TAKEN
        elif now - self._alive_at > LOST_S:
            self._stopped = "the coordinator has not been heard of; osi-audit run --resume goes on"

    def _save(self, *, anothers: bool = False) -> None:
        try:
            if anothers or not self._is_anothers():
                self._store.put(self._job.agency_id, self._folder)
        except (ClusterError, SnapshotError):
            return  # before the first page, or a store that is away: the next time will do

    def _is_over(self) -> bool:
        """Whether the coordinator wants no more; notes when it was seen alive, by this machine's clock."""
        beat = self._store.read_note("beat")
        if beat is not None and beat.get("number") != self._beat:
            self._beat = beat.get("number")
            self._alive_at = time.monotonic()
        return beat is not None and bool(beat.get("stop"))

    # ---------- the claim ----------

    def _take_over(self) -> None:
        """Claim the agency, and wait for a predecessor that may still be at it."""
        before = self._store.read_note(self._claim)
        self._store.write_note(self._claim, {"token": self._token, "worker": self._where})
        if before is None:
            return
        # If it lives, it sees the claim within a pulse and asks the portal for nothing more.
        deadline = time.monotonic() + 3 * self._group.pulse_s
        while time.monotonic() < deadline and self._store.read_note(self._note) is not None:
            time.sleep(min(1.0, self._group.pulse_s))

    def _is_anothers(self) -> bool:
        claim = self._store.read_note(self._claim)
        return claim is not None and claim.get("token") != self._token

    def _let_go(self) -> None:
        if not self._is_anothers():
            self._store.remove_note(self._claim)
        self._store.remove_note(self._note)

    def _outcome(self, error: str) -> CrawlOutcome:
        return CrawlOutcome(self._job.agency_id, Path(), None, error)
