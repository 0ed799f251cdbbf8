"""A run: plan it, crawl its agencies, judge their snapshots. The only code that writes audit.db."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context, parent_process
from pathlib import Path

from audit.agency_audit import audit_snapshot
from audit.calendar import calendar_in
from audit.datadir import DataDir
from audit.place import Place
from audit.results import AgencyResult, Review
from audit.rules import Rules, config_digest, load_rules, program
from audit.store.db import Run, Store
from crawler import __version__
from crawler.clock import moment, now
from crawler.dispatch import dispatch
from crawler.errors import OsiAuditError, SnapshotError, UsageError
from crawler.extract import Extracts
from crawler.hosts import HostMap
from crawler.job import CrawlJob, CrawlOutcome, CrawlProgress
from crawler.registry import Agency, Registry
from crawler.snapshot import is_finished
from crawler.store import open_store
from crawler.store_line import StoreLine
from crawler.thinned import is_thinned

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Judged:
    """One agency of a run after judging: a result, or the sentence that says why there is none."""

    agency_id: str
    result: AgencyResult | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One snapshot to judge."""

    folder: Path
    agency: Agency
    reviews: tuple[Review, ...] = ()
    """Every answer of a person about the agency, earlier ones first."""
    facts: Path | None = None
    """Where facts of its pages are remembered from one run to the next."""


def plan(place: Place, store: Store, agencies: Sequence[Agency], day: date, editions: Sequence[str]) -> Run:
    """Write down a new run and return it. Rules and registry are read first, so that a wrong file stops it here.

    Raises:
        ConfigError: A file is wrong.
        UsageError: There is no such edition.
    """
    rules = load_rules(place.config, editions, day)
    calendar_in(place.config)  # the reports need it, which are written hours later
    run = Run(
        id=free_id(store, place.data),
        state="planned",
        created_at=now(),
        day=day.isoformat(),
        agencies=tuple(a.id for a in agencies),
        editions=tuple(e.edition for e in rules.editions),
        sites_file=str(place.sites),
        sites_sha256=hashlib.sha256(place.sites.read_bytes()).hexdigest(),
        config_sha256=config_digest(place.config),
        version=__version__,
    )
    store.save_run(run)
    return run


def free_id(store: Store, data: DataDir) -> str:
    """Return an id for a run or re-check that begins: this second, or one after all others where the clock went back.

    Ids tell what came later, runs and re-checks among each other, too. None is given whose folder is there: what a killed one or
    another database left is not taken for what this one fetched.
    """
    form, second = "%Y%m%dT%H%M%SZ", timedelta(seconds=1)
    at = moment()
    with contextlib.suppress(ValueError):  # nothing yet, or an id that is no time
        at = max(at, datetime.strptime(store.newest_id(), form).replace(tzinfo=UTC) + second)
    taken = {run.id for run in store.runs()}
    while at.strftime(form) in taken or data.holds(at.strftime(form)):
        at += second
    return at.strftime(form)


def crawl_run(
    run: Run,
    place: Place,
    store: Store,
    *,
    executor: Executor,
    shared: str = "",
    fresh: bool = False,
    on_progress: Callable[[CrawlProgress], None] | None = None,
) -> Iterator[CrawlOutcome]:
    """Crawl every agency of a run that has no finished snapshot yet, and yield the outcomes as they come.

    Args:
        run: From `plan`, or one that was broken off.
        place: Where to write.
        store: For the run's state.
        executor: Whose tasks crawl, each a group of agencies that share a host: threads of this process, which start
            crawl processes here, or a cluster's.
        shared: URL of the store that hands snapshots over from tasks that do not see this machine's folders.
        fresh: Have every page sent whole, instead of only what has changed since an agency's last snapshot.
        on_progress: Called about once a second and agency.

    Raises:
        ClusterError: Store or cluster cannot be used.
    """
    store.set_state(run.id, "crawling")
    registry = place.registry()
    earlier = last_snapshots(run, place, store)
    jobs = [
        CrawlJob(
            agency_id=agency_id,
            sites=place.sites,
            out=place.data.snapshot(run.id, agency_id),
            run_id=run.id,
            day=run.day,
            previous=None if fresh else earlier.get(agency_id),
        )
        for agency_id in run.agencies
    ]
    hosts = {
        agency_id: HostMap.for_agency(registry.get(agency_id)).politeness_keys() for agency_id in run.agencies
    }
    if not shared:
        with _extracted(registry, jobs, place.data.extracts) as ready:
            yield from dispatch(ready, hosts, executor, on_progress)
        return
    with StoreLine(open_store(shared, run.id), jobs) as line:
        yield from dispatch(jobs, hosts, executor, on_progress, line=line)


def last_snapshots(run: Run, place: Place, store: Store) -> dict[str, Path]:
    """Return the newest finished snapshot on disk of each agency of a run, of the runs before it, that is whole.

    Ids tell which runs came before, as they do where the machine's clock has gone back.
    """
    missing = set(run.agencies)
    found: dict[str, Path] = {}
    for other in store.runs():
        if other.id >= run.id:
            continue
        for agency_id in missing.intersection(other.agencies):
            folder = place.data.snapshot(other.id, agency_id)
            if is_finished(folder) and not is_thinned(folder):
                found[agency_id] = folder
                missing.remove(agency_id)
    return found


