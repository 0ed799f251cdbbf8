"""Whole crawls of loopback portals whose language switch is no link, tried once in Debian's Chromium."""

from __future__ import annotations

import importlib.util
import shutil
from dataclasses import replace
from typing import Any

import pytest

from crawler.browser import PROGRAMS
from crawler.job import CrawlOutcome, run_job
from crawler.records import PortalOutcome
from crawler.snapshot import Snapshot
from tests.mockgov import MockGov, switches
from tests.mockgov.crawl import job_for

pytestmark = [pytest.mark.browser]
assert switches.BEHAVIOURS


@pytest.fixture
def chromium() -> None:
    if not any(map(shutil.which, PROGRAMS)):
        pytest.skip("Chromium is not installed")
    if importlib.util.find_spec("scrapy_playwright") is None:
        pytest.skip("scrapy-playwright is not installed")


def tried(folder, gov, path: str, **limits: Any) -> tuple[CrawlOutcome, PortalOutcome]:
    job = job_for(folder, gov.url(path), **limits)
    outcome = run_job(replace(job, settings={"OSI_RENDERING_SECONDS": "12"}))
    return outcome, outcome.result.portals[0]


@pytest.mark.parametrize(
    ("path", "kind", "said"),
    [
        (
            "/switch-cookie/",
            "cookie",
            "“English” (a): a click turned the page from Vietnamese into English, at the same",
        ),
        (
            "/switch-session/",
            "cookie",
            "“English” (button): a click turned the page from Vietnamese into English",
        ),
        (
            "/switch-postback/",
            "postback",
            "“English” (a): a click turned the page from Vietnamese into English",
        ),
        (
            "/switch-list/",
            "script",
            "“English” (select): a click turned the page from Vietnamese into English, at another",
        ),
        (
            "/switch-link/",
            "cookie",
            "“English” (a): a click turned the page from Vietnamese into English",
        ),
    ],
)
def test_a_switch_that_only_a_script_follows_is_tried_once(tmp_path, chromium, path, kind, said):
    with MockGov() as gov:
        outcome, portal = tried(tmp_path, gov, path)
    assert (portal.switch, portal.switch_tried) == (kind, "changed")
    assert portal.switch_detail.startswith(said)
    assert outcome.result.stats["osi/rendering/switches"] == 1
    assert [hit.path for hit in gov.hits if hit.method == "POST"] == ([path] if kind == "postback" else [])


def test_an_address_behind_a_list_is_crawled_as_one_that_no_link_leads_to(tmp_path, chromium):
    with MockGov() as gov:
        outcome, _ = tried(tmp_path, gov, "/switch-list/")
        with Snapshot(outcome.folder) as snapshot:
            english = snapshot.page(gov.url("/switch-list/home-2"))
    assert (english.status, english.source, english.depth) == ("ok", "script", -1)


def test_a_switch_that_does_nothing_is_not_called_a_way(tmp_path, chromium):
    with MockGov() as gov:
        _, portal = tried(tmp_path, gov, "/switch-dead/")
    assert (portal.switch, portal.switch_tried) == ("script", "unchanged")


def test_no_browser_is_begun_for_a_plain_link(tmp_path):
    with MockGov() as gov:
        outcome, portal = tried(tmp_path, gov, "/switch-plain/")
    assert (portal.switch, portal.switch_tried, portal.switch_detail) == ("followable", "", "")
    assert "playwright/browser_count" not in outcome.result.stats


def test_without_a_browser_the_switch_is_known_by_its_source(tmp_path):
    with MockGov() as gov:
        _, portal = tried(tmp_path, gov, "/switch-postback/", rendered_pages=0)
    assert (portal.switch, portal.switch_tried) == ("postback", "")
    assert portal.switch_detail == "“English” (a), not tried in a browser"
    assert {hit.method for hit in gov.hits} == {"GET"}
