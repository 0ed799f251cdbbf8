"""The second pass of a crawl: builds what the browser is asked, and takes in what it shows."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, cast

from scrapy import Request
from scrapy.exceptions import DownloadTimeoutError

from crawler.answers import Answer, StoppedError
from crawler.archive import now
from crawler.browser import MISSING, SCHEME, browser_settings, context_options, missing_part
from crawler.errors import SnapshotError
from crawler.page import parse_page
from crawler.purpose import Purpose
from crawler.shells import is_shell
from crawler.status import FetchStatus
from crawler.warc import Conversion
from crawler.warc_tail import Position

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.browser_visit import Visit
    from crawler.session import CrawlSession

SECONDS = 60.0
DELAYS = 30
"""One page has so many seconds in the browser, and the host's delay so many times, which lies between its requests."""
MAX_FAILURES = 3
"""Pages in a row on which the browser fails, after which it is asked no more."""
_HTML = "text/html; charset=utf-8"


class BrowserStage:
    """The browser's side of a crawl; without a browser it only says what is missing.

    Args:
        crawler: Settings are laid over its own.
        session: The crawl.
    """

    def __init__(self, crawler: Crawler, session: CrawlSession) -> None:
        self._crawler = crawler
        self._session = session
        self._failures = 0
        self._cache: Any = None
        seconds = SECONDS + DELAYS * session.agency.limits.delay_s
        self._seconds = crawler.settings.getfloat("OSI_RENDERING_SECONDS", seconds)
        missing = missing_part(crawler.settings) if session.agency.limits.rendered_pages else ""
        if missing:
            session.rendering.give_up(missing, MISSING[missing])
        else:
            for name, value in browser_settings(crawler.settings).items():
                crawler.settings.set(name, value, priority="spider")

    def request_for(self, number: int) -> Request:
        """Build the request of an entry that the browser is to show; it waits in a queue of its own, not in its host's."""
        entry = self._session.frontier.entries[number]
        visit = self._visit(number)
        is_try = entry.purpose is Purpose.SWITCH
        if is_try:
            self._session.count("osi/rendering/switches", 1)
        return Request(
            SCHEME + _shown_url(entry.url),
            callback=self.shown,
            errback=self.failed,
            dont_filter=True,
            meta={
                "number": number,
                "visit": visit,
                "playwright": True,
                "playwright_context": f"switch-{number}" if is_try else "pages",
                "playwright_context_kwargs": context_options(self._crawler.settings["USER_AGENT"]),
                "playwright_page_init_callback": visit.open,
                "playwright_page_goto_kwargs": {"wait_until": "commit"},
                "download_slot": "browser",
                "autothrottle_dont_adjust_delay": True,
                "dont_obey_robotstxt": True,  # the page itself was read; what it asks for obeys
                "dont_redirect": True,
                "dont_retry": True,
                "verbatim_url": True,
                "handle_httpstatus_all": True,
            },
        )

    def shown(self, response: Response, **kwargs: Any) -> None:
        """Take in what the browser shows."""
        del kwargs
        self._failures = 0
        number, visit = response.meta["number"], response.meta["visit"]
        if self._session.frontier.entries[number].purpose is Purpose.SWITCH:
            self._end_try(number, visit)
            return
        html = cast("Any", response).text.encode("utf-8", "replace")
        page = parse_page(html, response.url, _HTML)
        if is_shell(page):
            if visit.was_loading and self._session.rendering.try_again(number):
                return
            why = "; ".join(filter(None, [*visit.errors[:1], visit.traffic.said()]))
            self._give_up(number, "the browser shows next to nothing" + (f": {why}" if why else ""))
            return
        fields: dict[str, Any] = {
            "final_url": response.url,
            "http_status": response.status,
            "content_type": _HTML,
            "size": len(html),
            "body_sha256": hashlib.sha256(html).hexdigest(),
            "fetched_at": now(),
        }
        try:
            fields |= self._store(number, html, fields["fetched_at"])
        except SnapshotError as error:
            self._session.fail(error)
            return
        self._settle(number, Answer(FetchStatus.RENDERED, visit.traffic.said()), fields)
        self._session.read_links(self._session.rendering.owner_of(number), page, html, shown=True)

    def failed(self, failure: Failure) -> None:
        """Take in that the browser shows nothing: a fault of the page, or the browser's own."""
        request: Request = failure.request  # type: ignore[attr-defined]
        number, error = request.meta["number"], failure.value
        if isinstance(error, StoppedError):
            self._session.frontier.settle(number, FetchStatus.NOT_A_PAGE, f"not opened: {error}")
            return
        sentence = " ".join(str(error).split())[:200] or type(error).__name__
        self._failures += 1
        cannot_begin = "launch" in sentence.lower() and not isinstance(error, DownloadTimeoutError)
        if cannot_begin or self._failures >= MAX_FAILURES:
            self._session.rendering.give_up("failed", sentence)
        if self._session.frontier.entries[number].purpose is Purpose.SWITCH:
            visit = request.meta["visit"]
            visit.tried, visit.said = "failed", f"the browser did not come to an end: {sentence}"
            self._end_try(number, visit)
        else:
            self._give_up(number, f"the browser shows nothing: {sentence}")

    def _visit(self, number: int) -> Visit:
        from crawler.browser_traffic import Reply, ReplyCache, Traffic  # noqa: PLC0415 - needs the extra
        from crawler.browser_visit import SwitchVisit, Visit  # noqa: PLC0415 - as above

        session = self._session
        if self._cache is None:
            self._cache = ReplyCache()
        entry = session.frontier.entries[number]
        document = session.frontier.entries[session.rendering.document_of(number)]
        record = document.record
        body = session.writer.body(record) if record is not None and record.warc_file else b""
        reply = Reply(200, {"content-type": record.content_type if record is not None else _HTML}, body)
        is_try = entry.purpose is Purpose.SWITCH
        traffic = Traffic(
            self._crawler, (document.url, reply), self._cache, session.count, keeps_state=is_try
        )
        most = int(session.agency.limits.max_body_mb * (1 << 20))
        if is_try:
            switch, _ = session.rendering.switches[entry.portal]
            return SwitchVisit(traffic, self._seconds, self._is_stopped, most, switch)
        return Visit(traffic, self._seconds, self._is_stopped, most)

    def _is_stopped(self) -> bool:
        return self._session.stop_status is not None

    def _store(self, number: int, html: bytes, date: str) -> dict[str, Any]:
        session = self._session
        record = session.frontier.entries[session.rendering.document_of(number)].record
        original = Position(record.warc_file, record.warc_offset) if record is not None else None
        url = _shown_url(session.frontier.entries[number].url)
        position = session.writer.convert(Conversion(url, html, date, original))
        return {"warc_file": position.file, "warc_offset": position.offset}

    def _end_try(self, number: int, visit: Any) -> None:
        switch = visit.switch
        self._give_up(
            number, f"{visit.kind} {visit.tried}: “{switch.label}” ({switch.element}): {visit.said}"
        )
        if visit.target:
            self._session.add_from_sitemap(visit.target, source="script")

    def _give_up(self, number: int, detail: str) -> None:
        self._settle(number, Answer(FetchStatus.NOT_A_PAGE, detail), {"fetched_at": now()})

    def _settle(self, number: int, answer: Answer, fields: dict[str, Any]) -> None:
        self._session.rendering.take(number, answer)
        self._session.settle(number, answer, fields)


def _shown_url(url: str) -> str:
    """The address that the browser is asked for: the page's own, with its hash route if it has one."""
    plain, _, fragment = url.partition("#")
    return url if fragment[:1] in {"/", "!"} else plain
