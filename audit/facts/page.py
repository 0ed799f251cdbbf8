"""A page's bytes to its facts: the one door of this package."""

from __future__ import annotations

from datetime import date
from html import escape

from audit.facts.blocks import read_blocks
from audit.facts.contacts import read_contacts
from audit.facts.datebook import DateBook
from audit.facts.dated import RowFinder
from audit.facts.documents import read_documents
from audit.facts.encoding import decode
from audit.facts.forms import FormReader
from audit.facts.headings import HeadingIndex
from audit.facts.languages import PageLanguages
from audit.facts.layout import settle_places
from audit.facts.legacy import repair_page
from audit.facts.links import LinkReader
from audit.facts.meta import read_meta
from audit.facts.model import Block, PageFacts
from audit.facts.people import read_people
from audit.facts.placeholders import read_placeholder
from audit.facts.services.read import read_services
from audit.facts.structure import count_bare_images, count_steps, read_breadcrumb, read_frames, read_images
from audit.facts.tables import data_tables, read_tables
from audit.facts.tree import Page, read
from audit.facts.urls import Resolver
from audit.facts.widgets import needs_script, read_widgets

_new = tuple.__new__  # makes a named tuple in half the time: a page has hundreds of blocks


def read_page(
    body: bytes, url: str, content_type: str = "", *, fetched_on: date | None = None, shown: bool = False
) -> PageFacts:
    """Read all facts of one page.

    Pure, one parse, and never fails: whatever the bytes are, there are facts about them.

    Args:
        body: The page as it came, after content decoding.
        url: Its final address.
        content_type: The Content-Type header, whole.
        fetched_on: The day of the fetch, from which the future is counted; today when not given.
        shown: Whether it is the page as a browser shows it, so that hash routes are addresses of further pages.
    """
    decoded = decode(body, content_type)
    text = decoded.text
    page = read(_as_html(text) if content_type.lower().startswith("text/plain") else text)
    legacy = repair_page(page)
    settle_places(page)
    blocks = read_blocks(page)
    base = next((node.get("href") for node in page.all("base") if "href" in node.attrs), "")
    resolve = Resolver(url, base, routes=shown)
    languages = PageLanguages(blocks)
    headings = HeadingIndex(page, languages)
    links = LinkReader(page, resolve, headings, languages).read()
    meta = read_meta(page, resolve)
    frames = read_frames(page, resolve)
    book = DateBook(page, blocks, fetched_on or date.today())
    rows = RowFinder(page, links)
    dated = rows.read(book)
    tables = data_tables(page)
    phones, emails = read_contacts(page, (block.text for block in blocks))
    return PageFacts(
        url=url,
        title=page.title,
        declared=_declared(page),
        encoding=decoded.encoding,
        encoding_problem=decoded.problem or legacy,
        blocks=tuple(
            [
                _new(Block, (run.text, run.place, (node := run.node).tag, run.language, node.lang))
                for run in blocks
            ]
        ),
        headings=tuple(headings.headings),
        links=tuple(links.links),
        forms=FormReader(page, resolve).read(),
        documents=read_documents(links.links, frames),
        dated=dated,
        people=read_people(page, tables, blocks, reachable=bool(phones or emails)),
        tables=read_tables(tables),
        alternates=tuple(meta.alternates),
        phones=phones,
        emails=emails,
        dates=book.main_dates(),
        published=book.published(page, meta, headings, rows.blocks),
        far_dates=book.has_far,
        language=languages.shares_by_name(),
        words=languages.words(),
        placeholder=read_placeholder(blocks),
        needs_script=needs_script(page, blocks),
        widgets=read_widgets(page, links.links, frames, blocks),
        meta=meta.names,
        canonical=meta.canonical,
        refresh=meta.refresh,
        schema_types=tuple(meta.schema_types),
        script_links=tuple(links.scripted),
        feeds=tuple(meta.feeds),
        frames=frames,
        images=read_images(page, resolve),
        bare_images=count_bare_images(page),
        breadcrumb=read_breadcrumb(page, blocks, meta.structured),
        steps=count_steps(page),
        services=read_services(text, page, blocks, resolve, url),
    )


def _declared(page: Page) -> str:
    return next((node.lang for node in page.all("html") if node.lang), "")


def _as_html(text: str) -> str:
    """Mark plain text up, so that each line is a line."""
    return f"<pre>{escape(text)}</pre>".replace("\n", "<br>")
