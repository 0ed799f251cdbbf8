"""robots.txt, strictly: when it cannot be had, stay out (RFC 9309, 2.3.1.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.utils.httpobj import urlparse_cached

from crawler.answers import Answer, RobotsForbiddenError, RobotsUnreachableError, answer_to_error
from crawler.status import FetchStatus

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser


class Rules(ProtegoRobotParser):
    """Protego's reading, with the site maps it names."""

    @property
    def sitemaps(self) -> list[str]:
        """The `Sitemap:` lines, as written."""
        return [str(url) for url in self.rp.sitemaps]


MAX_BYTES = 512 << 10
"""What is read of a robots.txt; RFC 9309 (2.5) asks for 500 KiB at least."""
_HOST_FAULTS = frozenset(
    {FetchStatus.DNS, FetchStatus.REFUSED, FetchStatus.TLS, FetchStatus.TLS_WEAK, FetchStatus.TIMEOUT}
)
"""When robots.txt fails like this the whole host does, and pages get the status that says so."""


class StrictRobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's middleware takes a 5xx, or no answer at all, for permission; this one does not.

    `_parse_robots`, `_robots_error` and `_parsers` are private in Scrapy: a test pins what is relied on.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._closed: dict[str, tuple[str, Answer]] = {}
        """Hosts to stay out of: the scheme that was tried, and why."""
        self._schemes: dict[str, str] = {}

    async def process_request(self, request: Request, spider: Spider | None = None) -> None:
        """Read the host's robots.txt before its first page; again when the first try was over the other scheme."""
        del spider  # deprecated in Scrapy, and part of the signature still
        parts = urlparse_cached(request)
        scheme, _ = self._closed.get(parts.netloc, (parts.scheme, None))
        if scheme != parts.scheme:
            del self._closed[parts.netloc]
            self._parsers.pop(parts.netloc, None)
        if parts.netloc not in self._parsers:
            self._schemes[parts.netloc] = parts.scheme
        await super().process_request(request)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            reason = f"robots.txt answers {response.status}"
            self._close(netloc, Answer(FetchStatus.ROBOTS_UNREACHABLE, reason))
        elif response.status >= 300:
            response = response.replace(body=b"")
            self._report(netloc, "missing")
        else:
            self._report(netloc, "ok")
            if len(response.body) > MAX_BYTES:
                response = response.replace(body=response.body[:MAX_BYTES].rpartition(b"\n")[0])
                self._stats.inc_value("osi/robots/cut")
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        answer = answer_to_error(exc)
        reason = f"robots.txt cannot be had: {answer.detail}"
        if type(exc) is IgnoreRequest or answer.status is FetchStatus.OFF_HOST:
            # More redirects than RFC 9309 asks to follow, or an endless body: as if there were none.
            self._report(netloc, "missing")
        elif answer.status is FetchStatus.INTERRUPTED:
            # The crawl ended while this waited: nothing was learned of the host.
            self._closed[netloc] = (self._schemes[netloc], answer)
        elif answer.status in _HOST_FAULTS or answer.status is FetchStatus.PRIVATE_ADDRESS:
            self._close(netloc, Answer(answer.status, reason))
        else:
            self._close(netloc, Answer(FetchStatus.ROBOTS_UNREACHABLE, reason))
        super()._robots_error(exc, netloc)

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Refuse what robots.txt forbids, and everything where it could not be had.

        Raises:
            RobotsUnreachableError: It could not be had.
            RobotsForbiddenError: It forbids the address.
        """
        closed = self._closed.get(urlparse_cached(request).netloc)
        if closed is not None:
            raise RobotsUnreachableError(closed[1])
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest as error:
            if not self._is_permitted(request):
                raise RobotsForbiddenError(str(error)) from error

    def _is_permitted(self, request: Request) -> bool:
        """Whether the owner allowed in writing what its robots.txt forbids (`robots_permission` of the registry)."""
        session = getattr(self.crawler.spider, "session", None)
        if session is None or not session.agency.robots_permission:
            return False
        self._report(
            urlparse_cached(request).netloc, f"read with permission: {session.agency.robots_permission}"
        )
        self._stats.inc_value("osi/robots/permitted")
        return True

    def _close(self, netloc: str, answer: Answer) -> None:
        self._closed[netloc] = (self._schemes[netloc], answer)
        self._report(netloc, f"unreachable: {answer.detail}")
        self._stats.inc_value("osi/robots/unreachable")

    def _report(self, netloc: str, state: str) -> None:
        session = getattr(self.crawler.spider, "session", None)
        if session is not None:
            session.robots[netloc] = state
