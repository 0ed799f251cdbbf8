"""What a second run of a portal takes, beside its first: bytes over the network, and the time to crawl and judge.

A portal of equal pages on loopback, with ETag and Last-Modified, without delay: first run, second run with nothing changed,
third run with one page in ten changed; and a run of the changed portal that knows nothing of the others, whose verdicts must be
the same. Crawls are jobs and judging is in a process of its own, as in a run. Processor time of both together is what counts,
since nothing waits here but for this machine; other programs change the clock's only.

    python benchmarks/second.py [pages]
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from audit.agency_audit import audit_snapshot  # noqa: E402 - run as a script, from any folder
from audit.rules import load_rules  # noqa: E402
from benchmarks.loopback import change, serve  # noqa: E402
from benchmarks.outcome import Measured, end  # noqa: E402
from crawler.job import CrawlJob, run_job  # noqa: E402
from crawler.registry import load_registry  # noqa: E402

PAGES = 1_000
CHANGED = 10
"""One page in that many."""
TARGETS = {"bytes": 1 / 3, "time": 1 / 2}
"""Of the second run of an unchanged portal, as a share of the first."""
_DAY = date(2026, 7, 1)
_SETTINGS = {"CONCURRENT_REQUESTS_PER_DOMAIN": "8", "AUTOTHROTTLE_ENABLED": "False", "LOG_LEVEL": "ERROR"}


@dataclass(frozen=True)
class Taken:
    """What one run took."""

    bytes: int
    """Of all answers, headers included, as they came over the network."""
    crawl_s: float
    """Of the processor; forked as in a run, so without the loading that all crawls of a run share."""
    judge_s: float
    """Of the processor."""
    clock_s: float
    """Both together."""
    unchanged: int
    verdicts: list[list[str]]

    @property
    def seconds(self) -> float:
        """Of the processor, both together."""
        return self.crawl_s + self.judge_s


def registry(path: Path, port: int, pages: int) -> Path:
    """Write a registry of the one portal."""
    portal = {"url": f"http://127.0.0.1:{port}/", "role": "main", "confirmed": True}
    name = {"vi": "Bộ Đo", "en": "Ministry of Measures"}
    limits = {"delay_s": 0, "max_pages": 2 * pages, "max_minutes": 600}
    data = {
        "version": 1,
        "defaults": {"user_agent_contact": "mailto:bench@operator.example", "limits": limits},
        "agencies": [{"id": "bench", "name": name, "kind": "ministry", "portals": [portal]}],
    }
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def run(folder: Path, sites: Path, name: str, previous: str = "", facts: str = "facts.db") -> Taken:
    """Crawl and judge once."""
    earlier = folder / previous if previous else None
    job = CrawlJob("bench", sites, folder / name, name, previous=earlier, settings=_SETTINGS)
    start, before = time.monotonic(), _processor_s()
    outcome = run_job(job)
    if outcome.result is None:
        raise RuntimeError(outcome.error)
    command = [sys.executable, __file__, "--judge", str(folder / name), str(sites), str(folder / facts)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    stats = outcome.result.stats
    return Taken(
        bytes=int(stats["downloader/response_bytes"]),
        crawl_s=float(stats["osi/process/cpu_s"]),
        judge_s=_processor_s() - before,
        clock_s=time.monotonic() - start,
        unchanged=int(stats.get("osi/earlier/not_modified", 0)),
        verdicts=json.loads(done.stdout),
    )


def _processor_s() -> float:
    """Processor time of all processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def judge(folder: Path, sites: Path, facts: Path) -> list[list[str]]:
    """Judge a snapshot in this process; return criterion and verdict of each judgement."""
    agencies = load_registry(sites)
    rules = load_rules(ROOT / "config", (), _DAY)
    result = audit_snapshot(folder, agencies.get("bench"), rules, agencies, facts=facts)
    return [[each.criterion_id, str(each.verdict)] for each in result.judgements]


def main() -> None:
    """Print what each run took, and the ratios."""
    if sys.argv[1:2] == ["--judge"]:
        print(json.dumps(judge(*map(Path, sys.argv[2:5]))))
        return
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    with TemporaryDirectory() as temporary, serve(pages) as port:
        folder = Path(temporary)
        sites = registry(folder / "sites.json", port, pages)
        runs = {"first": run(folder, sites, "first")}
        runs["second, unchanged"] = run(folder, sites, "second", "first")
        change(port, CHANGED)
        runs[f"third, 1 in {CHANGED} changed"] = run(folder, sites, "third", "second")
        runs["as changed, fresh"] = run(folder, sites, "fresh", facts="none.db")
    print(
        f"{pages} pages of 55 kB{'':9}{'MB':>8}{'crawl s':>9}{'judge s':>9}{'clock s':>9}{'bytes':>8}{'time':>7}{'unchanged':>11}"
    )
    first, second, third, fresh = runs.values()
    for name, taken in runs.items():
        print(
            f"{name:29}{taken.bytes / 1e6:8.1f}{taken.crawl_s:9.1f}{taken.judge_s:9.1f}{taken.clock_s:9.1f}"
            f"{taken.bytes / first.bytes:7.2f}x{taken.seconds / first.seconds:6.2f}x{taken.unchanged:11}"
        )
    same = second.verdicts == first.verdicts and third.verdicts == fresh.verdicts
    if not same:
        sys.exit("verdicts of runs that knew earlier ones are not those of fresh runs")
    print("verdicts as of fresh runs: yes")
    shares = {"bytes": second.bytes / first.bytes, "time": second.seconds / first.seconds}
    end(
        [
            Measured(f"{name} of a second run", shares[name], "of the first's", target, 1.0, at_most=True)
            for name, target in TARGETS.items()
        ]
    )


if __name__ == "__main__":
    main()
