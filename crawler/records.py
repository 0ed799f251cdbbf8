"""What a crawl leaves behind, as frozen data: one record per URL, one outcome per portal, one result per crawl."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from crawler.status import FetchStatus

SNAPSHOT_VERSION = 1


@dataclass(frozen=True, slots=True)
class PageRecord:
    """One URL that the crawl came to know."""

    url: str
    """Canonical address, the natural key."""
    status: FetchStatus
    final_url: str = ""
    """Where redirects ended; empty when nothing was fetched."""
    http_status: int | None = None
    """304 where the server said that the body of the last crawl still holds."""
    content_type: str = ""
    """The Content-Type header, whole."""
    fetched_at: str = ""
    """UTC, ISO 8601."""
    depth: int = -1
    """Fewest clicks from the agency's home page; -1 when no chain of links leads here (site map, hreflang, registry)."""
    referrer: str = ""
    anchor: str = ""
    """Text of the link that was followed first; of a search, the words asked."""
    source: str = "link"
    """start, link, sitemap, hreflang, redirect; probe (tried, and nothing leads there); data (named by a script of `referrer`), search (our question to its form),
    rendered (`referrer` as a browser shows it, or a hash route), switch (the try of its language switch)."""
    portal: str = ""
    """URL of the registry's portal this page belongs to."""
    body_sha256: str = ""
    size: int = 0
    """Bytes of the body after content decoding."""
    etag: str = ""
    last_modified: str = ""
    content_language: str = ""
    warc_file: str = ""
    warc_offset: int = -1
    detail: str = ""
    """What exactly went wrong, in English, for webmasters."""


@dataclass(frozen=True, slots=True)
class SideRecord:
    """A robots.txt or site map that can be asked for again under a condition; no page, and no URL found."""

    url: str
    etag: str
    last_modified: str
    warc_file: str
    warc_offset: int


class KnownAddress(NamedTuple):
    """An address that a kept link leads to (`crawler.kept_links`)."""

    number: int
    url: str
    anchor: str


class KeptLinks(NamedTuple):
    """The links of one page, packed."""

    url: str
    packed: bytes


@dataclass(frozen=True, slots=True)
class PortalOutcome:
    """How one portal of the registry answered."""

    url: str
    role: str
    confirmed: bool
    status: FetchStatus
    """The home page's; OK when it could be read."""
    detail: str = ""
    pages: int = 0
    tls: str = ""
    """`valid`, `untrusted: …`, or empty for plain HTTP."""
    switch: str = ""
    """How its home page offers the other language: `followable`, `script`, `cookie`, `postback`, `none`; empty when unread."""
    switch_tried: str = ""
    """What came of a try in a browser: `changed` (the language did), `unchanged`, `failed`; empty when there was none."""
    switch_detail: str = ""
    """What it looks like, and what came of the try, in English."""


@dataclass(frozen=True, slots=True)
class RenderingOutcome:
    """How the second pass went: pages that are empty without script, shown by a browser."""

    state: str = "none"
    """`none` (no such page), `done`, `budget` (some are left), `off` (the registry says so), `no_extra` and `no_chromium`
    (what it takes is not installed), `failed` (the browser does not work)."""
    shells: int = 0
    """Pages of the first pass that are empty without script."""
    rendered: int = 0
    left: int = 0
    """Pages and hash routes that nobody looked at with a browser."""
    detail: str = ""
    failed: dict[str, str] = field(default_factory=dict)
    """Per address that the browser could not show: why."""


@dataclass(frozen=True, slots=True)
class CrawlResult:
    """result.json."""

    version: int
    agency_id: str
    run_id: str
    started_at: str
    finished_at: str
    stop_reason: str
    """finished, budget_pages, budget_time, interrupted, error."""
    portals: tuple[PortalOutcome, ...]
    counts: dict[str, int]
    """Number of URLs per FetchStatus; they sum to the number of URLs found."""
    crawler_version: str = ""
    user_agent: str = ""
    limits: dict[str, Any] = field(default_factory=dict)
    stats: dict[str, Any] = field(default_factory=dict)
    robots: dict[str, str] = field(default_factory=dict)
    """Per origin: ok, missing, unreachable; with Crawl-delay where it asks for one."""
    sitemaps: dict[str, str] = field(default_factory=dict)
    """Per site map URL: `ok: N urls` or why it could not be read."""
    probes: dict[str, str] = field(default_factory=dict)
    """Per address at which an English version was looked for, since nothing leads to one: `English: ADDRESS`, or what came."""
    rendering: RenderingOutcome = RenderingOutcome()
    addresses: dict[str, Any] = field(default_factory=dict)
    """What of addresses was no part of a page's name (`crawler.addressrules`): drop, keep, systems by host."""
