"""Asks only for what has changed since the last crawl: conditional requests (RFC 9110, 13), robots.txt and site maps included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, cast

from scrapy.http import Headers

from crawler.earlier import same_etag
from crawler.purpose import Purpose
from crawler.urls import host_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.earlier import EarlierAnswer
    from crawler.session import CrawlSession
    from crawler.spiders.portal import PortalSpider
    from crawler.warc_original import Original

NOT_MODIFIED = "not_modified"
"""Flag of a response whose body is the earlier one."""
_ASKED = frozenset({Purpose.PAGE, Purpose.DOCUMENT, Purpose.DATA})
_OF_A_BODY = frozenset(
    {b"content-length", b"content-encoding", b"content-type", b"content-range", b"transfer-encoding"}
)
"""Headers that a 304 has no business to change."""


class ConditionalMiddleware:
    """Around the archive, inside decompression: what lies further out sees a whole answer, as if it had come anew."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one for a crawl."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Add the conditions; `meta["earlier"]` then holds the earlier answer, `meta["conditional"]` whether it was asked so."""
        known = self._spider().earlier
        if known is None:
            return
        number = request.meta.get("entry")
        entry = self._spider().session.frontier.entries[number] if number is not None else None
        if entry is not None and entry.purpose not in _ASKED:
            return
        earlier = known.find(request.url, entry.url if entry is not None else "")
        request.meta["earlier"] = earlier
        request.meta["conditional"] = False
        headers = earlier.headers if earlier is not None else {}
        if not headers or request.meta.get("whole") or host_of(request.url) in known.distrusted:
            return
        if entry is not None and known.is_check(request.url, home=entry.source == "start"):
            self._count("osi/earlier/checked")
            return
        request.headers.update(headers)
        request.meta["conditional"] = True
        self._count("osi/earlier/asked")

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Put the earlier body in the place of "not modified"; ask again, without conditions, where that cannot be trusted."""
        if response.status != 304 or not request.meta.get("conditional"):
            return response
        original = original_of(request, response)
        known = self._spider().earlier
        if original is None or known is None or host_of(request.url) in known.distrusted:
            self._count("osi/earlier/asked_again")
            return _without_conditions(request)
        self._count("osi/earlier/not_modified")
        self._count("osi/earlier/bytes_saved", len(original.response.payload))
        flags = [*response.flags, NOT_MODIFIED]
        headers = _merged(original, response)
        return response.replace(status=200, headers=headers, body=original.response.payload, flags=flags)

    def _spider(self) -> PortalSpider:
        return cast("PortalSpider", self._crawler.spider)

    def _count(self, name: str, number: int = 1) -> None:
        self._crawler.stats.inc_value(name, number)


def original_of(request: Request, response: Response) -> Original | None:
    """The stored answer that "not modified" confirms, or None when it is no such answer or speaks of another version."""
    earlier: EarlierAnswer | None = request.meta.get("earlier")
    if response.status != 304 or earlier is None or not request.meta.get("conditional"):
        return None
    etag = (response.headers.get("ETag") or b"").decode("latin-1")
    if etag and earlier.etag and not same_etag(etag, earlier.etag):
        return None
    return earlier.original


def ask_again(session: CrawlSession, host: str) -> None:
    """Ask once more for everything that a host called unchanged, after it came out that this cannot be trusted."""
    for number, entry in enumerate(session.frontier.entries):
        if entry.record is None or entry.record.http_status != 304 or host_of(entry.url) != host:
            continue
        session.count("osi/earlier/asked_again", 1)
        session.pages -= entry.purpose is Purpose.PAGE
        entry.record, entry.attempts = None, 0
        session.frontier.requeue(number)


def _merged(original: Original, response: Response) -> Headers:
    """The earlier answer's headers, brought up to date (RFC 9111, 3.2)."""
    headers = Headers(original.response.http_headers)
    headers.pop("Content-Length", None)
    for name, values in response.headers.items():
        if name.lower() not in _OF_A_BODY:
            headers[name] = values
    return headers


def _without_conditions(request: Request) -> Request:
    headers = request.headers.copy()
    for name in ("If-None-Match", "If-Modified-Since"):
        headers.pop(name, None)
    return request.replace(headers=headers, meta={**request.meta, "whole": True}, dont_filter=True)
