"""Whole crawls of loopback portals whose pages draw their lists from JSON."""

from __future__ import annotations

import json

from crawler.job import CrawlOutcome, run_job
from crawler.snapshot import Snapshot
from crawler.status import FetchStatus
from tests.mockgov import MockGov
from tests.mockgov.crawl import crawl, job_for

LIST = {"tong": 1, "items": [{"ma": "1.000105", "ten": "Cấp giấy phép lao động"}]}
JSON = (200, {"Content_Type": "application/json; charset=utf-8"}, json.dumps(LIST).encode())


def table(url: str, *links: str) -> str:
    return f'<h1>Thủ tục</h1><table data-url="{url}"></table>' + "".join(
        f'<a href="{h}">trang</a>' for h in links
    )


def statuses(outcome: CrawlOutcome) -> dict[str, FetchStatus]:
    with Snapshot(outcome.folder) as snapshot:
        return {r.url.partition("://")[2].partition("/")[2]: r.status for r in snapshot.pages()}


def test_the_data_behind_a_list_is_fetched_and_kept_with_the_page_that_asked(tmp_path):
    with MockGov({"/": table("/api/thu-tuc?loai=1", "/b"), "/b": table("/api/thu-tuc?loai=1")}) as gov:
        gov.pages["/api/thu-tuc?loai=1"] = JSON
        outcome = crawl(tmp_path, gov.url())
        with Snapshot(outcome.folder) as snapshot:
            ((record, body),) = list(snapshot.data())
            pages = [r.url for r, _ in snapshot.fetched()]
        accepted = gov.hits[-1].headers["Accept"]

    assert json.loads(body) == LIST
    assert (record.status, record.source, record.referrer) == (FetchStatus.DATA, "data", gov.url())
    assert (record.depth, record.portal) == (-1, gov.url())
    assert len(pages) == 2
    assert outcome.fetched == outcome.result.portals[0].pages == 2
    assert gov.paths().count("/api/thu-tuc?loai=1") == 1
    assert accepted.startswith("application/json")


def test_json_under_another_name_is_data_and_a_page_is_none(tmp_path):
    home = table("/ajax/1") + table("/ajax/2") + table("/ajax/3") + table("/ajax/4")
    with MockGov({"/": home}) as gov:
        gov.pages |= {
            "/ajax/1": (200, {"Content_Type": "text/html"}, b"\xef\xbb\xbf" + json.dumps(LIST).encode()),
            "/ajax/2": "<h1>Trang</h1>",
            "/ajax/3": (200, {"Content_Type": "image/png"}, b"x"),
        }
        outcome = crawl(tmp_path, gov.url())

    found = statuses(outcome)
    assert found["ajax/1"] is FetchStatus.DATA
    assert (found["ajax/2"], found["ajax/3"]) == (FetchStatus.NOT_A_PAGE, FetchStatus.NOT_A_PAGE)
    assert found["ajax/4"] is FetchStatus.NOT_FOUND
    assert (outcome.result.counts["ok"], sum(outcome.result.counts.values())) == (1, 5)


def test_a_portal_has_a_number_of_sources_and_pages_near_its_front_come_first(tmp_path):
    pages: dict[str, object] = {
        "/": table("/api/0", "/1"),
        "/1": table("/api/1", "/2"),
        "/2": table("/api/2"),
    }
    with MockGov({**pages, **{f"/api/{n}": JSON for n in range(3)}}) as gov:
        outcome = crawl(tmp_path, gov.url(), data_sources=2)

    assert {path for path in gov.paths() if path.startswith("/api")} == {"/api/0", "/api/1"}
    assert outcome.result.stats["osi/data/over_number"] == 1
    assert "api/2" not in statuses(outcome)


def test_no_data_is_fetched_when_the_registry_says_so(tmp_path):
    with MockGov({"/": table("/api/0"), "/api/0": JSON}) as gov:
        outcome = crawl(tmp_path, gov.url(), data_sources=0)

    assert outcome.result.counts == {"ok": 1}
    assert "/api/0" not in gov.paths()


def test_robots_txt_other_hosts_and_linked_pages_hold_for_data_too(tmp_path):
    home = table("/api/kin") + table("http://elsewhere.example/api/x") + table("/api/trang", "/api/trang")
    with MockGov(
        {"/": home, "/api/kin": JSON, "/api/trang": "<h1>Trang</h1>"},
        robots="User-agent: *\nDisallow: /api/kin",
    ) as gov:
        outcome = crawl(tmp_path, gov.url())

    found = statuses(outcome)
    assert found == {"": FetchStatus.OK, "api/kin": FetchStatus.ROBOTS, "api/trang": FetchStatus.OK}
    assert "/api/kin" not in gov.paths()
    assert gov.paths().count("/api/trang") == 1


def test_redirects_of_data_are_followed_and_bring_no_page(tmp_path):
    with MockGov({"/": table("/api/cu")}) as gov:
        gov.pages |= {"/api/cu": (302, {"Location": "/api/moi"}, b""), "/api/moi": JSON}
        outcome = crawl(tmp_path, gov.url())
        with Snapshot(outcome.folder) as snapshot:
            ((record, _),) = list(snapshot.data())

    assert (record.url, record.source, record.referrer) == (gov.url("/api/moi"), "data", gov.url())
    assert outcome.result.counts == {"data": 1, "ok": 1, "redirect": 1}


def test_a_crawl_that_goes_on_asks_for_no_data_twice(tmp_path):
    with MockGov({"/": table("/api/0", "/busy/0"), "/api/0": JSON}) as gov:
        job = job_for(tmp_path, gov.url(), max_pages=3)
        first = run_job(job)
        assert first.result.counts["data"] == 1
        # As a killed crawl leaves it: everything but the result.
        (job.out / "result.json").unlink()
        again = run_job(job)

    assert again.result.counts == first.result.counts
    assert gov.paths().count("/api/0") == 1
