"""Signals that end a run in order: what was asked for is answered and kept, and nothing of the run is left behind."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final, NoReturn

_OUTPUTS: Final = (1, 2)


@contextmanager
def stoppable() -> Iterator[None]:
    """Have SIGTERM, and a terminal that is closed, end a run as Ctrl-C does.

    So does SIGINT, which shells have processes in the background ignore; what was begun with nohup goes on without its terminal.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    terminals = [number for number in _OUTPUTS if os.isatty(number)]

    def hung_up(number: int, frame: FrameType | None) -> NoReturn:
        """End as Ctrl-C does, once whatever is still said meets no terminal that is gone."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for output in terminals:
            if not os.isatty(output):
                os.dup2(nowhere, output)
        os.close(nowhere)
        signal.default_int_handler(number, frame)

    before = {
        number: signal.signal(number, signal.default_int_handler)
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        before[signal.SIGHUP] = signal.signal(signal.SIGHUP, hung_up)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
