"""A nation of many small portals on loopback: what a run, a site and a page of it cost, from crawl to reports.

The registry holds the whole nation, each site with a host name of its own, of which a sample is run: what grows with the
nation is in the costs, and a nation of 10,000 need not be crawled whole to know them. Sites are read through the benchmarks'
server as a proxy, without delay, so that what is measured is this machine. Three samples tell the costs apart: few sites of
few pages, more sites, more pages. Processor time is what counts; other programs change the clock's only.

    python benchmarks/nation.py [sites in the sample] [pages a site] [sites of the nation] [crawls at a time]
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.loopback import serve  # noqa: E402 - run as a script, from any folder
from benchmarks.outcome import Measured, end  # noqa: E402

SAMPLE = 60
PAGES = 20
NATION = 10_000
FEW_SITES = 10
FEW_PAGES = 2
PROVINCES = 34
PHASES = ("crawl", "audit", "report")
_DAY = "2026-07-01"


@dataclass(frozen=True)
class Cost:
    """What one phase of a run took."""

    clock_s: float
    cpu_s: float
    """Of all its processes together."""
    memory_mb: float
    """The largest of one process."""


def registry(path: Path, sites: int) -> Path:
    """Write a registry of communes below provinces, each with a portal of few pages."""
    agencies = [
        {
            "id": f"xa-{number:05d}",
            "name": {"vi": f"Xã số {number}", "en": f"Commune {number}"},
            "kind": "unit",
            "portals": [
                {
                    "url": f"http://xa-{number:05d}.tinh-{number % PROVINCES:02d}.example/",
                    "role": "main",
                    "confirmed": True,
                }
            ],
        }
        for number in range(sites)
    ]
    defaults = {
        "user_agent_contact": "mailto:bench@operator.example",
        "limits": {"delay_s": 0, "max_pages": 2_000, "max_minutes": 600, "timeout_s": 120},
    }
    path.write_text(json.dumps({"version": 1, "defaults": defaults, "agencies": agencies}), encoding="utf-8")
    return path


def sample(folder: Path, nation: int, sites: int, pages: int, workers: int) -> tuple[dict[str, Cost], int]:
    """Run some sites of a nation through all phases; return what each phase cost, and the bytes of all snapshots."""
    where = ["--data", str(folder / "var"), "--sites", str(registry(folder / "sites.json", nation))]
    chosen = [
        word for number in range(sites) for word in ("--agency", f"xa-{number * (nation // sites):05d}")
    ]
    more = {
        "crawl": ["--on", _DAY, "--workers", str(workers), *chosen],
        "audit": ["--workers", str(os.cpu_count() or 1)],
        "report": [],
    }
    with serve(pages) as port:
        environment = {**os.environ, "http_proxy": f"http://127.0.0.1:{port}", "PYTHONPATH": str(ROOT)}
        costs = {phase: _run([phase, *more[phase], *where], environment) for phase in PHASES}
    snapshots = folder / "var" / "snapshots"
    finished = sum(1 for _ in snapshots.glob("*/*/result.json"))
    if finished != sites:
        raise RuntimeError(f"{finished} of {sites} sites were read: see {folder}")
    return costs, sum(path.stat().st_size for path in snapshots.glob("*/*/*"))


def _run(arguments: list[str], environment: dict[str, str]) -> Cost:
    """Run one command and return its cost, that of its children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    command = [sys.executable, "-m", "audit", *arguments]
    done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        raise RuntimeError(f"{arguments[0]} ended with {done.returncode}: {done.stderr[-2000:]}")
    clock = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(clock, cpu, after.ru_maxrss / 1024)


def main() -> None:
    """Print the costs of each phase by run, site and page, and what the whole nation takes by them."""
    given = [int(word) for word in sys.argv[1:]]
    sites, pages, nation, workers = (
        *given,
        *(SAMPLE, PAGES, NATION, 2 * (os.cpu_count() or 1))[len(given) :],
    )
    samples = ((FEW_SITES, FEW_PAGES), (sites, FEW_PAGES), (sites, pages))
    found: list[tuple[dict[str, Cost], int]] = []
    for number, size in samples:
        with TemporaryDirectory() as folder:
            found.append(sample(Path(folder), nation, number, size, workers))
    print(
        f"{sites} of {nation} sites, of {FEW_PAGES} and of {pages} pages of 55 kB; {workers} crawls at a time"
    )
    print(f"{'':10}{'clock s':>10}{'largest MB':>12}{'cpu s/run':>12}{'cpu s/site':>12}{'cpu ms/page':>13}")
    whole = 0.0
    for phase in PHASES:
        run, site, page = _apart([costs[phase].cpu_s for costs, _ in found], sites, pages)
        whole += run + nation * (site + pages * page)
        cost = found[-1][0][phase]
        print(
            f"{phase:10}{cost.clock_s:10.1f}{cost.memory_mb:12.0f}{run:12.1f}{site:12.2f}{page * 1000:13.1f}"
        )
    _, site, page = _apart([size for _, size in found], sites, pages)
    print(
        f"snapshots: {site / 1000:.0f} kB a site and {page / 1000:.1f} kB a page (of a text that repeats itself)"
    )
    print(f"{nation} sites of {pages} pages: {whole / 3600:.1f} core hours")
    end([Measured(f"{nation} sites of {pages} pages", whole / 3600, "core hours")], shown=False)


def _apart(measured: Sequence[float], sites: int, pages: int) -> tuple[float, float, float]:
    """Tell what a run, a site and a page cost from what the three samples did."""
    few, more, longer = measured
    page = (longer - more) / (sites * (pages - FEW_PAGES))
    site = (more - few) / (sites - FEW_SITES) - FEW_PAGES * page
    return few - FEW_SITES * (site + FEW_PAGES * page), site, page


if __name__ == "__main__":
    main()
