"""Stores every response in the snapshot's archive as it came, before content coding is undone."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Self

from crawler.clock import moment
from crawler.conditional import original_of
from crawler.errors import SnapshotError
from crawler.records import SideRecord
from crawler.warc import Exchange

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Headers, Response

    from crawler.warc_tail import Position

_HOP_BY_HOP = frozenset({"transfer-encoding", "connection", "keep-alive", "content-length"})
_SECRET = frozenset({"proxy-authorization", "authorization", "cookie"})


class ArchiveMiddleware:
    """Innermost of all: what it sees is what the server sent, robots.txt and site maps included."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one for a crawl."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Store the exchange; `meta["archive"]` then holds its place and date."""
        session = self._crawler.spider.session  # type: ignore[union-attr]
        if request.meta.get("playwright"):
            return response  # what a browser shows is no answer of the server; the spider stores it as what it is
        exchange = _exchange(request, response)
        original = original_of(request, response)
        try:
            if original is None:
                position = session.writer.store(exchange)
            else:
                position = session.writer.keep(exchange, original)
        except SnapshotError as error:
            session.fail(error)
            return response
        request.meta["archive"] = (position, exchange.date)
        if "entry" not in request.meta and (original is not None or response.status == 200):
            self._note_side(request, response, position)
        stats = self._crawler.stats
        stats.inc_value("osi/archive/records")
        stats.inc_value("osi/archive/bytes", len(response.body))
        return response

    def _note_side(self, request: Request, response: Response, position: Position) -> None:
        """Note what the next crawl can ask with for a robots.txt or site map."""
        earlier = request.meta.get("earlier") if response.status == 304 else None
        etag = _header(response, "ETag") or (earlier.etag if earlier is not None else "")
        changed = _header(response, "Last-Modified") or (earlier.last_modified if earlier is not None else "")
        if etag or changed:
            record = SideRecord(request.url, etag, changed, position.file, position.offset)
            self._crawler.spider.session.writer.note_side(record)  # type: ignore[union-attr]


def now() -> str:
    """This moment as UTC, ISO 8601 with milliseconds."""
    return moment().isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1")


def _exchange(request: Request, response: Response) -> Exchange:
    headers = _pairs(response.headers, _HOP_BY_HOP)
    headers.append(("Content-Length", str(len(response.body))))
    try:
        reason = HTTPStatus(response.status).phrase
    except ValueError:
        reason = ""
    # Behind a proxy the address is the proxy's, which says nothing about the site.
    address = "" if request.meta.get("proxy") else str(response.ip_address or "")
    return Exchange(
        url=request.url,
        method=request.method,
        request_headers=_pairs(request.headers, _SECRET),
        status=response.status,
        reason=reason,
        response_headers=headers,
        body=response.body,
        date=now(),
        ip_address=address,
    )


def _pairs(headers: Headers, left_out: frozenset[str]) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers.items()
        if name.decode("latin-1").lower() not in left_out
        for value in values
    ]
