"""Text that programs made of Word and Excel files from before 2007, and of RTF."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from audit.facts.documents.draft import LIMITS, Draft
from audit.facts.documents.model import Trouble

Convert = Callable[[str, bytes], tuple[str, Trouble]]
"""Makes text of an old file: kind and body to text, and why there is none."""
SHEET_END = "\f"
OLD_KINDS = frozenset({"doc", "xls", "rtf"})


def read_old(body: bytes, draft: Draft, convert: Convert | None) -> None:
    """Read a file of an old kind."""
    if convert is None:
        draft.trouble = Trouble.NO_READER
        return
    text, draft.trouble = convert(draft.kind, body)
    if draft.kind == "xls":
        _read_sheets(text, draft)
    else:
        _read_lines(text, draft)


def _read_lines(text: str, draft: Draft) -> None:
    for line in text.replace("\r", "\n").split("\n"):
        # antiword draws the cells of a table between bars.
        cells = [cell.strip() for cell in line.split("|")] if line.count("|") >= 2 else []
        if not draft.add(" | ".join(filter(None, cells)) if cells else " ".join(line.split())):
            break


def _read_sheets(text: str, draft: Draft) -> None:
    sheets = [sheet for sheet in text.split(SHEET_END) if sheet.strip()]
    draft.pages = len(sheets) or None
    for sheet in sheets[: LIMITS["sheets"]]:
        table: list[list[str]] = []
        draft.tables.append(table)
        for row in csv.reader(io.StringIO(sheet)):
            if not draft.add_row(table, [" ".join(cell.split()) for cell in row]):
                break
