"""From the first second of a crawl to its `result.json`: clock, progress, certificates, conclusion."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
from typing import TYPE_CHECKING, Self, cast

from scrapy import signals
from scrapy.utils.asyncio import create_looping_call

from crawler.answers import Answer
from crawler.archive import now
from crawler.errors import SnapshotError
from crawler.kept_links import kept_links, reading
from crawler.outcome import conclude, final_records, settle_rest
from crawler.scheduler import drop_waiting
from crawler.snapshot import PROGRESS_NAME
from crawler.status import FetchStatus
from crawler.tls import VALID, tls_state

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.spiders.portal import PortalSpider

TICK_S = 1.0
TLS_TIMEOUT_S = 5.0


class Lifecycle:
    """Ticks once a second while the crawl runs, and sums it up at its end."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._ticker = create_looping_call(self._tick)
        self._handshakes: list[asyncio.Future[str]] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one for a crawl."""
        lifecycle = cls(crawler)
        crawler.signals.connect(lifecycle.opened, signal=signals.spider_opened)
        crawler.signals.connect(lifecycle.closed, signal=signals.spider_closed)
        crawler.signals.connect(lifecycle.reading_failed, signal=signals.spider_error)
        return lifecycle

    def opened(self) -> None:
        """Start the clock, and look at the certificates meanwhile."""
        self._ticker.start(TICK_S, now=False)
        self._handshakes = [
            asyncio.ensure_future(asyncio.to_thread(tls_state, portal, TLS_TIMEOUT_S))
            for portal in self._spider().session.portals
            if not self._spider().only
        ]

    def reading_failed(self, failure: Failure, response: Response | None) -> None:
        """Settle a page that our own reading failed on, so that its place in the queue is free again."""
        number = response.meta.get("entry") if response is not None else None
        if number is None:
            return
        self._crawler.stats.inc_value("osi/errors")
        text = f"the page could not be read: {type(failure.value).__name__}: {failure.value}"
        self._spider().session.settle(
            number, Answer(FetchStatus.BAD_RESPONSE, text[:300]), {"fetched_at": now()}
        )

    async def closed(self, reason: str) -> None:
        """Give the rest its status and write the result."""
        if self._ticker.running:
            self._ticker.stop()
        session = self._spider().session
        if reason != "finished":
            session.stop("interrupted" if reason == "shutdown" else "error", FetchStatus.INTERRUPTED)
        elif self._handshakes:
            await asyncio.wait(self._handshakes, timeout=TLS_TIMEOUT_S)
        try:
            self._finish()
        except SnapshotError as error:
            session.fail(error)
        earlier = self._spider().earlier
        if earlier is not None:
            earlier.close()

    def _tick(self) -> None:
        session = self._spider().session
        session.check_time()
        if not self._crawler.engine.running or self._is_orphan():
            session.stop("interrupted", FetchStatus.INTERRUPTED)
        if session.stop_status is not None:
            drop_waiting(self._crawler)
        try:
            session.writer.flush()
            self._write_progress()
        except SnapshotError as error:
            session.fail(error)

    def _is_orphan(self) -> bool:
        """Whether the coordinator that started this crawl is gone: nobody would read the result, nor stop it."""
        parent = self._crawler.settings.getint("OSI_PARENT")
        return parent > 0 and os.getppid() != parent

    def _write_progress(self) -> None:
        session = self._spider().session
        progress = {
            "agency": session.agency.id,
            "found": len(session.frontier.entries),
            "fetched": session.pages,
            "failed": session.failed.total(),
            "waiting": session.frontier.waiting,
            "host": session.current_host,
        }
        path = session.writer.folder / PROGRESS_NAME
        temporary = path.with_suffix(".new")
        try:
            temporary.write_text(json.dumps(progress), encoding="utf-8")
            temporary.replace(path)
        except OSError as error:
            raise SnapshotError(f"{path}: cannot be written: {error.strerror}") from error

    def _finish(self) -> None:
        spider = self._spider()
        session = spider.session
        if session.error is not None:
            with contextlib.suppress(SnapshotError):  # the same fault, which ends the crawl
                session.writer.close()
            return
        settle_rest(session)
        for record in final_records(session):
            session.writer.add(record)
        session.writer.keep_links(reading(session), *kept_links(session))
        states = [task.result() if task.done() else "" for task in self._handshakes]
        tls = dict(zip((p.url for p in session.portals), states, strict=False))
        for state in states:
            if state not in {"", VALID}:
                self._crawler.stats.inc_value("osi/tls/untrusted")
        result = conclude(
            session,
            started_at=spider.started_at,
            finished_at=now(),
            user_agent=self._crawler.settings["USER_AGENT"],
            stats=self._crawler.stats,
            tls=tls,
        )
        session.writer.finish(result)
        (session.writer.folder / PROGRESS_NAME).unlink(missing_ok=True)

    def _spider(self) -> PortalSpider:
        return cast("PortalSpider", self._crawler.spider)
