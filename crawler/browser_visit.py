"""What happens on one page in the browser: it comes to rest, and where a language switch is to be tried, one click."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from playwright.async_api import Error as PlaywrightError

from crawler.rendering_switch import Switch, is_vietnamese

if TYPE_CHECKING:
    from playwright.async_api import Page

    from crawler.browser_traffic import Traffic

QUIET_S = 0.8
"""Without a request, after which a page is taken to be at rest."""
REST_SHARE = 0.6
"""Of a page's time, after which it is taken as it is."""
_POLL_S = 0.1
_TEXT = "() => (document.body ? document.body.innerText : '').slice(0, 20000)"
_FAR = "() => document.documentElement.outerHTML.length"
_CLICK = """
({label, language}) => {
  const fold = text => (text || '').normalize('NFC').toLowerCase().replace(/\\s+/g, ' ').trim();
  const wanted = fold(label);
  for (const option of document.querySelectorAll('option')) {
    if (fold(option.textContent) !== wanted) continue;
    const select = option.closest('select');
    if (!select) continue;
    select.selectedIndex = option.index;
    select.dispatchEvent(new Event('input', {bubbles: true}));
    select.dispatchEvent(new Event('change', {bubbles: true}));
    return true;
  }
  for (const element of document.querySelectorAll('a, area, button, input, [onclick], [role=button]')) {
    const image = element.querySelector('img[alt]');
    const said = [element.textContent, element.value, element.getAttribute('aria-label'), element.title,
                  element.getAttribute('alt'), image && image.alt];
    if (!said.some(text => fold(text) === wanted)) continue;
    element.click();
    return true;
  }
  return false;
}
"""


_GOES_ON = "context was destroyed"
"""What Playwright says of a page that loads another one."""


class Visit:
    """A page that comes to rest.

    Args:
        traffic: Answers what it asks for.
        seconds: Time it has, from its start.
        is_stopped: Whether the crawl has ended.
        max_bytes: Size of page beyond which it is not taken.
    """

    def __init__(
        self, traffic: Traffic, seconds: float, is_stopped: Callable[[], bool], max_bytes: int
    ) -> None:
        self.traffic = traffic
        self.seconds = seconds
        self.is_stopped = is_stopped
        self.was_loading = False
        """Whether its time was up while it waited for an answer."""
        self.errors: list[str] = []
        """What its scripts threw."""
        self._max_bytes = max_bytes

    async def open(self, page: Page, request: object) -> None:
        """Take over the page's requests before it loads."""
        del request
        await page.route("**", self.traffic.handle)
        await page.route_web_socket("**", self.traffic.refuse_socket)
        page.on("pageerror", self._note)
        page.on("dialog", _dismiss)
        page.on("popup", _close)

    async def stay(self, page: Page) -> None:
        """Wait until the page asks for nothing more.

        Raises:
            ValueError: It has become larger than a page may be.
        """
        await self._rest(page)
        try:
            size = int(await page.evaluate(_FAR))
        except PlaywrightError as error:
            if _GOES_ON not in str(error):
                raise
            await self._rest(page)  # its script has sent the visitor on meanwhile
            size = int(await page.evaluate(_FAR))
        if size > self._max_bytes:
            raise ValueError("the page has become larger than the limit")

    async def _rest(self, page: Page) -> None:
        end = time.monotonic() + REST_SHARE * self.seconds
        self.traffic.last = time.monotonic()
        while time.monotonic() < end and not self.is_stopped() and not page.is_closed():
            quiet = time.monotonic() - self.traffic.last
            if not self.traffic.pending and quiet >= QUIET_S:
                return
            await asyncio.sleep(_POLL_S)
        self.was_loading = self.traffic.pending > 0

    def _note(self, error: Any) -> None:
        if len(self.errors) < 3:
            self.errors.append(" ".join(str(getattr(error, "message", error)).split())[:150])


class SwitchVisit(Visit):
    """A home page whose language switch is clicked once."""

    def __init__(
        self, traffic: Traffic, seconds: float, is_stopped: Callable[[], bool], max_bytes: int, switch: Switch
    ) -> None:
        super().__init__(traffic, seconds, is_stopped, max_bytes)
        self.switch = switch
        self.kind = switch.kind
        self.tried = "failed"
        """As in `PortalOutcome.switch_tried`."""
        self.said = "it was not found on the page in a browser"
        self.target = ""
        """Where the click led, when it has an address of its own."""

    async def stay(self, page: Page) -> None:
        """Click, and look whether the page is in the other language then."""
        await self._rest(page)
        before, start = await page.evaluate(_TEXT), page.url
        cookies = await page.context.cookies()
        self.traffic.is_clicked = True
        hit = await page.evaluate(_CLICK, {"label": self.switch.label, "language": self.switch.language})
        if not hit:
            return
        await self._rest(page)
        after = await page.evaluate(_TEXT)
        moved = page.url != start
        if self.traffic.has_posted:
            self.kind = "postback"
        elif not moved and await page.context.cookies() != cookies:
            self.kind = "cookie"
        self.tried = "unchanged" if is_vietnamese(before) == is_vietnamese(after) else "changed"
        self.said = _said(before, after, moved=moved)
        if moved:
            self.target = page.url


def _said(before: str, after: str, *, moved: bool) -> str:
    was, became = is_vietnamese(before), is_vietnamese(after)
    if not after.strip():
        return "the page was empty after a click"
    if was == became:
        return "the text stayed in its language after a click" + (", at another address" if moved else "")
    languages = ("English", "Vietnamese")
    where = "at another address" if moved else "at the same address"
    return f"a click turned the page from {languages[was]} into {languages[became]}, {where}"


async def _dismiss(dialog: Any) -> None:
    await dialog.dismiss()


async def _close(page: Any) -> None:
    await page.close()
