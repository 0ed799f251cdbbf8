"""Politeness per host: the registry's delay, never less than a Crawl-delay, more when the host is slow or asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.extensions.throttle import AutoThrottle
from scrapy.utils.httpobj import urlparse_cached

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
    `_adjust_delay` and `_response_downloaded` are private in Scrapy: a test pins what is relied on.
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
        # A slot is a host: two ports of it share the strictest delay.
        host = urlparse_cached(request).hostname or ""
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
