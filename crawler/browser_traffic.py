"""What a page in the browser asks for: answered by the crawler's own downloader, or refused. Nothing else leaves it."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from dataclasses import dataclass, field
from http.cookies import CookieError, Morsel, SimpleCookie
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urljoin, urlsplit

from playwright.async_api import Error as PlaywrightError
from scrapy import Request

from crawler.answers import REDIRECTS, answer_to_error
from crawler.datasources import is_harmless
from crawler.status import FetchStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.async_api import Request as BrowserRequest
    from playwright.async_api import Route, WebSocketRoute
    from scrapy.crawler import Crawler
    from scrapy.http import Response

MAX_REQUESTS = 150
"""Of one page."""
MAX_NAVIGATIONS = 3
"""Documents that one page may ask for in its own frame, the first included."""
MAX_STEPS = 5
"""Redirects one after the other that a click on a switch may lead through."""
CACHE_BYTES = 48 << 20
_REFUSED_KINDS = frozenset(
    {"image", "media", "font", "texttrack", "eventsource", "websocket", "manifest", "ping"}
)
_PASSED_HEADERS = frozenset({"accept", "x-requested-with", "content-type"})
_DROPPED_HEADERS = frozenset(
    {"content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive", "set-cookie"}
)
_WEBFORMS = ("__EVENTTARGET", "__VIEWSTATE")


@dataclass(frozen=True, slots=True)
class Reply:
    """What the browser is told."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class ReplyCache:
    """Scripts and data that a page was given before; the pages of an application share them."""

    replies: dict[str, Reply] = field(default_factory=dict)
    size: int = 0

    def keep(self, url: str, reply: Reply) -> None:
        """Keep a reply while there is room."""
        if url not in self.replies and self.size + len(reply.body) <= CACHE_BYTES:
            self.replies[url] = reply
            self.size += len(reply.body)


