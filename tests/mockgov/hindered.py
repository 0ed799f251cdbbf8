"""Commands in forks of this process that meet a full disk, or the rights of an ordinary user."""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from audit.__main__ import run

_OVERRIDE, _SEARCH = 1, 2
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH of capability.h: what makes root read and write everything."""
_VERSION = 0x20080522
_RAISED = 70


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


def full_disk(size: int) -> Callable[[], None]:
    """No file of the process grows beyond a size, which is what a full disk looks like to it."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def ordinary_user() -> None:
    """File permissions hold, even where the tests are run by root."""
    libc = ctypes.CDLL(None, use_errno=True)
    head, sets = (ctypes.c_uint32 * 2)(_VERSION, 0), (ctypes.c_uint32 * 6)()
    assert not libc.capget(head, sets)
    for number in (0, 1):  # what is effective, and what may become so
        sets[number] &= ~(1 << _OVERRIDE | 1 << _SEARCH)
    assert not libc.capset(head, sets)


def hindered(arguments: Sequence[str], by: Callable[[], None], folder: Path, seconds: float = 120.0) -> Ended:
    """Run a command whose process is hindered from its beginning.

    Args:
        arguments: Of `osi-audit`.
        by: What is done to the process.
        folder: Where what it says is kept; not hindered.
        seconds: Longest time.
    """
    out, err = folder / "out", folder / "err"
    child = os.fork()
    if not child:
        gc.freeze()  # files that wait there to be closed are the parent's as well
        _live(arguments, by, out, err)
    end = time.monotonic() + seconds
    while not (ended := os.waitpid(child, os.WNOHANG))[0]:
        assert time.monotonic() < end, "the command does not end"
        time.sleep(0.005)
    return Ended(os.waitstatus_to_exitcode(ended[1]), out.read_text("utf-8"), err.read_text("utf-8"))


def _live(arguments: Sequence[str], by: Callable[[], None], out: Path, err: Path) -> NoReturn:
    code = _RAISED
    try:
        os.setsid()
        streams = [path.open("w", encoding="utf-8", buffering=1) for path in (out, err)]
        for number, stream in enumerate(streams, 1):
            os.dup2(stream.fileno(), number)
        sys.stdout, sys.stderr = streams
        by()
        code = run(list(arguments))
    except BaseException:  # noqa: BLE001 - told to the test
        traceback.print_exc()
    finally:
        os._exit(code)
