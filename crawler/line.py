"""How the coordinator hears from the tasks of a run and stops them: a queue and an event, when they are threads of its own."""

from __future__ import annotations

import threading
from concurrent.futures import Executor, Future
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Protocol

from crawler.job import CrawlOutcome, CrawlProgress, run_job_again

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from crawler.job import CrawlJob

Group = list["CrawlJob"]
"""Jobs whose agencies share a host, in the order in which they are run."""


class Line(Protocol):
    """Between `dispatch` and the tasks that it gives to an executor."""

    def earlier(self, job: CrawlJob) -> CrawlOutcome | None:
        """Return the outcome of a job that an earlier try has finished."""

    def submit(self, executor: Executor, group: Group) -> Future[list[CrawlOutcome]]:
        """Give a group to an executor."""

    def heard(self) -> Iterator[CrawlOutcome | CrawlProgress]:
        """Yield what tasks have said since the last time."""

    def receive(self, job: CrawlJob, outcome: CrawlOutcome) -> CrawlOutcome:
        """Take in the outcome that a task returned for a job."""

    def stop(self) -> None:
        """Have whatever runs stopped in order, and nothing new begun."""

    def leave(self, waiting: Mapping[Future[list[CrawlOutcome]], Group]) -> None:
        """Bring to an end what has not come in when nobody waits for it any more."""


class ThreadLine:
    """To threads of this process."""

    def __init__(self) -> None:
        self._reports: SimpleQueue[CrawlOutcome | CrawlProgress] = SimpleQueue()
        self._stop = threading.Event()

    def earlier(self, job: CrawlJob) -> CrawlOutcome | None:
        """Return None: the job itself looks at its folder."""
        del job
        return None

    def submit(self, executor: Executor, group: Group) -> Future[list[CrawlOutcome]]:
        """Give a group to the threads; its outcomes come one by one through `heard`."""
        return executor.submit(self._run, group)

    def _run(self, group: Group) -> list[CrawlOutcome]:
        for job in group:
            if self._stop.is_set():
                self._reports.put(not_started(job))
            else:
                self._reports.put(run_job_again(job, self._reports.put, self._stop.is_set))
        return []

    def heard(self) -> Iterator[CrawlOutcome | CrawlProgress]:
        """Yield what is in the queue."""
        while True:
            try:
                yield self._reports.get_nowait()
            except Empty:
                return

    def receive(self, job: CrawlJob, outcome: CrawlOutcome) -> CrawlOutcome:
        """Return the outcome as it is."""
        del job
        return outcome

    def stop(self) -> None:
        """Set the event that every crawl asks for several times a second."""
        self._stop.set()

    def leave(self, waiting: Mapping[Future[list[CrawlOutcome]], Group]) -> None:
        """Drop what has not begun; the executor waits for the rest."""
        for future in waiting:
            future.cancel()


class PlainLine(ThreadLine):
    """To any other executor that sees the same folders, such as a pool of processes: outcomes, and nothing before them."""

    def submit(self, executor: Executor, group: Group) -> Future[list[CrawlOutcome]]:
        """Give a group to the executor."""
        return executor.submit(run_group, group)


def run_group(group: Group) -> list[CrawlOutcome]:
    """Run the jobs of one host group one after the other, in whatever process this is."""
    return [run_job_again(job) for job in group]


def not_started(job: CrawlJob) -> CrawlOutcome:
    """The outcome of a job that a stopped run never began."""
    return CrawlOutcome(job.agency_id, job.out, None, "not started: the run was stopped")
