"""Whole crawls of portals with an English version that no page leads to."""

from __future__ import annotations

import pytest

from crawler.job import CrawlJob, CrawlOutcome, run_job
from crawler.snapshot import Snapshot
from crawler.status import FetchStatus
from tests.mockgov import MockGov, agency, write_registry
from tests.mockgov.crawl import crawl
from tests.mockgov.proxy import MockProxy

VIETNAMESE = "<h1>Bộ Thử nghiệm</h1><p>" + (
    "Cổng thông tin điện tử của Bộ đăng tải tin tức, văn bản chỉ đạo điều hành và thủ tục hành chính. " * 4
)
ENGLISH = "<title>Ministry of Tests</title><h1>Ministry of Tests</h1><p>" + (
    "News and events from the ministry, with the functions and duties of all our departments, by field. " * 4
)
NONE = {"/en": (404, {}, b"<h1>404</h1>")}
"""`/en` is a behaviour of the server otherwise."""
LOST = "<title>Lost</title><h1>Lost</h1><p>" + (
    "The page that was asked for has been moved, and our visitors are kindly sent from here to the front of it. "
    * 4
)


def home(*links: str) -> str:
    return VIETNAMESE + "".join(f'<a href="{link}">Tin tức</a>' for link in links)


def sources(outcome: CrawlOutcome) -> dict[str, tuple[FetchStatus, str, int]]:
    with Snapshot(outcome.folder) as snapshot:
        return {
            r.url.partition("://")[2].partition("/")[2]: (r.status, r.source, r.depth)
            for r in snapshot.pages()
        }


def states(outcome: CrawlOutcome) -> dict[str, str]:
    assert outcome.result is not None, outcome.error
    return {url.partition("://")[2].partition("/")[2]: said for url, said in outcome.result.probes.items()}


def test_a_version_that_nobody_links_is_found_and_read(tmp_path):
    pages = {
        "/": home("/tin"),
        "/tin": VIETNAMESE,
        "/english": ENGLISH + "<a href='/english/about'>About</a>",
    }
    with MockGov({**NONE, **pages, "/english/about": ENGLISH + "<p>About us.</p>"}) as gov:
        outcome = crawl(tmp_path, gov.url())

    assert sources(outcome) == {
        "": (FetchStatus.OK, "start", 0),
        "tin": (FetchStatus.OK, "link", 1),
        "english": (FetchStatus.OK, "probe", -1),
        "english/about": (FetchStatus.OK, "link", -1),
    }
    assert states(outcome) == {"en": "the server answers 404", "english": f"English: {gov.url('/english')}"}
    assert outcome.result.stats["osi/probes/found"] == 1
    assert outcome.result.portals[0].pages == 4


def test_what_came_when_it_was_looked_for_is_read_and_not_asked_for_again(tmp_path):
    page = ENGLISH + "<a href='/english/about'>About</a>"
    with MockGov({**NONE, "/": home("/tin"), "/tin": VIETNAMESE, "/english": page}) as gov:
        outcome = crawl(tmp_path, gov.url(), max_pages=4)

    assert gov.paths().count("/english") == 1
    assert outcome.result.stats["osi/probes/found"] == 1
    with Snapshot(outcome.folder) as snapshot:
        record = snapshot.page(gov.url("/english"))
        assert snapshot.body(record).decode() == page
        assert snapshot.page(gov.url("/english/about")).referrer == gov.url("/english")
    assert (record.status, record.source, record.http_status) == (FetchStatus.OK, "probe", 200)
    assert outcome.result.counts == {"ok": 3, "not_found": 1}


def test_an_answer_that_came_after_a_redirect_is_read_as_the_page_where_it_ended(tmp_path):
    pages = {"/": home(), "/en": (302, {"Location": "/welcome"}, b""), "/welcome": ENGLISH}
    with MockGov(pages) as gov:
        outcome = crawl(tmp_path, gov.url())

    assert sources(outcome)["welcome"] == (FetchStatus.OK, "probe", -1)
    assert gov.paths().count("/welcome") == 1


def test_a_budget_that_is_spent_has_no_page_for_it(tmp_path):
    links = [f"/tin/{n}" for n in range(6)]
    with MockGov({"/": home(*links), **dict.fromkeys(links, VIETNAMESE), "/en": ENGLISH}) as gov:
        outcome = crawl(tmp_path, gov.url(), max_pages=2)

    assert sum(r[0] is FetchStatus.OK for r in sources(outcome).values()) == 2


def test_a_host_of_its_own_is_found_below_the_portals_domain_only(tmp_path, monkeypatch):
    hosts = {
        "www.tests.gov.vn": {"/": home()},
        "english.tests.gov.vn": {"/": ENGLISH},
        "en.khac.gov.vn": {"/": ENGLISH},
    }
    with MockProxy(hosts) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        outcome = crawl(tmp_path, "http://www.tests.gov.vn/")

    asked = {url.partition("://")[2].partition("/")[0] for url in proxy.asked}
    assert asked == {"www.tests.gov.vn", "en.tests.gov.vn", "english.tests.gov.vn"}
    with Snapshot(outcome.folder) as snapshot:
        record = snapshot.page("http://english.tests.gov.vn/")
    assert (record.status, record.source, record.portal) == (
        FetchStatus.OK,
        "probe",
        "http://www.tests.gov.vn/",
    )
    # a host that was guessed and is not there is told of nowhere else
    assert set(outcome.result.robots) == {"www.tests.gov.vn", "english.tests.gov.vn"}


