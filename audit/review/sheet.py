"""The table that goes to a reviewer and comes back: a workbook, or CSV as spreadsheet programs write it.

Crawled text in it is hostile: cells that a spreadsheet could take for a formula are defused, and read back as they were.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from audit.review.workbook import inert, is_workbook, letter, plain, read_workbook
from crawler.errors import ReviewError

ANSWER_COLUMNS: Final = ("english", "vietnamese", "reviewer", "date", "proof", "note")
COLUMNS: Final = (
    "agency_id",
    "agency",
    "criterion_id",
    "title_vi",
    "title_en",
    "why",
    "what_to_do_vi",
    "what_to_do_en",
    "asks_the_same",
    "audit_english",
    "audit_vietnamese",
    "leads",
    *ANSWER_COLUMNS,
)
NEEDED: Final = ("agency_id", "criterion_id", *ANSWER_COLUMNS)
"""Columns without which a table cannot be read; the others are for the reviewer."""
NOT_ASKED: Final = "—"
"""In an answer's cell: this language is not asked, or the audit decided it."""
_SEPARATOR: Final = re.compile(r"sep=(.)\r?\n")


@dataclass(frozen=True, slots=True)
class Line:
    """One row that came back."""

    row: int
    """As the spreadsheet counts: the header is row 1."""
    cells: Mapping[str, str]
    """By column; NFC, without spaces around."""

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def answered(self) -> bool:
        """Whether the reviewer wrote anything."""
        return self.holds(ANSWER_COLUMNS)

    def holds(self, columns: Iterable[str]) -> bool:
        """Whether anything stands in any of `columns`."""
        return any(self[column] not in {"", NOT_ASKED} for column in columns)


def write_sheet(
    rows: Iterable[Mapping[str, str]],
    stream: TextIO,
    *,
    separator: str = ",",
    columns: Sequence[str] = COLUMNS,
    headed: bool = True,
) -> int:
    """Write a table for reviewers.

    Args:
        rows: Cells by column of `columns`; a missing one is empty.
        stream: Text stream; open files with ``newline=""`` and UTF-8. A byte order mark tells Excel that it is UTF-8.
        separator: `,`, or `;` as Vietnamese spreadsheets expect.
        columns: The header.
        headed: Whether it begins with the byte order mark and the header; more rows of a table that was begun have none.

    Returns:
        The number of rows.
    """
    writer = csv.writer(stream, delimiter=separator)
    if headed:
        stream.write("\ufeff")
        writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow([inert(row.get(column, "")) for column in columns])
        count += 1
    return count


def read_sheet(path: Path, columns: Sequence[str] = COLUMNS, needed: Sequence[str] = NEEDED) -> list[Line]:
    """Read a table that came back; empty rows are left out.

    Args:
        path: The file.
        columns: Those that it may have.
        needed: Those that it must have.

    Raises:
        ReviewError: It cannot be read, is neither a workbook nor CSV in UTF-8, or its columns are not those of `columns`.
    """
    rows, faults = _numbered(path)
    return _lines(path, rows, faults, columns, needed)


def read_uploaded(
    name: str, data: bytes, columns: Sequence[str] = COLUMNS, needed: Sequence[str] = NEEDED
) -> list[Line]:
    """Read a CSV table that was sent; workbooks are not taken, since opening one takes more memory than a server should lend.

    Args:
        name: What it is called in messages.
        data: What came.
        columns: Those that it may have.
        needed: Those that it must have.

    Raises:
        ReviewError: It is no CSV in UTF-8, or its columns are not those of `columns`.
    """
    path = Path(name)
    lines, skipped = _table(path, data)
    return _lines(path, list(enumerate(lines[skipped:], 1 + skipped)), [], columns, needed)


def _lines(
    path: Path,
    rows: Sequence[tuple[int, list[str]]],
    faults: list[str],
    columns: Sequence[str],
    needed: Sequence[str],
) -> list[Line]:
    header = [cell.strip() for cell in rows[0][1]] if rows else []
    while header and not header[-1]:
        header.pop()
    faults += _header_faults(path, header, rows[0][0] if rows else 1, columns, needed)
    lines = []
    for number, row in rows[1:]:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) < len(header) or any(cell.strip() for cell in row[len(header) :]):
            faults.append(f"{path}: row {number}: has {len(row)} cells, the header has {len(header)}")
        else:
            lines.append(Line(number, {name: _cell(c) for name, c in zip(header, row, strict=False)}))
    if faults:
        raise ReviewError(faults)
    return lines


def _numbered(path: Path) -> tuple[list[tuple[int, list[str]]], list[str]]:
    """The rows of a file with their numbers, and what is wrong with single cells."""
    if not is_workbook(path):
        lines, skipped = read_csv(path)
        return list(enumerate(lines[skipped:], 1 + skipped)), []
    table = read_workbook(path)
    faults = [
        f"{path}: row {fault.row}, column {letter(fault.column)}: {fault.text}" for fault in table.faults
    ]
    width = max((len(row.cells) for row in table.rows), default=0)
    # Defused once more, since cells of both kinds of file are made plain when lines are made of them.
    rows = [(row.number, [inert(cell) for cell in row.cells]) for row in table.rows]
    return [(number, [*cells, *[""] * (width - len(cells))]) for number, cells in rows], faults


def read_csv(path: Path) -> tuple[list[list[str]], int]:
    """Read a CSV file in UTF-8, with or without byte order mark, separated by commas, semicolons or tabs.

    Returns:
        All rows, and how many of them stand before the header (`sep=;`).

    Raises:
        ReviewError: It cannot be read, or is no such file.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReviewError([f"{path}: cannot be read: {error.strerror}"]) from error
    return _table(path, data)


def _table(path: Path, data: bytes) -> tuple[list[list[str]], int]:
    text = _text(path, data)
    separator, skipped = _separator(text)
    return _rows(path, text, separator), skipped


def _cell(text: str) -> str:
    return plain(unicodedata.normalize("NFC", text).strip()).strip()


def _text(path: Path, data: bytes) -> str:
    advice = "save it as “CSV UTF-8 (comma delimited)”"
    if data.startswith(b"PK"):
        raise ReviewError([f"{path}: is a workbook, not a CSV file: {advice}"])
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ReviewError([f"{path}: is UTF-16, not UTF-8: {advice}"])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReviewError([f"{path}: line {line}: is not UTF-8 (byte {error.start}): {advice}"]) from error


def _separator(text: str) -> tuple[str, int]:
    """Return the separator and the number of rows before the header."""
    told = _SEPARATOR.match(text)
    if told:
        return told[1], 1
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count), 0


def _rows(path: Path, text: str, separator: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise ReviewError([f"{path}: row {len(rows) + 1}: is not CSV: {error}"]) from error
    return rows


def _header_faults(
    path: Path, header: Sequence[str], row: int, columns: Sequence[str], needed: Sequence[str]
) -> list[str]:
    place = f"{path}: row {row}"
    if not header:
        return [f"{place}: there is no header; the columns are {', '.join(columns)}"]
    faults = [f"{place}: the column “{name}” is missing" for name in needed if name not in header]
    for number, name in enumerate(header, 1):
        if name not in columns:
            faults.append(f"{place}: column {number}: there is no column “{name}”")
        elif name in header[: number - 1]:
            faults.append(f"{place}: column {number}: the column “{name}” stands twice")
    return faults
