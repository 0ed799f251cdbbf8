"""Whole crawls of loopback portals that are empty without script, shown by Debian's Chromium in a second pass."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import sqlite3
import threading
from dataclasses import replace
from typing import Any

import psutil
import pytest

from crawler.browser import PROGRAMS
from crawler.job import CrawlOutcome, run_job
from crawler.snapshot import Snapshot
from crawler.status import FetchStatus
from crawler.warc import read_response
from tests.mockgov import MockGov
from tests.mockgov.crawl import job_for

pytestmark = [pytest.mark.browser]

JS = {"Content_Type": "text/javascript"}
JSON = {"Content_Type": "application/json"}
SHELL = '<!doctype html><title>Cổng</title><div id="app"></div><script src="/app.js"></script>'
TEXT = "Cổng thông tin điện tử của Bộ phục vụ người dân và doanh nghiệp. " * 6
APP = """
const routes = {'': '/api/home', '#/gioi-thieu': '/api/about', '#/lien-he': '/api/contact'};
async function show() {
  const answer = await fetch(routes[location.hash] || '/api/none', {headers: {'X-Requested-With': 'XMLHttpRequest'}});
  const data = await answer.json();
  document.getElementById('app').innerHTML = '<h1>' + data.title + '</h1><p>' + data.text + '</p>' +
    '<a href="#/gioi-thieu">Giới thiệu</a> <a href="#/lien-he">Liên hệ</a> <a href="/tinh">Trang tĩnh</a>';
}
window.addEventListener('hashchange', show);
show();
"""


@pytest.fixture(autouse=True)
def _chromium():
    import shutil

    if not any(map(shutil.which, PROGRAMS)):
        pytest.skip("Chromium is not installed")
    if importlib.util.find_spec("scrapy_playwright") is None:
        pytest.skip("scrapy-playwright is not installed")


def data(title: str) -> tuple[int, dict[str, str], bytes]:
    return (200, JSON, json.dumps({"title": title, "text": TEXT}).encode())


def application() -> dict[str, Any]:
    return {
        "/": SHELL,
        "/app.js": (200, JS, APP.encode()),
        "/api/home": data("Trang chủ"),
        "/api/about": data("Giới thiệu"),
        "/api/contact": data("Liên hệ"),
        "/tinh": f"<h1>Trang tĩnh</h1><p>{TEXT}</p>",
    }


def browse(folder, gov, seconds: float = 12, **limits: Any) -> CrawlOutcome:
    job = job_for(folder, gov.url(), **limits)
    return run_job(replace(job, settings={"OSI_RENDERING_SECONDS": str(seconds)}))


def shown(outcome: CrawlOutcome) -> dict[str, str]:
    """What the browser showed, by address without its host."""
    with Snapshot(outcome.folder) as snapshot:
        return {
            record.url.partition("://")[2].partition("/")[2]: body.decode()
            for record, body in snapshot.rendered()
        }


def test_a_page_whose_script_goes_on_to_another_is_shown_as_that(tmp_path):
    """While it is looked at, it is gone: what came after it is looked at."""
    front = '<body onload="setTimeout(() => location.replace(`/tinh`), 900)"><div id=root></div><script src="/app.js"></script>'
    pages = {"/": front, "/app.js": (200, JS, b"1"), "/tinh": f"<h1>Trang</h1><p>{TEXT}</p>"}
    with MockGov(pages) as gov:
        (text,) = shown(browse(tmp_path, gov)).values()

    assert "<h1>Trang</h1>" in text


def test_an_application_and_its_hash_routes_are_shown_with_data_of_their_own_host(tmp_path):
    with MockGov(application()) as gov:
        outcome = browse(tmp_path, gov)
        pages = shown(outcome)
        with Snapshot(outcome.folder) as snapshot:
            home = snapshot.page(gov.url())
            original = snapshot.body(home)
            static = snapshot.page(gov.url("/tinh"))
            route = snapshot.page(gov.url("/#/lien-he"))
            with (outcome.folder / route.warc_file).open("rb") as file:
                record = read_response(file, route.warc_offset)
            with (outcome.folder / home.warc_file).open("rb") as file:
                response = read_response(file, home.warc_offset)

    assert set(pages) == {"#rendered", "#/gioi-thieu", "#/lien-he"}
    assert "<h1>Trang chủ</h1>" in pages["#rendered"]
    assert "<h1>Liên hệ</h1>" in pages["#/lien-he"]
    assert original.decode() == SHELL
    assert (route.status, route.source, route.anchor, route.depth) == (
        FetchStatus.RENDERED,
        "rendered",
        "Liên hệ",
        1,
    )
    assert record.kind == "conversion"
    assert record.warc_headers["warc-refers-to"] == response.warc_headers["warc-record-id"]
    assert record.warc_headers["content-type"] == "text/html; charset=utf-8"
    assert (static.status, static.depth) == (FetchStatus.OK, 1)
    rendering = outcome.result.rendering
    assert (rendering.state, rendering.shells, rendering.rendered, rendering.left) == ("done", 1, 3, 0)
    assert gov.paths().count("/app.js") == 1
    assert gov.paths().count("/") == 1
    assert {hit.headers["User-Agent"].split("/")[0] for hit in gov.hits} == {"osi-audit"}


def test_a_page_whose_script_fails_stays_empty_and_says_why(tmp_path):
    with MockGov({"/": SHELL, "/app.js": (200, JS, b"throw new Error('khong co du lieu');")}) as gov:
        outcome = browse(tmp_path, gov)

    rendering = outcome.result.rendering
    assert (rendering.shells, rendering.rendered) == (1, 0)
    assert "khong co du lieu" in rendering.failed[gov.url("/#rendered")]
    assert outcome.result.counts == {"ok": 1, "not_a_page": 1}
    assert outcome.result.stats["osi/rendering/failed"] == 1


def test_nothing_that_a_page_asks_of_other_hosts_leaves_the_browser(tmp_path):
    with MockGov() as other, MockGov() as gov:
        gov.pages = {
            "/": SHELL + f'<img src="{other.url("/anh.png")}"><iframe src="{other.url("/khung")}"></iframe>',
            "/app.js": (
                200,
                JS,
                f"""
                const far = '{other.host}';
                fetch('http://' + far + '/fetch').catch(() => 0);
                fetch('http://LOCALHOST:{other.port}/name').catch(() => 0);
                fetch('/di-noi-khac').catch(() => 0);
                fetch('/gui', {{method: 'POST', body: 'x'}}).catch(() => 0);
                navigator.sendBeacon('http://' + far + '/beacon', 'x');
                try {{ new WebSocket('ws://' + far + '/socket'); }} catch (e) {{}}
                try {{ new EventSource('http://' + far + '/events'); }} catch (e) {{}}
                try {{ new Worker(URL.createObjectURL(new Blob(["fetch('http://" + far + "/worker')"]))); }} catch (e) {{}}
                const hint = document.createElement('link');
                hint.rel = 'preconnect'; hint.href = 'http://' + far; document.head.append(hint);
                window.open('http://' + far + '/popup');
                setTimeout(() => {{ location.href = 'http://' + far + '/away'; }}, 1500);
                document.getElementById('app').innerHTML = '<p>{TEXT}</p>';
                """.encode(),
            ),
            "/di-noi-khac": (302, {"Location": other.url("/redirect")}, b""),
        }
        outcome = browse(tmp_path, gov)
        pages = shown(outcome)

    assert other.hits == []
    assert TEXT[:40] in pages["#rendered"]
    assert {hit.method for hit in gov.hits} == {"GET"}
    assert "/gui" not in gov.paths()
    with Snapshot(outcome.folder) as snapshot:
        said = snapshot.page(gov.url("/#rendered")).detail
    assert "is not one of the agency's hosts" in said
    assert outcome.result.stats["osi/rendering/refused"] >= 4


@pytest.mark.parametrize(
    "script",
    ["for (;;) {}", "setInterval(() => fetch('/api/home?' + Math.random()), 50)", "location.reload()"],
    ids=["loop", "polling", "reloading"],
)
def test_a_script_without_end_costs_its_time_and_no_more(tmp_path, script):
    pages = {**application(), "/": SHELL.replace("/app.js", "/dai.js"), "/dai.js": (200, JS, script.encode())}
    pages["/"] = str(pages["/"]) + '<a href="/b">B</a>'
    pages["/b"] = SHELL
    with MockGov(pages) as gov:
        outcome = browse(tmp_path, gov, seconds=6)
        found = shown(outcome)

    assert outcome.stop_reason == "finished"
    assert "<h1>Trang chủ</h1>" in found["b#rendered"]
    assert outcome.seconds < 40
    assert len(gov.hits) < 200


def test_robots_txt_and_the_delay_hold_for_what_a_page_asks_for(tmp_path):
    with MockGov(application(), robots="User-agent: *\nDisallow: /api/about") as gov:
        outcome = browse(tmp_path, gov, seconds=20, delay_s=0.4)
        pages = shown(outcome)
        gaps = gov.gaps()

    assert "/api/about" not in gov.paths()
    assert set(pages) == {"#rendered", "#/lien-he"}
    assert "robots.txt" in outcome.result.rendering.failed[gov.url("/#/gioi-thieu")]
    assert min(gaps[2:]) > 0.3


def test_the_registry_says_how_many_pages_are_shown(tmp_path):
    with MockGov(application()) as gov:
        outcome = browse(tmp_path, gov, rendered_pages=1)
    rendering = outcome.result.rendering
    assert (rendering.state, rendering.rendered, rendering.left) == ("budget", 1, 2)


def test_no_page_is_shown_when_the_registry_says_so(tmp_path):
    with MockGov(application()) as gov:
        outcome = browse(tmp_path, gov, rendered_pages=0)
    assert (outcome.result.rendering.state, outcome.result.rendering.shells) == ("off", 1)
    assert "/app.js" not in gov.paths()


@pytest.mark.parametrize(
    ("program", "state"),
    [("/nowhere/chromium", "no_chromium"), ("/bin/false", "failed"), ("/bin/cat", "failed")],
)
def test_a_missing_or_broken_browser_is_a_state_and_no_fault_of_the_crawl(tmp_path, program, state):
    with MockGov(application()) as gov:
        job = replace(job_for(tmp_path, gov.url()), settings={"OSI_CHROMIUM": program})
        outcome = run_job(job)
    rendering = outcome.result.rendering
    assert (outcome.error, outcome.stop_reason, outcome.fetched) == ("", "finished", 1)
    assert (rendering.state, rendering.rendered) == (state, 0)
    assert rendering.detail


def test_a_crawl_without_such_pages_begins_no_browser(tmp_path):
    with MockGov({"/": f"<h1>Trang</h1><p>{TEXT}</p><script src=/a.js></script>"}) as gov:
        outcome = browse(tmp_path, gov)
    assert outcome.result.rendering.state == "none"
    assert "playwright/browser_count" not in outcome.result.stats


def test_a_killed_crawl_goes_on_with_what_the_browser_had_shown_and_leaves_no_browser_behind(tmp_path):
    settings = {"OSI_RENDERING_SECONDS": "12"}
    dead = threading.Event()
    with MockGov(application(), held={"/api/about": dead, "/api/contact": dead}) as gov:
        job = replace(job_for(tmp_path, gov.url()), settings=settings)
        killed: list[int] = []
        seen: set[int] = set()

        def kill_once() -> bool:
            """Kill the crawl's process when the first page was shown; asked several times a second."""
            crawls = [
                p for p in psutil.Process().children(recursive=True) if p.name() == f"crawl {job.agency_id}"
            ]
            for crawl in crawls:
                seen.update(child.pid for child in crawl.children(recursive=True))
                if not killed and shown_so_far(job.out):
                    killed.append(crawl.pid)
                    crawl.kill()
                    dead.set()
            return False

        first = run_job(job, is_cancelled=kill_once)
        before = gov.paths()
        second = run_job(job)
        pages = shown(second)
        browsers = [
            pid for pid in seen if psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie"
        ]

    assert (first.result, first.exit_code) == (None, -9)
    assert killed
    assert set(pages) == {"#rendered", "#/gioi-thieu", "#/lien-he"}
    assert second.result.rendering.rendered == 3
    assert second.result.counts == {"ok": 2, "rendered": 3}
    assert gov.paths()[len(before) :].count("/") == 0
    assert browsers == []


def shown_so_far(folder) -> int:
    try:
        with contextlib.closing(sqlite3.connect(f"file:{folder / 'pages.db'}?mode=ro", uri=True)) as database:
            return database.execute("select count(*) from pages where status = 'rendered'").fetchone()[0]
    except sqlite3.Error:
        return 0


def test_a_page_that_loads_longer_than_its_time_is_shown_from_what_it_has_loaded(tmp_path):
    parts = "".join(f'<script src="/{n}.js"></script>' for n in range(9))
    pages = {"/": SHELL.replace('<script src="/app.js"></script>', parts + '<script src="/app.js"></script>')}
    pages |= {f"/{n}.js": (200, JS, b"") for n in range(9)}
    with MockGov(application() | pages) as gov:
        outcome = browse(tmp_path, gov, seconds=7, delay_s=0.5, rendered_pages=1)

    assert "<h1>Trang chủ</h1>" in shown(outcome)["#rendered"]
    assert [gov.paths().count(f"/{n}.js") for n in range(9)] == [1] * 9
