"""What a crawl kept beside the pages, and how it stands among what gave no page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from audit.facts.model import PageFacts
from audit.facts.page import read_page
from audit.site.addresses import key_of
from crawler.links import document_extension
from crawler.snapshot import PageRecord
from crawler.status import FetchStatus

_GONE = frozenset({FetchStatus.NOT_FOUND, FetchStatus.CLIENT_ERROR, FetchStatus.REDIRECT_LOOP})
ENDED = frozenset({FetchStatus.BUDGET_PAGES, FetchStatus.BUDGET_TIME, FetchStatus.INTERRUPTED})
"""Statuses of addresses whose turn never came, because the crawl's budget or time had ended."""
_OURS = frozenset({"data", "search", "rendered", "switch"})
"""Sources of addresses that no link of the site leads to."""


Stored = Callable[[], Iterable[tuple[PageRecord, bytes]]]
"""Reads records with their bodies from the snapshot, anew each time it is called."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a crawl kept beside the pages."""

    documents: Stored = tuple
    """`referrer` of a record is the page that links to it."""
    data: Stored = tuple
    """JSON from which pages draw their lists; `referrer` is the page that names the address."""
    searches: Stored = tuple
    """Answers of portals' own searches; `anchor` is what was asked, `referrer` the page with the form."""
    rendered: Stored = tuple
    """Pages that are empty without script, as a browser showed them."""


@dataclass(frozen=True, slots=True)
class DataSource:
    """JSON from which a page draws its list."""

    url: str
    page: str
    """Address of the page that names it."""
    body: bytes


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """What a portal's own search answered."""

    asked: str
    """The words."""
    url: str
    form: str
    """Address of the page with the form."""
    facts: PageFacts


def data_sources(beside: Beside) -> Iterator[DataSource]:
    """Read the data that pages draw their lists from, one by one."""
    for record, body in beside.data():
        yield DataSource(record.final_url or record.url, record.referrer, body)


def search_answers(beside: Beside) -> Iterator[SearchAnswer]:
    """Read the answers of portals' own searches; they are no pages of the site."""
    for record, body in beside.searches():
        url = record.final_url or record.url
        fetched_on = date.fromisoformat(record.fetched_at[:10]) if record.fetched_at else None
        facts = read_page(body, url, record.content_type, fetched_on=fetched_on)
        yield SearchAnswer(record.anchor, url, record.referrer, facts)


def without_page(records: Iterable[PageRecord]) -> dict[str, PageRecord]:
    """Return what gave no page, by key.

    A file stands there as one whether it was opened or not, since a crawl opens some of them only; so does one whose turn never
    came, if its address names a file. One that is gone is a dead link. What we asked of scripts' sources and of the portal's search is left out: no link leads there.
    """
    return {
        key_of(record.url): _as_file(record)
        for record in records
        if not record.status.is_page and record.source not in _OURS
    }


def _as_file(record: PageRecord) -> PageRecord:
    found = (record.fetched_at and record.status not in _GONE) or record.status in ENDED
    if record.status is FetchStatus.DOCUMENT or (found and document_extension(record.url)):
        return replace(record, status=FetchStatus.NOT_A_PAGE)
    return record
