"""What may be contacted at all, and what is not worth a download."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.exceptions import StopDownload
from scrapy.utils.httpobj import urlparse_cached

from crawler.answers import ForeignHostError, PrivateHostError

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Headers

_PAGE_TYPES = frozenset({b"", b"text/html", b"application/xhtml+xml", b"text/plain", b"text/htm"})


class GuardMiddleware:
    """Outermost of all: refuses local addresses and other owners' hosts, redirects of robots.txt included.

    It also breaks off downloads of what is no page, as soon as the Content-Type is known.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one for a crawl."""
        guard = cls(crawler)
        crawler.signals.connect(guard.headers_received, signal=signals.headers_received)
        return guard

    def process_request(self, request: Request) -> None:
        """Refuse what must not be contacted.

        Raises:
            PrivateHostError: A local address that the registry does not name.
            ForeignHostError: A host that is not the agency's.
        """
        hosts = self._crawler.spider.session.hosts  # type: ignore[union-attr]
        parts = urlparse_cached(request)
        if not hosts.allows(parts.hostname or ""):
            raise PrivateHostError(f"{parts.hostname} is a local address")
        if not hosts.is_own(parts.netloc):
            raise ForeignHostError(f"{parts.netloc} is not one of the agency's hosts")

    def headers_received(self, headers: Headers, request: Request) -> None:
        """Break off what is no page.

        Raises:
            StopDownload: The Content-Type is that of a file.
        """
        if "entry" not in request.meta:
            return
        content_type = (headers.get("Content-Type") or b"").partition(b";")[0].strip().lower()
        if content_type not in _PAGE_TYPES:
            raise StopDownload(fail=True)
