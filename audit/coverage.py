"""What a crawl saw and what it did not: found = fetched + skipped + failed + left, and it adds up. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from audit.results import Coverage
from crawler.status import FetchStatus

if TYPE_CHECKING:
    from audit.facts.model import PageFacts
    from crawler.records import PageRecord

_FETCHED = {FetchStatus.OK} | {status for status in FetchStatus if status.is_beside}
_LEFT = {FetchStatus.BUDGET_PAGES, FetchStatus.BUDGET_DEPTH, FetchStatus.BUDGET_TIME, FetchStatus.INTERRUPTED}
_SKIPPED = {
    FetchStatus.REDIRECT,  # the target is counted
    FetchStatus.OFF_HOST,
    FetchStatus.PRIVATE_ADDRESS,
    FetchStatus.NOT_A_PAGE,
    FetchStatus.BACKSTAGE,
    FetchStatus.ROBOTS,
    FetchStatus.TRAP,
}


def group_of(status: FetchStatus) -> str:
    """Return the coverage statement's word for a status: fetched, skipped, left or failed."""
    if status in _FETCHED:
        return "fetched"
    if status in _LEFT:
        return "left"
    return "skipped" if status in _SKIPPED else "failed"


def coverage(
    records: Iterable[PageRecord],
    facts: Iterable[PageFacts],
    *,
    stop_reason: str,
    readable: bool,
    scans: int = 0,
    probed: int = 0,
) -> Coverage:
    """Sum up one agency's crawl.

    Args:
        records: Every URL found.
        facts: Of every page read.
        stop_reason: From the snapshot's result.
        readable: Whether enough was read to say "not met" at all.
        scans: Documents that were opened and hold pictures of pages only.
        probed: Addresses at which an English version was looked for.
    """
    status: Counter[str] = Counter()
    groups: Counter[str] = Counter()
    times: list[str] = []
    for record in records:
        status[record.status.value] += 1
        groups[group_of(record.status)] += 1
        if record.status.is_page and record.fetched_at:
            times.append(record.fetched_at)
    languages: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for page in facts:
        languages[page.main_language] += 1
        words.update(page.words)
    return Coverage(
        found=sum(status.values()),
        fetched=groups["fetched"],
        skipped=groups["skipped"],
        failed=groups["failed"],
        left=groups["left"],
        by_status=dict(sorted(status.items())),
        pages_by_language=dict(sorted(languages.items())),
        words_by_language=dict(sorted(words.items())),
        documents=status[FetchStatus.NOT_A_PAGE.value] + status[FetchStatus.DOCUMENT.value],
        documents_read=status[FetchStatus.DOCUMENT.value],
        scans=scans,
        probed=probed,
        first_fetch=min(times, default=""),
        last_fetch=max(times, default=""),
        stop_reason=stop_reason,
        readable=readable,
    )
