"""The dates of one page: which block tells them, and which of them is the page's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import Any

from audit.facts.blocks import Run
from audit.facts.data import load
from audit.facts.dates import FoundDate, find_dates, is_clock, is_possible, parse_date, settle_order
from audit.facts.headings import HeadingIndex
from audit.facts.meta import Meta
from audit.facts.model import Place
from audit.facts.tree import Node, Page

_META: list[str] = load("dates")["published_meta"]
_PROPERTIES: list[str] = load("dates")["published_properties"]
_MAIN = Place.MAIN
_DATELINE = 80  # characters of a line that tells a date and little else
_CLIMB = 4  # elements above a block in which a clock's name counts
_NEAR = 6  # blocks between heading and dateline, at most


@dataclass(frozen=True, slots=True)
class DatedBlock:
    """A block and the dates it tells."""

    number: int
    block: Run
    dates: tuple[FoundDate, ...]


class DateBook:
    """The dates of one page.

    Args:
        page: The page.
        blocks: Its visible blocks.
        fetched_on: The day from which the future is counted.
    """

    def __init__(self, page: Page, blocks: list[Run], fetched_on: date) -> None:
        self._fetched_on = fetched_on
        self._times = {
            node.start: node for node in page.all("time") if "datetime" in node.attrs and not node.hidden
        }
        clocks = _clocks(page)
        found: list[tuple[int, Run, tuple[FoundDate, ...]]] = []
        for number, block in enumerate(blocks):
            dates = find_dates(block.text)
            if not dates and self._times:
                dates = self._told(block)
            if dates and not _is_banner(block, clocks):
                found.append((number, block, dates))
        self.has_far = False
        """Whether a date was left out that lies too far ahead of the fetch, and would count if that were later."""
        settled = iter(settle_order([one for _, _, dates in found for one in dates]))
        self.dated = [
            DatedBlock(number, block, kept)
            for number, block, dates in found
            if (kept := tuple(one for one in _take(settled, len(dates)) if self._is_possible(one.iso)))
        ]

    def _is_possible(self, iso: str) -> bool:
        possible = is_possible(iso, self._fetched_on)
        self.has_far |= not possible and iso > self._fetched_on.isoformat()
        return possible

    def _told(self, block: Run) -> tuple[FoundDate, ...]:
        """Return the date that a `<time datetime>` in a block tells."""
        for start in range(block.start, block.end):
            node = self._times.get(start)
            iso = parse_date(node.get("datetime")) if node else ""
            if iso:
                return (FoundDate(iso, 0, min(len(block.text), _DATELINE)),)
        return ()

    def main_dates(self) -> tuple[str, ...]:
        """Return every date in the main content, newest first, each once."""
        isos = {one.iso for dated in self.dated if dated.block.place is _MAIN for one in dated.dates}
        return tuple(sorted(isos, reverse=True))

    def published(self, page: Page, meta: Meta, headings: HeadingIndex, rows: set[int]) -> str:
        """Return the page's own date: from meta, structured data, or the line beside its main heading.

        Args:
            page: The page.
            meta: Its description of itself.
            headings: Its headings.
            rows: Numbers of blocks whose date belongs to a row of a list.
        """
        for value in (*self._declared(page, meta), self._dateline(headings, rows)):
            if value and self._is_possible(value):
                return value
        return ""

    @staticmethod
    def _declared(page: Page, meta: Meta) -> Iterator[str]:
        for name in _META:
            if name in meta.names:
                yield parse_date(meta.names[name])
        for name in _PROPERTIES:
            yield from (parse_date(value) for value in _values(meta.structured, name))
            for node in page.marked:
                if node.attrs.get("itemprop") == name:
                    yield parse_date(node.get("content") or node.get("datetime") or page.text(node))

    def _dateline(self, headings: HeadingIndex, rows: set[int]) -> str:
        heading = _main_heading(headings)
        for dated in self.dated:
            block = dated.block
            if block.place is not _MAIN or dated.number in rows or len(block.text) > _DATELINE:
                continue
            if heading is None or abs(_distance(block, heading)) <= _NEAR * 2:
                return dated.dates[0].iso
        return ""


def _main_heading(headings: HeadingIndex) -> Node | None:
    main = [node for node in headings.nodes if node.place is _MAIN]
    return next((node for node in main if node.tag == "h1"), main[0] if main else None)


def _distance(block: Run, heading: Node) -> int:
    """Return how many runs lie between a block and a heading; a line break is one run too."""
    return block.start - heading.end if block.start >= heading.end else heading.start - block.end


def _take(values: Iterator[FoundDate], count: int) -> list[FoundDate]:
    return [next(values) for _ in range(count)]


def _clocks(page: Page) -> frozenset[int]:
    """Return the elements that are named a clock or today's date."""
    return frozenset(node.index for node, traits in page.named if "clock" in traits)


def _is_banner(block: Run, clocks: frozenset[int]) -> bool:
    if is_clock(block.text):
        return True
    if not clocks:
        return False
    near = islice(chain((block.node,), block.node.ancestors()), _CLIMB)
    return any(node.index in clocks for node in near)


def _values(structured: Any, name: str) -> Iterator[str]:
    """Yield a property's texts from JSON-LD, however deep."""
    todo = [structured]
    while todo:
        value = todo.pop()
        if isinstance(value, dict):
            if isinstance(value.get(name), str):
                yield value[name]
            todo += value.values()
        elif isinstance(value, list):
            todo += value
