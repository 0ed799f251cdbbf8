"""A table's own rows as a grid, whatever its rows and cells span."""

from __future__ import annotations

from dataclasses import dataclass

from bs4 import Tag

from audit.facts.services.pieces import Cell, CellReader

_CELLS = ("td", "th")
_MOST_COLUMNS = 40
_MOST_SPAN = 500


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a table."""

    cells: tuple[Cell, ...]
    """One per column; a cell that spans columns stands in each."""
    own: int
    """Cells that the row itself has."""
    is_head: bool
    """Whether it is made of header cells, or stands in the head."""


def grid_of(table: Tag, reader: CellReader) -> list[GridRow]:
    """Return the rows of a table without those of tables inside it."""
    hanging: dict[int, tuple[int, Cell]] = {}
    found: list[GridRow] = []
    for row in table.find_all("tr"):
        if _holder(row, "table") is not table:
            continue
        tags = _cells(row)
        cells: list[Cell] = []
        for tag in tags:
            _hang(cells, hanging)
            cell = reader.read(tag)
            rows, columns = _span(tag, "rowspan"), _span(tag, "colspan")
            for _ in range(min(columns, _MOST_COLUMNS - len(cells))):
                if rows > 1:
                    hanging[len(cells)] = (rows - 1, cell)
                cells.append(cell)
        _hang(cells, hanging)
        if tags:
            is_head = all(tag.name == "th" for tag in tags) or _holder(row, "thead") is not None
            found.append(GridRow(tuple(cells), len(tags), is_head))
    return found


def _holder(tag: Tag, name: str) -> Tag | None:
    """Return the nearest element of a name around another; `find_parent` builds a filter for each call."""
    return next((above for above in tag.parents if above.name == name), None)


def _cells(row: Tag) -> list[Tag]:
    """Return the cells of a row, in broken markup also those in forms and the like inside it."""
    own = [child for child in row.children if isinstance(child, Tag)]
    if all(child.name in _CELLS for child in own):
        return own
    return [tag for tag in row.find_all(_CELLS) if _holder(tag, "tr") is row]


def _hang(cells: list[Cell], hanging: dict[int, tuple[int, Cell]]) -> None:
    """Add the cells that hang down from rows above."""
    while len(cells) in hanging and len(cells) < _MOST_COLUMNS:
        column = len(cells)
        left, cell = hanging.pop(column)
        if left > 1:
            hanging[column] = (left - 1, cell)
        cells.append(cell)


def _span(tag: Tag, name: str) -> int:
    value = tag.get(name)
    return max(1, min(int(value), _MOST_SPAN)) if isinstance(value, str) and value.strip().isdecimal() else 1
