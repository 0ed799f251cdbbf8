"""Pages that are empty until a script fills them: known in the first pass, shown by a browser in the second. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from crawler.answers import Answer
from crawler.frontier import NO_DEPTH, Entry, Frontier
from crawler.links import UNKNOWN_DEPTH
from crawler.page import Page
from crawler.purpose import RENDERED_MARK, Purpose
from crawler.records import RenderingOutcome
from crawler.registry import Limits
from crawler.rendering_switch import Switch, find_switch
from crawler.shells import is_shell
from crawler.status import FetchStatus

if TYPE_CHECKING:
    from crawler.page import RawLink

SWITCH_MARK = "#switch"
"""Behind the address of a home page: the try of its language switch."""
RENDERING_END = 0.05
"""Of the time, which is left for documents when a browser is slow."""
MAX_ROUTES = 2000
"""Hash routes kept while they wait for their turn."""


@dataclass(slots=True)
class _Route:
    """A hash route of an application that is not shown yet."""

    anchor: str
    referrer: int
    depth: int


@dataclass(slots=True)
class Rendering:
    """What a browser is asked to show once the pages are done, and what came of it.

    Args:
        frontier: Every URL of the crawl.
        limits: The agency's.
        count: Increments a Scrapy stat.
        missing: Why there is no browser, as a state of `RenderingOutcome`; empty when there is one.
    """

    frontier: Frontier
    limits: Limits
    count: Callable[[str, int], None]
    missing: str = ""
    detail: str = ""
    shells: dict[int, None] = field(default_factory=dict)
    """Numbers of the pages that came empty, in the order in which they came."""
    routes: dict[str, _Route] = field(default_factory=dict)
    """Hash routes by whole address, document and fragment."""
    _found: dict[str, tuple[Switch, int]] = field(default_factory=dict)
    """Per portal: the language switch of its home page as it is written there, and the number of that page."""
    failed: dict[str, str] = field(default_factory=dict)
    """Per address that a browser was asked for and could not show: why."""
    rendered: int = 0
    asked: int = 0
    ended: bool = False
    """Whether no time is left for more."""
    _again: list[int] = field(default_factory=list)

    # what the pages of the first pass say

    def look(self, number: int, page: Page, *, shown: bool) -> bool:
        """Look at a page as the server sent it, or as a browser has shown it; of home pages for their language switch.

        Returns:
            Whether it is more than an ordinary page: empty without script, or a home page.
        """
        is_empty = not shown and is_shell(page)
        if is_empty:
            self.shells[number] = None
            self.count("osi/rendering/shells", 1)
        entry = self.frontier.entries[number]
        if not self.is_home(entry):
            return is_empty
        known = self._found.get(entry.portal)
        if known is None or known[0].kind == "none":
            self._found[entry.portal] = (find_switch(page), number)
        return True

    @property
    def switches(self) -> dict[str, tuple[Switch, int]]:
        """Per portal: the language switch of its home page, and the number of that page.

        A link that only leads back to where it stands keeps the language in a cookie: no search engine sees what is behind it.
        """
        return {
            portal: (replace(switch, kind="cookie") if self._leads_back(switch, number) else switch, number)
            for portal, (switch, number) in self._found.items()
        }

    def note_route(self, target: int, raw: RawLink, number: int, anchor: str) -> None:
        """Keep a link into an application; it is shown when its document turns out to be one."""
        fragment = raw.href.partition("#")[2]
        entries = self.frontier.entries
        if target < 0 or len(fragment) < 2 or len(self.routes) >= MAX_ROUTES:
            return
        above = entries[number].depth
        depth = NO_DEPTH if above == NO_DEPTH else above + 1
        self.routes.setdefault(f"{entries[target].url}#{fragment}", _Route(anchor, number, depth))

    # the second pass

    @property
    def has_any(self) -> bool:
        """Whether a browser has, or may get, anything to show."""
        return not self._is_off and bool(self.shells or self._switches_to_try())

    def next(self) -> int | None:
        """Begin with the next address for the browser: home pages' neighbours first, then switches.

        Returns:
            The number of an entry that is on its way now, or None when nothing is left or the budget is spent.
        """
        if self._is_off or self.ended:
            return None
        if self._again:
            number = self._again.pop()
            self.frontier.begin(number)
            return number
        entry = self._next_page() if self.asked < self.limits.rendered_pages else None
        if entry is None:
            entry = self._next_switch()
        if entry is None:
            return None
        self.count("osi/found", 1)
        number = self.frontier.add(entry, queue=False)
        self.frontier.begin(number)
        if entry.purpose is Purpose.RENDERED:
            self.asked += 1
        return number

    def document_of(self, number: int) -> int:
        """The entry whose stored body the browser starts from."""
        return self.frontier.find(_plain(self.frontier.entries[number].url)) or 0

    def owner_of(self, number: int) -> int:
        """The entry that the links of a shown page are counted from: the page itself, or the hash route."""
        is_page = self.frontier.entries[number].url.endswith(RENDERED_MARK)
        return self.document_of(number) if is_page else number

    def try_again(self, number: int) -> bool:
        """Show a page once more that was still loading when its time was up: what it has loaded is at hand by now."""
        entry = self.frontier.entries[number]
        entry.attempts += 1
        if entry.attempts > 1:
            return False
        self.frontier.settle(number, FetchStatus.NOT_A_PAGE, "still loading when its time was up")
        self._again.append(number)
        return True

    def take(self, number: int, answer: Answer) -> None:
        """Note the final answer to an address that the browser was asked for."""
        entry = self.frontier.entries[number]
        if entry.purpose is Purpose.SWITCH:
            return
        if answer.status is FetchStatus.RENDERED:
            self.rendered += 1
        else:
            self.failed[entry.url] = answer.detail
            self.count("osi/rendering/failed", 1)

    def restore(self, number: int) -> None:
        """Take over an address that a former, killed crawl asked the browser for."""
        entry = self.frontier.entries[number]
        if entry.purpose is Purpose.RENDERED:
            self.asked += 1
            self.take(number, Answer(entry.status or FetchStatus.NOT_A_PAGE, entry.detail))

    def give_up(self, state: str, detail: str) -> None:
        """Ask the browser for nothing more, since there is none that works."""
        self.missing, self.detail = state, detail

    def outcome(self) -> RenderingOutcome:
        """Sum up for `result.json`."""
        left = sum(1 for _ in self._candidates())
        if not self.shells and not self.rendered:
            state = "none"
        elif not self.limits.rendered_pages:
            state = "off"
        else:
            state = self.missing or ("budget" if left else "done")
        return RenderingOutcome(state, len(self.shells), self.rendered, left, self.detail, dict(self.failed))

    def switch_of(self, portal: str) -> tuple[str, str, str]:
        """A portal's language switch: `switch`, `switch_tried` and `switch_detail` of `PortalOutcome`."""
        if portal not in self.switches:
            return "", "", ""
        switch, number = self.switches[portal]
        trial = self.frontier.find(_plain(self.frontier.entries[number].url) + SWITCH_MARK)
        entry = self.frontier.entries[trial] if trial is not None else None
        if entry is None or not entry.record:
            return switch.kind, "", switch.said
        head, _, detail = entry.detail.partition(": ")
        kind, _, tried = head.partition(" ")
        return kind, tried, detail

    def is_home(self, entry: Entry) -> bool:
        """Whether an entry is the home page of a portal, or where that one leads."""
        if entry.source == "redirect" and entry.referrer >= 0:
            return self.is_home(self.frontier.entries[entry.referrer])
        return entry.source == "start"

    # inside

    def _leads_back(self, switch: Switch, home: int) -> bool:
        """Whether a switch that is a link was found to redirect to the page it stands on."""
        target = self.frontier.find(switch.url) if switch.kind == "followable" and switch.url else None
        entries, seen = self.frontier.entries, set[int]()
        while target is not None and entries[target].status is FetchStatus.REDIRECT and target not in seen:
            seen.add(target)
            near = entries[target].near
            target = near[0] if near else None
        return bool(seen) and target is not None and (target == home or self._is_door_of(target, home))

    def _is_door_of(self, number: int, home: int) -> bool:
        """Whether an address is the one that a redirect led to a home page from."""
        entry = self.frontier.entries[home]
        return entry.source == "redirect" and entry.referrer == number

    @property
    def _is_off(self) -> bool:
        return bool(self.missing) or not self.limits.rendered_pages

    def _candidates(self) -> list[tuple[int, int, int, str]]:
        """Depth, whether it is a route, order and address of what may be shown, and was not yet."""
        entries = self.frontier.entries
        shells = {_plain(entries[n].url): n for n in self.shells}
        found = [
            (_clicks(entries[n].depth), 0, place, _plain(entries[n].url) + RENDERED_MARK)
            for place, n in enumerate(self.shells)
        ]
        found += [
            (_clicks(route.depth), 1, place, url)
            for place, (url, route) in enumerate(self.routes.items())
            if _plain(url) in shells
        ]
        return [item for item in found if self.frontier.find(item[3]) is None]

    def _next_page(self) -> Entry | None:
        found = self._candidates()
        if not found:
            return None
        url = min(found)[3]
        document = self.frontier.find(_plain(url)) or 0
        shown = self.frontier.entries[document]
        route = self.routes.get(url)
        if route is None:
            return self._entry(url, document, shown.depth, shown.anchor, Purpose.RENDERED)
        entry = self._entry(url, document, route.depth, route.anchor, Purpose.RENDERED)
        entry.referrer = route.referrer
        return entry

    def _next_switch(self) -> Entry | None:
        for switch, number in self._switches_to_try():
            entry = self.frontier.entries[number]
            return self._entry(
                _plain(entry.url) + SWITCH_MARK, number, NO_DEPTH, switch.label, Purpose.SWITCH
            )
        return None

    def _switches_to_try(self) -> list[tuple[Switch, int]]:
        entries = self.frontier.entries
        return [
            (switch, number)
            for switch, number in self.switches.values()
            if switch.needs_try and self.frontier.find(_plain(entries[number].url) + SWITCH_MARK) is None
        ]

    def _entry(self, url: str, document: int, depth: int, anchor: str, purpose: Purpose) -> Entry:
        portal = self.frontier.entries[document].portal
        return Entry(url, depth, purpose.value, 0, document, anchor, portal, purpose=purpose)


def _plain(url: str) -> str:
    return urldefrag(url)[0]


def _clicks(depth: int) -> int:
    return UNKNOWN_DEPTH if depth == NO_DEPTH else depth
