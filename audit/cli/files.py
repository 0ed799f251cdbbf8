"""Files that commands write to."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from audit.review.sheet import write_sheet
from audit.review.workbook import write_workbook
from crawler.errors import UsageError


@contextmanager
def writing(file: Path) -> Iterator[None]:
    """Say in one sentence that a file cannot be written.

    Raises:
        UsageError: In place of the system's error.
    """
    try:
        yield
    except OSError as error:
        raise UsageError(f"{file}: cannot be written: {error.strerror}") from error


@contextmanager
def text_stream(file: Path) -> Iterator[TextIO]:
    """Open a text file to write, `-` for standard output.

    Raises:
        UsageError: It cannot be written.
    """
    if str(file) == "-":
        yield sys.stdout
        return
    with writing(file), file.open("w", encoding="utf-8", newline="") as stream:
        yield stream


def check_table_name(file: Path) -> None:
    """See whether a table can be written under a name, before anything is worked out for it.

    Raises:
        UsageError: The ending is that of a kind that is not written.
    """
    if file.suffix.lower() in {".xls", ".ods", ".xlsm"}:
        raise UsageError(f"{file}: the table is CSV or XLSX: name it .csv or .xlsx")


def write_table(
    rows: Iterable[Mapping[str, str]], file: Path, columns: Sequence[str], *, semicolon: bool = False
) -> int:
    """Write a table that persons fill in and bring back: a workbook where the name ends in .xlsx, else CSV.

    Args:
        rows: Cells by column.
        file: `-` for standard output.
        columns: The header.
        semicolon: Separate cells of CSV by semicolons.

    Returns:
        The number of rows.

    Raises:
        UsageError: It cannot be written.
    """
    if file.suffix.lower() == ".xlsx":
        with writing(file):
            return write_workbook(rows, file, columns, file.stem)
    with text_stream(file) as stream:
        return write_sheet(rows, stream, separator=";" if semicolon else ",", columns=columns)
