"""The state of one crawl: what is known, what was answered, what comes next."""

from __future__ import annotations

import logging
import time
from array import array
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from crawler.addressrules import AddressRules
from crawler.admission import Admission
from crawler.answers import TO_ITSELF, TRANSIENT, Answer
from crawler.asked import asked_of
from crawler.beside import Beside, inherit
from crawler.errors import SnapshotError
from crawler.frontier import NO_DEPTH, Entry, Frontier
from crawler.homes import Homes
from crawler.hosthealth import HostHealth, other_door
from crawler.hosts import HostMap
from crawler.leftovers import give_up, leave
from crawler.linkreader import LinkReader
from crawler.links import SUBDOMAIN_MALUS, hints
from crawler.outcome import page_record
from crawler.probing import Probing
from crawler.purpose import Purpose
from crawler.ranking import ByPromise
from crawler.rendering import RENDERING_END, Rendering
from crawler.scarcity import FREE, lag_of
from crawler.status import FetchStatus
from crawler.traps import TrapCounter
from crawler.urls import canonical, host_of, resolve

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.page import Page
    from crawler.registry import Agency, Portal, Registry
    from crawler.snapshot import SnapshotWriter

MIN_KNOWN_CAP = 100_000
KNOWN_PER_PAGE = 50
"""Known URLs per page of the budget, beyond which new ones are only counted."""
MAX_HOPS = 10
TRIES = 3
RETRY_MALUS = 30
BESIDE_SHARE = 0.1
"""Of the time, which a portal too slow for all its pages leaves for what is kept beside them, if there is anything."""

logger = logging.getLogger(__name__)


