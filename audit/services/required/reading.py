"""Files of lists, CSV or XLSX, as rows of text. What a spreadsheet works out, or shows in several rows at once, is a fault."""

from __future__ import annotations

from pathlib import Path

from audit.review.sheet import read_csv
from audit.review.workbook import Fault, Row, Table, is_workbook, letter, plain, read_workbook
from crawler.errors import ListError, ReviewError

__all__ = ["Fault", "Row", "Table", "letter", "read_table"]


def read_table(path: Path, sheet: str = "") -> Table:
    """Read a list.

    Args:
        path: `.csv` in UTF-8, or `.xlsx`; told by its content.
        sheet: Which sheet of a workbook; needed when more than one holds something.

    Raises:
        ListError: It cannot be read as such a file, or is empty.
    """
    try:
        table = read_workbook(path, sheet) if is_workbook(path) else _csv(path)
    except ReviewError as error:
        raise ListError(error.faults) from error
    if not table.rows:
        raise ListError([f"{path}: is empty"])
    return table


def _csv(path: Path) -> Table:
    rows, skipped = read_csv(path)
    kept = []
    faults = []
    for number, cells in enumerate(rows[skipped:], 1 + skipped):
        if any(cell.strip() for cell in cells):
            kept.append(Row(number, tuple(plain(cell.strip()) for cell in cells)))
            faults += [
                Fault(number, index, "is a formula: paste its value")
                for index, cell in enumerate(cells)
                if cell.strip().startswith("=")
            ]
    return Table(tuple(kept), tuple(faults))
