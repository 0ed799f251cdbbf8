"""Pages a second that the crawl of one portal reads with everything on, beside two spiders that anybody would write first.

The first baseline only fetches; the second follows links as the Scrapy tutorial does (`LinkExtractor` on every page, a request a
link). All three read the same portal from the same server with the same concurrency, without delay, each in a process of its own,
one after another, and in turns. Rates are pages per second of the process's own processor: each of them keeps its core busy, and
other programs change the clock's only; by the clock they are told, too. The start of a process, which loads Scrapy, is in none of
them: our crawls are forked from one that has loaded it. The largest memory of our crawl is told, too.

    python benchmarks/crawl.py [pages] [turns]
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.loopback import serve  # noqa: E402 - run as a script, from any folder
from benchmarks.outcome import Measured, end  # noqa: E402
from crawler.job import CrawlJob, run_job  # noqa: E402
from crawler.snapshot import Snapshot  # noqa: E402

PAGES = 1_000
TURNS = 3
CONCURRENCY = 8
_BASE = {
    "CONCURRENT_REQUESTS_PER_DOMAIN": CONCURRENCY,
    "CONCURRENT_REQUESTS": CONCURRENCY,
    "DOWNLOAD_DELAY": 0,
    "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": False,
    "ROBOTSTXT_OBEY": True,
}
TARGETS = {"fetching": 0.6, "extractor": 3.0}
"""Our rate as a share of each baseline's."""


def baseline(name: str, port: int, pages: int) -> tuple[float, float]:
    """Run one of the two plain spiders in this process and return its pages per second, of the processor and by the clock."""
    import scrapy  # noqa: PLC0415 - only the child needs it
    from scrapy.crawler import CrawlerProcess  # noqa: PLC0415
    from scrapy.linkextractors import LinkExtractor  # noqa: PLC0415

    home = f"http://127.0.0.1:{port}/"
    seen = 0

    class Fetching(scrapy.Spider):
        name = "fetching"

        async def start(self) -> Any:
            for number in range(pages):
                yield scrapy.Request(f"{home}bai/{number}.html", callback=self.parse)

        def parse(self, response: Any, **_: Any) -> Iterator[Any]:
            nonlocal seen
            seen += len(response.body) > 0
            yield from ()

    class Extracting(scrapy.Spider):
        name = "extracting"
        start_urls = (home,)
        links = LinkExtractor()

        def parse(self, response: Any, **_: Any) -> Iterator[Any]:
            nonlocal seen
            seen += 1
            for link in self.links.extract_links(response):
                yield scrapy.Request(link.url, callback=self.parse)

    process = CrawlerProcess(_BASE)
    process.crawl(Fetching if name == "fetching" else Extracting)
    start, before = time.monotonic(), time.process_time()
    process.start()
    return seen / (time.process_time() - before), seen / (time.monotonic() - start)


def bench_job(port: int, pages: int, folder: Path) -> CrawlJob:
    """Return the crawl of the portal as a run would begin it, without delay; its registry goes into the folder."""
    sites = folder / "sites.yaml"
    home = f"http://127.0.0.1:{port}/"
    sites.write_text(
        json.dumps(
            {
                "version": 1,
                "defaults": {
                    "user_agent_contact": "mailto:bench@operator.example",
                    "limits": {"delay_s": 0, "max_pages": 2 * pages, "max_minutes": 600},
                },
                "agencies": [
                    {
                        "id": "bench",
                        "name": {"vi": "Bộ Đo", "en": "Ministry of Measures"},
                        "kind": "ministry",
                        "portals": [{"url": home, "role": "main", "confirmed": True}],
                    }
                ],
            }
        ),
        encoding="utf-8",
    )
    settings = {
        "CONCURRENT_REQUESTS_PER_DOMAIN": str(CONCURRENCY),
        "AUTOTHROTTLE_ENABLED": "False",
        "LOG_LEVEL": "ERROR",
    }
    return CrawlJob("bench", sites, folder / "snapshot", "bench", settings=settings)


def ours(port: int, pages: int, folder: Path) -> tuple[float, float, float]:
    """Crawl the portal as a run does; return pages per second, of the processor and by the clock, and the largest memory in MB."""
    job = bench_job(port, pages, folder)
    outcome = run_job(job)
    if outcome.result is None:
        raise RuntimeError(outcome.error)
    with Snapshot(job.out) as snapshot:
        read = sum(1 for record in snapshot.pages() if record.status.is_page)
    stats = outcome.result.stats
    peak = float(stats["osi/process/peak_bytes"]) / 1_048_576
    return read / float(stats["osi/process/cpu_s"]), read / outcome.seconds, peak


def _child(name: str, port: int, pages: int) -> tuple[float, float]:
    command = [sys.executable, __file__, "--child", name, str(port), str(pages)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=dict(os.environ))
    rate, by_clock = done.stdout.splitlines()[-1].split()
    return float(rate), float(by_clock)


def main() -> None:
    """Print the rates of each turn, and the ratios."""
    if sys.argv[1:2] == ["--child"]:
        print(*baseline(sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
        return
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    turns = int(sys.argv[2]) if len(sys.argv) > 2 else TURNS
    rates: dict[str, list[float]] = {"fetching": [], "extractor": [], "ours": []}
    clocks: dict[str, list[float]] = {name: [] for name in rates}
    memory = 0.0
    with serve(pages) as port:
        for _ in range(turns):
            for name in ("fetching", "extractor"):
                rate, by_clock = _child(name, port, pages)
                rates[name].append(rate)
                clocks[name].append(by_clock)
            with TemporaryDirectory() as folder:
                rate, by_clock, used = ours(port, pages, Path(folder))
            rates["ours"].append(rate)
            clocks["ours"].append(by_clock)
            memory = max(memory, used)
    for name, found in rates.items():
        by_clock = ", ".join(f"{rate:.0f}" for rate in clocks[name])
        print(
            f"{name}: {', '.join(f'{rate:.0f}' for rate in found)} pages per second of processor; by the clock {by_clock}"
        )
    told = []
    for name, target in TARGETS.items():
        ratio = statistics.median(our / other for our, other in zip(rates["ours"], rates[name], strict=True))
        print(f"ours against {name}: {ratio:.2f}x (wanted {target:.2f}x)")
        told.append(
            Measured(f"rate against {name}", ratio, "x", target, baseline=statistics.median(rates[name]))
        )
    print(f"{pages} pages; largest memory of the crawl {memory:.0f} MB")
    end(
        [*told, Measured("pages a second of processor", statistics.median(rates["ours"]), "pages/s")],
        shown=False,
    )


if __name__ == "__main__":
    main()
