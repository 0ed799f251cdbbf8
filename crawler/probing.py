"""Looks for an English version that no page leads to, where such versions usually are: a few requests, by the portal's own hosts only."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from crawler.frontier import NO_DEPTH
from crawler.hosts import literal_address
from crawler.links import hints, names_english
from crawler.rendering_switch import is_vietnamese
from crawler.status import FetchStatus
from crawler.urls import canonical, host_of
from crawler.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.http import Response

    from crawler.answers import Answer
    from crawler.frontier import Entry
    from crawler.page import Page
    from crawler.session import CrawlSession

SOURCE = "probe"
"""Of an entry that was found so."""
FOUND = "English"
"""State of an address that an English version answers at, in `result.json`."""
_DEAD = frozenset(
    {
        FetchStatus.NOT_FOUND,
        FetchStatus.CLIENT_ERROR,
        FetchStatus.REDIRECT_LOOP,
        FetchStatus.DNS,
        FetchStatus.OFF_HOST,
        FetchStatus.PRIVATE_ADDRESS,
        FetchStatus.NOT_A_PAGE,
        FetchStatus.BACKSTAGE,
        FetchStatus.EMPTY_BODY,
    }
)
"""An address of an English version with such an answer leads to none."""
_WORD = re.compile(r"[^\W\d_]+")
_READ = 8000
"""Letters of a page that are looked at."""


class Probing:
    """Asks only on the main portal of an agency whose front page is Vietnamese, and only where nothing English is known.

    Args:
        session: The crawl.
    """

    def __init__(self, session: CrawlSession) -> None:
        self.states: dict[str, str] = {}
        """Per address asked for, what came of it."""
        self._session = session
        mains = [p for p in session.portals if p.role == "main"] or list(session.portals[:1])
        self._portal = mains[0] if mains else None
        self._is_wanted = False
        self._left: deque[str] | None = None
        """None before the first."""
        self._on_its_way = ""
        self._candidate: tuple[str, str, str, Response | None] | None = None
        """What answered in English: as asked for, its address, its text, and the answer where it is that address's own."""
        self._ended = not session.agency.limits.probes or bool(session.only)

    def look(self, entry: Entry, page: Page) -> None:
        """Look at a front page: only a Vietnamese one lacks an English version."""
        if self._portal is None or entry.portal != self._portal.url or self._is_wanted or self._ended:
            return
        if self._session.rendering.is_home(entry):
            text = page.text(_READ)
            self._is_wanted = _letters(text) >= words("probes")["vietnamese_letters"] and is_vietnamese(text)

    def next(self, *, through: bool) -> str:
        """The next address to ask for, or an empty string.

        Args:
            through: Whether all pages that are known were read.
        """
        waits = self._on_its_way or not self._is_wanted or not (through or self._is_time())
        if self._ended or waits or self._session.beside.begun:
            return ""
        if self._candidate is not None:
            self._on_its_way = urljoin(self._candidate[1], f"/{words('probes')['nowhere']}")
            return self._on_its_way
        if self._knows_english():
            self._ended = True
            return ""
        if self._left is None:
            self._left = deque(dict.fromkeys(self._addresses()))
        while self._left and len(self.states) < self._session.agency.limits.probes:
            url = self._left.popleft()
            known = canonical(url, self._session.rules)
            if known is not None and self._session.frontier.find(known) is None:
                self._on_its_way = url
                self._session.count("osi/probes/asked", 1)
                return url
        self._ended = True
        return ""

    def take(
        self, url: str, answer: Answer, page: Page | None, response: Response | None = None
    ) -> tuple[int, Response] | None:
        """Take in what came.

        Args:
            url: Where redirects ended.
            answer: What it means.
            page: As sent; None where there is none.
            response: The answer itself.

        Returns:
            The entry of an English version, once it is believed in, that is now on its way, with the answer that came when it was
            looked for: it need not be asked for again. None where there is none yet, or where it waits for its turn.
        """
        asked, self._on_its_way = self._on_its_way, ""
        text = page.text(_READ) if page is not None and answer.status is FetchStatus.OK else ""
        if self._candidate is not None:
            return self._decide(text)
        target = canonical(url, self._session.rules)
        known = self._session.frontier.find(target) if target else None
        if answer.status is not FetchStatus.OK:
            self._reject(asked, answer.detail)
        elif target is None or known is not None:
            self._reject(asked, f"leads to {url}, which is known")
        elif not is_english(text):
            self._reject(asked, "not in English")
        else:
            self._candidate = (asked, target, text, response if url == target else None)
        return None

    def outcome(self) -> dict[str, str]:
        """What came of each address, for `result.json`; of a crawl that was gone on with, what was found before, too."""
        found = {e.url: FOUND for e in self._session.frontier.entries if e.source == SOURCE}
        told = {state.removeprefix(f"{FOUND}: ") for state in self.states.values()}
        return {**{url: state for url, state in found.items() if url not in told}, **self.states}

    # inside

    def _is_time(self) -> bool:
        data = words("probes")
        enough: float = min(data["pages"], data["pages_share"] * self._session.agency.limits.max_pages)
        return self._session.pages >= max(1, enough)

    def _knows_english(self) -> bool:
        """Whether any address that answers, or may, is of an English version."""
        english = {portal.url for portal in self._session.portals if portal.role == "english"}
        return any(
            entry.status not in _DEAD
            and (
                entry.source == SOURCE
                or (entry.source == "hreflang" and entry.bonus > 0)  # of English, not of French
                or (entry.source == "start" and entry.portal in english)
                or names_english(entry.url, entry.anchor)
            )
            for entry in self._session.frontier.entries
        )

    def _addresses(self) -> Iterator[str]:
        data: dict[str, Any] = words("probes")
        if self._portal is None:
            return
        health, host = self._session.health, host_of(canonical(self._portal.url) or self._portal.url)
        front = front_page(health.with_scheme(self._portal.url))
        systems = self._session.rules.systems.get(host, ()) + self._session.rules.systems.get("*", ())
        special = [part for system in systems for part in data["systems"].get(system, ())]
        for part in (*special, *data["addresses"]):
            if not part.endswith("."):
                yield urljoin(front, part)
            elif front.count("/") == 3 and ":" not in host and literal_address(host) is None:
                name = part + host.removeprefix("www.")
                if self._session.hosts.is_own(name):
                    yield f"{front.partition(':')[0]}://{name}/"

    def _decide(self, text: str) -> tuple[int, Response] | None:
        """Believe in what answered in English unless the host answers so at an address that cannot be."""
        asked, target, found, response = self._candidate or ("", "", "", None)
        self._candidate = None
        if is_english(text) and likeness(text, found) >= words("probes")["same_words"]:
            self._reject(asked, "answers as any other address does")
            return None
        session = self._session
        self.states[asked] = f"{FOUND}: {target}"
        self._ended = True
        session.homes.hosts.add(host_of(target))
        number = session.discover(target, NO_DEPTH, SOURCE, -1, bonus_of=hints(target, ""))
        session.frontier.entries[number].portal = self._portal.url if self._portal is not None else ""
        session.count("osi/probes/found", 1)
        return (number, response) if response is not None and self._claim(number) else None

    def _claim(self, number: int) -> bool:
        """Take an entry before its turn, as its answer is there; False where it does not wait or the budget has no room."""
        session = self._session
        room = session.agency.limits.max_pages - session.pages - sum(session.frontier.in_flight.values())
        if session.stop_status is not None or session.beside.begun or room <= 0:
            return False
        return session.frontier.claim(number)

    def _reject(self, asked: str, why: str) -> None:
        """Note why nothing was found; what was learned of a host that was only guessed is forgotten."""
        self.states[asked] = why
        host = host_of(asked)
        if all(host_of(entry.url) != host for entry in self._session.frontier.entries):
            self._session.robots.pop(host, None)


