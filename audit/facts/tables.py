"""Data tables; tables that only lay a page out are not facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from audit.facts.model import Place, Table
from audit.facts.text import first_words
from audit.facts.tree import Node, Page

_MOST_COLUMNS = 30
_LONG_CELL = 400  # characters; a table of such cells lays out
_LABEL = 80  # characters of a header cell at most
_PLAIN_LABEL = 40  # characters of a header cell that nothing sets off
_SAMPLE = 3
_LAYOUT_ROLES = frozenset({"presentation", "none"})


@dataclass(frozen=True)
class TableRow:
    """A row and its cells, header cells included."""

    node: Node
    cells: tuple[Node, ...]

    @property
    def is_header(self) -> bool:
        """Whether all cells are header cells, or it stands in the head."""
        return all(cell.tag == "th" for cell in self.cells) or (
            self.node.parent is not None and self.node.parent.tag == "thead"
        )


class DataTable:
    """A table with data in it, as the extractors see it."""

    def __init__(self, page: Page, node: Node, rows: list[TableRow]) -> None:
        self.page = page
        self.node = node
        self._all = rows

    @cached_property
    def headers(self) -> tuple[str, ...]:
        """Texts of the header row; empty when no row looks like one."""
        if not self._all:
            return ()
        first = self._all[0]
        texts = tuple(self.page.text(cell) for cell in first.cells)
        if first.is_header or self._looks_like_header(texts):
            return texts
        return ()

    @cached_property
    def rows(self) -> list[TableRow]:
        """Body rows."""
        return [row for row in self._all[1:] if not row.is_header] if self.headers else self._all

    def cells(self, row: TableRow) -> list[str]:
        """Return the texts of a row's cells."""
        return [self.page.text(cell) for cell in row.cells]

    def _looks_like_header(self, texts: tuple[str, ...]) -> bool:
        """Say whether a first row without header cells is one: short, full, no digits, and set off or unlike the next."""
        if len(self._all) < 3 or len(texts) < 2 or not all(texts):
            return False
        if any(len(text) > _LABEL or any(map(str.isdigit, text)) for text in texts):
            return False
        row = self._all[0]
        inner = self.page.nodes[row.node.index + 1 : row.node.last]
        strong = sum(node.tag in {"b", "strong"} for node in inner)
        if any(len(text) > _PLAIN_LABEL or text.endswith((".", ";")) for text in texts):
            return strong >= len(texts)
        return strong >= len(texts) or (
            len(set(texts)) == len(texts) and not any(node.tag == "a" for node in inner)
        )


def data_tables(page: Page) -> list[DataTable]:
    """Return the tables of a page that hold data, in document order."""
    found = []
    for node in page.all("table"):
        if node.hidden or node.get("role").lower() in _LAYOUT_ROLES:
            continue
        rows = list(_rows(page, node))
        if _holds_data(page, node, rows):
            found.append(DataTable(page, node, rows))
    return found


def read_tables(tables: list[DataTable]) -> tuple[Table, ...]:
    """Return the facts about data tables."""
    return tuple(
        Table(
            headers=table.headers[:_MOST_COLUMNS],
            rows=len(table.rows),
            caption=_caption(table),
            place=table.node.place or Place.MAIN,
            sample=tuple(first_words(table.page.text(row.cells[0])) for row in table.rows[:_SAMPLE]),
        )
        for table in tables
    )


def _caption(table: DataTable) -> str:
    captions = table.page.within(table.node, "caption")
    return table.page.text(captions[0]) if captions else ""


def _rows(page: Page, table: Node) -> Iterator[TableRow]:
    """Yield a table's own rows, not those of tables inside it."""
    position = table.index + 1
    nodes = page.nodes
    while position < table.last:
        node = nodes[position]
        if node.tag == "table":
            position = node.last
            continue
        if node.tag == "tr":
            cells = tuple(_cells(page, node))
            if cells:
                yield TableRow(node, cells)
            position = node.last
            continue
        position += 1


def _cells(page: Page, row: Node) -> Iterator[Node]:
    position = row.index + 1
    while position < row.last:
        node = page.nodes[position]
        if node.tag in {"td", "th"}:
            yield node
        position = node.last


def _holds_data(page: Page, table: Node, rows: list[TableRow]) -> bool:
    if len(rows) < 2:
        return False
    inner = page.nodes[table.index + 1 : table.last]
    if any(node.tag in {"table", "form"} for node in inner):
        return False
    if any(node.tag in {"th", "caption", "thead"} for node in inner):
        return True
    widths = [len(row.cells) for row in rows]
    common = max(set(widths), key=widths.count)
    if common < 2 or widths.count(common) < 0.6 * len(rows):
        return False
    cells = sum(widths)
    return 0 < page.size(table) < _LONG_CELL * cells and len(rows) >= 3
