"""The fixture portals of online public services under `services/` and `services_held_out/`: unpacked, read and judged as a crawl's pages would be."""

from __future__ import annotations

import json
import tarfile
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

import yaml

from audit.facts.page import read_page
from audit.rules import Rules, load_rules
from audit.services.inventory import take_inventory
from audit.services.model import ServiceInventory
from audit.site import SitePage, SiteView
from audit.site.beside import Beside
from crawler.registry import Agency
from crawler.snapshot import PageRecord, PortalOutcome
from crawler.status import FetchStatus
from crawler.urls import canonical

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "services"
FOLDER_HELD_OUT = Path(__file__).parent / "services_held_out"
SERVICE_PORTALS = tuple(sorted(path.parent.name for path in FOLDER.glob("*/portal.yaml")))
HELD_OUT = tuple(sorted(path.parent.name for path in FOLDER_HELD_OUT.glob("*/portal.yaml")))
"""Portals that nothing was mended for before they were measured once."""


@dataclass(frozen=True)
class Answer:
    """What the server sends for an address, redirects not followed."""

    url: str
    status: int
    content_type: str
    body: bytes | None
    location: str = ""


@dataclass(frozen=True)
class ServicePortal:
    """One fixture, in memory."""

    name: str
    agency: Agency
    day: date
    key: tuple[dict, ...]
    answers: dict[str, Answer] = field(repr=False, hash=False, compare=False)

    def answer(self, url: str) -> Answer | None:
        """Return the last answer for an address."""
        found = self.answers.get(_plain(url))
        for _ in range(5):
            if found is None or not found.location:
                return found
            target = self.answers.get(_plain(found.location))
            if target is None:
                return found
            found = target
        return found


def _plain(url: str) -> str:
    parts = urlsplit(canonical(url) or url)
    return unquote(f"{parts.hostname}{parts.path or '/'}?{parts.query}")


def folder_of(name: str) -> Path:
    """Return where a fixture is packed."""
    return (FOLDER_HELD_OUT if name in HELD_OUT else FOLDER) / name


@cache
def load(name: str) -> ServicePortal:
    folder = folder_of(name)
    about = yaml.safe_load((folder / "portal.yaml").read_text("utf-8"))
    with tarfile.open(fileobj=BytesIO((folder / "pages.tar.xz").read_bytes())) as archive:
        bodies = {
            one.name.removeprefix("site/"): archive.extractfile(one).read() for one in archive if one.isfile()
        }
    lines = [json.loads(line) for line in (folder / "pages.jsonl").read_text("utf-8").splitlines()]
    answers = {
        _plain(one["url"]): Answer(
            one["url"],
            one["status"],
            one["content_type"],
            bodies.get(one.get("file", "")),
            one.get("location", ""),
        )
        for one in lines
    }
    key = tuple(json.loads(line) for line in (folder / "key.jsonl").read_text("utf-8").splitlines())
    day = about["day"] if isinstance(about["day"], date) else date.fromisoformat(about["day"])
    return ServicePortal(name, Agency.model_validate(about["agency"]), day, key, answers)


@cache
def rules_of(day: date) -> Rules:
    return load_rules(ROOT / "config", ("osi-2024",), day)


def view_of(portal: ServicePortal) -> SiteView:
    """Read every page of a fixture, with clicks from the home page."""
    homes = [str(p.url) for p in portal.agency.portals]
    hosts = {urlsplit(answer.url).hostname for answer in portal.answers.values()}
    pages: dict[str, SitePage] = {}
    dead: dict[str, PageRecord] = {}
    queue = deque((url, 0, "", "") for url in homes)
    seen = set(homes)
    while queue:
        url, depth, referrer, anchor = queue.popleft()
        page = _read(portal, (url, depth, referrer, anchor), pages, dead)
        for target, text in _followed(page):
            if urlsplit(target).hostname in hosts and target not in seen:
                seen.add(target)
                queue.append((target, depth + 1, url, text))
    for answer in portal.answers.values():
        if (canonical(answer.url) or answer.url) not in seen and not answer.location:
            _read(portal, (answer.url, -1, "", ""), pages, dead)
    rules = rules_of(portal.day)
    return SiteView(
        portal.agency,
        list(pages.values()),
        lexicon=rules.lexicon,
        day=portal.day,
        records=[*(page.record for page in pages.values()), *dead.values()],
        portals=[PortalOutcome(p.url, p.role, p.confirmed, FetchStatus.OK) for p in portal.agency.portals],
        beside=Beside(data=lambda: _data(portal)),
    )


def _data(portal: ServicePortal) -> Iterator[tuple[PageRecord, bytes]]:
    """Yield the JSON that pages name as the source of their lists, as the crawl keeps it."""
    pages = [one for one in portal.answers.values() if one.body and "html" in one.content_type]
    for answer in portal.answers.values():
        if answer.body and "json" in answer.content_type:
            path = urlsplit(answer.url).path.encode()
            naming = next((page.url for page in pages if path in page.body), "")
            yield PageRecord(answer.url, FetchStatus.DATA, final_url=answer.url, referrer=naming), answer.body


def _followed(page: SitePage | None) -> list[tuple[str, str]]:
    """Addresses that the crawler would ask for: of links and frames, without the state of a visit."""
    if page is None:
        return []
    found = [(link.url, link.text) for link in page.facts.links]
    found += [(url, "") for url in page.facts.frames]
    return [(canonical(url) or url, text) for url, text in found]


def _read(portal, step: tuple[str, int, str, str], pages, dead) -> SitePage | None:
    url, depth, referrer, anchor = step
    answer = portal.answer(url)
    if answer is None or answer.body is None or "html" not in answer.content_type:
        dead[url] = PageRecord(
            url,
            _status(answer),
            final_url=answer.location if answer else "",
            depth=depth,
            referrer=referrer,
            anchor=anchor,
        )
        return None
    if answer.url in pages:
        if answer.url != url:
            dead[url] = PageRecord(url, FetchStatus.REDIRECT, final_url=answer.url, depth=depth)
        return None
    record = PageRecord(
        url, FetchStatus.OK, final_url=answer.url, http_status=200, content_type=answer.content_type, depth=depth,
        referrer=referrer, anchor=anchor, source="link", fetched_at=f"{portal.day.isoformat()}T00:00:00Z",
    )  # fmt: skip
    facts = read_page(answer.body, answer.url, answer.content_type, fetched_on=portal.day)
    pages[answer.url] = SitePage(record, facts)
    return pages[answer.url]


def _status(answer: Answer | None) -> FetchStatus:
    if answer is None:
        return FetchStatus.NOT_FOUND
    if answer.location:
        return FetchStatus.REDIRECT
    named = {
        401: FetchStatus.UNAUTHORIZED,
        403: FetchStatus.FORBIDDEN,
        404: FetchStatus.NOT_FOUND,
        410: FetchStatus.NOT_FOUND,
    }
    if answer.status in named:
        return named[answer.status]
    return FetchStatus.SERVER_ERROR if answer.status >= 500 else FetchStatus.NOT_A_PAGE


@cache
def inventory_of(name: str) -> ServiceInventory:
    """Take the inventory of a fixture."""
    portal = load(name)
    return take_inventory(view_of(portal), rules_of(portal.day))
