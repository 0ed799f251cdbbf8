"""scrapy-playwright's download handler, for pages that a crawl shows on purpose; begun when the first one comes."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

from playwright.async_api import Error as PlaywrightError
from scrapy.exceptions import DownloadTimeoutError
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

from crawler.answers import StoppedError
from crawler.browser import SCHEME

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.browser_visit import Visit

_POLL_S = 0.1
_CLOSE_S = 5.0
_BEGIN_S = 40.0


class BrowserHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]
    """Shows one page and gives back what it has become.

    scrapy-playwright begins its driver with the crawl; this one when it is needed first, since most crawls need none.
    `_launch`, `_maybe_launch_browser`, `_apply_page_methods` and `browser` are private in scrapy-playwright: a test pins what is relied on.
    """

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.config.target_closed_max_retries = 0  # a page that ends its browser once does it again
        self.config.restart_disconnected_browser = False  # ours does, without a race

    async def download_request(self, request: Request) -> Response:
        """Show a page, within its time.

        Args:
            request: Its address begins with `browser+`; `meta["visit"]` says what is to be done there.

        Raises:
            DownloadTimeoutError: The page, or the browser, did not come to an end.
            StoppedError: The crawl ended meanwhile.
        """
        visit: Visit = request.meta["visit"]
        await asyncio.wait_for(self._begin(), _BEGIN_S)
        task = asyncio.ensure_future(self._show(request))
        end = asyncio.get_running_loop().time() + visit.seconds
        while not task.done():
            await asyncio.wait({task}, timeout=_POLL_S)
            is_late = asyncio.get_running_loop().time() > end
            if not task.done() and (is_late or visit.is_stopped()):
                await self._abandon(task)
                if is_late:
                    raise DownloadTimeoutError(
                        f"the page did not come to rest within {visit.seconds:g} seconds"
                    )
                raise StoppedError("the crawl ended before the page was shown")
        response: Response = task.result()
        return response

    async def _begin(self) -> None:
        """Have a browser, a new one when the last one is gone; not at the cost of the page's time."""
        if getattr(self, "browser_provider", None) is None:
            await self._launch()
        browser = getattr(self, "browser", None)
        if browser is not None and not browser.is_connected():
            self._forget()
        await self._maybe_launch_browser()

    async def _show(self, request: Request) -> Response:
        shown = request.replace(url=request.url.removeprefix(SCHEME))
        response: Response = await super().download_request(shown)
        return response

    async def _apply_page_methods(self, page: Any, request: Request, spider: Spider) -> None:
        """Let the page come to rest instead of waiting for its `load`, which some never reach."""
        del spider
        await request.meta["visit"].stay(page)

    async def _abandon(self, task: asyncio.Future[Any]) -> None:
        """End a page that does not end, with the whole browser: a script in an endless loop hears nothing else."""
        task.cancel()
        await asyncio.wait({task}, timeout=_CLOSE_S)
        browser = getattr(self, "browser", None)
        if browser is not None:
            with contextlib.suppress(PlaywrightError, TimeoutError):
                await asyncio.wait_for(browser.close(), _CLOSE_S)
            self._forget()

    def _forget(self) -> None:
        """Let the next page begin a new browser."""
        self.context_wrappers.clear()
        del self.browser
