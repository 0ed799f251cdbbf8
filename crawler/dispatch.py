"""Many crawls at once: one task per group of agencies that share a host, over any executor."""

from __future__ import annotations

import threading
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from crawler.job import CrawlJob, CrawlOutcome, CrawlProgress, run_job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_POLL_S = 0.2


def dispatch(
    jobs: Iterable[CrawlJob],
    hosts: Mapping[str, Iterable[str]],
    executor: Executor,
    on_progress: Callable[[CrawlProgress], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> Iterator[CrawlOutcome]:
    """Run crawls, agencies that share a host one after the other.

    Args:
        jobs: What to crawl.
        hosts: Per agency id, the hosts it owns; `crawler.hosts.HostMap.politeness_keys` gives them.
        executor: Any; with threads of this process progress is reported and cancelling is in order.
        on_progress: Called in the caller's thread, about once a second per running crawl.
        is_cancelled: Once it says yes, running crawls are stopped in order and the others are not started.

    Yields:
        The outcomes as they come in. A job or worker that crashes gives an outcome without a result.
    """
    reports: SimpleQueue[CrawlOutcome | CrawlProgress] = SimpleQueue()
    stop = threading.Event()
    waiting: dict[Future[list[CrawlOutcome]], list[CrawlJob]] = {}
    for group in group_by_host(jobs, hosts):
        waiting[_submit(executor, group, reports, stop)] = group
    try:
        while waiting:
            if is_cancelled is not None and is_cancelled():
                stop.set()
            done, _ = wait(waiting, timeout=_POLL_S, return_when=FIRST_COMPLETED)
            yield from _drain(reports, on_progress)
            for future in done:
                yield from _collect(future, waiting.pop(future))
        yield from _drain(reports, on_progress)
    finally:
        # Reached early on Ctrl-C: whatever runs is stopped in order, and nothing new starts.
        stop.set()
        for future in waiting:
            future.cancel()


def group_by_host(jobs: Iterable[CrawlJob], hosts: Mapping[str, Iterable[str]]) -> list[list[CrawlJob]]:
    """Put jobs whose agencies own a common host into one group, in the order given.

    A host's delay has one owner: two processes at one host would ask twice as often.
    """
    groups: list[tuple[set[str], list[CrawlJob]]] = []
    for job in jobs:
        keys = {host.removeprefix("www.") for host in hosts.get(job.agency_id, ())}
        group = [job]
        apart: list[tuple[set[str], list[CrawlJob]]] = []
        for known, members in groups:
            if known & keys:
                keys |= known
                group = members + group
            else:
                apart.append((known, members))
        groups = [*apart, (keys, group)]
    return [members for _, members in groups]


def _submit(
    executor: Executor,
    group: list[CrawlJob],
    reports: SimpleQueue[CrawlOutcome | CrawlProgress],
    stop: threading.Event,
) -> Future[list[CrawlOutcome]]:
    if isinstance(executor, ThreadPoolExecutor):
        return executor.submit(_run_group_here, group, reports, stop)
    return executor.submit(run_group, group)


def run_group(group: list[CrawlJob]) -> list[CrawlOutcome]:
    """Run the jobs of one host group one after the other, on whatever machine this is."""
    return [run_job(job) for job in group]


def _run_group_here(
    group: list[CrawlJob], reports: SimpleQueue[CrawlOutcome | CrawlProgress], stop: threading.Event
) -> list[CrawlOutcome]:
    for job in group:
        if stop.is_set():
            reports.put(CrawlOutcome(job.agency_id, job.out, None, "not started: the run was stopped"))
        else:
            reports.put(run_job(job, reports.put, stop.is_set))
    return []


def _drain(
    reports: SimpleQueue[CrawlOutcome | CrawlProgress], on_progress: Callable[[CrawlProgress], None] | None
) -> Iterator[CrawlOutcome]:
    while True:
        try:
            report = reports.get_nowait()
        except Empty:
            return
        if isinstance(report, CrawlOutcome):
            yield report
        elif on_progress is not None:
            on_progress(report)


def _collect(future: Future[list[CrawlOutcome]], group: list[CrawlJob]) -> Iterator[CrawlOutcome]:
    try:
        yield from future.result()
    except Exception as error:  # noqa: BLE001 - a worker may die of anything, the others go on
        for job in group:
            yield CrawlOutcome(
                job.agency_id, job.out, None, f"the worker failed: {error or type(error).__name__}"
            )
