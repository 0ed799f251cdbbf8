"""Scrapy's scheduler over our frontier: a Request is built only when its turn has come."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Self, cast

from scrapy.core.scheduler import BaseScheduler

from crawler.answers import StoppedError
from crawler.urls import host_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

    from crawler.spiders.portal import PortalSpider

PER_HOST = 2
"""Requests of one host outside the frontier: one on its way, one next; more would fix their order too early."""


class FrontierScheduler(BaseScheduler):
    """Hands out requests from the session's frontier, site maps and other special requests before them."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._special: deque[Request] = deque()
        self._special_hosts: dict[str, int] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one for a crawl."""
        return cls(crawler)

    def has_pending_requests(self) -> bool:
        """Whether the crawl has anything left that it may ask for."""
        session = self._spider().session
        return session.stop_status is None and (bool(self._special) or session.has_work)

    def enqueue_request(self, request: Request) -> bool:
        """Take in a request that did not come from the frontier: a site map, or a retried one."""
        if self._spider().session.stop_status is not None:
            return False
        self._special.append(request)
        return True

    def next_request(self) -> Request | None:
        """The next request, or None when every host is busy or the crawl is over."""
        spider = self._spider()
        session = spider.session
        if session.stop_status is not None:
            return None
        if self._special:
            return self._special.popleft()
        quiet = self._is_quiet()
        if address := session.probing.next(through=quiet and session.frontier.is_empty()):
            return spider.probe_for(address)
        number = session.next_entry(PER_HOST, quiet=quiet)
        return None if number is None else spider.request_for(number)

    def _is_quiet(self) -> bool:
        """Whether no answer is awaited or being read, a site map's included."""
        engine = self._crawler.engine
        if engine is None or engine.scraper.slot is None:
            return True
        return not engine.downloader.active and engine.scraper.slot.is_idle()

    def _spider(self) -> PortalSpider:
        return cast("PortalSpider", self._crawler.spider)


def drop_waiting(crawler: Crawler) -> int:
    """Let go of the requests that wait in the downloader for their host's delay, so that an ended crawl ends now.

    Returns:
        How many there were.
    """
    engine = crawler.engine
    if engine is None:
        return 0
    dropped = 0
    for slot in engine.downloader.slots.values():
        while slot.queue:
            request, waiter = slot.queue.popleft()
            waiter.errback(StoppedError(f"{host_of(request.url)} was not asked any more"))
            dropped += 1
    return dropped
