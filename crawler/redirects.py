"""Redirects of robots.txt and site maps; those of pages are recorded by the session, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.redirect import RedirectMiddleware

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response


class PlainRedirectMiddleware(RedirectMiddleware):
    """Scrapy's, for a crawl that sends no Referer: it warns when the Referer middleware is off."""

    def handle_referer(self, request: Request, response: Response) -> None:
        """Send none."""
        del response
        request.headers.pop("Referer", None)

    def _engine_started(self) -> None:
        self._referer_spider_middleware = None
