"""`crawler.throttle` overrides private methods of Scrapy: these tests pin what it relies on."""

from __future__ import annotations

import inspect
from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.core.downloader import Downloader, Slot
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawler.robots import Rules
from crawler.throttle import MAX_FLOOR_S, PoliteThrottle

URL = "http://x.gov.vn/a"


@pytest.fixture
def throttle() -> PoliteThrottle:
    crawler = get_crawler(settings_dict={"AUTOTHROTTLE_ENABLED": True, "USER_AGENT": "osi-audit/0.1"})
    crawler._apply_settings()
    slot = Slot(1, 0.1, 0)
    crawler.engine = SimpleNamespace(downloader=SimpleNamespace(slots={"x.gov.vn": slot}))
    made = PoliteThrottle(crawler)
    made.mindelay, made.maxdelay = 0.1, 30.0
    return made


def slot_of(throttle: PoliteThrottle) -> Slot:
    return throttle.crawler.engine.downloader.slots["x.gov.vn"]


def answer(throttle: PoliteThrottle, latency: float) -> None:
    request = Request(URL, meta={"download_slot": "x.gov.vn", "download_latency": latency})
    throttle._response_downloaded(Response(URL), request, None)


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("_response_downloaded", ["self", "response", "request", "spider"]),
        ("_adjust_delay", ["self", "slot", "latency", "response"]),
    ],
)
def test_scrapy_still_has_what_is_overridden(name, parameters):
    assert list(inspect.signature(getattr(AutoThrottle, name)).parameters) == parameters


def test_a_crawl_delay_outlasts_fast_answers(throttle):
    throttle._robots_parsed(Rules(b"User-agent: *\nCrawl-delay: 2", None), Request(URL))
    for _ in range(20):
        answer(throttle, 0.01)

    assert slot_of(throttle).delay == 2


def test_without_a_crawl_delay_fast_answers_lower_the_delay(throttle):
    slot_of(throttle).delay = 2
    for _ in range(20):
        answer(throttle, 0.01)

    assert slot_of(throttle).delay < 0.2


def test_slow_answers_raise_the_delay_above_the_floor(throttle):
    throttle._robots_parsed(Rules(b"User-agent: *\nCrawl-delay: 2", None), Request(URL))
    answer(throttle, 9.0)

    assert slot_of(throttle).delay > 2


def test_a_slot_made_anew_has_its_floor_before_the_first_request(throttle):
    throttle._robots_parsed(Rules(b"User-agent: *\nCrawl-delay: 2", None), Request(URL))
    throttle.crawler.engine.downloader.slots["x.gov.vn"] = Slot(1, 0.1, 0)

    throttle._hold_floor(Request(URL, meta={"download_slot": "x.gov.vn"}))

    assert slot_of(throttle).delay == 2


def test_a_zero_delay_does_not_follow_the_latency(throttle):
    throttle.mindelay = 0.0
    slot_of(throttle).delay = 0.0
    answer(throttle, 0.5)

    assert slot_of(throttle).delay == 0.0


@pytest.mark.parametrize(
    ("line", "floor"),
    [("Crawl-delay: 999999", MAX_FLOOR_S), ("Crawl-delay: x", None), ("Crawl-delay: 0", None)],
)
def test_odd_crawl_delays(throttle, line, floor):
    throttle._robots_parsed(Rules(f"User-agent: *\n{line}".encode(), None), Request(URL))

    assert throttle.floors.get("x.gov.vn") == floor


def test_the_strictest_of_two_ports_holds(throttle):
    for delay, port in ((3, 80), (1, 8080)):
        throttle._robots_parsed(
            Rules(f"User-agent: *\nCrawl-delay: {delay}".encode(), None), Request(f"http://x.gov.vn:{port}/")
        )

    assert throttle.floors == {"x.gov.vn": 3.0}


@pytest.mark.parametrize(
    ("name", "parameters"), [("_latercall", ["self", "slot"]), ("_process_queue", ["self", "slot"])]
)
def test_scrapy_still_holds_a_host_as_the_pause_does(name, parameters):
    assert list(inspect.signature(getattr(Downloader, name)).parameters) == parameters
    assert "slot.latercall" in inspect.getsource(Downloader._process_queue)
