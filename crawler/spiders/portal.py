"""The one spider: reads all portals of one agency."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

from scrapy import Request, Spider

from crawler import USER_AGENT_PRODUCT, answers
from crawler.answers import Answer
from crawler.archive import now
from crawler.browser_stage import BrowserStage
from crawler.conditional import NOT_MODIFIED, ask_again
from crawler.earlier import Earlier
from crawler.errors import UsageError
from crawler.page import parse_page
from crawler.paths import config_dir
from crawler.probing import SOURCE
from crawler.purpose import Purpose
from crawler.registry import Agency, load_registry
from crawler.resolver import refused
from crawler.resume import take_over
from crawler.session import CrawlSession
from crawler.snapshot import SnapshotWriter
from crawler.status import FetchStatus
from crawler.urls import host_of
from crawler.weakkeys import OLDEST, WEAK_KEYS, heed_levels

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.earlier import EarlierAnswer
    from crawler.kept_links import EarlierLinks

_END = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)
_TAIL = 4096
"""Bytes in which the end of a page is looked for."""
_ACCEPT = {
    Purpose.DOCUMENT: {"Accept": "*/*"},
    Purpose.DATA: {"Accept": "application/json, */*;q=0.1"},
}
"""Other than a page's."""


class PortalSpider(Spider):
    """Crawls the portals of one agency into a snapshot.

    Arguments (`-a NAME=VALUE`):
        agency: Id in the registry; the only one that is needed.
        sites: The registry; default `config/sites.yaml`.
        out: Snapshot folder; default `var/snapshots/<run_id>/<agency>`.
        run_id: Default: this moment.
        day: Day the portals must be valid on, YYYY-MM-DD; default today.
        previous: Snapshot folder of an earlier crawl, whose unchanged pages are not sent again.
        only: Addresses that are asked for, and nothing else; separated by spaces.
    """

    name = "portal"

    def __init__(
        self,
        agency: str = "",
        sites: str = "",
        out: str = "",
        run_id: str = "",
        day: str = "",
        *,
        previous: str = "",
        only: str | tuple[str, ...] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        registry = load_registry(Path(sites) if sites else config_dir() / "sites.yaml")
        if not agency:
            raise UsageError("say which agency: scrapy crawl portal -a agency=ID")
        self.agency: Agency = registry.get(agency)
        self.registry = registry
        self.run_id = run_id or now().replace(":", "").replace(".", "")
        self.day = date.fromisoformat(day) if day else date.today()
        self.folder = Path(out) if out else Path("var", "snapshots", self.run_id, agency)
        self.previous = Path(previous) if previous else None
        self.only = tuple(only.split()) if isinstance(only, str) else only
        self.earlier: Earlier | None = None
        """The last crawl's snapshot, from the first request on."""
        self._links: EarlierLinks | None = None
        self.session: CrawlSession
        self.stage: BrowserStage
        self.started_at = now()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider and lay the agency's limits over the settings."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.open_session(crawler)
        return spider

    def open_session(self, crawler: Crawler) -> None:
        """Lay the agency's limits over the settings, and open the snapshot."""
        limits = self.agency.limits
        if self.agency.weak_dh:
            heed_levels()
        contact = self.registry.defaults.user_agent_contact
        for name, value in {
            "USER_AGENT": f"{USER_AGENT_PRODUCT} (+{contact})",
            "DOWNLOAD_DELAY": limits.delay_s,
            "AUTOTHROTTLE_START_DELAY": limits.delay_s,
            "DOWNLOAD_TIMEOUT": limits.timeout_s,
            "DOWNLOAD_MAXSIZE": int(limits.max_body_mb * (1 << 20)),
            "DOWNLOADER_CLIENT_TLS_CIPHERS": WEAK_KEYS if self.agency.weak_dh else "DEFAULT",
            "DOWNLOAD_TLS_MIN_VERSION": OLDEST if self.agency.weak_dh else None,
        }.items():
            crawler.settings.set(name, value, priority="spider")
        portals = self.agency.portals_on(self.day)
        writer = SnapshotWriter(self.folder, self.agency.id, self.run_id)
        self.session = CrawlSession(
            self.agency, self.registry, portals, writer, self._count, day=self.day, only=self.only
        )
        self.stage = BrowserStage(crawler, self.session)

    async def start(self) -> AsyncIterator[Any]:
        """Take in what a killed crawl left, and the home pages; the scheduler hands them out."""
        self.earlier = Earlier.open(self.previous, self.run_id, self._count)
        self._links = self.earlier.links_for(self.session) if self.earlier is not None else None
        self.session.seed()
        first = take_over(self.session)
        self.started_at = first or self.started_at
        return
        yield  # makes this an asynchronous generator, as Scrapy wants it

    def request_for(self, number: int) -> Request:
        """Build the request of an entry whose turn has come."""
        entry = self.session.frontier.entries[number]
        if entry.purpose.is_browsed:
            return self.stage.request_for(number)
        meta: dict[str, Any] = {
            "entry": number,
            "purpose": entry.purpose,
            "handle_httpstatus_all": True,
            "dont_retry": True,
            "verbatim_url": True,
            # whether a page has come to its end is seen on the page
            "download_fail_on_dataloss": entry.purpose is not Purpose.PAGE,
        }
        if entry.purpose is Purpose.DOCUMENT:
            meta["download_maxsize"] = int(self.agency.limits.document_mb * (1 << 20))
        return Request(
            entry.request_url or entry.url,
            callback=self.parse,
            errback=self.failed,
            dont_filter=True,
            headers=_ACCEPT.get(entry.purpose),
            meta=meta,
        )

    def probe_for(self, address: str) -> Request:
        """Build the request of an address at which an English version may be."""
        return Request(
            address,
            callback=self.probed,
            errback=self.probe_failed,
            dont_filter=True,
            meta={SOURCE: True, "dont_retry": True},
        )

    def probed(self, response: Response) -> None:
        """Take in what answers where an English version may be."""
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        page = parse_page(response.body, response.url, content_type) if response.body else None
        failure = answers.answer_to_status(response.status)
        answer = failure or answers.answer_to_body(response.body, content_type, page)
        self._go_on_with(self.session.probing.take(response.url, answer, page, response))

    def probe_failed(self, failure: Failure) -> None:
        """Take in that nothing answers there."""
        request: Request = failure.request  # type: ignore[attr-defined]
        answer = answers.answer_to_error(cast("BaseException", failure.value))
        self._go_on_with(self.session.probing.take(request.url, answer, None))

    def _go_on_with(self, found: tuple[int, Response] | None) -> None:
        """Read an English version from the answer that came when it was looked for: no page is asked for twice."""
        if found is not None:
            number, response = found
            self._settle(number, self._read(number, response), response)

    def parse(self, response: Response, **kwargs: Any) -> None:
        """Take in an answer: a page, a redirect, an error page or a refusal."""
        del kwargs
        number: int = response.meta["entry"]
        answer = answers.answer_to_status(response.status)
        location = _location(response)
        if location:
            answer = self.session.redirect(number, location)
            if answer is None:
                return
            if answer == answers.TO_ITSELF and response.headers.get("Set-Cookie"):
                answer = answers.COOKIE_WALL
        elif answer is None:
            answer = self._read(number, response)
        self._settle(number, answer, response)

    def failed(self, failure: Failure) -> None:
        """Take in the lack of an answer."""
        request: Request = failure.request  # type: ignore[attr-defined]
        number: int = request.meta["entry"]
        answer = answers.answer_to_error(cast("BaseException", failure.value))
        response = getattr(failure.value, "response", None)
        if response is not None:
            answer = answers.answer_to_status(response.status) or answer
        elif answer.status is FetchStatus.DNS and (host_of(request.url).partition(":")[0] in refused):
            answer = Answer(FetchStatus.PRIVATE_ADDRESS, "the host name has a local address")
        if answer.status is FetchStatus.INTERRUPTED:
            self.session.frontier.requeue(number)
            return
        self._settle(number, answer, response)

    def _read(self, number: int, response: Response) -> Answer:
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        purpose = self.session.frontier.entries[number].purpose
        if purpose is not Purpose.PAGE:
            return answers.answer_beside(purpose, response.body, response.url, content_type)
        if self._goes_on_as_before(number, response, content_type):
            return Answer(FetchStatus.OK)
        if "dataloss" in response.flags and not _END.search(response.body[-_TAIL:]):
            return Answer(FetchStatus.BAD_RESPONSE, answers.BROKEN_OFF)
        page = parse_page(response.body, response.url, content_type) if response.body else None
        answer = answers.answer_to_body(response.body, content_type, page)
        if answer.status is not FetchStatus.OK or page is None:
            return answer
        if page.truncated:
            self._count("osi/pages/truncated")
        refresh = page.refresh()
        if refresh and (sent_on := self.session.refresh(number, refresh)) is not None:
            self._count("osi/pages/meta_refresh")
            return sent_on
        told = page.script_refresh() if b"location" in response.body else ""
        if told and not page.is_script_free:
            page.way_on = told
        elif told and (sent_on := self.session.refresh(number, told)) is not None:
            self._count("osi/pages/script_refresh")
            return sent_on
        self.session.read_links(number, page, response.body)
        return answer

    def _goes_on_as_before(self, number: int, response: Response, content_type: str) -> bool:
        """Whether a page is the one that the last crawl read, and the links that it kept are taken over."""
        before: EarlierAnswer | None = response.meta.get("earlier")
        if self._links is None or before is None or not before.is_page or content_type != before.content_type:
            return False
        if _digest(response) != before.body_sha256:
            return False
        return self._links.follow(number, before.depth, response.body)

    def _settle(self, number: int, answer: Answer, response: Response | None) -> None:
        if self.session.try_again(number, answer):
            return
        fields: dict[str, Any] = {"fetched_at": now()}
        if response is not None:
            fields |= _fields(response)
            self._compare(response, fields)
        self.session.settle(number, answer, fields)
        self.session.fall_back(number, answer)

    def _compare(self, response: Response, fields: dict[str, Any]) -> None:
        """Compare a whole answer with that of the last crawl."""
        known = self.earlier
        before = response.meta.get("earlier") if response.request is not None else None
        if known is None or before is None or response.status != 200 or NOT_MODIFIED in response.flags:
            return
        if known.compare(response.url, before, fields):
            ask_again(self.session, host_of(response.url))

    def _count(self, name: str, number: int = 1) -> None:
        self.crawler.stats.inc_value(name, number)


def _location(response: Response) -> str:
    """Where a redirect leads, as written; empty for all else, and for one that does not say: its body is what a browser shows."""
    if response.status not in answers.REDIRECTS:
        return ""
    written: bytes = response.headers.get("Location") or b""
    try:
        return written.decode("utf-8").strip()
    except UnicodeDecodeError:
        return written.decode("latin-1").strip()


def _digest(response: Response) -> str:
    """SHA-256 of a body, worked out once; that of "not modified" was worked out by the last crawl, and checked since."""
    if response.request is None:
        return hashlib.sha256(response.body).hexdigest()
    known: str | None = response.meta.get("body_sha256")
    if known is None:
        before: EarlierAnswer | None = response.meta.get("earlier")
        if before is not None and NOT_MODIFIED in response.flags:
            known = before.body_sha256
        known = response.meta["body_sha256"] = known or hashlib.sha256(response.body).hexdigest()
    return known


def _fields(response: Response) -> dict[str, Any]:
    """What only the response knows of a page record."""
    headers = response.headers
    fields: dict[str, Any] = {
        "final_url": response.url,
        "http_status": 304 if NOT_MODIFIED in response.flags else response.status,
        "content_type": (headers.get("Content-Type") or b"").decode("latin-1"),
        "etag": (headers.get("ETag") or b"").decode("latin-1"),
        "last_modified": (headers.get("Last-Modified") or b"").decode("latin-1"),
        "content_language": (headers.get("Content-Language") or b"").decode("latin-1"),
        "size": len(response.body),
    }
    if response.body:
        fields["body_sha256"] = _digest(response)
    archived = response.meta.get("archive") if response.request is not None else None
    if archived is not None:
        position, date_ = archived
        fields |= {"warc_file": position.file, "warc_offset": position.offset, "fetched_at": date_}
    return fields
