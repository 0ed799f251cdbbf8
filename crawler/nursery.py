"""The process that crawls are forked from: it has loaded all that they need, has no thread and no reactor, and does nothing else.

`python -m crawler.nursery FD` is begun by the first crawl of a coordinator (`crawler.forked`) and ends with it. FD is a socket, on
which each byte asks for a crawl and brings two more handles: the crawl's channel, and its log. Over the channel the child reads what
it is to do (one line of JSON), and the nursery tells its process id, with a handle of it, and in the end its exit code.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import selectors
import signal
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.forked import FAILED
from crawler.job import main as crawl
from crawler.preload import preload

_NAME_LENGTH = 15
"""What Linux keeps of a process's name."""


@dataclass(frozen=True, slots=True)
class Born:
    """What a child knows of where it comes from."""

    channel: socket.socket
    parent: int
    """The nursery's process id."""


@dataclass(frozen=True, slots=True)
class _Child:
    pid: int
    channel: socket.socket


class Nursery:
    """Forks, and tells how the children ended.

    Args:
        control: Where crawls are asked for; its end is the coordinator's.
    """

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._selector = selectors.DefaultSelector()
        self._children: dict[int, _Child] = {}
        """By the handle of the process."""

    def serve(self) -> Born | None:
        """Fork as asked.

        Returns:
            In a child, where it comes from; in the nursery None, once the coordinator is gone.
        """
        self._selector.register(self._control, selectors.EVENT_READ)
        while True:
            for key, _ in self._selector.select():
                if key.fd in self._children:
                    self._bury(key.fd)
                    continue
                asked, handles, _, _ = socket.recv_fds(self._control, 1, 2)
                if not asked:
                    return None
                born = self._fork(socket.socket(fileno=handles[0]), handles[1])
                if born is not None:
                    return born

    def _fork(self, channel: socket.socket, log: int) -> Born | None:
        parent = os.getpid()
        try:
            pid = os.fork()
        except OSError as error:
            with channel, contextlib.suppress(OSError):
                channel.sendall(f"{FAILED}{error.strerror}\n".encode())
            os.close(log)
            return None
        if pid == 0:
            self._leave(log)
            return Born(channel, parent)
        os.close(log)
        handle = os.pidfd_open(pid)
        self._children[handle] = _Child(pid, channel)
        self._selector.register(handle, selectors.EVENT_READ)
        with contextlib.suppress(OSError):  # the coordinator is gone, which the next round notices
            socket.send_fds(channel, [b"%d\n" % pid], [handle])
        return None

    def _bury(self, handle: int) -> None:
        """Tell the exit code of a child that has ended: negative for a signal, as `subprocess` does."""
        child = self._children.pop(handle)
        self._selector.unregister(handle)
        os.close(handle)
        _, status = os.waitpid(child.pid, 0)
        with child.channel, contextlib.suppress(OSError):
            child.channel.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))

    def _leave(self, log: int) -> None:
        """In a child: let go of everything that is the nursery's."""
        os.setsid()
        self._selector.close()
        self._control.close()
        for handle, sibling in self._children.items():
            os.close(handle)
            sibling.channel.close()
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.close(log)
        signal.signal(signal.SIGINT, signal.default_int_handler)


def live(born: Born) -> int:
    """In a child: read what is to be crawled, and crawl it as `python -m crawler.job` would; returns the exit code."""
    with born.channel, born.channel.makefile("rb") as lines:
        line = lines.readline()
    if not line.endswith(b"\n"):
        return 1  # the coordinator is gone
    order: dict[str, Any] = json.loads(line)
    os.environ.clear()
    os.environ.update(order["environment"])
    time.tzset()
    os.chdir(order["folder"])
    with contextlib.suppress(OSError):  # only so that whoever lists processes can tell them apart
        Path("/proc/self/comm").write_text(order["name"][:_NAME_LENGTH], encoding="utf-8")
    return crawl([*order["arguments"], "--parent", str(born.parent)])


def main() -> int:
    """Load everything, fork until the coordinator is gone, and in a child crawl; returns the exit code."""
    control = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the coordinator
    preload()
    gc.collect()
    gc.freeze()  # so that looking for garbage does not copy the memory that all children share
    born = Nursery(control).serve()
    return 0 if born is None else live(born)


if __name__ == "__main__":
    sys.exit(main())