@contextmanager
def _extracted(registry: Registry, jobs: Sequence[CrawlJob], folder: Path) -> Iterator[list[CrawlJob]]:
    """Give each job an extract of the registry instead of the whole, which thousands of crawls would read again.

    They lie where the next run finds and removes what a killed one has left.
    """
    extracts = Extracts(registry)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        ready = []
        for job in jobs:
            sites = folder / f"{job.agency_id}.json"
            try:
                folder.mkdir(exist_ok=True)
                sites.write_text(extracts.of(job.agency_id), encoding="utf-8")
            except OSError as error:
                raise SnapshotError(f"{sites}: cannot be written: {error.strerror}") from error
            ready.append(replace(job, sites=sites))
        yield ready
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def judge_run(
    run: Run,
    place: Place,
    store: Store,
    *,
    editions: Sequence[str] = (),
    workers: int = 1,
) -> Iterator[Judged]:
    """Judge every snapshot of a run and keep the results; no request is made.

    A result that is there already stays when its snapshot cannot be read any more and the editions are the same.

    Args:
        run: Whose snapshots.
        place: Where they lie.
        store: Where results go.
        editions: Instead of the run's own.
        workers: Processes at a time.

    Raises:
        UsageError: Snapshots were thinned, so that all of the run, or these by other editions, cannot be judged again; nothing was
            changed.
    """
    names = tuple(editions) or run.editions
    _refuse_thinned(run, place.data, other_editions=names != run.editions)
    rules = load_rules(place.config, names, date.fromisoformat(run.day))
    digest = config_digest(place.config)
    registry = place.registry()
    tasks = [
        Task(
            place.data.snapshot(run.id, a),
            registry.get(a),
            tuple(store.reviews.all([a])),
            place.data.facts(a),
        )
        for a in run.agencies
    ]
    kept = store.origins(run.id) if names == run.editions else {}
    store.set_state(run.id, "auditing")
    if (names, digest) != (run.editions, run.config_sha256):
        run = replace(run, editions=names, state="auditing", config_sha256=digest, version=__version__)
        store.save_run(run)
    for judged in judge_all(tasks, rules, registry, workers):
        if judged.result is not None:
            store.save_result(judged.result, now(), config_sha256=digest, version=program())
            yield judged
        elif judged.agency_id in kept:
            since = kept[judged.agency_id].audited_at
            yield replace(judged, error=f"{judged.error}; the result of {since} stays")
        else:
            store.save_error(run.id, judged.agency_id, now(), judged.error)
            yield judged


def _refuse_thinned(run: Run, data: DataDir, *, other_editions: bool) -> None:
    """Stop before anything is written what would leave a run without results, or with results of two kinds."""
    thinned = [agency_id for agency_id in run.agencies if is_thinned(data.snapshot(run.id, agency_id))]
    if thinned and (other_editions or len(thinned) == len(run.agencies)):
        names = ", ".join(thinned[:5]) + (f" and {len(thinned) - 5} more" if len(thinned) > 5 else "")
        how = " by other editions" if other_editions and len(thinned) < len(run.agencies) else ""
        raise UsageError(
            f"run {run.id} cannot be judged again{how}: of {names} only the pages that results cite are kept (osi-audit prune);"
            " nothing was changed"
        )


def judge_all(tasks: Sequence[Task], rules: Rules, registry: Registry, workers: int) -> Iterator[Judged]:
    """Judge snapshots and keep nothing; the order is that in which they are done.

    Args:
        tasks: Snapshots and what is needed besides the rules.
        rules: By which.
        registry: Tells the official hosts of other agencies.
        workers: Processes at a time; never more than there are cores.
    """
    workers = min(workers, os.cpu_count() or 1)
    if workers == 1 or len(tasks) < 2:
        yield from (_judge(task, rules, registry) for task in tasks)
        return
    # Rules and registry go to each process once: with every task they would cost more than small portals do.
    with ProcessPoolExecutor(workers, get_context("spawn"), _share, (rules, registry)) as executor:
        yield from _in_pool(executor, tasks)


_shared: list[tuple[Rules, Registry]] = []
"""In a process of the pool: what all its tasks are judged by."""


def _share(rules: Rules, registry: Registry) -> None:
    _shared[:] = [(rules, registry)]
    threading.Thread(target=_end_with_coordinator, name="coordinator", daemon=True).start()


def _end_with_coordinator() -> None:
    """End this process of the pool when the coordinator was killed: it would wait for ever, since it holds both ends of its queues."""
    coordinator = parent_process()
    if coordinator is not None:
        coordinator.join()
        os._exit(1)


def _judge_shared(task: Task) -> Judged:
    return _judge(task, *_shared[0])


def _in_pool(executor: Executor, tasks: Sequence[Task]) -> Iterator[Judged]:
    futures: dict[Future[Judged], str] = {
        executor.submit(_judge_shared, task): task.agency.id for task in tasks
    }
    for future in as_completed(futures):
        agency_id = futures.pop(future)  # with its result, of which a nation has thousands
        error = future.exception()
        if error is None:
            yield future.result()
        else:  # the process itself died: out of memory, killed
            yield Judged(agency_id, error=f"judging broke off: {type(error).__name__}: {error}")


def _judge(task: Task, rules: Rules, registry: Registry) -> Judged:
    agency = task.agency
    try:
        return Judged(
            agency.id, audit_snapshot(task.folder, agency, rules, registry, task.reviews, facts=task.facts)
        )
    except SnapshotError as error:
        return Judged(agency.id, error=str(error))
    except OsiAuditError:
        raise
    except (OSError, sqlite3.OperationalError) as error:  # the temporary file: no room, most likely
        return Judged(agency.id, error=f"judging broke off: {error}; see whether the disk is full")
    except Exception as error:
        # One agency's page must not cost the others their audit; the traceback goes to the log.
        log.exception("judging %s failed", agency.id)
        return Judged(agency.id, error=f"fault of the program while judging: {type(error).__name__}: {error}")
