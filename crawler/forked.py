"""Crawls forked from the nursery (`crawler.nursery`): to who starts them they are what `subprocess.Popen` gives."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ASK = b"+"
FAILED = "!"
"""Before the reason why there is no child."""
_MODULE = "crawler.nursery"
_TRIES = 2
_END_S = 5.0


@dataclass(frozen=True, slots=True)
class Order:
    """What a crawl is told before it begins."""

    name: str
    """For lists of processes."""
    arguments: Sequence[str]
    """Of `python -m crawler.job`."""
    environment: Mapping[str, str]


class ForkedCrawl:
    """One crawl, with as much of `subprocess.Popen` as a job needs.

    Args:
        pid: Of the crawl.
        handle: Of its process; signals never meet another process of the same id.
        channel: Over which the nursery tells the exit code.
    """

    def __init__(self, pid: int, handle: int, channel: socket.socket) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._handle = handle
        self._channel = channel
        self._heard = b""

    def poll(self) -> int | None:
        """Return the exit code, or None while the crawl runs."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self.wait(0)
        return None

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the exit code.

        Raises:
            subprocess.TimeoutExpired: It still runs after so many seconds.
        """
        end = None if timeout is None else time.monotonic() + timeout
        while self.returncode is None:
            if not _readable(self._channel.fileno(), end):
                raise subprocess.TimeoutExpired(_MODULE, timeout or 0)
            told = self._channel.recv(64)
            self._heard += told
            if self._heard.endswith(b"\n"):
                self._ended(int(self._heard))
            elif not told:
                # The nursery was killed. The crawl notices and ends in order, but nobody learns its exit code.
                if not _readable(self._handle, end):
                    raise subprocess.TimeoutExpired(_MODULE, timeout or 0)
                self._ended(-signal.SIGKILL)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal, unless the crawl has ended."""
        if self.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, number)

    def kill(self) -> None:
        """End the crawl at once."""
        self.send_signal(signal.SIGKILL)

    def _ended(self, code: int) -> None:
        self.returncode = code
        self._channel.close()
        os.close(self._handle)


def fork_crawl(order: Order, log: IO[bytes]) -> ForkedCrawl | None:
    """Start a crawl from the nursery, which is begun when there is none.

    Args:
        order: What to do.
        log: Takes what the crawl prints.

    Returns:
        The crawl, or None where there can be no nursery.

    Raises:
        OSError: No process can be forked.
    """
    if not can_fork():
        return None
    for _ in range(_TRIES):
        nursery = _nursery(order.environment)
        crawl = nursery.bear(order, log)
        if crawl is not None:
            return crawl
        if nursery.is_barren:
            break  # something that crawls need cannot be loaded, and they say what
    return None


def begin_nursery(environment: Mapping[str, str]) -> None:
    """Begin the nursery where there can be one and is none; it loads while the coordinator goes on."""
    if can_fork():
        _nursery(environment)


@cache
def can_fork() -> bool:
    """Whether the system has handles of processes (Linux 5.3), and lets us use them."""
    if not sys.platform.startswith("linux") or not hasattr(os, "pidfd_open"):
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError:
        return False
    return True


class _Nursery:
    """The nursery of this process, from without."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._owner = os.getpid()
        self._control, theirs = socket.socketpair()
        self.is_barren = True
        """Whether it has had no child so far."""
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", _MODULE, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=dict(environment),
                pass_fds=[theirs.fileno()],
                # Ctrl-C reaches the coordinator alone, which then stops its crawls in order.
                start_new_session=True,
            )
        atexit.register(self._end)

    @property
    def is_gone(self) -> bool:
        """Whether it can be asked no more; a fork of the coordinator has none either."""
        return self._owner != os.getpid() or self._process.poll() is not None

    def bear(self, order: Order, log: IO[bytes]) -> ForkedCrawl | None:
        """Have a crawl forked; None when the nursery has ended."""
        ours, theirs = socket.socketpair()
        try:
            with theirs, _lock:
                socket.send_fds(self._control, [ASK], [theirs.fileno(), log.fileno()])
            told = json.dumps(
                {
                    "name": order.name,
                    "arguments": list(order.arguments),
                    "environment": dict(order.environment),
                    "folder": str(Path.cwd()),
                }
            )
            ours.sendall(told.encode() + b"\n")
            said, handles, _, _ = socket.recv_fds(ours, 256, 1)
        except ConnectionError:
            said, handles = b"", []
        text = said.decode()
        if handles:
            self.is_barren = False
            return ForkedCrawl(int(text), handles[0], ours)
        ours.close()
        if text.startswith(FAILED):
            raise OSError(text.removeprefix(FAILED).strip())
        return None

    def _end(self) -> None:
        if self._owner != os.getpid():
            return
        self._control.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_END_S)


_lock = threading.Lock()
_begun: list[_Nursery] = []
"""The last one begun by this process, or none."""


def _nursery(environment: Mapping[str, str]) -> _Nursery:
    """The one of this process, begun when there is none; one that never had a child is not begun again."""
    with _lock:
        if not _begun or (_begun[0].is_gone and not _begun[0].is_barren):
            _begun[:] = [_Nursery(environment)]
        return _begun[0]


def _readable(handle: int, end: float | None) -> bool:
    """Wait until something can be read; False when it is late."""
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    left = None if end is None else max(0.0, end - time.monotonic()) * 1000
    return bool(poll.poll(left))
