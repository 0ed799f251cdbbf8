"""From a loopback portal that is empty without script to an agency's result: with a browser, and without one."""

from __future__ import annotations

import importlib.util
import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from audit.agency_audit import audit_snapshot
from audit.results import AgencyResult, Evidence
from audit.rules import load_rules
from audit.site.addresses import key_of
from audit.site.shown import as_shown
from audit.site_findings import site_faults
from crawler.browser import PROGRAMS
from crawler.job import CrawlOutcome, run_job
from crawler.records import PageRecord, PortalOutcome
from crawler.registry import load_registry
from crawler.status import FetchStatus
from reports.causes import CAUSES
from tests.audit.bilingual import bilingual
from tests.audit.sites import HOST, site
from tests.mockgov import MockGov
from tests.mockgov.crawl import job_for

CONFIG = Path(__file__).parents[2] / "config"
SHELL = '<!doctype html><html lang="vi"><title>Bộ Thử nghiệm</title><div id="app"></div><script src="/app.js"></script>'
PROSE = "Bộ Thử nghiệm là cơ quan của Chính phủ, thực hiện chức năng quản lý nhà nước về thử nghiệm. "
PAGES = {
    "": ["Trang chủ", PROSE * 8],
    "#/gioi-thieu": ["Giới thiệu", "Chức năng, nhiệm vụ và cơ cấu tổ chức của bộ. " + PROSE * 8],
    "#/lien-he": ["Liên hệ", "Địa chỉ: số 1 phố Ví Dụ, Hà Nội. Điện thoại: 024 3999 9999. " + PROSE * 4],
}
APP = """
const pages = %s;
function show() {
  const [title, text] = pages[location.hash] || pages[''];
  document.getElementById('app').innerHTML = '<nav><a href="#/gioi-thieu">Giới thiệu</a> <a href="#/lien-he">Liên hệ</a>'
    + ' <button onclick="document.cookie=\\'l=en\\'">English</button></nav><main><h1>' + title + '</h1><p>' + text + '</p></main>';
}
show();
""" % json.dumps(PAGES, ensure_ascii=False)  # noqa: UP031 - braces


def audited(folder: Path, **settings: str) -> tuple[CrawlOutcome, AgencyResult]:
    pages: dict[str, Any] = {"/": SHELL, "/app.js": (200, {"Content_Type": "text/javascript"}, APP.encode())}
    with MockGov(pages) as gov:
        job = replace(job_for(folder, gov.url()), settings={"OSI_RENDERING_SECONDS": "12", **settings})
        outcome = run_job(job)
    assert outcome.result is not None, outcome.error
    registry = load_registry(job.sites)
    rules = load_rules(CONFIG, ("osi-2024", "vn-law"), date(2018, 6, 30))
    return outcome, audit_snapshot(outcome.folder, registry.get("bo"), rules, registry)


def proofs(result: AgencyResult) -> list[Evidence]:
    return [e for j in result.judgements for side in (j.english, j.local) for e in side.evidence]


@pytest.mark.browser
def test_what_a_browser_shows_is_judged_and_marked_and_the_finding_stays(tmp_path):
    if not any(map(shutil.which, PROGRAMS)) or importlib.util.find_spec("scrapy_playwright") is None:
        pytest.skip("Chromium or scrapy-playwright is not installed")
    outcome, result = audited(tmp_path)

    assert result.coverage.readable
    assert result.coverage.by_status == {"ok": 1, "rendered": 3, "not_a_page": 1}
    seen = [e for e in proofs(result) if e.url.endswith(("#/gioi-thieu", "#/lien-he"))]
    assert seen
    assert all(e.by_script for e in proofs(result) if e.record)
    kinds = {finding.kind: finding for finding in result.findings}
    assert kinds["needs_script"].title.params["count"] == 3
    (portal,) = outcome.result.portals
    assert (portal.switch, portal.switch_tried) == ("cookie", "unchanged")
    assert not [kind for kind in kinds if kind.startswith("switch")]


def test_without_a_browser_nothing_is_called_missing(tmp_path):
    outcome, result = audited(tmp_path, OSI_CHROMIUM="/nowhere/chromium")

    assert outcome.result.rendering.state in {"no_chromium", "no_extra"}
    assert not result.coverage.readable
    assert "not_met" not in {judgement.verdict.value for judgement in result.judgements}
    assert [f.kind for f in result.findings if f.kind == "needs_script"] == ["needs_script"]


@pytest.mark.parametrize(
    ("switch", "tried", "kinds"),
    [
        ("postback", "changed", ["switch_postback"]),
        ("cookie", "", ["switch_cookie"]),
        ("script", "failed", ["switch_script"]),
        ("script", "unchanged", []),
        ("followable", "", []),
        ("none", "", []),
    ],
)
def test_a_switch_that_no_link_follows_is_a_finding(switch, tried, kinds):
    outcome = PortalOutcome(f"{HOST}/vi/", "main", True, FetchStatus.OK, switch=switch, switch_tried=tried)
    faults = site_faults(site(bilingual(), outcomes=(outcome,)))
    found = [fault for fault in faults if fault.kind.startswith("switch")]
    assert [fault.kind for fault in found] == kinds
    assert all(fault.urls == (outcome.url,) for fault in found)
    assert all(fault.kind in CAUSES for fault in found)


def test_a_shown_page_stands_in_place_of_the_empty_one_and_a_route_by_itself():
    empty = PageRecord("http://x/", FetchStatus.OK, "http://x/", depth=0, source="start", warc_offset=1)
    plain = PageRecord("http://x/b", FetchStatus.OK, "http://x/b", depth=1, warc_offset=2)
    shown = PageRecord(
        "http://x/#rendered", FetchStatus.RENDERED, "http://x/", content_type="t", warc_offset=9
    )
    route = PageRecord("http://x/#/a", FetchStatus.RENDERED, "http://x/#/b", depth=1, warc_offset=10)

    found = list(as_shown([(empty, b"0"), (plain, b"1")], lambda: [(shown, b"2"), (route, b"3")]))

    assert [(r.url, r.status.value, r.source, r.warc_offset, body) for r, body in found] == [
        ("http://x/", "rendered", "start", 9, b"2"),
        ("http://x/b", "ok", "link", 2, b"1"),
        ("http://x/#/a", "rendered", "link", 10, b"3"),
    ]
    assert found[2][0].final_url == "http://x/#/a"


def test_hash_routes_are_addresses_of_their_own_and_places_on_a_page_are_not():
    assert len({key_of("http://x.vn/"), key_of("http://x.vn/#/a"), key_of("http://x.vn/#!b")}) == 3
    assert key_of("http://x.vn/a#top") == key_of("http://x.vn/a") == key_of("http://x.vn/a#!")
