"""What the pages of a snapshot say, for a search: address, title, language and main text, without menus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from audit.fact_cache import recalling
from audit.facts.model import Place
from audit.site.shown import as_shown
from crawler.snapshot import Snapshot
from crawler.status import FetchStatus


@dataclass(frozen=True, slots=True)
class PageText:
    """One page."""

    url: str
    """Where it was in the end, after redirects."""
    title: str
    """Its first heading where it has no title; empty where it has neither."""
    language: str
    """Of its main text: `en`, `vi`, `other`, `mixed` or `und`."""
    text: str
    """Main content, one block a line."""
    record: str
    """The archived copy, as evidence names it: `crawl-00000.warc.gz:OFFSET`."""


def page_texts(folder: Path, facts: Path) -> Iterator[PageText]:
    """Yield the pages of a snapshot, each address once, as readers with JavaScript see them.

    Args:
        folder: The snapshot.
        facts: Where facts of its pages were remembered (`audit.fact_cache`), which makes this ten times as fast.

    Raises:
        SnapshotError: It is unfinished, damaged, or was thinned.
    """
    seen: set[str] = set()
    with Snapshot(folder) as snapshot, recalling(facts) as read:
        for record, body in as_shown(snapshot.fetched(), snapshot.rendered):
            page = read(
                body,
                record.final_url or record.url,
                record.content_type,
                fetched_on=date.fromisoformat(record.fetched_at[:10]),
                shown=record.status is FetchStatus.RENDERED,
            )
            url = page.url or record.url
            if url in seen:
                continue
            seen.add(url)
            yield PageText(
                url,
                page.title or next((heading.text for heading in page.headings), ""),
                page.main_language,
                "\n".join([block.text for block in page.blocks if block.place is Place.MAIN]),
                f"{record.warc_file}:{record.warc_offset}" if record.warc_file else "",
            )
