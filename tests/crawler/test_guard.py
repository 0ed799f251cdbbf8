from __future__ import annotations

from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.exceptions import StopDownload
from scrapy.http import Headers

from crawler.answers import Answer, ForeignHostError, PauseError, PrivateHostError
from crawler.guard import GuardMiddleware
from crawler.hosthealth import HostHealth
from crawler.hosts import HostMap
from crawler.purpose import Purpose
from crawler.registry import Agency
from crawler.status import FetchStatus
from tests.mockgov.registry import agency


@pytest.fixture
def guard() -> GuardMiddleware:
    hosts = HostMap.for_agency(
        Agency.model_validate(agency("bo", "http://www.x.gov.vn/", "http://127.0.0.1:81/"))
    )
    health = HostHealth(lambda _name, _number: None)
    session = SimpleNamespace(hosts=hosts, health=health)
    return GuardMiddleware(SimpleNamespace(spider=SimpleNamespace(session=session)))


@pytest.mark.parametrize("url", ["http://x.gov.vn/a", "https://en.x.gov.vn/", "http://127.0.0.1:81/x"])
def test_the_agencys_own_hosts_pass(guard, url):
    assert guard.process_request(Request(url)) is None


@pytest.mark.parametrize(
    ("url", "turn"),
    [
        ("http://x.gov.vn/a", "x.gov.vn"),
        ("https://www.x.gov.vn/", "x.gov.vn"),
        ("http://en.x.gov.vn:8080/", "en.x.gov.vn"),
    ],
)
def test_a_host_with_and_without_www_has_one_turn(guard, url, turn):
    # As a redirect of robots.txt hands it on.
    request = Request(url, meta={"download_slot": "elsewhere.x.gov.vn"})
    guard.process_request(request)

    assert request.meta["download_slot"] == turn


def test_what_waits_for_the_browser_has_a_turn_of_its_own(guard):
    request = Request("http://x.gov.vn/", meta={"download_slot": "browser", "playwright": True})
    guard.process_request(request)

    assert request.meta["download_slot"] == "browser"


def test_a_host_that_wants_to_be_left_alone_is_asked_for_nothing(guard):
    guard._crawler.spider.session.health.shut_out("x.gov.vn", Answer(FetchStatus.RATE_LIMITED))

    with pytest.raises(PauseError, match="left alone"):
        guard.process_request(Request("http://x.gov.vn/sitemap.xml"))


@pytest.mark.parametrize(
    "url",
    ["http://10.0.0.1/", "http://localhost/", "http://127.0.0.2:81/", "http://[::1]/", "http://2130706433/"],
)
def test_local_addresses_do_not(guard, url):
    with pytest.raises(PrivateHostError):
        guard.process_request(Request(url))


@pytest.mark.parametrize("url", ["http://y.gov.vn/", "http://127.0.0.1:82/", "http://x.gov.vn.evil.example/"])
def test_other_hosts_do_not(guard, url):
    with pytest.raises(ForeignHostError):
        guard.process_request(Request(url))


@pytest.mark.parametrize(
    "content_type", ["application/pdf", "image/png; q=1", "APPLICATION/ZIP", "application/json"]
)
def test_files_are_broken_off(guard, content_type):
    with pytest.raises(StopDownload):
        guard.headers_received(
            Headers({"Content-Type": content_type}), Request("http://x.gov.vn/", meta={"entry": 1})
        )


@pytest.mark.parametrize(
    "content_type", ["text/html; charset=utf-8", "Text/HTML", "application/xhtml+xml", "", "text/plain"]
)
def test_pages_are_not(guard, content_type):
    headers = Headers({"Content-Type": content_type} if content_type else {})

    assert guard.headers_received(headers, Request("http://x.gov.vn/", meta={"entry": 1})) is None


def test_site_maps_may_be_of_any_type(guard):
    assert (
        guard.headers_received(Headers({"Content-Type": "application/gzip"}), Request("http://x.gov.vn/s.gz"))
        is None
    )


@pytest.mark.parametrize(
    ("purpose", "content_type", "wanted"),
    [
        (Purpose.DOCUMENT, "application/pdf", True),
        (Purpose.DOCUMENT, "text/html", True),
        (Purpose.DOCUMENT, "video/mp4", False),
        (Purpose.DATA, "application/json", True),
        (Purpose.DATA, "application/pdf", False),
        (Purpose.SEARCH, "text/html", True),
        (Purpose.SEARCH, "application/pdf", False),
    ],
)
def test_what_is_broken_off_depends_on_what_is_asked_for(guard, purpose, content_type, wanted):
    headers = Headers({"Content-Type": content_type})
    request = Request("http://x.gov.vn/", meta={"entry": 1, "purpose": purpose})
    if wanted:
        assert guard.headers_received(headers, request) is None
    else:
        with pytest.raises(StopDownload):
            guard.headers_received(headers, request)