def front_page(url: str) -> str:
    """The folder that a portal's addresses lie below, by that of its home page.

    >>> front_page("http://x.gov.vn/vi/Pages/home.aspx"), front_page("https://tinh.gov.vn/so-ngoai-vu")
    ('http://x.gov.vn/', 'https://tinh.gov.vn/so-ngoai-vu/')
    """
    parts = urlsplit(url)
    inner = {*words("probes")["inner"], *words("links")["vietnamese"]["url"]}
    kept = []
    for part in filter(None, parts.path.split("/")):
        if part.lower() in inner or "." in part:
            break
        kept.append(part)
    return f"{parts.scheme}://{parts.netloc}/{'/'.join(kept)}{'/' if kept else ''}"


def is_english(text: str) -> bool:
    """Whether a page's text looks English; the audit then reads it by its own means.

    >>> is_english("Ministry of Tests. News and events for the press from all our departments. " * 5)
    True
    >>> is_english("Cong thong tin dien tu cua Bo. Tin tuc va su kien trong nuoc, thong cao bao chi. " * 5)
    False
    """
    data = words("probes")
    if _letters(text) < data["english_letters"] or is_vietnamese(text):
        return False
    found = [word.lower() for word in _WORD.findall(text)]
    named = set(data["english_words"])
    share: float = data["english_share"]
    return sum(word in named for word in found) >= share * len(found)


def likeness(one: str, other: str) -> float:
    """Which share of the words of two texts both have, 0 to 1.

    >>> likeness("not found here", "not found there"), likeness("", "")
    (0.5, 1.0)
    """
    first, second = (set(map(str.lower, _WORD.findall(text))) for text in (one, other))
    return len(first & second) / len(first | second) if first | second else 1.0


def _letters(text: str) -> int:
    return sum(letter.isalpha() for letter in text)
