"""Politeness per host: the registry's delay, never less than a Crawl-delay, more when the host is slow or asks."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.extensions.throttle import AutoThrottle
from scrapy.utils.asyncio import call_later
from scrapy.utils.httpobj import urlparse_cached

from crawler.answers import TOO_LONG, Answer, PauseError, answer_to_status
from crawler.clock import moment
from crawler.hosts import server_of
from crawler.retry_after import pause_after
from crawler.status import FetchStatus
from crawler.urls import host_of

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.core.downloader import Slot
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser

MAX_FLOOR_S = 3600.0


class PoliteThrottle(AutoThrottle):
    """AutoThrottle with a floor per slot, since Scrapy reads Crawl-delay but does not keep it.

    With a delay of 0 (loopback portals) the latency is not followed, but floors hold all the same.
    A server that asks to be left alone, with 429 or Retry-After, is asked for nothing by any part of the crawl until then: pages,
    robots.txt and its retries, site maps, probes, what a page in the browser wants.
    `_adjust_delay`, `_response_downloaded` and the downloader's slots are private in Scrapy: a test pins what is relied on.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.floors: dict[str, float] = {}
        crawler.signals.connect(self._robots_parsed, signal=signals.robots_parsed)
        # A slot that was idle for a minute is thrown away and made anew without its floor.
        crawler.signals.connect(self._hold_floor, signal=signals.request_reached_downloader)

    def _robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        user_agent = self.crawler.settings["USER_AGENT"]
        delay = robotparser.crawl_delay(user_agent)
        if not delay or delay <= 0:
            return
        # A slot is a server: two ports of it share the strictest delay.
        host = server_of(urlparse_cached(request).hostname or "")
        self.floors[host] = min(max(delay, self.floors.get(host, 0.0)), MAX_FLOOR_S)
        self.crawler.stats.inc_value("osi/robots/crawl_delay")
        session = getattr(self.crawler.spider, "session", None)
        if session is not None:
            session.note_crawl_delay(urlparse_cached(request).netloc, delay)

    def _hold_floor(self, request: Request) -> None:
        key = request.meta.get("download_slot", "")
        floor = self.floors.get(key)
        if floor is None:
            return
        slot = self.crawler.engine.downloader.slots.get(key)
        if slot is not None:
            slot.delay = max(slot.delay, floor)

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        if response.status == 304:
            response = response.replace(
                status=200
            )  # as good an answer, and no error for which to go no faster
        if self.mindelay > 0:
            super()._adjust_delay(slot, latency, response)

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        super()._response_downloaded(response, request, spider)
        self._hold_floor(request)
        self._keep_pause(response, request)

    def _keep_pause(self, response: Response, request: Request) -> None:
        """Leave a host alone for as long as it asks, or for good when this crawl has less time than that."""
        session = getattr(self.crawler.spider, "session", None)
        if session is None or request.meta.get("playwright"):
            return  # what a browser shows was asked for before
        after, date = ((response.headers.get(n) or b"").decode("latin-1") for n in ("Retry-After", "Date"))
        seconds = pause_after(response.status, after, date, moment())
        if seconds is None:
            return
        url = request.url
        if seconds < session.seconds_left:
            session.health.pause(url, seconds)
            self._hold(request, seconds)
            return
        request.meta["dont_retry"] = True
        answer = answer_to_status(response.status) or Answer(FetchStatus.RATE_LIMITED)
        session.abandon(host_of(url), Answer(answer.status, f"not asked for, since {TOO_LONG}"))
        self._drop(request, PauseError(TOO_LONG))

    def _hold(self, request: Request, seconds: float) -> None:
        """Let nothing that is on its way to a host, from wherever it comes, reach it for a while."""
        downloader = self.crawler.engine.downloader
        slot = downloader.slots.get(request.meta.get("download_slot", ""))
        if slot is None:
            return
        slot.close()
        slot.latercall = call_later(seconds, downloader._latercall, slot)  # noqa: SLF001 - as a delay does it
        # A host that is idle for a minute is forgotten.
        slot.lastseen = time.monotonic() + seconds - slot.delay

    def _drop(self, request: Request, error: PauseError) -> None:
        """Let go of what waits for the delay of a host that is asked for nothing more."""
        slot = self.crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))
        while slot is not None and slot.queue:
            _, waiter = slot.queue.popleft()
            waiter.errback(error)