@pytest.mark.parametrize(
    "pages",
    [
        {"/": home("/en"), "/en": ENGLISH},
        {"/": f'<link rel="alternate" hreflang="en" href="/x">{home()}', "/x": ENGLISH},
        {"/": ENGLISH},
        {"/": "<h1>Trang</h1>"},
    ],
    ids=["linked", "alternate", "an English portal", "a front page without text"],
)
def test_nothing_is_asked_where_english_is_known_or_not_lacking(tmp_path, pages):
    with MockGov(pages) as gov:
        outcome = crawl(tmp_path, gov.url())

    assert outcome.result.probes == {}
    assert set(gov.paths()) <= {"/robots.txt", "/sitemap.xml", *pages}


def test_a_version_in_a_third_language_is_no_english_one(tmp_path):
    french = f'<link rel="alternate" hreflang="fr" href="/fr">{home()}'
    with MockGov({**NONE, "/": french, "/fr": VIETNAMESE, "/english": ENGLISH}) as gov:
        outcome = crawl(tmp_path, gov.url())

    assert sources(outcome)["english"] == (FetchStatus.OK, "probe", -1)


def test_a_link_to_a_version_that_does_not_exist_is_no_version(tmp_path):
    with MockGov({**NONE, "/": home("/en"), "/eng": ENGLISH}) as gov:
        outcome = crawl(tmp_path, gov.url())

    assert sources(outcome)["eng"] == (FetchStatus.OK, "probe", -1)
    assert gov.paths().count("/en") == 1


@pytest.mark.parametrize(
    ("everywhere", "why"),
    [
        (VIETNAMESE, "not in English"),
        (LOST, "answers as any other address does"),
        ("", "the server sends an empty page"),
    ],
    ids=["the Vietnamese front page", "an error page in English with status 200", "nothing"],
)
def test_what_answers_at_every_address_is_no_version(tmp_path, everywhere, why):
    paths = ("en", "english", "eng", "en-us", "en/home", "portal/english", "en-khong-co-trang-nay")
    with MockGov({"/": home(), **{f"/{path}": everywhere for path in paths}}) as gov:
        outcome = crawl(tmp_path, gov.url())

    assert set(sources(outcome)) == {""}
    assert states(outcome)["en"] == why
    assert states(outcome)["?lang=en"] == "not in English"
    assert outcome.result.stats["osi/probes/asked"] == len(states(outcome)) == 7


def test_few_requests_are_made_with_the_delay_between_them_and_robots_txt_is_kept(tmp_path):
    with MockGov({**NONE, "/": home()}, robots="User-agent: *\nDisallow: /english\n") as gov:
        outcome = crawl(tmp_path, gov.url(), delay_s=0.2, probes=4)

    assert len(states(outcome)) == 4
    assert states(outcome)["english"] == "robots.txt forbids this address to our crawler"
    assert "/english" not in gov.paths()
    assert min(gov.gaps()) > 0.15


def test_the_registry_can_switch_it_off(tmp_path):
    with MockGov({"/": home(), "/en": ENGLISH}) as gov:
        outcome = crawl(tmp_path, gov.url(), probes=0)

    assert (outcome.result.probes, set(sources(outcome))) == ({}, {""})


def test_what_the_system_of_a_portal_uses_comes_first(tmp_path):
    shown = home() + '<script src="/o/frontend-js-web/liferay/x.js"></script><input name="p_auth">'
    with MockGov({"/": shown, "/en/web/guest": ENGLISH}) as gov:
        sites = write_registry(
            tmp_path / "sites.yaml", agency("bo", gov.url(), canonical={"cms": ["liferay"]})
        )
        outcome = run_job(CrawlJob("bo", sites, tmp_path / "run" / "bo", "run"))

    assert states(outcome) == {"en/web/guest": f"English: {gov.url('/en/web/guest')}"}


def test_a_large_portal_is_asked_early_so_that_the_budget_is_not_spent_by_then(tmp_path):
    links = [f"/tin/{n}" for n in range(40)]
    with MockGov({"/": home(*links), **dict.fromkeys(links, VIETNAMESE), "/en": ENGLISH}) as gov:
        outcome = crawl(tmp_path, gov.url(), max_pages=20)

    assert outcome.result.stop_reason == "budget_pages"
    assert sources(outcome)["en"][0] is FetchStatus.OK


def test_a_portal_on_a_path_of_a_shared_host_asks_below_its_own_path(tmp_path):
    with MockGov({"/so": home(), "/so/": home(), "/en": ENGLISH, "/so/en": ENGLISH}) as gov:
        outcome = crawl(tmp_path, gov.url("/so/"))

    assert set(states(outcome)) == {"so/en"}
    assert "/en" not in gov.paths()


def test_a_crawl_that_is_gone_on_with_knows_what_it_found(tmp_path):
    links = [f"/tin/{n}" for n in range(30)]
    with MockGov({"/": home(*links), **dict.fromkeys(links, VIETNAMESE), "/en": ENGLISH}) as gov:
        sites = write_registry(tmp_path / "sites.yaml", agency("bo", gov.url()), delay_s=0.03, max_pages=40)
        job = CrawlJob("bo", sites, tmp_path / "run" / "bo", "run")
        stopped = run_job(job, is_cancelled=lambda: "/en-khong-co-trang-nay" in gov.paths()[:-2])
        ended = run_job(job)

    assert (stopped.stop_reason, ended.stop_reason) == ("interrupted", "finished")
    assert ended.result.probes == {gov.url("/en"): "English"}
    assert gov.paths().count("/en") == 1
