"""Going on with a crawl that was killed: its pages are taken over, and their links read again from the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.answers import Answer
from crawler.frontier import Entry
from crawler.page import parse_page
from crawler.purpose import Purpose, purpose_of
from crawler.status import FetchStatus

if TYPE_CHECKING:
    from crawler.records import PageRecord
    from crawler.session import CrawlSession


def take_over(session: CrawlSession) -> str:
    """Take over everything that was answered before.

    Returns:
        When the first answer came (UTC, ISO 8601), or an empty string when there was none.
    """
    # A URL without an answer is found again through the page that links to it.
    known = [r for r in session.writer.known() if r.fetched_at]
    for record in sorted(known, key=lambda r: (r.fetched_at, r.url)):
        _restore(session, record)
    if session.writer.lost:
        session.count("osi/resume/lost", session.writer.lost)
    if known:
        session.count("osi/resume/pages", len(known))
    return min((r.fetched_at for r in known), default="")


def _restore(session: CrawlSession, record: PageRecord) -> None:
    number = session.frontier.find(record.url)
    if number is None:
        number = session.add(
            Entry(record.url, record.depth, record.source, anchor=record.anchor, portal=record.portal)
        )
    entry = session.frontier.entries[number]
    entry.purpose = purpose_of(record)
    session.frontier.settle(number, record.status, record.detail)
    entry.record = record
    if entry.purpose.is_browsed:
        _restore_browsed(session, number, record)
    elif entry.purpose is not Purpose.PAGE:
        session.beside.take(entry, Answer(record.status, record.detail), record.size)
    session.count_page(entry)
    if entry.purpose.is_browsed:
        return
    if record.status is FetchStatus.REDIRECT:
        session.redirect(number, record.final_url)
    elif record.status is FetchStatus.OK:
        body = session.writer.body(record)
        session.read_links(number, parse_page(body, record.final_url, record.content_type), body)


def _restore_browsed(session: CrawlSession, number: int, record: PageRecord) -> None:
    session.rendering.restore(number)
    if record.status is FetchStatus.RENDERED:
        body = session.writer.body(record)
        page = parse_page(body, record.final_url, record.content_type)
        session.read_links(session.rendering.owner_of(number), page, body, shown=True)
