"""Workers on other machines: a Dask cluster as a `concurrent.futures.Executor`, checked before it gets work."""

from __future__ import annotations

import logging
import platform
import threading
import warnings
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from crawler.errors import ClusterError, UsageError
from crawler.program import program

log = logging.getLogger(__name__)

CONNECT_S = 10.0
WORKERS_S = 30.0
"""How long to wait for the first worker."""
RETRIES = 2
"""How often a task is tried again whose worker says that it cannot; the scheduler does the same for workers that die
(`distributed.scheduler.allowed-failures`, 3)."""
_WATCH_S = 10.0
_START = "dask worker {address} --nthreads 8"


@contextmanager
def cluster_executor(address: str, *, workers_s: float = WORKERS_S) -> Iterator[Executor]:
    """Connect to a scheduler and yield its executor.

    Args:
        address: `tcp://host:8786`, or `tls://` with Dask's own configuration of certificates.
        workers_s: How long to wait for the first worker.

    Raises:
        UsageError: The extra `cluster` is not installed.
        ClusterError: No scheduler, no worker, or one that runs another program.
    """
    distributed = _distributed()
    _quieten()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # other versions: said below
            client = distributed.Client(address, timeout=CONNECT_S, set_as_default=False, name="osi-audit")
    except (OSError, TimeoutError, ValueError, TypeError) as error:
        raise ClusterError(
            f"no scheduler answers at {address}: start one there with `dask scheduler`, or see to the address and "
            f"the firewall ({_first_line(error)})"
        ) from error
    ended = threading.Event()
    try:
        _wait_for_workers(client, address, workers_s)
        _refuse_other_programs(client)
        threading.Thread(target=_watch, args=(client, address, ended), name="workers", daemon=True).start()
        yield client.get_executor(retries=RETRIES, pure=False)
    finally:
        ended.set()
        client.close(timeout=5)


def _watch(client: Any, address: str, ended: threading.Event) -> None:
    """Say when the last worker has gone, since the run then waits for another in silence."""
    gone = False
    while not ended.wait(_WATCH_S):
        try:
            number = len(client.scheduler_info(n_workers=-1)["workers"])
        except Exception:  # noqa: BLE001 - the scheduler is away, which the tasks tell of
            return
        if not number and not gone:
            start = _START.format(address=address)
            log.warning("no workers are left; the run goes on as soon as one starts: `%s`", start)
        gone = not number


def _quieten() -> None:
    """Drop Dask's own log, which has a traceback for each lost connection: what matters is said in a sentence."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _distributed() -> Any:
    try:
        import distributed  # noqa: PLC0415 - only a run on a cluster needs it
    except ImportError as error:
        raise UsageError(
            "--cluster needs the extra 'cluster', here and on every worker: pip install 'osi-audit[cluster]'"
        ) from error
    return distributed


def _wait_for_workers(client: Any, address: str, seconds: float) -> None:
    try:
        client.wait_for_workers(1, timeout=seconds)
    except TimeoutError as error:
        start = _START.format(address=address)
        raise ClusterError(
            f"the scheduler at {address} has no workers: start some with `{start}` on each machine"
        ) from error


def _refuse_other_programs(client: Any) -> None:
    mine = own_program()
    for worker, found in client.run(own_program, on_error="return").items():
        if isinstance(found, Exception):
            # Dask may hand over an error of the worker as text in another one.
            lacks = "ModuleNotFoundError" in f"{type(found).__name__} {found}"
            what = "has no osi-audit: install the same wheel there" if lacks else "does not answer"
            raise ClusterError(f"the worker {worker} {what} ({_first_line(found)})")
        other = [
            f"{name} {found.get(name)} instead of {wanted}"
            for name, wanted in mine.items()
            if found.get(name) != wanted
        ]
        if other:
            raise ClusterError(
                f"the worker {worker} runs {', '.join(other)}: install the same wheel with the same constraints.txt"
            )


def own_program() -> dict[str, str]:
    """What has to be the same on all machines: name of a program -> its version."""
    distributed = _distributed()

    python = ".".join(platform.python_version_tuple()[:2])
    return {
        "osi-audit": program(),
        "Python": python,
        "distributed": str(getattr(distributed, "__version__", "")),
    }


def _first_line(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__
