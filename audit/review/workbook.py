"""Tables that came back as workbooks (XLSX), as rows of text. What a spreadsheet works out, or shows in several rows at once, is a fault."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from crawler.errors import ReviewError

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

MOST_BYTES: Final = 20_000_000
"""Of a workbook: what persons fill in has thousands of rows, not millions."""
MOST_ROWS: Final = 50_000
_UNPACKED: Final = 20 * MOST_BYTES
_TOO_LARGE: Final = "is larger than any table that persons fill in"
_WIDEST: Final = 60
_NOT_IN_TITLES: Final = re.compile(r"[\\/?*\[\]:]")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Row:
    """One row as the spreadsheet counts it: the first is 1."""

    number: int
    cells: tuple[str, ...]
    numeric: frozenset[int] = frozenset()
    """Indexes of cells that the file holds as numbers, in which zeros at the ends are lost."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell, or with a row."""

    row: int
    column: int
    """Index; -1 for the row as a whole."""
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file that are not empty, the header first, and what is wrong with single cells."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...] = ()


def inert(text: str) -> str:
    """Defuse a cell that a spreadsheet could take for a formula (CWE-1236); `plain` undoes it.

    >>> inert("=1+1"), plain(inert("=1+1")), plain(inert("'=1"))
    ("'=1+1", '=1+1', "'=1")
    """
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


def plain(text: str) -> str:
    """Return a cell as it was before `inert`."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_FORMULA) else text


def is_workbook(path: Path) -> bool:
    """Tell a workbook by its first bytes.

    Raises:
        ReviewError: The file cannot be read, or is a workbook of another kind.
    """
    try:
        with path.open("rb") as stream:
            start = stream.read(8)
    except OSError as error:
        raise ReviewError([f"{path}: cannot be read: {error.strerror}"]) from error
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise ReviewError(
            [f"{path}: is a workbook of before 2007, or has a password: save it as .xlsx without one"]
        )
    return start.startswith(b"PK")


def read_workbook(path: Path, name: str = "") -> Table:
    """Read one sheet.

    Args:
        path: An XLSX file.
        name: Which sheet; needed when more than one holds something.

    Raises:
        ReviewError: It cannot be read as such a file.
    """
    book = _loaded(path)
    sheet = _sheet(path, book.worksheets, name)
    if sheet.max_row > MOST_ROWS:
        raise ReviewError(
            [f"{path}: the sheet “{sheet.title}” has {sheet.max_row} rows: delete the empty ones"]
        )
    faults = [
        Fault(area.min_row, area.min_col - 1, f"{area.coord} is merged: write every cell out")
        for area in sheet.merged_cells.ranges
    ]
    rows = []
    for number, cells in enumerate(sheet.iter_rows(), 1):
        texts = tuple(_text(cell) for cell in cells)
        if any(texts):
            numeric = frozenset(i for i, cell in enumerate(cells) if cell.data_type == "n" and texts[i])
            rows.append(Row(number, texts, numeric))
            faults += _cell_faults(number, cells)
    return Table(tuple(rows), tuple(faults))


def _loaded(path: Path) -> Workbook:
    if path.stat().st_size > MOST_BYTES:
        raise ReviewError([f"{path}: {_TOO_LARGE}"])
    from openpyxl import load_workbook  # noqa: PLC0415 - loads for long, and most tables are read from text

    data = io.BytesIO(path.read_bytes())  # openpyxl leaves files open that it stumbles over
    try:
        with zipfile.ZipFile(data) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
        with warnings.catch_warnings():
            # Of styles and validations that openpyxl leaves out: the cells are read all the same.
            warnings.simplefilter("ignore")
            book = load_workbook(data) if unpacked <= _UNPACKED else None
    except Exception as error:  # whatever a damaged file makes openpyxl stumble over
        text = f"is no workbook that can be read: save it as .xlsx again ({error})"
        raise ReviewError([f"{path}: {text}"]) from error
    if book is None:
        raise ReviewError([f"{path}: {_TOO_LARGE}"])
    return book


def _sheet(path: Path, sheets: Sequence[Worksheet], name: str) -> Worksheet:
    if name:
        for sheet in sheets:
            if sheet.title == name:
                return sheet
        raise ReviewError([f"{path}: there is no sheet “{name}”, but {_quoted(sheets)}"])
    filled = [
        sheet for sheet in sheets if any(_text(c) for row in sheet.iter_rows(max_row=MOST_ROWS) for c in row)
    ]
    if len(filled) > 1:
        raise ReviewError(
            [f"{path}: several sheets hold something: choose one with --sheet: {_quoted(filled)}"]
        )
    if not filled:
        raise ReviewError([f"{path}: is empty"])
    return filled[0]


def _quoted(sheets: Sequence[Worksheet]) -> str:
    return ", ".join(f"“{sheet.title}”" for sheet in sheets)


def _text(cell: Cell | MergedCell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    return plain(str(value).strip())


def _cell_faults(number: int, cells: Sequence[Cell | MergedCell]) -> Iterator[Fault]:
    told = {"f": "is a formula: paste its value", "e": "is an error of the spreadsheet"}
    for index, cell in enumerate(cells):
        if cell.data_type in told:
            yield Fault(number, index, told[cell.data_type])


def write_workbook(rows: Iterable[Mapping[str, str]], path: Path, columns: Sequence[str], title: str) -> int:
    """Write a table as a workbook of one sheet, every cell a text that no spreadsheet takes for a formula.

    Args:
        rows: Cells by column; a missing one is empty.
        path: Replaced when it is there.
        columns: The header.
        title: Of the sheet.

    Returns:
        The number of rows.

    Raises:
        OSError: The file cannot be written.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - as above
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _NOT_IN_TITLES.sub(" ", title)[:31] or "Sheet"
    sheet.append(list(columns))
    widths = [len(column) for column in columns]
    count = 0
    for row in rows:
        cells = [inert(row.get(column, "")) for column in columns]
        sheet.append(cells)
        widths = [max(width, len(cell)) for width, cell in zip(widths, cells, strict=True)]
        count += 1
    for number, width in enumerate(widths):
        sheet.column_dimensions[letter(number)].width = min(_WIDEST, width + 2)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.number_format = "@"  # so that what a person types stays what it is: 01/02/2026, 1.010
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    book.save(path)
    return count


def letter(index: int) -> str:
    """Name a column as spreadsheets do.

    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
