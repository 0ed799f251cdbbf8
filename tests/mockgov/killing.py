"""Runs as processes of their own that can be killed whole: coordinator, crawls, judging processes, whatever they started."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
_MARK = "OSI_AUDIT_TEST_RUN"
"""An environment variable, which all descendants inherit however they were started."""


class KillableRun:
    """`osi-audit ARGUMENTS`, begun."""

    def __init__(self, *arguments: str) -> None:
        self._mark = f"{_MARK}={uuid.uuid4().hex}".encode()
        name, _, value = self._mark.decode().partition("=")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "audit", *arguments],
            cwd=ROOT,
            env={**os.environ, name: value},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def processes(self) -> list[int]:
        """All processes of the run that live."""
        found = []
        for path in Path("/proc").glob("[0-9]*/environ"):
            with contextlib.suppress(OSError):
                if self._mark in path.read_bytes().split(b"\0"):
                    found.append(int(path.parent.name))
        return found

    def kill_when(self, is_time: Callable[[], bool], seconds: float = 180.0) -> int:
        """Kill all of it with signal 9 once it is time, or not at all when it ends before.

        Returns:
            How many processes were killed.
        """
        end = time.monotonic() + seconds
        while self._process.poll() is None and not is_time():
            assert time.monotonic() < end, "the moment never came"
            time.sleep(0.005)
        killed: set[int] = set()
        while alive := self.processes():
            for pid in alive:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            killed.update(alive)
            self._process.poll()  # a dead child has no environment any more, but let it go
            time.sleep(0.01)
        self._process.wait()
        return len(killed)
