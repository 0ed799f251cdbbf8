"""Asks for the site maps that robots.txt names, and for `/sitemap.xml` of every portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, cast

from scrapy import Request, signals

from crawler.answers import answer_to_error, answer_to_status
from crawler.links import bonus
from crawler.sitemaps import read_sitemap
from crawler.urls import host_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser
    from twisted.python.failure import Failure

    from crawler.session import CrawlSession
    from crawler.spiders.portal import PortalSpider

MAX_FILES = 40
MAX_DEPTH = 3
"""An index of indexes of site maps."""
MAX_ENTRIES = 100_000


class SitemapQueue:
    """Works once a host's robots.txt is known, so that no site map is asked for that it forbids."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._entries = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one for a crawl."""
        queue = cls(crawler)
        crawler.signals.connect(queue.robots_parsed, signal=signals.robots_parsed)
        return queue

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Ask for the site maps of a host."""
        if self._session().only:
            return
        host = host_of(request.url)
        listed = list(getattr(robotparser, "sitemaps", ()))
        if host in self._session().homes.hosts:
            listed.append(f"{request.url.partition('://')[0]}://{host}/sitemap.xml")
        for url in dict.fromkeys(listed):
            self._ask(url, 1)

    def read(self, response: Response, depth: int) -> None:
        """Take in a site map."""
        failure = answer_to_status(response.status)
        if failure is not None:
            self._note(response.request, failure.detail)
            return
        found = read_sitemap(response.body)
        for url in found.pages:
            self._add(url, "sitemap", "")
        for language, url in found.alternates:
            self._add(url, "hreflang", language)
        number = len(found.pages) + len(found.children)
        self._note(response.request, found.problem or f"ok: {number} urls", read=bool(number))
        # The English part of an index is read first, in case the cap cuts it.
        for child in sorted(found.children, key=lambda url: -bonus(url, "")):
            self._ask(child, depth + 1)

    def failed(self, failure: Failure) -> None:
        """Note that a site map could not be had."""
        request: Request = failure.request  # type: ignore[attr-defined]
        self._note(request, answer_to_error(cast("BaseException", failure.value)).detail)

    def _add(self, url: str, source: str, language: str) -> None:
        if self._entries >= MAX_ENTRIES:
            self._count("osi/sitemaps/over_cap")
            return
        self._entries += 1
        self._count("osi/sitemaps/entries")
        self._session().add_from_sitemap(url, source, language)

    def _ask(self, url: str, depth: int) -> None:
        session = self._session()
        if url in session.sitemaps or not url.startswith(("http://", "https://")):
            return
        url = session.health.with_scheme(url)
        if url in session.sitemaps:
            return
        if depth > MAX_DEPTH or len(session.sitemaps) >= MAX_FILES:
            self._count("osi/sitemaps/over_cap")
            return
        session.sitemaps[url] = "not asked for"
        request = Request(
            url,
            callback=self.read,
            errback=self.failed,
            cb_kwargs={"depth": depth},
            meta={"sitemap": url},
            dont_filter=True,
        )
        self._crawler.engine.crawl(request)

    def _note(self, request: Request | None, state: str, *, read: bool = False) -> None:
        if request is not None:
            self._session().sitemaps[request.meta["sitemap"]] = state
        self._count("osi/sitemaps/read" if read else "osi/sitemaps/unreadable")

    def _count(self, name: str) -> None:
        self._crawler.stats.inc_value(name)

    def _session(self) -> CrawlSession:
        return cast("PortalSpider", self._crawler.spider).session
