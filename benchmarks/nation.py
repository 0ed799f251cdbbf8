"""A nation of many small portals on loopback: what a run, a site and a page of it cost, from crawl to reports.

The registry holds the whole nation, each site with a host name of its own, of which a sample is run: what grows with the
nation is in the costs, and a nation of 10,000 need not be crawled whole to know them. Sites are read through the benchmarks'
server as a proxy, without delay, so that what is measured is this machine. Three samples tell the costs apart: few sites of
few pages, more sites, more pages. Processor time is what counts; other programs change the clock's only.

Without arguments it is a tenth of the nation: 110 portals, of 200 pages in place of 2,000, each crawled at the same time as all
others. From its costs follows how long the whole takes on 2 cores at one page a second and host, and what it waits for.

    python benchmarks/nation.py [sites in the sample] [pages a site] [sites of the nation] [crawls at a time]
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.loopback import serve  # noqa: E402 - run as a script, from any folder
from benchmarks.outcome import Measured, end  # noqa: E402

SAMPLE = 110
PAGES = 200
NATION = 110
CORES = 2
TENTH_MIN = 6.0
"""For a tenth of the nation, from crawl to reports."""
WHOLE_MIN = 60.0
WHOLE_PAGES = 2_000
"""A portal's, in the whole."""
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


def sample(
    folder: Path, nation: int, sites: int, pages: int, workers: int, *, phases: Sequence[str] = PHASES
) -> tuple[dict[str, Cost], int]:
    """Run some sites of a nation through phases; return what each phase cost, and the bytes of all snapshots."""
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
        costs = {}
        for phase in phases:
            cost = costs[phase] = _run([phase, *more[phase], *where], environment)
            print(
                f"{sites} sites of {pages} pages: {phase} {cost.cpu_s:.0f} s of processor in {cost.clock_s:.0f} s",
                flush=True,
            )
    snapshots = folder / "var" / "snapshots"
    finished = sum(1 for _ in snapshots.glob("*/*/result.json"))
    if finished != sites:
        raise RuntimeError(f"{finished} of {sites} sites were read: see {folder}")
    return costs, sum(path.stat().st_size for path in snapshots.glob("*/*/*"))


def _run(arguments: list[str], environment: dict[str, str]) -> Cost:
    """Run one command and return its cost, that of the processes that it began and waited for included.

    Raises:
        RuntimeError: It failed.
    """
    command = [sys.executable, "-m", "audit", *arguments]
    with TemporaryFile() as said:
        start = time.monotonic()
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=said, cwd=ROOT)
        _, status, used = os.wait4(
            process.pid, 0
        )  # of this command alone: RUSAGE_CHILDREN keeps the largest ever
        clock = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        if process.returncode:
            end = said.read().decode(errors="replace")[-2000:]
            raise RuntimeError(f"{arguments[0]} ended with {process.returncode}: {end}")
    return Cost(clock, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def main() -> None:
    """Print the costs of each phase by run, site and page, and what the whole nation takes by them."""
    given = [int(word) for word in sys.argv[1:]]
    sites, pages, nation, workers = (*given, *(SAMPLE, PAGES, NATION, min(SAMPLE, 256))[len(given) :])
    samples = ((FEW_SITES, FEW_PAGES), (sites, FEW_PAGES), (sites, pages))
    found: list[tuple[dict[str, Cost], int]] = []
    for number, size in samples:
        with TemporaryDirectory() as folder:
            found.append(sample(Path(folder), nation, number, size, min(workers, number)))
    print(
        f"{sites} of {nation} sites, of {FEW_PAGES} and of {pages} pages of 55 kB; {workers} crawls at a time"
    )
    print(
        f"{'':10}{'clock s':>10}{'cpu s':>10}{'cores':>8}{'largest MB':>12}{'cpu s/run':>12}{'cpu s/site':>12}{'cpu ms/page':>13}"
    )
    costs = found[-1][0]
    apart = {phase: _apart([each[phase].cpu_s for each, _ in found], sites, pages) for phase in PHASES}
    for phase, (run, site, page) in apart.items():
        cost = costs[phase]
        print(
            f"{phase:10}{cost.clock_s:10.1f}{cost.cpu_s:10.1f}{cost.cpu_s / cost.clock_s:8.2f}{cost.memory_mb:12.0f}"
            f"{run:12.1f}{site:12.2f}{page * 1000:13.1f}"
        )
    _, site, page = _apart([size for _, size in found], sites, pages)
    print(
        f"snapshots: {site / 1000:.0f} kB a site and {page / 1000:.1f} kB a page (of a text that repeats itself)"
    )
    hours = sum(run + nation * (site + pages * page) for run, site, page in apart.values()) / 3600
    print(f"{nation} sites of {pages} pages: {hours:.2f} core hours")
    busy = sum(cost.cpu_s for cost in costs.values()) / CORES / 60
    clock = sum(cost.clock_s for cost in costs.values()) / 60
    is_tenth = (sites, pages, nation) == (SAMPLE, PAGES, NATION)
    end(
        [
            Measured(f"{nation} sites of {pages} pages", hours, "core hours"),
            Measured(
                f"{sites} portals of {pages} pages by the processor",
                busy,
                f"min of {CORES} cores",
                TENTH_MIN if is_tenth else None,
                at_most=True,
            ),
            Measured(f"{sites} portals of {pages} pages by the clock", clock, "min"),
            whole(apart, sites),
        ]
    )


def whole(apart: dict[str, tuple[float, float, float]], sites: int) -> Measured:
    """Say how long so many sites of 2,000 pages take at a page a second and host, all at once; what bounds each phase is printed.

    Crawls wait for their hosts, unless the processor needs longer for all of them. Judging has a process per core. Reports are
    taken as written one after the other.
    """
    cpu = {phase: run + sites * (site + WHOLE_PAGES * page) for phase, (run, site, page) in apart.items()}
    minutes = {
        "crawl": max(WHOLE_PAGES, cpu["crawl"] / CORES) / 60,
        "audit": cpu["audit"] / CORES / 60,
        "report": cpu["report"] / 60,
    }
    bound = "politeness" if cpu["crawl"] / CORES < WHOLE_PAGES else "the processor"
    print(
        f"{sites} sites of {WHOLE_PAGES} pages at 1 page a second and host on {CORES} cores: crawl {minutes['crawl']:.0f} min "
        f"(bound by {bound}; processor {cpu['crawl'] / CORES / 60:.0f} min), audit {minutes['audit']:.0f} min and report "
        f"{minutes['report']:.0f} min (bound by the processor)"
    )
    is_asked = sites == SAMPLE
    target = WHOLE_MIN if is_asked else None
    name = f"{sites} portals of {WHOLE_PAGES} pages at 1 page a second, by these costs"
    return Measured(name, sum(minutes.values()), "min", target, at_most=True)


def _apart(measured: Sequence[float], sites: int, pages: int) -> tuple[float, float, float]:
    """Tell what a run, a site and a page cost from what the three samples did."""
    few, more, longer = measured
    page = (longer - more) / (sites * (pages - FEW_PAGES))
    site = (more - few) / (sites - FEW_SITES) - FEW_PAGES * page
    return few - FEW_SITES * (site + FEW_PAGES * page), site, page


if __name__ == "__main__":
    main()
