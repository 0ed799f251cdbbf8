"""Memory of the crawl of one large portal, and whether it grows slower with its pages.

One crawl tells both: once a second its progress, memory and processor time are noted. Pages are small, about 2 kB, since what
grows is what is known of addresses. Rates are pages per second of processor, so that other programs do not change them; each is
taken over `WINDOW` pages, and the baseline is the rate at `EARLY`. Both windows are of pages that lead on to as many new ones, so
that none is easier; half of the portal waits to be asked for at the later one.

    python benchmarks/memory.py [pages] [seconds between two looks]
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.crawl import bench_job  # noqa: E402 - run as a script, from any folder
from benchmarks.loopback import SMALL, serve  # noqa: E402
from benchmarks.outcome import Measured, end  # noqa: E402
from crawler.job import CrawlJob, read_progress, run_job  # noqa: E402

PAGES = 104_000
EARLY, LATE, WINDOW = 2_000, 50_000, 2_000
MOST_MB = 400.0
SLOWER = 0.9
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Sample:
    """The crawl at one moment."""

    pages: int
    cpu_s: float
    memory_mb: float


class Watch:
    """Notes how a crawl stands while it runs."""

    def __init__(self, job: CrawlJob, every_s: float = 1.0) -> None:
        self.samples: list[Sample] = []
        self._job = job
        self._every = every_s
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(self._every):
            progress, pid = read_progress(self._job), _child()
            if progress is None or pid is None:
                continue
            try:
                times = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
                status = Path(f"/proc/{pid}/status").read_text()
            except OSError:
                continue  # it has just ended
            peak = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
            cpu = (int(times[11]) + int(times[12])) / _TICKS
            self.samples.append(Sample(progress.fetched, cpu, int(peak) / 1024))


def _child() -> int | None:
    """The crawl: forked from a child of this process (`crawler.nursery`), or a child itself."""
    nursery = _found("-P", str(os.getpid()), "-f", "crawler.nursery")
    return _found("-P", str(nursery)) if nursery else _found("-P", str(os.getpid()), "-f", "crawler.job")


def _found(*wanted: str) -> int | None:
    told = subprocess.run(["pgrep", *wanted], capture_output=True, text=True, check=False)
    return int(told.stdout.split()[0]) if told.stdout else None


def rate_at(samples: list[Sample], pages: int) -> float:
    """Return pages per second of processor around a number of pages, between the samples next to the window's ends."""
    first = max(
        (s for s in samples if s.pages <= pages - WINDOW // 2), key=lambda s: s.pages, default=samples[0]
    )
    last = min(
        (s for s in samples if s.pages >= pages + WINDOW // 2), key=lambda s: s.pages, default=samples[-1]
    )
    return (last.pages - first.pages) / max(last.cpu_s - first.cpu_s, 1e-9)


def watch_crawl(pages: int, every_s: float = 1.0) -> list[Sample]:
    """Crawl a portal of so many pages and return how it stood, moment by moment.

    Raises:
        RuntimeError: Not all pages were read.
    """
    with serve(pages, SMALL) as port, TemporaryDirectory() as folder:
        job = bench_job(port, pages, Path(folder))
        with Watch(job, every_s) as watch:
            outcome = run_job(job)
        if outcome.fetched != pages:
            raise RuntimeError(f"{outcome.fetched} of {pages} pages were read: {outcome.error}")
    return watch.samples


def measure(pages: int = PAGES, every_s: float = 1.0) -> list[Measured]:
    """Return the largest memory, and the late rate beside the early one."""
    samples = watch_crawl(pages, every_s)
    if not samples:
        raise RuntimeError(
            f"a crawl of {pages} pages is too short to be looked at: it says after a second how far it is"
        )
    late = min(LATE, pages - WINDOW // 2)
    early = rate_at(samples, min(EARLY, pages // 2))
    peak = max(sample.memory_mb for sample in samples)
    return [
        Measured(f"memory of a crawl of {pages} pages", peak, "MB", target=MOST_MB, at_most=True),
        Measured(
            f"rate at {late} pages against that at {EARLY}",
            rate_at(samples, late) / early,
            "x",
            target=SLOWER,
            baseline=early,
        ),
    ]


def main() -> None:
    """Print memory and rate as they grow, and both figures."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    start = time.monotonic()
    found = measure(pages, float(sys.argv[2]) if len(sys.argv) > 2 else 1.0)
    print(f"{pages} pages in {time.monotonic() - start:.0f} s")
    end(found)


if __name__ == "__main__":
    main()
