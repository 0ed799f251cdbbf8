"""Crawls of static copies without a network: the crawl's own session over answers from files, in its order.

What decides the order (session, frontier, ranking, links, site maps) is the crawler's; only the sending of requests is made up:
one answer at a time, two addresses of a host taken from the frontier ahead, as the scheduler does.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

import yaml
from protego import Protego

from audit.demo.answer import Network
from audit.demo.behaviours import Request
from audit.demo.content import load_portals
from audit.demo.server import DEFAULT_DAY
from crawler import answers
from crawler.answers import Answer
from crawler.links import bonus
from crawler.outcome import final_records
from crawler.page import parse_page
from crawler.ranking import Ranking
from crawler.records import PageRecord
from crawler.registry import Agency, Registry, load_registry
from crawler.scheduler import PER_HOST
from crawler.session import CrawlSession
from crawler.sitemapqueue import MAX_DEPTH
from crawler.sitemaps import read_sitemap
from crawler.status import FetchStatus
from crawler.urls import canonical, host_of
from tests.eval.corpus import ROOT, Copy, copy_of, file_of
from tests.eval.packed import PACKED, PORTALS_FOLDER

CORPORA = ("sg-mse", "us-vote-gov", "uk-service-manual", "us-lametro-mybus")
DEMO = ("ytecd", "giaoducpt", "binhminh", "moitruongbien", "hoagiai")
AGENT = "osi-audit"
WHOLE = 100_000
"""Pages: more than any copy has."""


class Reply(NamedTuple):
    """What a server sends."""

    status: int
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    location: str = ""


@dataclass(frozen=True)
class Portal:
    """A copy with its agency."""

    agency: Agency
    registry: Registry
    day: date
    get: Callable[[str], Reply | None]
    """The reply to an address; None when it is not known and so may not be asked for."""


class Fetched(NamedTuple):
    """A page that was read: its record as far as known at once, and its body."""

    record: PageRecord
    body: bytes


@dataclass
class Crawl:
    """A crawl that is done with its pages."""

    session: CrawlSession
    read: list[Fetched] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    """Addresses in the order in which they were asked for."""

    @property
    def pages(self) -> int:
        """Pages that its budget was charged with."""
        return self.session.pages

    def records(self) -> list[PageRecord]:
        """What its snapshot would say of every address."""
        return list(final_records(self.session))


@cache
def portal_of(name: str) -> Portal:
    """Return a corpus portal, a packed one or a portal of the demo."""
    if name in DEMO:
        registry = load_registry(ROOT / "audit" / "demo" / "sites.yaml")
        network = Network(load_portals(), DEFAULT_DAY)
        return Portal(registry.get(name), registry, DEFAULT_DAY, lambda url: _demo(network, url))
    if name in PACKED:
        raw = yaml.safe_load((PORTALS_FOLDER / "portals.yaml").read_text(encoding="utf-8"))
        limits = {"delay_s": 0, "max_depth": 40}
        registry = Registry.model_validate(
            {**raw, "defaults": {"user_agent_contact": "https://osi-audit.example/crawler", "limits": limits}}
        )
    else:
        registry = load_registry(ROOT / "tests" / "eval" / "corpora.yaml")
    copy = copy_of(name)
    get = _packed if copy.packed else _static
    return Portal(registry.get(name), registry, copy.day, lambda url: get(copy, url))


def crawl(portal: Portal, budget: int = WHOLE, ranking: Ranking | None = None) -> Crawl:
    """Crawl a portal's pages.

    Args:
        portal: What to crawl; of its limits only the clicks hold.
        budget: Pages.
        ranking: Orders the pages; the crawl's own where none is given.
    """
    limits = portal.agency.limits.model_copy(
        update={"max_pages": budget, "max_minutes": 1e6, "rendered_pages": 0}
    )
    agency = portal.agency.model_copy(update={"limits": limits})
    portals = agency.portals_on(portal.day)
    session = CrawlSession(agency, portal.registry, portals, _Writer(), lambda *_: None, day=portal.day)  # type: ignore[arg-type]
    session.frontier.ranking = ranking or session.frontier.ranking
    session.seed()
    run = Crawl(session)
    robots: dict[str, Protego] = {}
    flight: deque[tuple[int | str, int]] = deque()
    special: deque[tuple[str, int]] = deque()
    while not session.beside.begun:
        flight.extend(special)
        special.clear()
        while (
            number := session.next_entry(PER_HOST, quiet=not flight)
        ) is not None and not session.beside.begun:
            flight.append((number, 0))
        if not flight:
            continue
        item, depth = flight.popleft()
        if isinstance(item, str):
            special.extend(_read_sitemap(portal, session, item, depth))
            continue
        url = session.frontier.entries[item].url
        host = host_of(url)
        if host not in robots:
            robots[host] = _robots(portal, url)
            special.extend(_sitemaps(session, robots[host], url))
        _answer(portal, run, item, robots[host])
    return run


class _Writer:
    run_id = "focus"

    def add(self, record: PageRecord) -> None:
        """Forget a record: the session keeps it."""


def _answer(portal: Portal, run: Crawl, number: int, robots: Protego) -> None:
    session = run.session
    entry = session.frontier.entries[number]
    asked = entry.request_url or entry.url
    reply = portal.get(asked) if _may(portal, robots, asked) else None
    if reply is None:
        session.settle(number, Answer(FetchStatus.ROBOTS, "robots.txt forbids this address"), {})
        return
    run.order.append(asked)
    fields: dict[str, Any] = {
        "fetched_at": f"{portal.day.isoformat()}T00:00:00Z",
        "final_url": asked,
        "http_status": reply.status,
        "content_type": reply.content_type,
        "size": len(reply.body),
    }
    answer = answers.answer_to_status(reply.status)
    if reply.status in answers.REDIRECTS:
        answer = session.redirect(number, reply.location)
        if answer is None:
            return
    elif answer is None:
        answer = _read(run, number, asked, reply)
    if session.try_again(number, answer):
        return
    session.settle(number, answer, fields)
    session.fall_back(number, answer)
    if entry.status is FetchStatus.OK and entry.record is not None:
        run.read.append(Fetched(entry.record, reply.body))


def _read(run: Crawl, number: int, url: str, reply: Reply) -> Answer:
    if not reply.content_type.startswith("text/html"):
        return Answer(FetchStatus.NOT_A_PAGE, "the server sends a file, not a page")
    page = parse_page(reply.body, url, reply.content_type) if reply.body else None
    answer = answers.answer_to_body(reply.body, reply.content_type, page)
    if answer.status is not FetchStatus.OK or page is None:
        return answer
    refresh = page.refresh()
    if refresh and (sent_on := run.session.refresh(number, refresh)) is not None:
        return sent_on
    run.session.read_links(number, page, reply.body)
    return answer


def _robots(portal: Portal, url: str) -> Protego:
    reply = portal.get(urljoin(url, "/robots.txt"))
    text = reply.body.decode("utf-8", "replace") if reply and reply.status == 200 else ""
    return Protego.parse(text)


def _may(portal: Portal, robots: Protego, url: str) -> bool:
    return bool(portal.agency.robots_permission) or robots.can_fetch(url, AGENT)


def _sitemaps(session: CrawlSession, robots: Protego, url: str) -> Iterator[tuple[str, int]]:
    listed = [
        *robots.sitemaps,
        *([urljoin(url, "/sitemap.xml")] if host_of(url) in session.homes.hosts else []),
    ]
    for found in dict.fromkeys(session.health.with_scheme(one) for one in listed):
        if found not in session.sitemaps:
            session.sitemaps[found] = "not asked for"
            yield found, 1


def _read_sitemap(portal: Portal, session: CrawlSession, url: str, depth: int) -> Iterator[tuple[str, int]]:
    reply = portal.get(url)
    if reply is None or reply.status != 200:
        session.sitemaps[url] = "cannot be had"
        return
    found = read_sitemap(reply.body)
    for page in found.pages:
        session.add_from_sitemap(page)
    for language, page in found.alternates:
        session.add_from_sitemap(page, "hreflang", language)
    session.sitemaps[url] = found.problem or f"ok: {len(found.pages) + len(found.children)} urls"
    for child in sorted(found.children, key=lambda one: -bonus(one, "")):
        if depth < MAX_DEPTH and child not in session.sitemaps:
            session.sitemaps[child] = "not asked for"
            yield child, depth + 1


def _static(copy: Copy, url: str) -> Reply | None:
    parts = urlsplit(url)
    if parts.hostname != copy.host:
        return Reply(502, b"no such host")
    path = copy.folder / unquote(parts.path).lstrip("/")
    if path.is_dir() and not parts.path.endswith("/"):
        return Reply(301, location=parts.path + "/")
    if path.is_file() and path.suffix not in {".html", ".htm"}:
        kind = {".xml": "application/xml", ".txt": "text/plain"}.get(path.suffix, "application/octet-stream")
        return Reply(200, path.read_bytes(), kind)
    file = file_of(copy, url)
    if file is None:
        return Reply(404, b"<html><title>404</title><h1>404 Not Found</h1></html>")
    own = f"://{copy.host}".encode()
    return Reply(200, file.read_bytes().replace(b"https" + own, b"http" + own), "text/html")


def _packed(copy: Copy, url: str) -> Reply | None:
    assert copy.packed is not None
    if url.endswith("/robots.txt"):
        return Reply(404)
    answer = copy.packed.answer(url)
    if answer is None:
        return None
    if canonical(answer.url) != canonical(url):
        return Reply(302, location=answer.url)
    return Reply(answer.status, answer.file.read_bytes() if answer.file else b"", answer.content_type)


def _demo(network: Network, url: str) -> Reply:
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    secure = network.is_https(parts.hostname or "")
    if secure != (parts.scheme == "https"):
        return Reply(301, location=url.replace("http:", "https:", 1)) if secure else Reply(502)
    headers = {"host": parts.netloc, "user-agent": f"{AGENT}/0.1 (+https://osi-audit.example/crawler)"}
    response = network.answer(Request("GET", parts.hostname or "", target, headers))
    location = next((value for name, value in response.headers if name.lower() == "location"), "")
    return Reply(response.status, response.body, response.content_type, location)
