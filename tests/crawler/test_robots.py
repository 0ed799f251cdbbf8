"""`crawler.robots` overrides private methods of Scrapy: these tests pin what it relies on."""

from __future__ import annotations

import inspect

import pytest
from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest, ResponseDataLossError
from scrapy.utils.test import get_crawler
from twisted.internet.defer import Deferred

from crawler.answers import RobotsForbiddenError, RobotsUnreachableError, StoppedError
from crawler.robots import Rules, StrictRobotsMiddleware
from crawler.status import FetchStatus


@pytest.fixture
def middleware() -> StrictRobotsMiddleware:
    crawler = get_crawler(settings_dict={"ROBOTSTXT_OBEY": True, "ROBOTSTXT_PARSER": "crawler.robots.Rules"})
    crawler.stats = crawler._apply_settings() or crawler.stats
    return StrictRobotsMiddleware(crawler)


def failed(middleware, error: Exception, url: str = "http://x.gov.vn/a") -> Exception | None:
    """What a page's request meets after robots.txt failed with `error`."""
    middleware._schemes["x.gov.vn"] = "http"
    middleware._parsers["x.gov.vn"] = Deferred()
    middleware._robots_error(error, "x.gov.vn")
    try:
        middleware.process_request_2(None, Request(url))
    except IgnoreRequest as refusal:
        return refusal
    return None


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("_parse_robots", ["self", "response", "netloc", "request"]),
        ("_robots_error", ["self", "exc", "netloc"]),
        ("process_request_2", ["self", "rp", "request"]),
        ("process_request", ["self", "request", "spider"]),
    ],
)
def test_scrapy_still_has_what_is_overridden(name, parameters):
    method = inspect.unwrap(getattr(RobotsTxtMiddleware, name))

    assert list(inspect.signature(method).parameters) == parameters


def test_scrapy_still_keeps_its_parsers_by_host(middleware):
    assert middleware._parsers == {}


def test_no_name_for_the_host_says_so(middleware):
    refusal = failed(middleware, CannotResolveHostError())

    assert isinstance(refusal, RobotsUnreachableError)
    assert refusal.answer.status is FetchStatus.DNS


def test_a_broken_answer_keeps_out(middleware):
    refusal = failed(middleware, ResponseDataLossError())

    assert isinstance(refusal, RobotsUnreachableError)
    assert refusal.answer.status is FetchStatus.ROBOTS_UNREACHABLE


def test_a_crawl_that_ends_meanwhile_learns_nothing_of_the_host(middleware):
    refusal = failed(middleware, StoppedError("not asked any more"))

    assert refusal.answer.status is FetchStatus.INTERRUPTED
    assert middleware._stats.get_value("osi/robots/unreachable") is None


def test_endless_redirects_count_as_no_robots_txt(middleware):
    assert failed(middleware, IgnoreRequest("max redirections reached")) is None


def test_what_is_forbidden_is_told_from_what_is_unreachable(middleware):
    rules = Rules(b"User-agent: *\nDisallow: /kin", None)

    with pytest.raises(RobotsForbiddenError):
        middleware.process_request_2(rules, Request("http://x.gov.vn/kin/a"))
    assert middleware.process_request_2(rules, Request("http://x.gov.vn/mo")) is None


def test_site_maps_are_given_out():
    rules = Rules(b"Sitemap: http://x/1.xml\nUser-agent: *\nSitemap: http://x/2.xml.gz\n", None)

    assert rules.sitemaps == ["http://x/1.xml", "http://x/2.xml.gz"]
