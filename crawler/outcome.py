"""The end of a crawl: what was left gets its status, and `result.json` its numbers."""

from __future__ import annotations

import resource
import sys
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crawler import __version__
from crawler.leftovers import leave
from crawler.records import SNAPSHOT_VERSION, CrawlResult, PageRecord, PortalOutcome
from crawler.status import FetchStatus
from crawler.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.statscollectors import StatsCollector

    from crawler.frontier import Entry
    from crawler.registry import Portal
    from crawler.session import CrawlSession

_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes; getrusage(2) counts in kilobytes on Linux."""


def settle_rest(session: CrawlSession) -> None:
    """Give every URL that was not fetched the status that says why."""
    status = session.stop_status or FetchStatus.INTERRUPTED
    for number in list(session.frontier.unsettled()):
        purpose = session.frontier.entries[number].purpose
        session.frontier.settle(number, *leave(purpose, status, session.agency.limits))
    for entry in session.frontier.entries:
        end = _end_of(session, entry) if entry.status is FetchStatus.REDIRECT else entry
        if end is not entry and end.status is FetchStatus.REDIRECT_LOOP:
            entry.status, entry.detail = end.status, f"leads into endless redirects: {entry.detail}"


def final_records(session: CrawlSession) -> Iterator[PageRecord]:
    """The records of all URLs, with the depths and redirect ends that are known by now."""
    for entry in session.frontier.entries:
        if entry.record is None:
            yield page_record(session, entry)
            continue
        changes: dict[str, Any] = {}
        if entry.record.depth != entry.depth:
            changes["depth"] = entry.depth
        if entry.record.status is not entry.status:
            changes |= {"status": entry.status, "detail": entry.detail}
        if entry.status is FetchStatus.REDIRECT:
            changes["final_url"] = _end_of(session, entry).url
        yield replace(entry.record, **changes) if changes else entry.record


def page_record(session: CrawlSession, entry: Entry, **fields: Any) -> PageRecord:
    """The page record of an entry as it stands; `fields` are what only its response knows."""
    referrer = session.frontier.entries[entry.referrer].url if entry.referrer >= 0 else ""
    return PageRecord(
        url=entry.url,
        status=entry.status or session.stop_status or FetchStatus.INTERRUPTED,
        depth=entry.depth,
        referrer=referrer,
        anchor=entry.anchor,
        source=entry.source,
        portal=entry.portal,
        detail=entry.detail,
        **fields,
    )


def conclude(
    session: CrawlSession,
    *,
    started_at: str,
    finished_at: str,
    user_agent: str,
    stats: StatsCollector,
    tls: dict[str, str],
) -> CrawlResult:
    """Sum up a crawl; `settle_rest` comes before."""
    entries = session.frontier.entries
    counts = Counter(str(e.status) for e in entries)
    for status, number in counts.items():
        stats.set_value(f"osi/status/{status}", number)
    if session.frontier.held:
        stats.set_value("osi/scarcity/held_hosts", len(session.frontier.held))
    used = resource.getrusage(resource.RUSAGE_SELF)
    stats.set_value("osi/process/cpu_s", round(used.ru_utime + used.ru_stime, 3))
    stats.set_value("osi/process/peak_bytes", used.ru_maxrss * _MAXRSS_UNIT)
    pages = Counter(e.portal for e in entries if e.status is FetchStatus.OK)
    return CrawlResult(
        version=SNAPSHOT_VERSION,
        agency_id=session.agency.id,
        run_id=session.writer.run_id,
        started_at=started_at,
        finished_at=finished_at,
        stop_reason=session.stop_reason or "finished",
        portals=tuple(_portal(session, p, pages[p.url], tls.get(p.url, "")) for p in session.portals),
        counts=dict(sorted(counts.items())),
        crawler_version=__version__,
        user_agent=user_agent,
        limits=session.agency.limits.model_dump(),
        stats={n: v for n, v in sorted(stats.get_stats().items()) if isinstance(v, (int, float, str))},
        robots=dict(sorted(session.robots.items())),
        sitemaps=dict(sorted(session.sitemaps.items())),
        addresses=session.rules.to_record(),
        probes=dict(sorted(session.probing.outcome().items())),
        rendering=session.rendering.outcome(),
    )


def _portal(session: CrawlSession, portal: Portal, pages: int, tls: str) -> PortalOutcome:
    number = session.frontier.find(canonical(portal.url) or portal.url)
    status, detail = FetchStatus.BAD_RESPONSE, "the address cannot be asked for"
    if number is not None:
        home = session.frontier.entries[number]
        end = _end_of(session, home)
        status, detail = end.status or FetchStatus.INTERRUPTED, end.detail
        if end is not home and home.status is FetchStatus.REDIRECT:
            detail = f"redirects to {end.url}" + (f": {detail}" if detail else "")
        elif end is not home:
            detail = f"read at {end.url}, since the address itself fails: {home.detail}"
    switch, tried, said = session.rendering.switch_of(portal.url)
    return PortalOutcome(
        url=portal.url,
        role=portal.role,
        confirmed=portal.confirmed,
        status=status,
        detail=detail,
        pages=pages,
        tls=tls,
        switch=switch,
        switch_tried=tried,
        switch_detail=said,
    )


def _end_of(session: CrawlSession, entry: Entry) -> Entry:
    """Where redirects, or the way through another door, end."""
    seen: set[str] = set()
    while entry.url not in seen and _leads_on(session, entry):
        seen.add(entry.url)
        entry = session.frontier.entries[entry.near[0]]  # type: ignore[index]
    return entry


def _leads_on(session: CrawlSession, entry: Entry) -> bool:
    if not entry.near or entry.status is FetchStatus.OK:
        return False
    if entry.status is FetchStatus.REDIRECT:
        return True
    # A home page that could not be reached leads to its other door, when that one opened.
    door = session.frontier.entries[entry.near[0]]
    opened = door.status in {FetchStatus.OK, FetchStatus.REDIRECT} or _leads_on(session, door)
    return entry.source == "start" and opened
