"""Commands in forks of this process, which has loaded all that they need: one that dies by signal 9 at its nth moment, or several in
the same instant.

A moment is just before something is written: a statement of a database that writes, or ends a transaction; a file that is opened to
be written, renamed or removed; a folder that is made or removed.
"""

from __future__ import annotations

import gc
import os
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

from audit.__main__ import run
from crawler import forked

_STATEMENTS = frozenset({"begin", "commit", "insert", "replace", "update", "delete", "savepoint", "release"})
_FILES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"})
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_FAULT = 70
"""Exit code of a fork whose command raised something."""


class Moments:
    """Counts moments below a folder, and ends the process at one of them.

    Args:
        data: The folder.
        last: Number of the moment that does not come to pass; -1 for none.
        log: Takes a line for each.
    """

    def __init__(self, data: Path, last: int, log: Path | None) -> None:
        self._data = str(data)
        self._last = last
        self._log = os.open(log, os.O_WRONLY | os.O_CREAT, 0o600) if log else -1
        self._count = 0

    def watch(self) -> None:
        """Begin; there is no end, as of audit hooks there is none."""
        connect = sqlite3.connect

        def watched(database: str, *args: object, **kwargs: object) -> sqlite3.Connection:
            connection: sqlite3.Connection = connect(database, *args, **kwargs)  # type: ignore[call-overload]
            if self._data in str(database):
                connection.set_trace_callback(partial(self._stated, is_index="search.db" in str(database)))
            return connection

        sqlite3.connect = watched  # type: ignore[assignment]
        sys.addaudithook(self._heard)

    def _stated(self, statement: str, *, is_index: bool) -> None:
        word = statement.split(None, 1)[0].lower()
        if word in _STATEMENTS:
            # The index only follows: when it is written, what was asked for is done.
            self._came(f"sql {word}{' of the index' if is_index else ''}")

    def _heard(self, event: str, args: tuple[object, ...]) -> None:
        is_write = event == "open" and isinstance(args[2], int) and args[2] & _WRITING
        if (is_write or event in _FILES) and self._data in str(args[0]):
            self._came(f"{event} {args[0]}")

    def _came(self, label: str) -> None:
        if self._count == self._last:
            os.kill(os.getpid(), signal.SIGKILL)
        self._count += 1
        if self._log >= 0:
            os.write(self._log, f"{label}\n".encode())


def moments_of(arguments: Sequence[str], data: Path, log: Path) -> list[str]:
    """Run a command to its end; returns its moments.

    Args:
        arguments: Of `osi-audit`.
        data: Where it writes.
        log: A file for the moments.
    """
    code = _wait(_fork(lambda: _watched(arguments, Moments(data, -1, log))))
    assert code in {0, 7}, code
    return log.read_text(encoding="utf-8").splitlines()


def die_at(arguments: Sequence[str], data: Path, moment: int) -> bool:
    """Run a command that is killed at a moment; returns whether it was, or came to its end before."""
    code = _wait(_fork(lambda: _watched(arguments, Moments(data, moment, None))))
    assert code in {-signal.SIGKILL, 0, 7}, code
    return code < 0


def in_one_instant(*commands: Sequence[str]) -> list[int]:
    """Run commands that begin at the same time; returns their exit codes."""
    begin, go = os.pipe()

    def after_all(arguments: Sequence[str]) -> Callable[[], int]:
        def act() -> int:
            os.close(go)
            os.read(begin, 1)
            return run(list(arguments))

        return act

    children = [_fork(after_all(arguments)) for arguments in commands]
    os.close(go)
    os.close(begin)
    return [_wait(child) for child in children]


def _watched(arguments: Sequence[str], moments: Moments) -> int:
    for nursery in forked._begun:  # that of the test process, which waits meanwhile, saves a second
        nursery._owner = os.getpid()
        nursery._process.poll = lambda: None  # type: ignore[method-assign] - it is no child of this one
    moments.watch()
    return run(list(arguments))


def _fork(act: Callable[[], int]) -> int:
    child = os.fork()
    return child or _live(act)


def _live(act: Callable[[], int]) -> NoReturn:
    code = _FAULT
    gc.freeze()  # files that wait there to be closed are the parent's as well: closing moves its place in them
    try:
        os.setsid()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        code = act()
    finally:
        os._exit(code)


def _wait(child: int, seconds: float = 120.0) -> int:
    """Return the exit code, negative for a signal."""
    end = time.monotonic() + seconds
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            raise AssertionError("the command does not end")
        time.sleep(0.005)
