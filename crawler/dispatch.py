"""Many crawls at once: one task per group of agencies that share a host, over any executor."""

from __future__ import annotations

from concurrent.futures import (
    FIRST_COMPLETED,
    CancelledError,
    Executor,
    Future,
    ThreadPoolExecutor,
    wait,
)
from typing import TYPE_CHECKING

from crawler.errors import ClusterError
from crawler.job import CrawlJob, CrawlOutcome, CrawlProgress
from crawler.line import Group, Line, PlainLine, ThreadLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_POLL_S = 0.2


def dispatch(
    jobs: Iterable[CrawlJob],
    hosts: Mapping[str, Iterable[str]],
    executor: Executor,
    on_progress: Callable[[CrawlProgress], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    *,
    line: Line | None = None,
) -> Iterator[CrawlOutcome]:
    """Run crawls, agencies that share a host one after the other.

    Args:
        jobs: What to crawl.
        hosts: Per agency id, the hosts it owns; `crawler.hosts.HostMap.politeness_keys` gives them.
        executor: Any.
        on_progress: Called in the caller's thread, about once a second per running crawl.
        is_cancelled: Once it says yes, running crawls are stopped in order and the others are not started.
        line: How tasks are heard and stopped; `crawler.store_line` for workers on other machines. Without one:
            threads of this process are, tasks of other executors only return their outcomes.

    Yields:
        The outcomes as they come in. A job or worker that crashes gives an outcome without a result.

    Raises:
        ClusterError: The executor has given up the tasks, as when a cluster's scheduler ends.
    """
    line = line or (ThreadLine() if isinstance(executor, ThreadPoolExecutor) else PlainLine())
    waiting: dict[Future[list[CrawlOutcome]], Group] = {}
    try:
        todo = []
        for job in jobs:
            outcome = line.earlier(job)
            if outcome is None:
                todo.append(job)
            else:
                yield outcome
        for group in group_by_host(todo, hosts):
            waiting[line.submit(executor, group)] = group
        while waiting:
            if is_cancelled is not None and is_cancelled():
                line.stop()
            done, _ = wait(waiting, timeout=_POLL_S, return_when=FIRST_COMPLETED)
            yield from _hear(line, on_progress)
            for future in done:
                yield from _collect(line, future, waiting.pop(future))
        yield from _hear(line, on_progress)
    finally:
        # Reached early on Ctrl-C: whatever runs is stopped in order, and nothing new starts.
        line.stop()
        line.leave(waiting)


def group_by_host(jobs: Iterable[CrawlJob], hosts: Mapping[str, Iterable[str]]) -> list[Group]:
    """Put jobs whose agencies own a common host into one group, in the order given.

    A host's delay has one owner: two processes at one host would ask twice as often. It takes time in proportion to
    the number of jobs and hosts.
    """
    group_of: dict[str, int] = {}
    groups: dict[int, Group] = {}
    keys_of: dict[int, set[str]] = {}
    for number, job in enumerate(jobs):
        keys = {host.removeprefix("www.") for host in hosts.get(job.agency_id, ())}
        known = {group_of[key] for key in keys if key in group_of}
        members = [member for other in sorted(known) for member in groups.pop(other)]
        for other in known:
            keys |= keys_of.pop(other)
        groups[number] = [*members, job]
        keys_of[number] = keys
        group_of.update(dict.fromkeys(keys, number))
    return list(groups.values())


def _hear(line: Line, on_progress: Callable[[CrawlProgress], None] | None) -> Iterator[CrawlOutcome]:
    for report in line.heard():
        if isinstance(report, CrawlOutcome):
            yield report
        elif on_progress is not None:
            on_progress(report)


def _collect(line: Line, future: Future[list[CrawlOutcome]], group: Group) -> Iterator[CrawlOutcome]:
    try:
        outcomes = {outcome.agency_id: outcome for outcome in future.result()}
    except CancelledError as error:
        raise ClusterError(
            "the cluster has given up this run, as when its scheduler ends; what was handed over is kept, and "
            "osi-audit run --resume goes on"
        ) from error
    except Exception as error:  # noqa: BLE001 - a worker may die of anything, the others go on
        # Some, such as Dask's about workers that died, go on with advice to programmers.
        said = f"the worker failed: {str(error).partition('. ')[0] or type(error).__name__}"
        outcomes = {job.agency_id: CrawlOutcome(job.agency_id, job.out, None, said) for job in group}
    for job in group:
        if job.agency_id in outcomes:
            yield line.receive(job, outcomes[job.agency_id])
