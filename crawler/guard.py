"""What may be contacted at all, and what is not worth a download."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.exceptions import StopDownload
from scrapy.utils.httpobj import urlparse_cached

from crawler.answers import TOO_LONG, ForeignHostError, PauseError, PrivateHostError
from crawler.datasources import may_be_json
from crawler.documents import is_refused
from crawler.heads import bound_heads
from crawler.hosts import server_of
from crawler.probing import SOURCE as PROBE
from crawler.purpose import Purpose
from crawler.urls import host_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Headers

_PAGE_TYPES = frozenset(
    [
        "", "text/html", "application/xhtml+xml", "text/plain", "text/htm", "text/xml", "application/xml", "text/xhtml",
        "application/vnd.wap.xhtml+xml", "application/html", "application/x-httpd-php", "text/x-php", "text/php", "html", "text",
        "htm", "text/*", "*/*", "utf-8", "charset=utf-8",
    ]
)  # fmt: skip
"""What servers call pages, and browsers show as such; the body decides."""
_TYPE_ENDS = re.compile(r"[;,\s]")


class GuardMiddleware:
    """Outermost of all: refuses local addresses and other owners' hosts, redirects of robots.txt included.

    It also breaks off downloads of what is no page, as soon as the Content-Type is known.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one for a crawl."""
        bound_heads()
        guard = cls(crawler)
        crawler.signals.connect(guard.headers_received, signal=signals.headers_received)
        return guard

    def process_request(self, request: Request) -> None:
        """Refuse what must not be contacted, and let the rest wait for its server's turn.

        Raises:
            PrivateHostError: A local address that the registry does not name.
            ForeignHostError: A host that is not the agency's.
            PauseError: A host that wants to be left alone for longer than the crawl goes on.
        """
        session = self._crawler.spider.session  # type: ignore[union-attr]
        hosts = session.hosts
        parts = urlparse_cached(request)
        if not hosts.allows(parts.hostname or ""):
            raise PrivateHostError(f"{parts.hostname} is a local address")
        if not hosts.is_own(parts.netloc):
            raise ForeignHostError(f"{parts.netloc} is not one of the agency's hosts")
        if session.health.shut and host_of(request.url) in session.health.shut:
            raise PauseError(TOO_LONG)
        if not request.meta.get("playwright"):  # which waits in a queue of its own
            request.meta["download_slot"] = server_of(parts.hostname or "")

    def headers_received(self, headers: Headers, request: Request) -> None:
        """Break off what is no page.

        Raises:
            StopDownload: The Content-Type is that of a file.
        """
        if "entry" not in request.meta and PROBE not in request.meta:
            return
        content_type = (headers.get("Content-Type") or b"").decode("latin-1")
        disposition = (headers.get("Content-Disposition") or b"").decode("latin-1")
        if not _IS_WANTED[request.meta.get("purpose", Purpose.PAGE)](content_type, disposition):
            raise StopDownload(fail=True)


def _is_page(content_type: str, _: str) -> bool:
    return _TYPE_ENDS.split(content_type.strip().lower(), maxsplit=1)[0] in _PAGE_TYPES


_IS_WANTED: dict[Purpose, Callable[[str, str], bool]] = {
    Purpose.PAGE: _is_page,
    Purpose.SEARCH: _is_page,
    Purpose.DOCUMENT: lambda kind, disposition: not is_refused(kind, disposition),
    Purpose.DATA: lambda kind, _: may_be_json(kind),
}
