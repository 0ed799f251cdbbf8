"""The portal as it is served, and asked over HTTP: what `benchmarks/portal.py` measures with."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.types import ASGIApp

from audit.datadir import DataDir
from audit.place import Place
from reports.portal import factory
from reports.portal.app import create_app
from reports.portal.books import Books
from reports.portal.kept import Kept
from reports.portal.settings import PortalSettings

ROOT = Path(__file__).resolve().parents[1]
CONNECTIONS = 8


@dataclass(frozen=True)
class Somebody:
    """A person who is in."""

    agency_id: str
    """Empty for the operator."""
    cookie: str


@dataclass(frozen=True)
class Load:
    """What came of asking as fast as goes for some seconds."""

    rate: float
    """Answers a second."""
    p50_ms: float
    p95_ms: float
    failed: int
    """Answers that were none, or not 200."""


# ---------- the server ----------


def uncached() -> ASGIApp:
    """The application, keeping nothing from one request to the next; made by the server of the baseline."""
    known = json.loads(os.environ[factory.SETTINGS])
    place = Place(
        DataDir(Path(known["data"])), Path(known["config"]), Path(known["sites"]), named=known["named"]
    )
    books = Books(PortalSettings(place, known["base_url"]))
    for value in vars(books).values():
        if isinstance(value, Kept):
            value.most = 0
    return create_app(books)


@contextlib.contextmanager
def served(place: Place, *, keeping: bool = True) -> Iterator[tuple[int, int]]:
    """Serve with two processes; yields the port and the id of the process that has them."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    if keeping:
        where = ["--data", str(place.data.root), "--config", str(place.config), "--sites", str(place.sites)]
        arguments = ["-m", "audit", "serve", "--processes", "2", "--no-worker", "--port", str(port), *where]
    else:
        environment |= factory.handed_over(PortalSettings(place, f"http://127.0.0.1:{port}"))
        call = f"serve('127.0.0.1', {port}, processes=2, proxies='', app='benchmarks.served:uncached')"
        arguments = ["-c", f"from reports.portal.server import serve; {call}"]
    log = place.data.root / "server.log"
    with log.open("ab") as told:
        process = subprocess.Popen(
            [sys.executable, *arguments], env=environment, stdout=told, stderr=told, cwd=ROOT
        )
        try:
            _wait_for(port, process, log)
            yield port, process.pid
        finally:
            process.terminate()
            process.wait(30)


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 90
    while process.poll() is None and time.monotonic() < until:
        with contextlib.suppress(OSError):
            asked(http.client.HTTPConnection("127.0.0.1", port, timeout=30), "/login")
            return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not begin: {log.read_text('utf-8')[-2_000:]}")


def memory_mb(parent: int) -> float:
    """Resident memory of the largest process that answers."""
    sizes = [
        _resident_kb(int(child))
        for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    ]
    return max(sizes) / 1024


def _resident_kb(pid: int) -> int:
    return int(re.findall(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[0])


# ---------- asking ----------


def asked(
    connection: http.client.HTTPConnection, path: str, who: Somebody | None = None
) -> tuple[int, float, float]:
    """Ask once; returns the status, and the milliseconds until the first byte and the last."""
    start = time.perf_counter()
    headers = {"Cookie": who.cookie} if who else {}
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
    except http.client.RemoteDisconnected:  # nothing was asked on it for a quarter of a minute
        start = time.perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
    first = time.perf_counter()
    answer.read()
    return answer.status, 1000 * (first - start), 1000 * (time.perf_counter() - start)


def share(took: Sequence[float], part: float) -> float:
    """Return a percentile."""
    return sorted(took)[min(len(took) - 1, round(part * len(took)))]


def load(port: int, people: Sequence[Somebody], seconds: float) -> Load:
    """Ask for the agencies' pages of several people as fast as goes: with wrk where it is installed."""
    asking = [(f"/agencies/{who.agency_id}", who.cookie) for who in people if who.agency_id]
    return _wrk(port, asking, seconds) if shutil.which("wrk") else _threads(port, asking, seconds)


_LUA = """
local asked = { %s }
local n = 0
request = function()
  n = n %% #asked + 1
  return wrk.format("GET", asked[n][1], { ["Cookie"] = asked[n][2] })
end
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format("FOUND %%d %%d %%f %%f %%d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(95), e.connect + e.read + e.write + e.status + e.timeout))
end
"""


def _wrk(port: int, asking: Sequence[tuple[str, str]], seconds: float) -> Load:
    with TemporaryDirectory() as folder:
        script = Path(folder, "ask.lua")
        script.write_text(
            _LUA % ", ".join(f"{{ {json.dumps(path)}, {json.dumps(cookie)} }}" for path, cookie in asking)
        )
        command = [
            "wrk",
            "-t1",
            f"-c{CONNECTIONS}",
            f"-d{max(1, round(seconds))}s",
            "--timeout",
            "10s",
            "-s",
            str(script),
        ]
        said = subprocess.run(
            [*command, f"http://127.0.0.1:{port}"], capture_output=True, text=True, check=True
        ).stdout
    number, took_us, p50, p95, failed = re.findall(
        r"^FOUND (\S+) (\S+) (\S+) (\S+) (\S+)", said, re.MULTILINE
    )[0]
    return Load(1e6 * int(number) / int(took_us), float(p50) / 1000, float(p95) / 1000, int(failed))


def _threads(port: int, asking: Sequence[tuple[str, str]], seconds: float) -> Load:
    until = time.monotonic() + seconds
    took: list[tuple[int, float]] = []

    def ask(first: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for path, cookie in cycle(asking[first:] + asking[:first]):
            if time.monotonic() > until:
                break
            status, _, whole = asked(connection, path, Somebody("", cookie))
            took.append((status, whole))
        connection.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(CONNECTIONS)]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = [ms for _, ms in took]
    rate = len(took) / (time.monotonic() - start)
    return Load(rate, share(whole, 0.5), share(whole, 0.95), sum(status != 200 for status, _ in took))
