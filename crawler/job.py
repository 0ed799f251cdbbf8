"""One crawl as a subprocess of its own: `run_job` starts it, `python -m crawler.job` is it."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.errors import OsiAuditError, SnapshotError
from crawler.forked import ForkedCrawl, Order, begin_nursery, fork_crawl
from crawler.scratch import wait_until_free
from crawler.snapshot import PROGRESS_NAME, RESULT_NAME, CrawlResult, Snapshot
from crawler.status import FetchStatus

if TYPE_CHECKING:
    from collections.abc import Callable

POLL_S = 0.2
STOP_GRACE_S = 45.0
"""How long a stopped crawl may take to write its result: a request on its way has its whole time limit first."""
TRIES = 3
"""How often a crawl is begun whose process is killed from outside, as a machine out of memory does."""
_ROOT = Path(__file__).resolve().parent.parent
_TAIL_BYTES = 4000
_ERROR_PREFIX = "osi-audit: "

Process = subprocess.Popen[bytes] | ForkedCrawl
"""Of a crawl: forked from the nursery, or begun anew where there can be none."""


@dataclass(frozen=True, slots=True)
class CrawlJob:
    """What to crawl, and where to; plain values, so that it travels to other machines."""

    agency_id: str
    sites: Path
    """The registry file."""
    out: Path
    """The agency's snapshot folder."""
    run_id: str
    day: str = ""
    """YYYY-MM-DD the portals must be valid on; empty for today."""
    previous: Path | None = None
    """Snapshot folder of an earlier crawl of the agency, on this machine: what has not changed since is not sent again."""
    only: tuple[str, ...] = ()
    """Addresses that are asked for, and nothing else but robots.txt: no link is followed. Empty for a crawl."""
    settings: dict[str, str] = field(default_factory=dict)
    """Scrapy settings laid over ours."""
    log: Path | None = None
    """Log file; default `<out>.log`, beside the folder, which holds nothing but the snapshot."""

    @property
    def log_path(self) -> Path:
        """Where the crawl's log goes."""
        return self.log or self.out.with_name(f"{self.out.name}.log")


@dataclass(frozen=True, slots=True)
class CrawlProgress:
    """How far a running crawl is; URLs."""

    agency_id: str
    found: int = 0
    fetched: int = 0
    failed: int = 0
    waiting: int = 0
    host: str = ""


@dataclass(frozen=True, slots=True)
class CrawlOutcome:
    """How a job ended. A crash is a value, so that the other jobs go on."""

    agency_id: str
    folder: Path
    result: CrawlResult | None
    """None when the crawl left no `result.json`."""
    error: str = ""
    """Why there is no result, in one sentence."""
    exit_code: int = 0
    seconds: float = 0.0

    @property
    def found(self) -> int:
        """URLs found."""
        return 0 if self.result is None else sum(self.result.counts.values())

    @property
    def fetched(self) -> int:
        """Pages that could be read."""
        return 0 if self.result is None else self.result.counts.get(FetchStatus.OK, 0)

    @property
    def failed(self) -> int:
        """URLs that the site did not give, for whatever reason."""
        if self.result is None:
            return 0
        statuses = {FetchStatus(name): number for name, number in self.result.counts.items()}
        fine = {FetchStatus.OK, FetchStatus.REDIRECT}
        return sum(
            n
            for status, n in statuses.items()
            if status not in fine and not status.is_beside and not status.is_own_decision
        )

    @property
    def stop_reason(self) -> str:
        """As in `result.json`; `error` without one."""
        return "error" if self.result is None else self.result.stop_reason


