"""Whole crawls: robots.txt, politeness, budgets, traps, TLS and proxies."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from crawler.job import CrawlJob, run_job
from crawler.records import CrawlResult
from crawler.snapshot import Snapshot
from crawler.status import FetchStatus
from tests.mockgov import MockGov, agency, write_registry
from tests.mockgov.crawl import crawl, job_for
from tests.mockgov.proxy import MockProxy

ROOT = Path(__file__).parents[2]


def page(*links: str) -> str:
    return "<h1>Trang</h1>" + "".join(f'<a href="{link}">liên kết</a>' for link in links)


def statuses(outcome) -> dict[str, FetchStatus]:
    with Snapshot(outcome.folder) as snapshot:
        return {r.url.partition("://")[2].partition("/")[2]: r.status for r in snapshot.pages()}


def test_what_robots_txt_forbids_is_not_asked_for(tmp_path):
    with MockGov({"/": page("/mo", "/kin/a")}, robots="User-agent: osi-audit\nDisallow: /kin/\n") as gov:
        found = statuses(crawl(tmp_path, gov.url()))

    assert found["kin/a"] is FetchStatus.ROBOTS
    assert "/kin/a" not in gov.paths()


def test_the_owners_written_permission_sets_a_disallow_aside_and_is_recorded(tmp_path):
    letter = "Letter 12/CV-CTTDT of 05/03/2018"
    with MockGov({"/": page("/kin/a"), "/kin/a": page()}, robots="User-agent: *\nDisallow: /\n") as gov:
        sites = write_registry(tmp_path / "sites.yaml", agency("bo", gov.url(), robots_permission=letter))
        outcome = run_job(CrawlJob("bo", sites, tmp_path / "run" / "bo", "run"))

    assert statuses(outcome)["kin/a"] is FetchStatus.OK
    assert outcome.result.robots[gov.host] == f"read with permission: {letter}"
    assert outcome.result.stats["osi/robots/permitted"] >= 2


def test_a_permission_does_not_help_where_robots_txt_cannot_be_had(tmp_path):
    with MockGov({"/": page()}, robots=503) as gov:
        sites = write_registry(
            tmp_path / "sites.yaml", agency("bo", gov.url(), robots_permission="Letter 12/CV")
        )
        outcome = run_job(CrawlJob("bo", sites, tmp_path / "run" / "bo", "run"))

    assert outcome.result.portals[0].status is FetchStatus.ROBOTS_UNREACHABLE


@pytest.mark.parametrize("code", [500, 503, 429])
def test_a_failing_robots_txt_keeps_the_crawler_out(tmp_path, code):
    with MockGov({"/": page("/a")}, robots=code) as gov:
        outcome = crawl(tmp_path, gov.url())

    assert outcome.result.portals[0].status is FetchStatus.ROBOTS_UNREACHABLE
    assert str(code) in outcome.result.portals[0].detail
    assert set(gov.paths()) == {"/robots.txt"}


@pytest.mark.parametrize("code", [401, 403, 404])
def test_a_missing_robots_txt_allows_everything(tmp_path, code):
    with MockGov({"/": page("/a"), "/a": page()}, robots=code) as gov:
        outcome = crawl(tmp_path, gov.url())

    assert outcome.fetched == 2


def test_crawl_delay_is_kept_although_the_server_is_fast(tmp_path):
    links = [f"/{n}" for n in range(6)]
    pages: dict[str, object] = {"/": page(*links), **dict.fromkeys(links, page())}
    with MockGov(pages, robots="User-agent: *\nCrawl-delay: 0.4\n") as gov:
        outcome = crawl(tmp_path, gov.url())

    assert outcome.fetched == 7
    assert min(gov.gaps()) > 0.34
    assert "Crawl-delay 0.4" in outcome.result.robots[gov.host]


def test_the_registrys_delay_is_kept(tmp_path):
    with MockGov({"/": page("/a", "/b"), "/a": page(), "/b": page()}) as gov:
        crawl(tmp_path, gov.url(), delay_s=0.3)

    assert len(gov.hits) == 5
    assert min(gov.gaps()) > 0.24


def test_the_page_budget_ends_the_crawl_and_the_rest_is_recorded(tmp_path):
    with MockGov({"/": page("/busy/0")}) as gov:
        outcome = crawl(tmp_path, gov.url(), max_pages=20)

    assert outcome.result.stop_reason == "budget_pages"
    assert outcome.result.counts["ok"] == 20
    assert outcome.result.counts["budget_pages"] > 20
    assert "20 pages" in _detail(outcome, FetchStatus.BUDGET_PAGES)


def test_the_time_budget_ends_the_crawl_at_once(tmp_path):
    with MockGov({"/": page("/busy/0")}, robots="User-agent: *\nCrawl-delay: 30") as gov:
        outcome = crawl(tmp_path, gov.url(), max_minutes=0.02)

    assert outcome.result.stop_reason == "budget_time"
    assert outcome.seconds < 10
    assert outcome.result.portals[0].status is FetchStatus.BUDGET_TIME


def test_pages_beyond_the_click_budget_are_recorded(tmp_path):
    with MockGov({"/": page("/1"), "/1": page("/2"), "/2": page("/3")}) as gov:
        found = statuses(crawl(tmp_path, gov.url(), max_depth=1))

    assert found["2"] is FetchStatus.BUDGET_DEPTH
    assert "/2" not in gov.paths()


def test_a_shorter_path_corrects_the_depth_of_everything_behind_it(tmp_path):
    pages: dict[str, object] = {
        "/": page("/en/a", "/z"),
        "/en/a": page("/en/b"),
        "/en/b": page("/en/c"),
        "/en/c": page("/d"),
        "/z": page("/en/c"),
        "/d": page(),
    }
    with MockGov(pages) as gov:
        outcome = crawl(tmp_path, gov.url())
        with Snapshot(outcome.folder) as snapshot:
            depth = {path: snapshot.page(gov.url(path)).depth for path in pages}

    assert depth == {"/": 0, "/en/a": 1, "/en/b": 2, "/z": 1, "/en/c": 2, "/d": 3}


@pytest.mark.parametrize(
    ("start", "most"),
    [("/hreflang/x.html", 8), ("/calendar", 65), ("/deeper/", 25)],
    ids=["hreflang", "calendar", "growing path"],
)
def test_traps_end(tmp_path, start, most):
    with MockGov({"/": page(start)}) as gov:
        outcome = crawl(tmp_path, gov.url())

    assert outcome.result.stop_reason == "finished"
    assert outcome.result.counts["ok"] <= most
    assert len(gov.hits) <= most + 3


def crawl_from_a_small_process(job: CrawlJob) -> CrawlResult:
    """The peak memory that Linux reports of a process counts its parent's before the start: a shell's is small."""
    command = [sys.executable, "-m", "crawler.job", job.agency_id, "--sites", str(job.sites)]
    command += ["--out", str(job.out), "--run-id", job.run_id]
    subprocess.run(["sh", "-c", '"$@"; exit $?', "sh", *command], check=True, cwd=ROOT, capture_output=True)
    with Snapshot(job.out) as snapshot:
        return snapshot.result


def test_a_page_of_a_million_links_costs_little_memory(tmp_path):
    with MockGov({"/": page("/million")}) as gov:
        result = crawl_from_a_small_process(job_for(tmp_path, gov.url(), max_pages=10, max_body_mb=40))

    assert sum(result.counts.values()) < 6000
    assert result.stats["osi/links/over_cap"] >= 1
    assert 50 << 20 < result.stats["osi/process/peak_bytes"] < 400 << 20


def test_a_self_signed_portal_is_read_and_its_certificate_reported(tmp_path):
    with MockGov({"/": page("/a"), "/a": page()}, tls_folder=tmp_path) as gov:
        outcome = crawl(tmp_path, gov.url())

    portal = outcome.result.portals[0]
    assert (portal.status, portal.pages) == (FetchStatus.OK, 2)
    assert portal.tls.startswith("untrusted: self-signed certificate")


def crawl_weakly(folder, url):
    """Crawl a portal whose registry says that its keys are weak."""
    sites = write_registry(folder / "weak.yaml", agency("yeu", url, weak_dh=True))
    return run_job(CrawlJob("yeu", sites, folder / "run" / "yeu", "run")).result.portals[0]


def test_keys_too_short_for_today_are_named_and_avoided_where_the_registry_says_so(tmp_path):
    with MockGov({"/": page("/a"), "/a": page()}, tls_folder=tmp_path, weak_dh=True) as gov:
        strict = crawl(tmp_path, gov.url()).result.portals[0]
        weak = crawl_weakly(tmp_path, gov.url())

    assert (strict.status, strict.pages) == (FetchStatus.TLS_WEAK, 0)
    assert strict.detail.endswith("no secure connection: dh key too small")
    assert (weak.status, weak.pages) == (FetchStatus.OK, 2)
    assert weak.tls.startswith("untrusted: ")


def test_a_server_that_has_keys_too_short_and_no_others_is_named_so_and_read_where_the_registry_says_so(
    tmp_path,
):
    with MockGov({"/": page()}, tls_folder=tmp_path, weak_dh="only") as gov:
        portal = crawl(tmp_path, gov.url()).result.portals[0]
        asked = len(gov.hits)
        weak = crawl_weakly(tmp_path, gov.url())

    assert (portal.status, portal.pages) == (FetchStatus.TLS_WEAK, 0)
    assert portal.status.is_blocked
    assert portal.detail.endswith("no secure connection: dh key too small")
    assert asked == 0
    assert (weak.status, weak.pages) == (FetchStatus.OK, 1)
    assert weak.tls.startswith("untrusted: ")


def test_a_server_that_knows_an_old_version_only_is_named_so_and_read_where_the_registry_says_so(tmp_path):
    with MockGov({"/": page()}, tls_folder=tmp_path, weak_dh="old") as gov:
        portal = crawl(tmp_path, gov.url()).result.portals[0]
        weak = crawl_weakly(tmp_path, gov.url())

    assert (portal.status, portal.pages) == (FetchStatus.TLS_WEAK, 0)
    assert portal.detail.endswith("no secure connection: tlsv1 alert protocol version")
    assert (weak.status, weak.pages) == (FetchStatus.OK, 1)
    assert weak.tls.startswith("untrusted: ")


def test_http_is_tried_when_https_cannot_be_had(tmp_path):
    with MockGov({"/": page("/a"), "/a": page()}) as gov:
        outcome = crawl(tmp_path, f"https://{gov.host}/")

    portal = outcome.result.portals[0]
    with Snapshot(outcome.folder) as snapshot:
        assert snapshot.page(f"https://{gov.host}/").status is FetchStatus.TLS
    assert portal.status is FetchStatus.OK
    assert portal.detail.startswith(f"read at http://{gov.host}/, since the address itself fails: ")
    assert outcome.fetched == 2


def test_a_dead_host_is_given_up_soon(tmp_path):
    with MockGov({"/": page(*(f"/drop/{n}" for n in range(40)))}) as gov:
        outcome = crawl(tmp_path, gov.url())

    paths = Counter(gov.paths())
    assert outcome.result.counts["connection_lost"] == 40
    assert sum(n for path, n in paths.items() if path.startswith("/drop")) < 60
    assert "the host fails" in _detail(outcome, FetchStatus.CONNECTION_LOST, last=True)


def test_a_refused_portal_is_a_value(tmp_path):
    with MockGov() as gov:
        url = gov.url()
    outcome = crawl(tmp_path, url)

    assert outcome.result.portals[0].status is FetchStatus.REFUSED
    assert outcome.fetched == 0


def test_site_maps_are_read_within_the_agencys_hosts(tmp_path):
    index = b"<sitemapindex><sitemap><loc>%b/s1.xml</loc></sitemap></sitemapindex>"
    with MockGov(
        {"/": page(), "/hidden": page(), "/hidden/en": page()}, robots="Sitemap: http://{host}/index.xml"
    ) as gov:
        base = gov.url().rstrip("/").encode()
        gov.pages["/index.xml"] = index % base
        gov.pages["/s1.xml"] = (
            b"<urlset><url><loc>%b/hidden</loc></url><url><loc>http://x.example/</loc></url></urlset>" % base
        )
        outcome = crawl(tmp_path, gov.url())
        with Snapshot(outcome.folder) as snapshot:
            record = snapshot.page(gov.url("/hidden"))

    assert (record.status, record.source, record.depth) == (FetchStatus.OK, "sitemap", -1)
    assert outcome.result.counts["off_host"] == 1
    assert outcome.result.sitemaps[gov.url("/s1.xml")] == "ok: 2 urls"
    assert outcome.result.sitemaps[gov.url("/sitemap.xml")] == "the server answers 404"


def test_a_proxy_of_the_environment_is_used_for_real_host_names(tmp_path, monkeypatch):
    hosts = {
        "www.tests.gov.vn": {
            "/": page("/a", "http://sub.tests.gov.vn/", "http://other.gov.vn/"),
            "/a": page(),
        },
        "sub.tests.gov.vn": {"/": page()},
    }
    with MockProxy(hosts) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        outcome = crawl(tmp_path, "http://www.tests.gov.vn/")

    assert outcome.fetched == 3
    assert outcome.result.counts["off_host"] == 1
    assert not any("other.gov.vn" in url for url in proxy.asked)


def test_http_is_tried_when_the_proxy_lets_no_https_through(tmp_path, monkeypatch):
    with MockProxy({"www.tests.gov.vn": {"/": page("/a"), "/a": page()}}) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("https_proxy", proxy.url)
        outcome = crawl(tmp_path, "https://www.tests.gov.vn/")

    assert outcome.result.portals[0].status is FetchStatus.OK
    assert "the proxy gave no way through" in outcome.result.portals[0].detail
    assert outcome.fetched == 2


def test_each_portal_has_an_outcome_of_its_own(tmp_path):
    with MockGov({"/": page("/a"), "/a": page()}) as main, MockGov({"/": page()}, robots=503) as services:
        outcome = crawl(tmp_path, main.url(), services.url())

    assert [(p.role, p.status, p.pages) for p in outcome.result.portals] == [
        ("main", FetchStatus.OK, 2),
        ("services", FetchStatus.ROBOTS_UNREACHABLE, 0),
    ]


def _detail(outcome, status, *, last=False) -> str:
    with Snapshot(outcome.folder) as snapshot:
        details = [r.detail for r in snapshot.pages() if r.status is status]
    return sorted(details, key=lambda d: "the host fails" in d)[-1 if last else 0]
