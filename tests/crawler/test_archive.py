from __future__ import annotations

from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawler.archive import ArchiveMiddleware, now
from crawler.errors import SnapshotError


class Writer:
    """Keeps what it is told, or fails."""

    def __init__(self, error: SnapshotError | None = None) -> None:
        self.stored = []
        self.error = error

    def store(self, exchange):
        if self.error is not None:
            raise self.error
        self.stored.append(exchange)
        return "place"


@pytest.fixture
def middleware():
    crawler = get_crawler()
    crawler._apply_settings()
    failures: list[Exception] = []
    crawler.spider = SimpleNamespace(
        session=SimpleNamespace(writer=Writer(), fail=failures.append, failures=failures)
    )
    return ArchiveMiddleware(crawler)


def session_of(middleware):
    return middleware._crawler.spider.session


def pass_through(middleware, **meta):
    headers = {"User-Agent": "osi-audit/0.1", "Proxy-Authorization": "Basic c2VjcmV0"}
    request = Request("http://x.gov.vn/a", headers=headers, meta=meta)
    answer = Response(
        "http://x.gov.vn/a",
        status=299,
        headers={"Content-Type": "text/html", "Transfer-Encoding": "chunked", "Set-Cookie": ["a=1", "b=2"]},
        body=b"<p>x",
        ip_address="203.162.0.11",
    )
    assert middleware.process_response(request, answer) is answer
    return request


def test_an_exchange_is_stored_as_it_came(middleware):
    request = pass_through(middleware)
    exchange = session_of(middleware).writer.stored[0]

    assert (exchange.status, exchange.body, exchange.ip_address) == (299, b"<p>x", "203.162.0.11")
    assert exchange.response_headers == [
        ("Content-Type", "text/html"),
        ("Set-Cookie", "a=1"),
        ("Set-Cookie", "b=2"),
        ("Content-Length", "4"),
    ]
    assert request.meta["archive"] == ("place", exchange.date)


def test_the_proxys_password_and_address_are_not_stored(middleware):
    pass_through(middleware, proxy="http://proxy:3128")
    exchange = session_of(middleware).writer.stored[0]

    assert exchange.request_headers == [("User-Agent", "osi-audit/0.1")]
    assert exchange.ip_address == ""


def test_a_full_disk_ends_the_crawl(middleware):
    session_of(middleware).writer.error = SnapshotError("no room")

    request = pass_through(middleware)

    assert [str(e) for e in session_of(middleware).failures] == ["no room"]
    assert "archive" not in request.meta


def test_moments_are_utc_and_sort_as_text():
    first, second = now(), now()

    assert first.endswith("Z")
    assert "T" in first
    assert first <= second
