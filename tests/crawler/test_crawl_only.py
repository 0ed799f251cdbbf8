"""Crawls that ask for a few addresses and nothing else, as a re-check does."""

from __future__ import annotations

from dataclasses import replace

from crawler.job import run_job
from crawler.snapshot import Snapshot
from crawler.status import FetchStatus
from tests.mockgov import MockGov
from tests.mockgov.crawl import job_for

PAGES = {
    "/": '<h1>Trang chủ</h1><a href="/en/">English</a><a href="/vb.pdf">Văn bản</a>',
    "/en/": '<h1>Home</h1><a href="/en/about">About</a>',
    "/en/about": "<h1>About</h1>",
    "/cu": (301, {"Location": "/en/about"}, b""),
}


def only(folder, gov: MockGov, *paths: str):
    job = replace(job_for(folder, gov.url()), only=tuple(gov.url(path) for path in paths))
    outcome = run_job(job)
    with Snapshot(outcome.folder) as snapshot:
        return outcome, {record.url.removeprefix(gov.url()): record for record in snapshot.pages()}


def test_nothing_is_asked_for_but_robots_txt_and_what_was_named(tmp_path):
    robots = "User-agent: *\nDisallow: /geheim\nSitemap: http://{host}/sitemap.xml"
    with MockGov(PAGES, robots=robots) as gov:
        outcome, records = only(tmp_path, gov, "/en/", "/geheim/x", "/none")
        asked = gov.paths()

    assert outcome.stop_reason == "finished"
    assert sorted(asked) == ["/en/", "/none", "/robots.txt"]
    assert {path: record.status for path, record in records.items()} == {
        "en/": FetchStatus.OK,
        "geheim/x": FetchStatus.ROBOTS,
        "none": FetchStatus.NOT_FOUND,
    }
    assert records["en/"].source == "asked"


def test_a_redirect_is_followed_and_its_target_leads_no_further(tmp_path):
    with MockGov(PAGES) as gov:
        _, records = only(tmp_path, gov, "/cu")
    assert {path: record.status for path, record in records.items()} == {
        "cu": FetchStatus.REDIRECT,
        "en/about": FetchStatus.OK,
    }


def test_an_address_elsewhere_is_never_asked_for(tmp_path):
    with MockGov(PAGES) as gov, MockGov(PAGES) as other:
        job = replace(job_for(tmp_path, gov.url()), only=(other.url("/en/"), "javascript:alert(1)"))
        outcome = run_job(job)
        assert other.hits == gov.hits == []
    assert outcome.result.counts == {"off_host": 1}
