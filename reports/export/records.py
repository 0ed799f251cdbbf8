"""Records as JSON Lines or CSV, for other programs and for spreadsheets."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from typing import Any, Literal, TextIO

from reports.safety import inert_cell

Format = Literal["jsonl", "csv"]
Record = dict[str, Any]


def write_jsonl(records: Iterable[Record], stream: TextIO) -> int:
    """Write one object a line; returns how many."""
    count = 0
    for record in records:
        stream.write(json.dumps(record, ensure_ascii=False) + "\n")
        count += 1
    return count


def write_csv(records: Iterable[Record], columns: Sequence[str], stream: TextIO, *, bom: bool = False) -> int:
    """Write a table (RFC 4180) whose cells no spreadsheet takes for a formula; returns how many rows.

    Args:
        records: Each with a value for every column.
        columns: The head, in order; other keys are left out.
        stream: Text stream; open files with ``newline=""`` and UTF-8.
        bom: Begin with a byte order mark, so that Excel reads it as UTF-8.
    """
    if bom:
        stream.write("\ufeff")
    writer = csv.writer(stream)
    writer.writerow(columns)
    count = 0
    for record in records:
        writer.writerow([_cell(record[column]) for column in columns])
        count += 1
    return count


def _cell(value: object) -> object:
    return inert_cell(value) if isinstance(value, str) else value
