"""Pages a second from bytes to verdicts, on one core, beside the obvious pipeline over the same pages in the same run.

Measured is the whole chain as a run does it: facts, site view, verdicts of all editions, findings and score. The baseline is
what one writes first: BeautifulSoup's get_text and one langdetect call for a page, which tells far less; with each of the two
parsers that it is used with, the faster of which counts. Times are of processors, so that a busy machine changes both alike;
making the pages is not counted. Each size has a process of its own, whose largest memory is told.

    python benchmarks/audit.py [pages …]
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from langdetect import DetectorFactory, detect
from langdetect.lang_detect_exception import LangDetectException

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from audit.agency_audit import audit_pages  # noqa: E402 - run as a script, from any folder
from audit.facts.page import read_page  # noqa: E402
from audit.rules import load_rules  # noqa: E402
from benchmarks.corpus import HOST, addresses, bodies  # noqa: E402
from benchmarks.outcome import Measured, end  # noqa: E402
from crawler.records import SNAPSHOT_VERSION, CrawlResult, PageRecord, PortalOutcome  # noqa: E402
from crawler.registry import Agency, load_registry  # noqa: E402
from crawler.status import FetchStatus  # noqa: E402

DAY = date(2024, 12, 31)
SIZES = (1_000, 5_000)
PARSERS = ("lxml", "html.parser")
PAGES_A_SECOND, TIMES = 100, 6  # wanted of portals of a thousand pages and more
SAMPLE = 200  # pages that the slow pipeline, and the facts alone, are measured on


def record_of(url: str) -> PageRecord:
    """Return what a crawl notes of a page that it read."""
    depth = len([part for part in urlsplit(url).path.split("/") if part])
    return PageRecord(
        url, FetchStatus.OK, final_url=url, http_status=200, content_type="text/html; charset=utf-8", depth=depth,
        source="link" if depth else "start", fetched_at=f"{DAY}T00:00:00Z", warc_file="crawl-00000.warc.gz", warc_offset=0,
    )  # fmt: skip


def fetched(count: int) -> Iterator[tuple[PageRecord, bytes]]:
    """Yield pages as a snapshot does."""
    return zip(map(record_of, addresses(count)), bodies(count), strict=True)


class Clock:
    """Processor time of this process, less what making the pages takes."""

    def __init__(self) -> None:
        self._start = time.process_time()
        self._making = 0.0

    def without(self, made: Iterator[tuple[PageRecord, bytes]]) -> Iterator[tuple[PageRecord, bytes]]:
        """Yield what an iterator makes, and leave the making out of the time."""
        while True:
            start = time.process_time()
            one = next(made, None)
            self._making += time.process_time() - start
            if one is None:
                return
            yield one

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.process_time() - self._start - self._making


def baseline(body: bytes, parser: str) -> None:
    """Do the obvious: a soup, its text, its language.

    Args:
        body: A page.
        parser: What the soup is made with.
    """
    text = BeautifulSoup(body, parser).get_text(" ", strip=True)
    try:
        detect(text)
    except LangDetectException:
        return


def rate(work: Callable[[PageRecord, bytes], object], pages: list[tuple[PageRecord, bytes]]) -> float:
    """Return pages a second."""
    for record, body in pages[:5]:
        work(record, body)
    start = time.process_time()
    for record, body in pages:
        work(record, body)
    return len(pages) / (time.process_time() - start)


def whole(count: int) -> dict[str, float]:
    """Audit a portal of so many pages in this process.

    Returns:
        `seconds` of processor, `verdicts`, `met` ones, and `peak`: the largest memory, in MB, of it `before` the first page.
    """
    agency = Agency.model_validate(
        {
            "id": "bench",
            "name": {"vi": "Bộ Đo", "en": "Ministry of Measures"},
            "kind": "ministry",
            "sectors": ["environment"],
            "portals": [{"url": f"{HOST}/", "role": "main", "confirmed": True}],
        }
    )
    registry = load_registry(ROOT / "config" / "sites.yaml")
    rules = load_rules(ROOT / "config", (), DAY)
    outcome = PortalOutcome(f"{HOST}/", "main", True, FetchStatus.OK, pages=count, tls="")
    crawl = CrawlResult(
        SNAPSHOT_VERSION, "bench", "bench", f"{DAY}T00:00:00Z", f"{DAY}T01:00:00Z", "finished", (outcome,), {"ok": count}
    )  # fmt: skip
    audit_pages(crawl, (), (), agency, rules, registry)  # reads the data that detectors load when first asked
    before = peak()
    clock = Clock()
    found = list(map(record_of, addresses(count)))
    result = audit_pages(crawl, found, clock.without(fetched(count)), agency, rules, registry)
    met = sum(judgement.verdict == "met" for judgement in result.judgements)
    return {
        "seconds": clock.seconds,
        "verdicts": len(result.judgements),
        "met": met,
        "before": before,
        "peak": peak(),
    }


def peak() -> float:
    """Return the largest memory this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print a line for the parts, and one for each size."""
    if sys.argv[1:2] == ["--child"]:
        print(json.dumps(whole(int(sys.argv[2]))))
        return
    DetectorFactory.seed = 0
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    pages = [page for number, page in enumerate(fetched(5 * SAMPLE)) if number % 5 == 0]
    size = sum(len(body) for _, body in pages) / len(pages) / 1000
    plains = {
        parser: rate(lambda _, body, parser=parser: baseline(body, parser), pages) for parser in PARSERS
    }
    plain = max(plains.values())
    facts = rate(lambda record, body: read_page(body, record.url, record.content_type, fetched_on=DAY), pages)
    each = ", ".join(f"{parser} {speed:.1f}/s" for parser, speed in plains.items())
    print(f"pages of {size:.0f} kB: baseline {each}; facts alone {facts:.0f}/s ({facts / plain:.1f}x)")
    told_all = [Measured("facts alone", facts, "pages/s", baseline=plain)]
    last: tuple[int, float] | None = None
    for count in sizes:
        child = [sys.executable, __file__, "--child", str(count)]
        told = json.loads(subprocess.run(child, check=True, capture_output=True, text=True).stdout)
        speed = count / told["seconds"]
        slope = f", {(told['peak'] - last[1]) * 1024 / (count - last[0]):.1f} kB a page more" if last else ""
        print(
            f"{count} pages, {told['verdicts']:.0f} verdicts ({told['met']:.0f} met): {told['seconds']:.1f} s, {speed:.0f}/s, "
            f"{1000 / speed:.2f} ms a page ({speed / plain:.1f}x); peak {told['peak']:.0f} MB{slope}"
        )
        last = (count, told["peak"])
        told_all += [
            Measured(
                f"{count} pages from bytes to verdicts",
                speed,
                "pages/s",
                target=PAGES_A_SECOND,
                baseline=plain,
            ),
            Measured(f"{count} pages beside the obvious pipeline", speed / plain, "times", target=TIMES),
            Measured(f"largest memory of {count} pages", told["peak"], "MB"),
        ]
    end(told_all, shown=False)


if __name__ == "__main__":
    main()
