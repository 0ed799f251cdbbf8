"""`osi-audit worker`: does what people asked for in the portal, one thing after the other."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import threading
from contextlib import ExitStack
from dataclasses import dataclass
from types import FrameType
from typing import Final

import click

from audit.cli.options import settings_options
from audit.cli.recheck import look_again
from audit.lock import holder, only_run
from audit.place import Place
from audit.rechecks import Wanted
from audit.store.db import Store
from crawler.clock import moment
from crawler.errors import OsiAuditError, SnapshotError, StoreError, UsageError
from reports.portal.accounts.db import Accounts
from reports.portal.accounts.jobs import Job, JobKind, JobState

log = logging.getLogger(__name__)

_PAUSE_S: Final = 0.5
_ALONE: Final = frozenset({JobKind.RECHECK, JobKind.RUN, JobKind.CONFIRM, JobKind.JUDGE})
"""Kinds that want the data folder for themselves."""


@click.command()
@click.option("--once", is_flag=True, help="Do what waits now, and end.")
@settings_options
def worker(settings: Place, *, once: bool) -> None:
    """Do what people ask for in the portal: re-checks, runs; one thing after the other, until it is stopped.

    \b
    Example: osi-audit worker --data /var/lib/osi-audit/var

    A job that was broken off is taken up again; SIGTERM ends the worker when its re-check is done.
    """
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    settings.data.prepare()
    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        with Accounts(settings.data.root / "portal.db") as accounts:
            _Worker(settings, accounts, stopped).work(once=once)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@dataclass
class _Worker:
    """One worker on one data folder."""

    settings: Place
    accounts: Accounts
    stopped: threading.Event
    running: tuple[Job, subprocess.Popen[bytes], list[list[str]]] | None = None
    """A job of hours that this worker began: the command that is at work, and those that come after it."""

    def work(self, *, once: bool) -> None:
        """Do jobs until it is stopped; with `once` until none is left that can be done."""
        while not self.stopped.is_set():
            self._look_after()
            kinds = frozenset(JobKind) - (_ALONE if self._is_taken() else frozenset())
            job = self.accounts.jobs.take(kinds, moment())
            if job is not None:
                self._do(job)
            elif once and self.running is None:
                return
            else:
                self.stopped.wait(_PAUSE_S)
        self._leave()

    def _is_taken(self) -> bool:
        return self.running is not None or holder(self.settings.data) is not None

    def _do(self, job: Job) -> None:
        log.info("%s %s for %s", job.kind, job.target, job.asked_name)
        if job.kind in _COMMANDS:
            first, *rest = _COMMANDS[job.kind](job)
            self.running = (job, self._command(first), rest)
            return
        try:
            outcome = self._outcome(job)
        except _Busy:
            self.accounts.jobs.put_back(job.id)
            return
        except SnapshotError:
            log.exception("%s %s", job.kind, job.target)
            self._end(job, JobState.FAILED, "portal")
        except UsageError:
            log.exception("%s %s", job.kind, job.target)
            self._end(job, JobState.FAILED, "gone" if job.kind is JobKind.RECHECK else "refused")
        except OsiAuditError:
            log.exception("%s %s", job.kind, job.target)
            self._end(job, JobState.FAILED, "fault")
        else:
            self._end(job, JobState.DONE, outcome)

    def _outcome(self, job: Job) -> str:
        if job.kind is JobKind.RECHECK:
            return self._recheck(job)
        reason = f"{job.asked_name} in the portal"
        code = self._command(["runs", job.kind.value, job.target, "--reason", reason]).wait()
        if code:
            raise UsageError(f"osi-audit runs {job.kind} {job.target} ended with {code}")
        return job.target

    def _recheck(self, job: Job) -> str:
        with ExitStack() as stack:
            try:
                stack.enter_context(only_run(self.settings.data))
            except StoreError as error:
                raise _Busy from error
            store = stack.enter_context(Store(self.settings.data.db))
            life = store.lives.life(job.target)
            dispute = life.standing.dispute
            named = (dispute.url,) if dispute is not None and dispute.url else ()
            wanted = Wanted(life.agency_id, (life.finding,), named, by=job.asked_name)
            (found,) = look_again(self.settings, store, wanted)
        return found.id

    def _look_after(self) -> None:
        """See to a run that is at work."""
        if self.running is None:
            return
        job, process, rest = self.running
        code = process.poll()
        if code is None:
            self.accounts.jobs.beat(job.id, moment())
            return
        self.running = None
        done = code in {0, 3, 5}  # some agencies, or all, could not be read: the reports say so
        if done and rest:
            self.running = (job, self._command(rest[0]), rest[1:])
            return
        state = (
            JobState.DONE
            if done
            else JobState.CANCELLED
            if code in {130, -signal.SIGTERM}
            else JobState.FAILED
        )
        self._end(job, state, "" if done else "fault")

    def _leave(self) -> None:
        """End a run that is at work as Ctrl-C does; what it has is kept, and `run --resume` goes on with it."""
        if self.running is None:
            return
        job, process, _rest = self.running
        process.terminate()
        process.wait()
        self._end(job, JobState.CANCELLED)

    def _end(self, job: Job, state: JobState, outcome: str = "") -> None:
        self.accounts.jobs.end(job.id, state, moment(), outcome)

    def _command(self, arguments: list[str]) -> subprocess.Popen[bytes]:
        place = self.settings
        options = ["--data", str(place.data.root), "--config", str(place.config)]
        options += ["--sites", str(place.sites)] if place.named else []
        return subprocess.Popen([sys.executable, "-m", "audit", *arguments, *options])


class _Busy(Exception):  # noqa: N818 - no fault: somebody else is at work
    """Raised when the data folder is taken."""


def _run(job: Job) -> list[list[str]]:
    return [["run", *_agencies(job), "--workers", "4"]]


def _judge(job: Job) -> list[list[str]]:
    """Judging alone writes no reports."""
    return [["audit", job.target], ["report", job.target]]


def _agencies(job: Job) -> list[str]:
    return [part for id_ in job.target.split(",") if id_ for part in ("--agency", id_)]


_COMMANDS: Final = {JobKind.RUN: _run, JobKind.JUDGE: _judge}
"""What takes hours is done by commands of its own, so that the worker hears meanwhile who wants it cancelled."""
