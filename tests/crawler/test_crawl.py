"""Whole crawls of a loopback portal: one page per behaviour, one crawl for all of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.details import understand
from crawler.job import CrawlJob, CrawlOutcome, run_job
from crawler.snapshot import Snapshot
from crawler.status import FetchStatus
from tests.mockgov import MockGov, agency, write_registry

HOME = """<!doctype html><html lang=vi><head><title>Bộ Thử nghiệm</title>
<link rel=alternate hreflang=en href="/english-version"></head><body>
<nav><a href="/tin-tuc">Tin tức</a> <a href="/en">English</a> <a href="/van-ban/luat.pdf">Luật</a></nav>
{links}
<map><area href="/so-do" alt="Sơ đồ"></map>
<select><option value="/chon">Chọn</option><option value="3">ba</option></select>
<iframe src="/khung"></iframe><a href="#top">lên</a> <a href="/app#/ho-so">Hồ sơ</a>
<a href="mailto:a@b.vn">thư</a> <a href="http://elsewhere.example/x">ngoài</a> <a href="http://10.0.0.1/in">trong</a>
</body></html>"""

EXPECTED = {
    "/": FetchStatus.OK,
    "/status/401": FetchStatus.UNAUTHORIZED,
    "/status/403": FetchStatus.FORBIDDEN,
    "/status/404": FetchStatus.NOT_FOUND,
    "/status/410": FetchStatus.NOT_FOUND,
    "/status/418": FetchStatus.CLIENT_ERROR,
    "/status/500": FetchStatus.SERVER_ERROR,
    "/empty": FetchStatus.EMPTY_BODY,
    "/huge": FetchStatus.TOO_LARGE,
    "/huge-declared": FetchStatus.TOO_LARGE,
    "/bomb": FetchStatus.TOO_LARGE,
    "/loop/a": FetchStatus.REDIRECT_LOOP,
    "/self": FetchStatus.REDIRECT_LOOP,
    "/endless/1": FetchStatus.REDIRECT_LOOP,
    "/endless/11": FetchStatus.REDIRECT_LOOP,
    "/session/start": FetchStatus.OK,
    "/session/next": FetchStatus.OK,
    "/moved/en": FetchStatus.REDIRECT,
    "/off-host": FetchStatus.REDIRECT,
    "/to-private": FetchStatus.REDIRECT,
    "/broken-chunked": FetchStatus.BAD_RESPONSE,
    "/cut": FetchStatus.BAD_RESPONSE,
    "/no-http": FetchStatus.BAD_RESPONSE,
    "/garbage": FetchStatus.BAD_RESPONSE,
    "/bad-gzip": FetchStatus.BAD_RESPONSE,
    "/drop": FetchStatus.CONNECTION_LOST,
    "/gzip": FetchStatus.OK,
    "/slow/9": FetchStatus.TIMEOUT,
    "/flaky": FetchStatus.OK,
    "/limited": FetchStatus.OK,
    "/limited-always": FetchStatus.RATE_LIMITED,
    "/block-vi": FetchStatus.BLOCK_PAGE,
    "/block-en": FetchStatus.BLOCK_PAGE,
    "/d1n": FetchStatus.JS_CHALLENGE,
    "/file": FetchStatus.NOT_A_PAGE,
    "/refresh": FetchStatus.REDIRECT,
    "/bom": FetchStatus.OK,
    "/cp1258": FetchStatus.OK,
    "/hreflang/x.html": FetchStatus.OK,
    "/hreflang/x.html/en": FetchStatus.OK,
    "/so-do": FetchStatus.OK,
    "/chon": FetchStatus.OK,
    "/khung": FetchStatus.OK,
    "/english-version": FetchStatus.OK,
    "/van-ban/luat.pdf": FetchStatus.NOT_FOUND,
}
"""What becomes of each path of the portal."""
LINKED = [
    path for path in EXPECTED if path not in {"/", "/endless/11", "/session/next", "/hreflang/x.html/en"}
]


def run(gov: MockGov, folder: Path, **limits: float) -> CrawlOutcome:
    sites = write_registry(folder / "sites.yaml", agency("bo", gov.url()), **limits)
    return run_job(CrawlJob("bo", sites, folder / "run" / "bo", "run"))


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory):
    """One crawl of a portal that shows every behaviour."""
    folder = tmp_path_factory.mktemp("everything")
    links = "".join(f'<a href="{path}">{path}</a>\n' for path in LINKED if path != "/english-version")
    page = "<h1>Trang</h1><p>Nội dung</p>"
    pages: dict[str, object] = dict.fromkeys(
        ("/tin-tuc", "/en", "/so-do", "/chon", "/khung", "/english-version", "/app", "/cp1258/lien-he"), page
    )
    with MockGov({"/": HOME.format(links=links), **pages}) as gov:
        outcome = run(gov, folder)
        assert outcome.result is not None, outcome.error
        with Snapshot(outcome.folder) as snapshot:
            yield gov, outcome, snapshot


@pytest.mark.parametrize(("path", "status"), EXPECTED.items(), ids=EXPECTED.keys())
def test_every_behaviour_has_its_status(everything, path, status):
    gov, _, snapshot = everything

    record = snapshot.page(gov.url(path))

    assert record is not None, path
    assert (record.status, record.detail) == (status, record.detail)
    if status is not FetchStatus.OK:
        assert record.detail


def test_every_detail_can_be_said_in_any_language(everything):
    _, outcome, snapshot = everything
    said = {record.detail for record in snapshot.pages() if record.detail}
    said |= {portal.detail for portal in outcome.result.portals if portal.detail}

    assert len(said) > 25
    assert {text for text in said if understand(text) is None} == set()


def test_counts_add_up_to_the_urls_found(everything):
    _, outcome, snapshot = everything

    assert sum(outcome.result.counts.values()) == len(list(snapshot.pages())) == outcome.found


def test_foreign_and_local_addresses_are_recorded_and_never_asked_for(everything):
    _, _, snapshot = everything

    assert snapshot.page("http://elsewhere.example/x").status is FetchStatus.OFF_HOST
    assert snapshot.page("http://10.0.0.1/in").status is FetchStatus.PRIVATE_ADDRESS
    assert snapshot.page("http://127.0.0.2:9/secret").status is FetchStatus.PRIVATE_ADDRESS


def test_bodies_come_back_from_the_archive_unpacked(everything):
    gov, _, snapshot = everything

    bodies = {record.url: body for record, body in snapshot.fetched()}

    assert bodies[gov.url("/gzip")] == b"<h1>Packed page</h1>"
    assert set(bodies) == {r.url for r in snapshot.pages() if r.status is FetchStatus.OK}


def test_redirects_say_where_they_end(everything):
    gov, _, snapshot = everything

    assert snapshot.page(gov.url("/moved/en")).final_url == gov.url("/en")
    assert snapshot.page(gov.url("/refresh")).final_url == gov.url("/en")
    assert snapshot.page(gov.url("/off-host")).final_url == "http://elsewhere.example/"


def test_clicks_are_counted_from_the_home_page(everything):
    gov, _, snapshot = everything

    depths = {path: snapshot.page(gov.url(path)).depth for path in ("/", "/en", "/khung", "/session/next")}

    assert depths == {"/": 0, "/en": 1, "/khung": 0, "/session/next": 2}
    assert snapshot.page(gov.url("/english-version")).depth == -1


def test_english_pages_are_asked_for_before_their_neighbours(everything):
    gov, _, _ = everything
    order = [p for p in gov.paths() if p not in {"/robots.txt", "/sitemap.xml", "/"}]

    assert order.index("/en") < order.index("/tin-tuc")
    assert order.index("/en") < 6


def test_no_page_is_asked_for_twice_unless_it_failed(everything):
    gov, _, _ = everything
    paths = gov.paths()

    again = {p for p in paths if paths.count(p) > 1}

    allowed = {
        "/flaky", "/limited", "/limited-always", "/status/500", "/slow/9", "/drop", "/cut", "/no-http", "/broken-chunked",
        "/garbage", "/bad-gzip", "/file",
    }  # fmt: skip
    assert again <= allowed


def test_the_result_is_complete_json(everything):
    _, outcome, _ = everything
    raw = json.loads((outcome.folder / "result.json").read_text(encoding="utf-8"))

    assert raw["stop_reason"] == "finished"
    assert raw["user_agent"] == "osi-audit/0.1 (+mailto:audit@example.gov.vn)"
    assert raw["portals"][0]["status"] == "ok"
    assert list(raw["robots"].values()) == ["missing"]
    assert not (outcome.folder / "progress.json").exists()


def test_the_crawler_says_who_it_is_and_what_it_reads(everything):
    gov, _, _ = everything
    headers = gov.hits[-1].headers

    assert headers["User-Agent"] == "osi-audit/0.1 (+mailto:audit@example.gov.vn)"
    assert headers["Accept-Language"] == "en,vi"
    assert "Cookie" not in headers