def run_job(
    job: CrawlJob,
    on_progress: Callable[[CrawlProgress], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> CrawlOutcome:
    """Run one crawl to its end.

    Args:
        job: What to crawl.
        on_progress: Told about once a second how far the crawl is.
        is_cancelled: Asked several times a second; once it says yes the crawl is stopped in order (SIGTERM), and
            killed when it does not stop.

    Returns:
        The outcome; no failure of the crawl is raised.
    """
    started = time.monotonic()
    # The crawl of a coordinator that was killed ends by itself within a request's time limit.
    wait_until_free(job.out, STOP_GRACE_S)
    finished = _finished_result(job)
    if finished is not None:
        return CrawlOutcome(job.agency_id, job.out, finished)
    try:
        process = _start(job)
    except OSError as error:
        return CrawlOutcome(job.agency_id, job.out, None, f"the crawl cannot be started: {error}", 4)
    try:
        _watch(job, process, on_progress, is_cancelled)
    except BaseException:
        # Ctrl-C in the coordinator: the crawl still writes its result.
        _stop(process)
        raise
    exit_code = process.wait()
    seconds = time.monotonic() - started
    result = _read_result(job)
    why = "" if result is not None else _why(job, exit_code)
    return CrawlOutcome(job.agency_id, job.out, result, why, exit_code, seconds)


def run_job_again(
    job: CrawlJob,
    on_progress: Callable[[CrawlProgress], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> CrawlOutcome:
    """Run one crawl, and go on with it when its process was killed, `TRIES` times in all; else as `run_job`."""
    outcome = run_job(job, on_progress, is_cancelled)
    for _ in range(TRIES - 1):
        was_killed = outcome.exit_code < 0 and outcome.stop_reason in {"error", "interrupted"}
        if not was_killed or (is_cancelled is not None and is_cancelled()):
            break
        outcome = run_job(job, on_progress, is_cancelled)
    return outcome


def read_progress(job: CrawlJob) -> CrawlProgress | None:
    """How far a running crawl is, or None before its first second."""
    try:
        raw = json.loads((job.out / PROGRESS_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    agency = raw.pop("agency", job.agency_id)
    return CrawlProgress(agency, **raw)


def main(arguments: list[str] | None = None) -> int:
    """Run one crawl in this process; the exit code is that of the project's errors."""
    options = _parse(arguments)
    os.environ["SCRAPY_SETTINGS_MODULE"] = "crawler.settings"
    try:
        return _crawl(options)
    except OsiAuditError as error:
        sys.stderr.write(f"{_ERROR_PREFIX}{error}\n")
        return error.exit_code


def _crawl(options: argparse.Namespace) -> int:
    from scrapy.crawler import AsyncCrawlerProcess  # noqa: PLC0415 - the coordinator needs no reactor
    from scrapy.utils.project import get_project_settings  # noqa: PLC0415

    settings = get_project_settings()
    settings.set("OSI_PARENT", options.parent, priority="cmdline")
    settings.setdict(dict(pair.split("=", 1) for pair in options.set), priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler("portal")
    task = process.crawl(
        crawler,
        agency=options.agency,
        sites=options.sites,
        out=options.out,
        run_id=options.run_id,
        day=options.day,
        previous=options.previous,
        only=tuple(options.only),
    )
    process.start()
    failure = task.exception() if task.done() and not task.cancelled() else None
    if failure is not None:
        raise failure
    session = getattr(crawler.spider, "session", None)
    if session is not None and session.error is not None:
        raise session.error
    return 0


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m crawler.job", description="Crawl one agency into a snapshot."
    )
    parser.add_argument("agency", help="id in the registry")
    parser.add_argument("--sites", required=True, help="the registry file")
    parser.add_argument("--out", required=True, help="the snapshot folder")
    parser.add_argument("--run-id", required=True)
    parser.add_argument("--day", default="", help="YYYY-MM-DD the portals must be valid on; default today")
    parser.add_argument("--previous", default="", help="snapshot folder of an earlier crawl")
    parser.add_argument("--only", action="append", default=[], metavar="URL", help="ask for that alone")
    parser.add_argument("--parent", type=int, default=0, help="process to live no longer than")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a Scrapy setting")
    return parser.parse_args(arguments)


def get_ready() -> None:
    """Begin to load what crawls need, in the process that they are forked from, while this one does something else."""
    begin_nursery(_environment())


def _environment() -> dict[str, str]:
    """Any working directory does: the checkout's root, or site-packages, goes onto the path."""
    path = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH", "")]))
    return {**os.environ, "PYTHONPATH": path}


def _start(job: CrawlJob) -> Process:
    arguments = [job.agency_id, "--sites", str(job.sites), "--out", str(job.out), "--run-id", job.run_id]
    arguments += ["--day", job.day]
    if job.previous is not None:
        arguments += ["--previous", str(job.previous)]
    for url in job.only:
        arguments += ["--only", url]
    for name, value in job.settings.items():
        arguments += ["--set", f"{name}={value}"]
    environment = _environment()
    job.log_path.parent.mkdir(parents=True, exist_ok=True)
    with job.log_path.open("ab") as log:
        order = Order(f"crawl {job.agency_id}", arguments, environment)
        return fork_crawl(order, log) or subprocess.Popen(
            [sys.executable, "-m", "crawler.job", *arguments, "--parent", str(os.getpid())],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=environment,
            # Ctrl-C reaches the coordinator alone, which then stops its crawls in order.
            start_new_session=True,
        )


def _watch(
    job: CrawlJob,
    process: Process,
    on_progress: Callable[[CrawlProgress], None] | None,
    is_cancelled: Callable[[], bool] | None,
) -> None:
    last: CrawlProgress | None = None
    while True:
        try:
            process.wait(POLL_S)
        except subprocess.TimeoutExpired:
            if is_cancelled is not None and is_cancelled():
                _stop(process)
                return
            progress = read_progress(job) if on_progress is not None else None
            if on_progress is not None and progress is not None and progress != last:
                last = progress
                on_progress(progress)
        else:
            return


def _stop(process: Process) -> None:
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_GRACE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _finished_result(job: CrawlJob) -> CrawlResult | None:
    """The result of a snapshot that is finished already: asking twice changes nothing."""
    result = _read_result(job)
    return None if result is None or result.stop_reason == "interrupted" else result


def _read_result(job: CrawlJob) -> CrawlResult | None:
    if not (job.out / RESULT_NAME).is_file():
        return None
    try:
        with Snapshot(job.out) as snapshot:
            return snapshot.result
    except SnapshotError:
        return None


def _why(job: CrawlJob, exit_code: int) -> str:
    tail = _tail(job.log_path)
    ours = [line for line in tail if line.startswith(_ERROR_PREFIX)]
    if ours:
        return ours[-1].removeprefix(_ERROR_PREFIX)
    if exit_code < 0:
        return f"the crawl was killed by signal {-exit_code}; a new try goes on where it stopped"
    last = tail[-1] if tail else "it left no message"
    return f"the crawl ended with exit code {exit_code}: {last} (see {job.log_path})"


def _tail(path: Path) -> list[str]:
    try:
        data = path.read_bytes()[-_TAIL_BYTES:]
    except OSError:
        return []
    return [line for line in data.decode("utf-8", "replace").splitlines() if line.strip()]


if __name__ == "__main__":
    sys.exit(main())
