"""What ends a run in order: in forks of this process, on terminals of their own."""

from __future__ import annotations

import os
import pty
import signal
import time
import warnings
from pathlib import Path

import pytest

from audit.cli.stopping import stoppable

READY = b"ready"


def begin(said: Path, *, nohup: bool = False) -> tuple[int, int]:
    """Fork a process that waits to be stopped, says so on its terminal, and then in a file; returns its id and its terminal."""
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # threads of other tests, which the child does not use
        child, terminal = pty.fork()
    if child:
        assert os.read(terminal, 100).strip() == READY
        return child, terminal
    code = 1
    try:
        signal.signal(signal.SIGHUP, signal.SIG_IGN if nohup else signal.SIG_DFL)
        with stoppable():
            os.write(1, READY + b"\n")
            time.sleep(1.0 if nohup else 30)
        said.write_text("went on")
        code = 0
    except KeyboardInterrupt:
        os.write(1, b"interrupted")
        os.write(2, b"what was done so far is kept")
        said.write_text("stopped in order")
        code = 0
    finally:
        os._exit(code)


def end_of(child: int) -> int:
    until = time.monotonic() + 20
    while not (ended := os.waitpid(child, os.WNOHANG))[0]:
        assert time.monotonic() < until
        time.sleep(0.01)
    return os.waitstatus_to_exitcode(ended[1])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_stop_in_order(tmp_path, number):
    child, terminal = begin(tmp_path / "said")
    os.kill(child, number)

    assert end_of(child) == 0
    assert (tmp_path / "said").read_text() == "stopped in order"
    assert b"kept" in os.read(terminal, 100)
    os.close(terminal)


def test_a_terminal_that_is_closed_stops_in_order_and_what_is_said_then_goes_nowhere(tmp_path):
    child, terminal = begin(tmp_path / "said")
    os.close(terminal)

    assert end_of(child) == 0
    assert (tmp_path / "said").read_text() == "stopped in order"


def test_what_was_begun_with_nohup_goes_on(tmp_path):
    child, terminal = begin(tmp_path / "said", nohup=True)
    os.close(terminal)

    assert end_of(child) == 0
    assert (tmp_path / "said").read_text() == "went on"


def test_signals_mean_afterwards_what_they_meant_before():
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in numbers]
    with stoppable():
        assert signal.getsignal(signal.SIGTERM) is signal.default_int_handler

    assert [signal.getsignal(number) for number in numbers] == before