class CrawlSession:
    """One crawl of one agency.

    Args:
        agency: Whom to crawl; its limits hold.
        registry: The whole registry, which tells other agencies' hosts.
        portals: Its portals valid on the day.
        writer: The open snapshot.
        count: Increments a Scrapy stat.
        day: Of the crawl, on which criteria are in force; today where it is not given.
        only: Addresses that are asked for, and nothing else; no link is followed. Empty for a crawl.
    """

    def __init__(
        self,
        agency: Agency,
        registry: Registry,
        portals: tuple[Portal, ...],
        writer: SnapshotWriter,
        count: Callable[[str, int], None],
        *,
        day: date | None = None,
        only: tuple[str, ...] = (),
    ) -> None:
        self.agency = agency
        self.portals = portals
        self.only = only
        self.writer = writer
        self.hosts = HostMap.for_agency(agency, registry)
        ranking = ByPromise(asked_of(agency, day or date.today()))
        self.frontier = Frontier(agency.limits.max_depth, ranking)
        self.beside = Beside(self.frontier, agency.limits, self.hosts.is_own, count)
        self.rendering = Rendering(self.frontier, agency.limits, count)
        self.homes = Homes(portals)
        self.robots: dict[str, str] = {}
        self.sitemaps: dict[str, str] = {}
        self.health = HostHealth(count)
        self.rules = AddressRules.for_agency(agency)
        self._admission = Admission(self.hosts, TrapCounter(agency.limits.max_pages), self.health, self.rules)
        self.stop_status: FetchStatus | None = None
        """What the rest gets, once the crawl was told to end."""
        self.stop_reason = ""
        self.error: SnapshotError | None = None
        self.pages = 0
        """Pages answered; redirects and files are not counted, nor what is kept beside the pages."""
        self._is_late = False
        self.current_host = ""
        self.failed: Counter[FetchStatus] = Counter()
        self.count = count
        self.started = time.monotonic()
        self._cap = max(MIN_KNOWN_CAP, KNOWN_PER_PAGE * agency.limits.max_pages)
        self._reader = LinkReader(self)
        self.probing = Probing(self)

    # what comes next

    def seed(self) -> None:
        """Take in the home pages; clicks are counted from the main portal's, or from the first there is."""
        if self.only:
            self._seed_only()
            return
        counted = {p.url for p in self.portals if p.role == "main"} or {p.url for p in self.portals[:1]}
        for portal in self.portals:
            url = canonical(portal.url)
            if url and self.frontier.find(url) is None:
                depth = 0 if portal.url in counted else NO_DEPTH
                self.add(Entry(url, depth, "start", bonus=1000, portal=portal.url, request_url=portal.url))

    def _seed_only(self) -> None:
        for address in self.only:
            url = canonical(address, self.rules)
            if url is None:
                self.count("osi/links/not_web", 1)
            elif self.frontier.find(url) is None:
                self.discover(url, NO_DEPTH, "asked", -1, bonus_of=0)

    @property
    def has_work(self) -> bool:
        """Whether anything is left to ask for, or still to be chosen."""
        return not self.frontier.is_empty() or (bool(self.frontier.entries) and not self.beside.begun)

    def next_entry(self, per_host: int, *, quiet: bool = True) -> int | None:
        """Take the next entry to fetch, unless a budget is spent.

        Args:
            per_host: Hosts with that many entries on their way wait.
            quiet: Whether nothing else is on its way, such as a site map, that may bring more pages.
        """
        if not self.beside.begun:
            in_flight = sum(self.frontier.in_flight.values())
            spent = self._is_late or self.pages + in_flight >= self.agency.limits.max_pages
            if in_flight == 0 and quiet and self.frontier.entries and (spent or self.frontier.is_empty()):
                if (shown := self.rendering.next()) is not None:
                    return shown
                self._end_pages()
            elif spent:
                return None
        number = self.frontier.pop(per_host, self.health.is_ready, lag_of(self))
        if number is not None:
            self.current_host = host_of(self.frontier.entries[number].url)
        return number

    @property
    def seconds_left(self) -> float:
        """Of the crawl's time; negative once it is over."""
        return self.started + 60 * self.agency.limits.max_minutes - time.monotonic()

    def check_time(self) -> None:
        """End the pages when their time is up, and the crawl when all is."""
        spent = 1 - self.seconds_left / (60 * self.agency.limits.max_minutes)
        if self.stop_status is None and spent > 1:
            self.stop("budget_time", FetchStatus.BUDGET_TIME)
            self.count("osi/budget/time", 1)
        elif spent > 1 - BESIDE_SHARE and not self.beside.begun and not self._is_late:
            self._is_late = self.beside.has_any or self.rendering.has_any
        self.rendering.ended = spent > 1 - RENDERING_END

    def stop(self, reason: str, status: FetchStatus) -> None:
        """Ask for nothing more; the first reason stays."""
        if self.stop_status is not None:
            return
        self.stop_status = status
        # Once the pages are done, a lack of time costs documents only.
        if not self.beside.begun or status is not FetchStatus.BUDGET_TIME:
            self.stop_reason = reason

    def _end_pages(self) -> None:
        """Leave the pages that are over the budget, and go on to what is kept beside them."""
        left = [n for n in self.frontier.unsettled() if self.frontier.entries[n].purpose is Purpose.PAGE]
        status = FetchStatus.BUDGET_TIME if self._is_late else FetchStatus.BUDGET_PAGES
        if left:
            self.stop_reason = status.value
            self.count("osi/budget/time" if self._is_late else "osi/budget/pages", 1)
        for number in left:
            self.frontier.settle(number, *leave(Purpose.PAGE, status, self.agency.limits))
        self.beside.begin()
        for host in self.health.dead:
            self._drop(host)

    def fail(self, error: SnapshotError) -> None:
        """End the crawl because its snapshot cannot be written."""
        if self.error is None:
            self.error = error
            logger.critical("%s", error)
        self.stop("error", FetchStatus.INTERRUPTED)

    # what was answered

    def settle(self, number: int, answer: Answer, record: dict[str, Any]) -> None:
        """Take in the final answer to an entry.

        Args:
            number: The entry.
            answer: What came.
            record: Fields of the page record that only the response knows.
        """
        entry = self.frontier.entries[number]
        if entry.purpose is not Purpose.PAGE:
            answer = self.beside.take(entry, answer, record.get("size", 0))
        status = answer.status
        self.frontier.settle(number, status, answer.detail)
        self.count_page(entry)
        if not status.is_own_decision and status not in {FetchStatus.OK, FetchStatus.REDIRECT}:
            self.failed[status] += 1
        if status is FetchStatus.REDIRECT and entry.near:
            record["final_url"] = self.frontier.entries[entry.near[0]].url
        entry.record = page_record(self, entry, **record)
        try:
            self.writer.add(entry.record)
        except SnapshotError as error:
            self.fail(error)

    def count_page(self, entry: Entry) -> None:
        """Charge an answered entry to the budget; redirects, files and what robots.txt forbids cost nothing."""
        if entry.purpose is Purpose.PAGE and entry.status not in FREE:
            self.pages += 1

    def try_again(self, number: int, answer: Answer) -> bool:
        """Put an entry back after a passing failure; False when it had its tries or the crawl ends."""
        entry = self.frontier.entries[number]
        entry.attempts += 1
        self._note_host(entry, answer)
        if answer.status not in TRANSIENT or entry.attempts >= TRIES or self.stop_status is not None:
            return False
        if host_of(entry.url) in self.health.dead:
            return False
        self.count("osi/retries", 1)
        self.frontier.requeue(number, RETRY_MALUS)
        return True

    def redirect(self, number: int, location: str) -> Answer | None:
        """Follow a redirect.

        Returns:
            The answer to the entry, or None when the same page is to be asked for under another spelling.
        """
        entry = self.frontier.entries[number]
        asked = entry.request_url or entry.url
        target = resolve(asked, location, self.rules)
        if target is None:
            said = f"redirects to {location[:200]!r}, which is no web address"
            return Answer(FetchStatus.BAD_RESPONSE, said)
        if target == entry.url:
            return self._respell(number, asked, location)
        if entry.hops >= MAX_HOPS:
            return Answer(FetchStatus.REDIRECT_LOOP, f"more than {MAX_HOPS} redirects one after the other")
        known = self.frontier.find(target)
        if known is None:
            known = self.discover(
                target, entry.depth, "redirect", number, bonus_of=entry.bonus, hops=entry.hops + 1
            )
        elif entry.depth != NO_DEPTH:
            self.shorten(known, entry.depth)
        if known is not None:
            self.beside.follow(known, entry.purpose)
            entry.near = array("l", [known])
            if self.frontier.leads_back(number):
                return Answer(FetchStatus.REDIRECT_LOOP, f"redirects to {target}, which leads back here")
        return Answer(FetchStatus.REDIRECT, f"redirects to {target}")

    def refresh(self, number: int, href: str) -> Answer | None:
        """Follow a page that sends its visitor on at once; None when it only loads itself again."""
        entry = self.frontier.entries[number]
        target = resolve(entry.request_url or entry.url, href, self.rules)
        if target is None or target == entry.url:
            return None
        answer = self.redirect(number, href)
        return answer and answer._replace(detail=f"sends the visitor on: {answer.detail}")

    def read_links(self, number: int, page: Page, body: bytes = b"", *, shown: bool = False) -> None:
        """Take in every address on a page as sent, or as a browser has `shown` it, and what else its source names."""
        entry = self.frontier.entries[number]
        self.frontier.note_read(number)
        if self.only:
            self.learn_system(entry, body)
            return
        holds_more = self.beside.asking.look(number, page, body)
        holds_more |= self.rendering.look(number, page, shown=shown)
        entry.is_plain = not (holds_more or shown or page.truncated)
        self.learn_system(entry, body)
        self.probing.look(entry, page)
        self._reader.read(number, page)

    def add_from_sitemap(self, url: str, source: str = "sitemap", hreflang: str = "") -> None:
        """Take in an address that a site map names."""
        target = canonical(url, self.rules)
        if target is None:
            self.count("osi/links/not_web", 1)
            return
        target = self.health.with_scheme(target)
        if self.frontier.find(target) is None:
            self.discover(target, NO_DEPTH, source, -1, bonus_of=hints(target, "", hreflang))

    def note_crawl_delay(self, netloc: str, delay: float) -> None:
        """Remember that robots.txt asks for a delay."""
        self.robots[netloc] = f"{self.robots.get(netloc, 'ok')}; Crawl-delay {delay:g}"

    def fall_back(self, number: int, answer: Answer) -> None:
        """Try a home page's other door when it cannot be reached: the other scheme, with or without www."""
        entry = self.frontier.entries[number]
        door = other_door(entry.url, answer.status) if entry.source == "start" else ""
        if not door or self.frontier.find(door) is not None:
            return
        twin = self.add(Entry(door, entry.depth, "start", bonus=1000, portal=entry.portal))
        entry.near = array("l", [twin])
        self.homes.hosts.add(host_of(door))
        self.health.use(door)
        self.count("osi/hosts/other_door", 1)

    # inside

    def discover(
        self,
        url: str,
        depth: int,
        source: str,
        referrer: int,
        *,
        bonus_of: int,
        anchor: str = "",
        hops: int = 0,
    ) -> int:
        """Take in an address that is not known yet, or settle it at once; returns its number."""
        host = host_of(url)
        entry = Entry(url, depth, source, bonus_of, referrer, anchor, hops=hops)
        parent = self.frontier.entries[referrer].portal if referrer >= 0 else ""
        entry.portal = self.homes.portal_of(url) or parent
        if source == "redirect":
            inherit(entry, self.frontier.entries[referrer])
        answer, malus = self._admission.judge(url, host, entry.purpose)
        if answer is not None:
            return self._add_settled(entry, answer)
        entry.bonus -= malus + (0 if host in self.homes.hosts else SUBDOMAIN_MALUS)
        return self.add(entry)

    def abandon(self, host: str, answer: Answer) -> None:
        """Ask a host for nothing more at all; what waits for it gets the answer."""
        self.health.shut_out(host, answer)
        self._drop(host)

    def _note_host(self, entry: Entry, answer: Answer) -> None:
        if host := self.health.note(entry.url, answer):
            self._drop(host)

    def _drop(self, host: str) -> None:
        for left in self.frontier.drop_host(host):
            purpose = self.frontier.entries[left].purpose
            self.frontier.settle(left, *give_up(purpose, self.health.dead[host]))

    @property
    def is_full(self) -> bool:
        """Whether so many addresses are known that new ones are only counted."""
        return len(self.frontier.entries) >= self._cap

    def learn_system(self, entry: Entry, body: bytes) -> None:
        """Look on a host's first pages for its content management system, whose addresses have rules of their own."""
        if system := self.rules.learn(host_of(entry.url), body):
            self.count(f"osi/cms/{system}", 1)

    def add(self, entry: Entry) -> int:
        """Take in a URL that may be fetched."""
        self.count("osi/found", 1)
        return self.frontier.add(entry)

    def _add_settled(self, entry: Entry, answer: Answer) -> int:
        self.count("osi/found", 1)
        entry.status, entry.detail = answer
        return self.frontier.add(entry, queue=False)

    def shorten(self, number: int, depth: int) -> None:
        """Learn of a chain of clicks to an entry."""
        known = self.frontier.entries[number].depth
        if known == NO_DEPTH or depth < known:
            changed = self.frontier.shorten(number, depth)
            if known != NO_DEPTH:
                self.count("osi/depth/shortened", changed)

    def _respell(self, number: int, asked: str, location: str) -> Answer | None:
        entry = self.frontier.entries[number]
        entry.hops += 1
        spelled = urljoin(asked, location.strip())
        if entry.hops > 3 or spelled == asked:
            return TO_ITSELF
        entry.request_url = spelled
        self.frontier.requeue(number)
        return None
