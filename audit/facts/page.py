"""A page's bytes to its facts: the one door of this package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from audit.facts.blocks import Run, read_blocks
from audit.facts.contacts import read_contacts
from audit.facts.datebook import DateBook
from audit.facts.dated import RowFinder
from audit.facts.documents import read_documents
from audit.facts.encoding import decode
from audit.facts.forms import FormReader
from audit.facts.headings import HeadingIndex
from audit.facts.language import identify_blocks
from audit.facts.links import LinkReader
from audit.facts.meta import read_meta
from audit.facts.model import Block, Heading, Link, PageFacts, Place
from audit.facts.people import read_people
from audit.facts.placeholders import read_placeholder
from audit.facts.places import settle_places
from audit.facts.structure import count_steps, read_breadcrumb, read_frames, read_images
from audit.facts.tables import data_tables, read_tables
from audit.facts.tree import Node, Page, read
from audit.facts.urls import Resolver
from audit.facts.widgets import needs_script, read_widgets


class _Languages:
    """The languages of a page's blocks, and through them of links and headings."""

    def __init__(self, blocks: Sequence[Run]) -> None:
        judged = [block for block in blocks if not block.is_chrome]
        found, self.shares = identify_blocks([(block.place, block.text) for block in judged])
        self._of = dict(zip(map(id, judged), found, strict=True))
        self._at = {number: block for block in blocks for number in range(block.start, block.end)}

    def of_block(self, block: Run) -> str:
        """Return a block's language; `und` for what the content management system wrote."""
        return self._of.get(id(block), "und")

    def of_node(self, node: Node) -> str:
        """Return the language of the block in which an element's text starts."""
        block = self._at.get(node.start) or self._at.get(node.start + 1)
        return self.of_block(block) if block else "und"


def read_page(body: bytes, url: str, content_type: str = "", *, fetched_on: date | None = None) -> PageFacts:
    """Read all facts of one page.

    Pure, one parse, and never fails: whatever the bytes are, there are facts about them.

    Args:
        body: The page as it came, after content decoding.
        url: Its final address.
        content_type: The Content-Type header, whole.
        fetched_on: The day of the fetch, from which the future is counted; today when not given.
    """
    decoded = decode(body, content_type)
    page = read(decoded.text)
    settle_places(page)
    blocks = read_blocks(page)
    base = next((node.get("href") for node in page.all("base") if "href" in node.attrs), "")
    resolve = Resolver(url, base)
    headings = HeadingIndex(page)
    links = LinkReader(page, resolve, headings, blocks).read()
    meta = read_meta(page, resolve)
    languages = _Languages(blocks)
    frames = read_frames(page, resolve)
    book = DateBook(page, blocks, fetched_on or date.today())
    rows = RowFinder(page, links)
    tables = data_tables(page)
    phones, emails = read_contacts(page, (block.text for block in blocks))
    return PageFacts(
        url=url,
        title=page.title,
        declared=_declared(page),
        encoding=decoded.encoding,
        encoding_problem=decoded.problem,
        blocks=tuple(
            Block(block.text, block.place, block.node.tag, languages.of_block(block), block.node.lang)
            for block in blocks
        ),
        headings=_headings(headings, languages),
        links=_links(links.links, links.nodes, languages),
        forms=FormReader(page, resolve).read(),
        documents=read_documents(links.links, frames),
        dated=rows.read(book),
        people=read_people(page, tables, blocks),
        tables=read_tables(tables),
        alternates=tuple(meta.alternates),
        phones=phones,
        emails=emails,
        dates=book.main_dates(),
        published=book.published(page, meta, headings, rows.blocks),
        language={str(place): share for place, share in languages.shares.items()},
        words=_words(blocks, languages),
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
        breadcrumb=read_breadcrumb(page, blocks, meta.structured),
        steps=count_steps(page),
    )


def _declared(page: Page) -> str:
    return next((node.lang for node in page.all("html") if node.lang), "")


def _headings(index: HeadingIndex, languages: _Languages) -> tuple[Heading, ...]:
    return tuple(
        replace(heading, language=languages.of_node(node))
        for heading, node in zip(index.headings, index.nodes, strict=True)
    )


def _links(links: Sequence[Link], nodes: Sequence[Node], languages: _Languages) -> tuple[Link, ...]:
    return tuple(
        replace(link, language=languages.of_node(node)) for link, node in zip(links, nodes, strict=True)
    )


def _words(blocks: Sequence[Run], languages: _Languages) -> dict[str, int]:
    """Count the words of the main content per language."""
    counts: dict[str, int] = {}
    for block in blocks:
        language = languages.of_block(block)
        if block.place is Place.MAIN and language != "und":
            key = language if language in {"en", "vi"} else "other"
            counts[key] = counts.get(key, 0) + block.text.count(" ") + 1
    return counts
