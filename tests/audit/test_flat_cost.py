"""What a page costs does not grow with the portal: work is counted in calls, so that a busy machine changes nothing."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from audit import runs
from audit.agency_audit import audit_pages
from audit.rules import load_rules
from crawler.records import SNAPSHOT_VERSION, CrawlResult, PageRecord, PortalOutcome
from crawler.registry import Agency, load_registry
from crawler.status import FetchStatus

CONFIG = Path(__file__).resolve().parents[2] / "config"
DAY = date(2024, 12, 31)
HOST = "https://www.bovidu.gov.vn"
SIZES = (50, 100, 200)
MOST = 1.1  # times the work that a page more takes on a portal twice as large; were all pages compared with all, it would be two
TOPICS = ["đất đai", "khoáng sản", "môi trường", "khí tượng", "biển đảo", "viễn thám", "tài nguyên nước"]


def records(count: int) -> list[PageRecord]:
    """Return home page, sections and articles in turn, Vietnamese ones and English ones."""
    urls = [f"{HOST}/"]
    for number in range(1, count):
        section = f"muc-{number % 20}" if number % 2 else f"en/section-{number % 20}"
        urls.append(f"{HOST}/{section}/{f'tin-{number}.html' if number > 40 else ''}")
    return [
        PageRecord(
            url, FetchStatus.OK, final_url=url, http_status=200, content_type="text/html; charset=utf-8",
            depth=min(number, 2), source="link", fetched_at=f"{DAY}T00:00:00Z", warc_file="crawl.warc.gz", warc_offset=0,
        )
        for number, url in enumerate(urls)
    ]  # fmt: skip


URLS = {count: [record.url for record in records(count)] for count in SIZES}


def body(number: int, count: int) -> bytes:
    """Return a page with a menu, a heading, prose and dated links to five other pages, no two pages alike."""
    english = number % 2 == 0 and number > 0
    topic = TOPICS[number % len(TOPICS)]
    menu = "".join(f'<li><a href="/muc-{n}/">Chuyên mục {n}</a></li>' for n in range(1, 20, 2))
    others = "".join(
        f'<li><a href="{URLS[count][(number * 7 + n) % count]}">Thông báo số {number * 7 + n} về {topic}</a> <span>{n + 1:02d}/06/2024</span></li>'
        for n in range(5)
    )
    prose = (
        f"The Ministry gives notice number {number} on the procedure, fees and forms for a permit of kind {number}."
        if english
        else f"Bộ ban hành thông báo số {number} hướng dẫn thủ tục, lệ phí và hồ sơ cấp phép {topic} loại {number}."
    )
    return (
        f"<html lang={'en' if english else 'vi'}><title>{topic} {number}</title><nav><a href='/en/'>English</a><ul>{menu}</ul></nav>"
        f"<main><h1>{topic} {number}</h1><p>{prose}</p><p>{prose}</p><ul>{others}</ul></main><footer><p>Bộ Ví dụ</p></footer>"
    ).encode()


def calls_of(work: Callable[[], object]) -> int:
    """Count the calls that a piece of work makes, of Python's functions and of C's."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


def audit(count: int) -> int:
    """Audit a portal of so many pages with all that a run does, and return the calls it took."""
    agency = Agency.model_validate(
        {
            "id": "bovidu",
            "name": {"vi": "Bộ Ví dụ", "en": "Ministry of Examples"},
            "kind": "ministry",
            "sectors": ["environment"],
            "portals": [{"url": f"{HOST}/", "role": "main", "confirmed": True}],
        }
    )
    rules = load_rules(CONFIG, (), DAY)
    registry = load_registry(CONFIG / "sites.yaml")
    found = records(count)
    outcome = PortalOutcome(f"{HOST}/", "main", True, FetchStatus.OK, pages=count, tls="")
    crawl = CrawlResult(
        SNAPSHOT_VERSION, "r", "bovidu", f"{DAY}T00:00:00Z", f"{DAY}T01:00:00Z", "finished", (outcome,), {"ok": count}
    )  # fmt: skip

    def fetched() -> Iterator[tuple[PageRecord, bytes]]:
        return ((record, body(number, count)) for number, record in enumerate(found))

    return calls_of(lambda: audit_pages(crawl, found, fetched(), agency, rules, registry))


def test_a_page_more_takes_no_more_work_on_a_large_portal_than_on_a_small_one():
    """The first audit is not counted: it loads what is held for good."""
    audit(SIZES[0])
    small, middle, large = map(audit, SIZES)
    few, many = (middle - small) / (SIZES[1] - SIZES[0]), (large - middle) / (SIZES[2] - SIZES[1])
    assert 0 < many < MOST * few, f"{few:.0f} calls for a page more, then {many:.0f}"


class _Told:
    """A result that can be seen to go."""


class _AtOnce(Executor):
    """Does each task when it is given."""

    def submit(self, fn, /, *args, **kwargs):
        del fn, args, kwargs
        future: Future = Future()
        future.set_result(_Told())
        return future


def test_results_of_a_run_are_not_held_once_they_are_told():
    tasks = [SimpleNamespace(agency=SimpleNamespace(id=f"bo-{n}")) for n in range(9)]
    seen: list[weakref.ref[_Told]] = []
    for told in runs._in_pool(_AtOnce(), tasks):
        assert [before() for before in seen] == [None] * len(seen)
        seen.append(weakref.ref(told))

    assert len(seen) == 9
