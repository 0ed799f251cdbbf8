"""All services that the lists of one page name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from audit.facts.data import load
from audit.facts.language import identify
from audit.facts.services.cards import CardReader, Context
from audit.facts.services.columns import Columns
from audit.facts.services.content import Content
from audit.facts.services.entries import Entry
from audit.facts.services.labels import kinds_of
from audit.facts.services.model import ServiceRow
from audit.facts.services.pieces import Cell, CellReader
from audit.facts.services.records import entries_of_page, entries_of_text
from audit.facts.services.tables import read_table, rows_of_cells
from audit.facts.services.words import bare
from audit.facts.text import fold
from audit.facts.urls import Resolver

_LIMITS = load("services/lists")["limits"]
_POINTS = frozenset(load("services/lists")["points"])
_LABELS_NEEDED: int = _LIMITS["labels_of_procedure"]
_LABEL: int = _LIMITS["label_letters"]


def read_rows(content: Content) -> tuple[ServiceRow, ...]:
    """Return the services of a page's tables, cards, lists and records, each once, in the order of the page.

    A list for wide screens and its twin for small ones are one list.
    """
    reader = CellReader(content.resolve, content.soup)
    done: set[int] = set()
    found = [(entry, "table") for entry in _tables(content, reader, done)]
    context = Context(content.title, partial(_describes_procedure, content))
    body = content.soup.body or content.soup
    found += [(entry, "list") for entry in CardReader(reader, context, done).read(body)]
    found += [(entry, "json") for entry in entries_of_page(content)]
    return merge(found)


def _tables(content: Content, reader: CellReader, done: set[int]) -> Iterable[Entry]:
    before: Columns | None = None
    for table in content.soup.find_all("table"):
        if id(table) in done:
            continue
        found = read_table(table, reader, before)
        before = found.heads
        if found.is_settled:
            done.add(id(table))
            done.update(id(inner) for inner in table.find_all("table"))
            yield from found.entries


def _describes_procedure(content: Content) -> bool:
    """Say whether a page describes one procedure, by the points of it that have a label."""
    told = {
        kind for text in content.soup.stripped_strings if len(text) <= _LABEL for kind in kinds_of(fold(text))
    }
    return len(told & _POINTS) >= _LABELS_NEEDED


def rows_of_json(text: str, resolve: Resolver) -> tuple[ServiceRow, ...]:
    """Return the services that a body in JSON names; none when it is no JSON."""
    return merge((entry, "json") for entry in entries_of_text(text, resolve))


def rows_of_table(heads: list[str], rows: list[list[Cell]]) -> tuple[ServiceRow, ...]:
    """Return the services that a table of a document names.

    Args:
        heads: Texts of its header row; empty when it has none.
        rows: Its cells.
    """
    return merge((entry, "document") for entry in rows_of_cells(heads, rows))


def merge(found: Iterable[tuple[Entry, str]]) -> tuple[ServiceRow, ...]:
    """Make rows of entries, each service once: by code, else by name."""
    kept: list[tuple[Entry, str]] = []
    by_code: dict[str, Entry] = {}
    by_name: dict[str, list[Entry]] = {}
    for entry, source in found:
        name = bare[entry.name]
        known = by_code.get(entry.code) if entry.code else None
        if known is None:
            known = next(
                (
                    other
                    for other in by_name.get(name, ())
                    if not (other.code and entry.code and other.code != entry.code)
                ),
                None,
            )
        if known is None:
            kept.append((entry, source))
            known = entry
        else:
            _fill(known, entry)
        by_name.setdefault(name, []).append(known)
        if known.code:
            by_code[known.code] = known
    return tuple(_row(entry, source) for entry, source in kept)


def _fill(entry: Entry, other: Entry) -> None:
    for name in ("code", "field", "body", "url", "apply_url"):
        if not getattr(entry, name):
            setattr(entry, name, getattr(other, name))
    if not entry.level and other.level:
        entry.level, entry.level_text = other.level, other.level_text


def _row(entry: Entry, source: str) -> ServiceRow:
    return ServiceRow(
        name=entry.name,
        language=identify(entry.name),
        url=entry.url,
        code=entry.code,
        field=entry.field,
        body=entry.body,
        level=entry.level,
        level_text=entry.level_text,
        apply_url=entry.apply_url,
        source=entry.source or source,
    )
