"""robots.txt, strictly: when it cannot be had, stay out (RFC 9309, 2.3.1.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.utils.httpobj import urlparse_cached

from crawler.answers import RobotsForbiddenError, RobotsUnreachableError, answer_to_error

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser


class Rules(ProtegoRobotParser):
    """Protego's reading, with the site maps it names."""

    @property
    def sitemaps(self) -> list[str]:
        """The `Sitemap:` lines, as written."""
        return [str(url) for url in self.rp.sitemaps]


class StrictRobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's middleware takes a 5xx, or no answer at all, for permission; this one does not.

    `_parse_robots` and `_robots_error` are private in Scrapy: a test pins what is relied on.
    """

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            self._unreachable(netloc, f"robots.txt answers {response.status}")
        elif response.status >= 300:
            response = response.replace(body=b"")
            self._report(netloc, "missing")
        else:
            self._report(netloc, "ok")
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if type(exc) is IgnoreRequest:
            # More redirects than RFC 9309 asks to follow, or an endless body: as if there were none.
            self._report(netloc, "missing")
        else:
            self._unreachable(netloc, f"robots.txt cannot be had: {answer_to_error(exc).detail}")
        super()._robots_error(exc, netloc)

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Refuse what robots.txt forbids, and everything where it could not be had.

        Raises:
            RobotsUnreachableError: It could not be had.
            RobotsForbiddenError: It forbids the address.
        """
        reason = self._reasons().get(urlparse_cached(request).netloc)
        if reason is not None:
            raise RobotsUnreachableError(reason)
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest as error:
            raise RobotsForbiddenError(str(error)) from error

    def _reasons(self) -> dict[str, str]:
        reasons: dict[str, str] = self.__dict__.setdefault("_unreachable_hosts", {})
        return reasons

    def _unreachable(self, netloc: str, reason: str) -> None:
        self._reasons()[netloc] = reason
        self._report(netloc, f"unreachable: {reason}")
        self._stats.inc_value("osi/robots/unreachable")

    def _report(self, netloc: str, state: str) -> None:
        session = getattr(self.crawler.spider, "session", None)
        if session is not None:
            session.robots[netloc] = state
