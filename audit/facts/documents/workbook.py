"""Excel workbooks (XLSX, XLSM), with openpyxl."""

from __future__ import annotations

import warnings
from datetime import date, datetime, time
from io import BytesIO

from openpyxl import load_workbook

from audit.facts.documents.draft import LIMITS, Draft


def read_xlsx(body: bytes, draft: Draft) -> None:
    """Read a workbook: its properties, and the cells of its sheets as values.

    Raises:
        Exception: Whatever openpyxl raises on damaged files; what was read before stays in the draft.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that openpyxl does not keep
        book = load_workbook(BytesIO(body), read_only=True, data_only=True, keep_links=False)
        draft.pages = len(book.sheetnames)
        draft.title = book.properties.title or ""
        changed = book.properties.modified
        # openpyxl takes this moment where a file names none.
        known = isinstance(changed, datetime) and changed.date() < date.today()
        draft.changed = changed.date().isoformat() if known else ""
        for sheet in book.worksheets[: LIMITS["sheets"]]:
            table: list[list[str]] = []
            draft.tables.append(table)
            rows = sheet.iter_rows(max_row=LIMITS["rows"], max_col=LIMITS["columns"], values_only=True)
            if not all(draft.add_row(table, [_as_text(value) for value in row]) for row in rows) and not (
                draft.has_room()
            ):
                break
        draft.whole = draft.whole and len(book.worksheets) <= LIMITS["sheets"]


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return " ".join(str(value).split())
