"""Services in the rows of tables: of pages, and of documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bs4 import Tag

from audit.facts.data import load
from audit.facts.services.columns import (
    Columns,
    aligned,
    code_of_cells,
    columns_of_cells,
    columns_of_heads,
    is_of_others,
    tells_of_others,
)
from audit.facts.services.entries import Entry, details_of, is_apply, read_entry, read_labels, value_of
from audit.facts.services.gate import LABELS
from audit.facts.services.grid import GridRow, grid_of
from audit.facts.services.groups import Group, group_above, names_field
from audit.facts.services.levels import level_in_column, published_level
from audit.facts.services.model import Published
from audit.facts.services.pieces import TICKS, Cell, CellReader
from audit.facts.services.roles import Role, role_of_label
from audit.facts.services.words import bare

_DATA = load("services/lists")
_YES = frozenset(_DATA["ticked"])
_GROUP_NUMBER = re.compile(r"\A(?:[IVX]{1,6}|[A-ZĐ])[.)]?\Z")
_LABELS = frozenset({Role.CODE, Role.NAME, Role.FIELD, Role.BODY, Role.LEVEL, Role.OTHER})
_LABEL_COLUMNS = 2
_SHEET = 3  # labels below each other that make a table a sheet about one thing
_HEAD_ROWS = 8  # rows among which the header row is looked for
_LONGEST_GROUP = 200
_TICKED: tuple[str, ...] = tuple(_DATA["ticks"])


@dataclass(frozen=True, slots=True)
class TableRows:
    """What a table says of services."""

    entries: list[Entry]
    heads: Columns | None = None
    """Of a table that holds nothing but a header row: grids that scroll keep their headings apart from their rows."""
    is_settled: bool = False
    """Whether its rows are known: services, or something that no other reader should take for them."""


def read_table(table: Tag, reader: CellReader, before: Columns | None) -> TableRows:
    """Return the services that a table's own rows name.

    Args:
        table: The table.
        reader: Reads cells.
        before: Columns of the table before, where that had a header row only.
    """
    rows = [row for row in grid_of(table, reader) if any(cell.pieces or cell.anchors for cell in row.cells)]
    if _is_sheet(rows):
        return TableRows([], is_settled=True)
    start, columns = _header(rows)
    if columns is None and rows and is_of_others([cell.text for cell in rows[0].cells]):
        return TableRows(_coded(rows[1:]), is_settled=True)
    if columns is None and before is not None and rows and abs(len(rows[0].cells) - len(before.roles)) <= 1:
        columns = before
    body = rows[start:]
    cells = [row.cells for row in body if row.own > 1]
    if columns is None:
        columns = columns_of_cells(cells)
    if tells_of_others(columns, cells):
        return TableRows([], is_settled=True)
    if columns is None:
        return TableRows([])
    columns = aligned(columns, [row.cells for row in body])
    entries = list(_entries(columns, body, group_above(table)))
    return TableRows(entries, None if body else columns, bool(entries))


def _coded(rows: Sequence[GridRow]) -> list[Entry]:
    """Return the services of a table whose headings are another list's, where national codes say that it lists them."""
    columns = columns_of_cells([row.cells for row in rows if row.own > 1])
    if columns is None or Role.CODE not in columns.roles:
        return []
    return list(_entries(columns, rows, Group()))


def _is_sheet(rows: Sequence[GridRow]) -> bool:
    """Say whether a table describes one thing: labels below each other in its first or second column."""
    for column in range(_LABEL_COLUMNS):
        texts = {bare[row.cells[column].text] for row in rows if column < len(row.cells)}
        if sum(text in LABELS or role_of_label(text) in _LABELS for text in texts) >= _SHEET:
            return True
    return False