class Traffic:
    """The requests of one page.

    Args:
        crawler: Its engine asks: through the guard, robots.txt, the delay of the host, and into the archive.
        document: Address and stored answer the page starts from; it is not asked for again.
        cache: Replies to earlier pages.
        count: Increments a Scrapy stat.
        keeps_state: Whether cookies are kept, and an ASP.NET page may once be sent back: for the try of a switch.
    """

    def __init__(
        self,
        crawler: Crawler,
        document: tuple[str, Reply],
        cache: ReplyCache,
        count: Callable[[str, int], None],
        *,
        keeps_state: bool = False,
    ) -> None:
        self._crawler = crawler
        self._url, self._reply = document
        self._cache = cache
        self._count = count
        self._keeps_state = keeps_state
        self._asked = 0
        self._navigations = 0
        self._posts = 0
        self.is_clicked = False
        """Whether the switch was clicked, so that what is asked for now is what a visitor's click asks for."""
        self.pending = 0
        self.last = time.monotonic()
        """When the last request came or was answered."""
        self.refused: Counter[str] = Counter()
        """Per reason: requests that were not passed on."""

    @property
    def has_posted(self) -> bool:
        """Whether the page sent itself back."""
        return self._posts > 0

    async def handle(self, route: Route) -> None:
        """Answer one request."""
        request = route.request
        self.pending += 1
        self.last = time.monotonic()
        try:
            reply = await self._reply_to(request)
            with contextlib.suppress(PlaywrightError):  # the page is gone meanwhile
                if reply is None:
                    await route.abort("blockedbyclient")
                else:
                    await route.fulfill(status=reply.status, headers=reply.headers, body=reply.body)
        finally:
            self.pending -= 1
            self.last = time.monotonic()

    async def refuse_socket(self, socket: WebSocketRoute) -> None:
        """Let no web socket through."""
        self._refuse("a web socket")
        await socket.close()

    def said(self) -> str:
        """What was refused, in one sentence; empty when nothing was."""
        return "; ".join(f"{number} requests refused: {why}" for why, number in self.refused.most_common(3))

    async def _reply_to(self, request: BrowserRequest) -> Reply | None:
        url = urldefrag(request.url)[0]
        kind = request.resource_type
        if kind in _REFUSED_KINDS:
            return None
        if kind == "stylesheet":
            return Reply(
                200, {"content-type": "text/css"}, b""
            )  # some scripts wait for theirs; looks are not wanted
        if kind == "document" and request.is_navigation_request() and _is_main(request):
            self._navigations += 1
            if self._navigations == 1:
                return self._reply
            if self._navigations > MAX_NAVIGATIONS:
                self._refuse("the page loads again and again")
                return None
        why = self._objection(request, url, kind)
        if why:
            self._refuse(why)
            return None
        if request.method == "GET" and not self._keeps_state and url in self._cache.replies:
            return self._cache.replies[url]
        return await self._pass_on(request, url)

    def _objection(self, request: BrowserRequest, url: str, kind: str) -> str:
        session = self._crawler.spider.session  # type: ignore[union-attr]
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"}:
            return f"an address of {parts.scheme}:"
        if not session.hosts.allows(parts.hostname or "") or not session.hosts.is_own(parts.netloc):
            return f"{parts.netloc} is not one of the agency's hosts"
        if request.method != "GET" and not self._may_post(request):
            return f"{request.method} would send something"
        if kind in {"xhr", "fetch"} and not self.is_clicked and not is_harmless(url):
            return "the address would change or count something"
        if self._asked >= MAX_REQUESTS:
            return f"more than {MAX_REQUESTS} requests of one page"
        return ""

    def _may_post(self, request: BrowserRequest) -> bool:
        """Whether an ASP.NET page is sent back to itself by its language switch, once."""
        if not self.is_clicked or self._posts or request.method != "POST":
            return False
        data = request.post_data or ""
        return urldefrag(request.url)[0] == self._url and any(name in data for name in _WEBFORMS)

    async def _pass_on(self, request: BrowserRequest, url: str) -> Reply | None:
        self._posts += request.method == "POST"
        response = await self._ask(request, url, request.method)
        for _ in range(MAX_STEPS):
            location = _location(response) if response is not None and self._keeps_state else ""
            if response is None or not location:
                break
            # Step by step, since cookies are set on the way: by the address that sets the language, or by a form sent back.
            step = urldefrag(urljoin(response.url, location))[0]
            if why := self._objection(request, step, request.resource_type):
                self._refuse(why)
                return None
            response = await self._ask(request, step, "GET")
        if response is None:
            return None
        reply = Reply(response.status, self._headers(response), response.body)
        if request.method == "GET" and not self._keeps_state:
            self._cache.keep(url, reply)
        return reply

    async def _ask(self, request: BrowserRequest, url: str, method: str) -> Response | None:
        self._asked += 1
        self._count("osi/rendering/requests", 1)
        headers = {name: value for name, value in request.headers.items() if _is_passed(name)}
        if self._keeps_state and (cookie := await _cookies(request, url)):
            headers["Cookie"] = cookie
        asked = Request(
            url,
            method=method,
            headers=headers,
            body=(request.post_data_buffer or b"") if method == request.method else b"",
            dont_filter=True,
            meta={"dont_retry": True, "verbatim_url": True, "dont_redirect": self._keeps_state},
        )
        engine = self._crawler.engine
        if engine is None:
            return None
        try:
            response = await engine.download_async(asked)
        except Exception as error:  # noqa: BLE001 - whatever kept the answer away has a name, and the page goes on
            answer = answer_to_error(error)
            if answer.status is not FetchStatus.INTERRUPTED:
                self._refuse(answer.detail)
            return None
        if self._keeps_state:
            await _set_cookies(request, response)
        return response

    @staticmethod
    def _headers(response: Response) -> dict[str, str]:
        found: dict[str, str] = {}
        for raw, values in response.headers.items():
            name = raw.decode("latin-1").lower()
            if name not in _DROPPED_HEADERS:
                found[name] = ", ".join(value.decode("latin-1") for value in values)
        return found

    def _refuse(self, why: str) -> None:
        """Note a refusal."""
        self.refused[why] += 1
        self._count("osi/rendering/refused", 1)


def _location(response: Response) -> str:
    """Where a redirect leads, as written, or an empty string."""
    if response.status not in REDIRECTS:
        return ""
    return (response.headers.get("Location") or b"").decode("utf-8", "replace").strip()


def _is_main(request: BrowserRequest) -> bool:
    try:
        return request.frame.parent_frame is None
    except PlaywrightError:  # a navigation whose frame is not there yet
        return True


def _is_passed(name: str) -> bool:
    return name in _PASSED_HEADERS or (name.startswith("x-") and "token" not in name and "auth" not in name)


async def _cookies(request: BrowserRequest, url: str) -> str:
    context: Any = request.frame.page.context
    return "; ".join(f"{c['name']}={c['value']}" for c in await context.cookies(url))


def _cookie(name: str, morsel: Morsel[str], url: str) -> dict[str, Any]:
    """A cookie as the browser takes it: for the path that it names, else below the address that set it (RFC 6265, 5.1.4)."""
    parts = urlsplit(url)
    path = morsel["path"] if morsel["path"].startswith("/") else parts.path.rpartition("/")[0] or "/"
    return {"name": name, "value": morsel.value, "domain": parts.hostname or "", "path": path}


async def _set_cookies(request: BrowserRequest, response: Response) -> None:
    """Give the browser the cookies of an answer, which it does not take from one that it is told."""
    cookies: list[dict[str, Any]] = []
    for line in response.headers.getlist("Set-Cookie"):
        with contextlib.suppress(CookieError):
            parsed: SimpleCookie = SimpleCookie(line.decode("latin-1"))
            cookies += [_cookie(name, morsel, response.url) for name, morsel in parsed.items()]
    if cookies:
        context: Any = request.frame.page.context
        with contextlib.suppress(PlaywrightError):  # a cookie that no browser takes
            await context.add_cookies(cookies)