def rows_of_cells(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[Entry]:
    """Return the services that the rows of a table in a document name.

    Args:
        heads: Texts of its header row; empty when it has none.
        rows: Cells of its rows.
    """
    columns = columns_of_heads(heads) if heads else None
    columns = columns or columns_of_cells(rows)
    if columns is None:
        return []
    return list(_entries(columns, [GridRow(tuple(row), len(row), is_head=False) for row in rows], Group()))


def _header(rows: Sequence[GridRow]) -> tuple[int, Columns | None]:
    """Return where the body starts and what its columns tell."""
    for number, row in enumerate(rows[:_HEAD_ROWS]):
        if row.own < 2:
            continue
        heads = [cell.text for cell in row.cells]
        columns = columns_of_heads(heads)
        following = rows[number + 1] if number + 1 < len(rows) else None
        if following is not None and _continues(row, following):
            joined = [
                below.text if below.text and below is not above else above.text
                for above, below in zip(row.cells, following.cells, strict=False)
            ]
            both = columns_of_heads(joined)
            if both is not None:
                return number + 2, both
        if columns is not None:
            return number + 1, columns
    return 0, None


def _continues(row: GridRow, following: GridRow) -> bool:
    """Say whether a header has a second row, under cells that span columns."""
    spans = len({id(cell) for cell in row.cells}) < len(row.cells)
    return spans and following.own < len(following.cells) and len(row.cells) == len(following.cells)


def _entries(columns: Columns, rows: Sequence[GridRow], group: Group) -> Iterator[Entry]:
    for row in rows:
        if row.is_head and columns_of_heads([cell.text for cell in row.cells]) is not None:
            continue
        title = _group_title(columns, row)
        if title:
            group.take(title)
            continue
        entry = _entry(columns, row.cells)
        if entry is not None:
            entry.field = entry.field or group.field
            entry.body = entry.body or group.body
            entry.level = entry.level or group.level
            yield entry


def _group_title(columns: Columns, row: GridRow) -> str:
    """Return the text of a row that groups the ones below it: one cell for all columns, or a letter and a title."""
    texts = [(number, cell) for number, cell in enumerate(row.cells) if cell.pieces]
    distinct = list({id(cell): cell for _, cell in texts}.values())
    if not distinct or len(distinct) > 2 or len(columns.roles) < 2:
        return ""
    text = distinct[-1].text
    if len(text) > _LONGEST_GROUP:
        return ""
    if len(distinct) == 1:
        is_wide = len(texts) > 1 or row.own == 1
        return text if is_wide and read_entry(distinct[0], told=False) is None else _named_group(text)
    first = distinct[0].text.strip()
    if _GROUP_NUMBER.match(first) and not any(cell.anchors for cell in distinct[1:]):
        return text
    return ""


def _named_group(text: str) -> str:
    return text if names_field(text) else ""


def _entry(columns: Columns, cells: Sequence[Cell]) -> Entry | None:
    named = columns.at(Role.NAME)
    if not named or named[0] >= len(cells):
        return None
    cell = cells[named[0]]
    code = code_of_cells(columns, cells)
    level, level_text = _level(columns, cells)
    told = columns.is_told or level is not Published.UNSTATED
    entry = read_entry(cell, told=told, coded=bool(code) or columns.is_told)
    if entry is None:
        return None
    entry.code = entry.code or code
    if level:
        entry.level, entry.level_text = level, level_text
    entry.field = _text(columns, cells, Role.FIELD) or entry.field
    entry.body = _text(columns, cells, Role.BODY) or entry.body or _text(columns, cells, Role.PUBLISHER)
    _lead(entry, columns, cells)
    _tell_more(entry, cells, named[0])
    return entry


def _text(columns: Columns, cells: Sequence[Cell], role: Role) -> str:
    return next((value_of(cells[n].text) for n in columns.at(role) if n < len(cells) and cells[n].pieces), "")


def _level(columns: Columns, cells: Sequence[Cell]) -> tuple[Published, str]:
    for number in columns.at(Role.LEVEL):
        if number < len(cells):
            text = cells[number].text
            level = level_in_column(text) or cells[number].level()
            if level:
                return level, text or next(iter(cells[number].told), "")
    for number, level in enumerate(columns.levels):
        if level and number < len(cells) and _is_ticked(cells[number]):
            return level, ""
    return Published.UNSTATED, ""


def _is_ticked(cell: Cell) -> bool:
    text = cell.text.strip()
    if text:
        return text in TICKS or bare[text] in _YES
    return any(word in mark.lower() for mark in (*cell.told, *cell.marks) for word in _TICKED)


def _lead(entry: Entry, columns: Columns, cells: Sequence[Cell]) -> None:
    """Find where the row leads, when the name itself leads nowhere."""
    anchors = [anchor for cell in dict.fromkeys(cells) for anchor in cell.anchors]
    if not entry.apply_url:
        entry.apply_url = next((anchor.url for anchor in anchors if anchor.url and is_apply(anchor.text)), "")
    if not entry.apply_url:
        applied = [a.url for n in columns.at(Role.APPLY) if n < len(cells) for a in cells[n].anchors if a.url]
        entry.apply_url = applied[0] if applied else ""
    if not entry.url:
        coded = [a for n in columns.at(Role.CODE) if n < len(cells) for a in cells[n].anchors]
        entry.url = next((a.url for a in coded if a.url), "") or details_of(anchors, entry.apply_url)


def _tell_more(entry: Entry, cells: Sequence[Cell], named: int) -> None:
    """Take the level from a badge or picture of another cell, and field and body from lines with labels."""
    for number, cell in enumerate(cells):
        if number == named:
            continue
        other = None if entry.field and entry.body else read_labels(cell.pieces).values
        if other:
            entry.field = entry.field or value_of(other.get(Role.FIELD, ""))
            entry.body = entry.body or value_of(other.get(Role.BODY, ""))
        if not entry.level:
            text = cell.text
            level = (
                published_level(text) if len(text) <= _LONGEST_GROUP else Published.UNSTATED
            ) or cell.level()
            if level:
                entry.level, entry.level_text = level, text
