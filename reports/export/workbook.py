"""Workbooks: frozen and filtered heads in the report's language, widths, formats of numbers, and cells that nothing runs in."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from reports.export.dictionary import Field
from reports.export.sheets import Sheet
from reports.export.values import VALUES
from reports.i18n import N_, Speech
from reports.safety import inert_cell

_HEAD: Final = Font(bold=True, color="FFFFFF")
_FILL: Final = PatternFill("solid", fgColor="17466B")
_TOP: Final = Alignment(vertical="top", wrap_text=True)
_RIGHT: Final = Alignment(vertical="top", horizontal="right")
_A4: Final = 9
_LONG: Final = 32_767
"""Characters that a cell holds at most."""
_FORMATS: Final = {"number": "#,##0.0", "integer": "#,##0", "day": "dd/mm/yyyy"}
_WIDTHS: Final = {
    "text": 30,
    "list": 30,
    "url": 42,
    "id": 20,
    "code": 18,
    "bool": 10,
    "integer": 10,
    "number": 12,
}
_OWN_WIDTHS: Final = {
    "number": 6,
    "title": 48,
    "missing": 60,
    "advice": 60,
    "basis": 40,
    "reason": 60,
    "name_vi": 48,
    "urls": 48,
    "evidence_quote": 48,
    "meaning": 90,
    "item": 52,
    "value": 90,
    "up_to": 12,
    "status_text": 60,
    "finding_id": 20,
}
_DEADLINE: Final = "deadline"
"""Empty or a day."""
_FIXED: Final = 2
"""Columns that stay in sight when scrolling sideways."""
_YES, _NO = N_("yes"), N_("no")


def workbook(sheets: Iterable[Sheet], speech: Speech) -> bytes:
    """Return a workbook.

    Args:
        sheets: Tables in their order; an empty one has its head, so that a reader sees that nothing was found.
        speech: Language of heads and words; what stands in `VALUES` is said in it.
    """
    book = Workbook(write_only=True)
    for sheet in sheets:
        _write(book, sheet, speech)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write(book: Workbook, sheet: Sheet, speech: Speech) -> None:
    made = book.create_sheet(speech.name(sheet.table.title)[:31])
    fields = sheet.table.fields
    for number, field in enumerate(fields, start=1):
        made.column_dimensions[get_column_letter(number)].width = _OWN_WIDTHS.get(
            field.key, _WIDTHS.get(field.base, 30)
        )
    last = get_column_letter(len(fields))
    made.freeze_panes = f"{get_column_letter(min(_FIXED, len(fields) - 1) + 1)}2"
    made.auto_filter.ref = f"A1:{last}{len(sheet.rows) + 1}"
    made.page_setup.orientation = "landscape"
    made.page_setup.paperSize = _A4
    made.page_setup.fitToHeight = 0
    made.sheet_properties.pageSetUpPr.fitToPage = True
    made.print_title_rows = "1:1"
    made.append([_head(made, speech.name(field.heading)) for field in fields])
    # One cell a column is enough: a row is written before the next one is made.
    cells = [_cell(made, field) for field in fields]
    shows = [_shown(field, speech) for field in fields]
    for row in sheet.rows:
        filled: list[Any] = []
        for cell, field, show in zip(cells, fields, shows, strict=True):
            value = show(row[field.key])
            if value is None:
                filled.append(None)
                continue
            cell.value = value
            filled.append(cell)
        made.append(filled)


def _head(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, inert_cell(text))
    cell.font, cell.fill, cell.alignment = _HEAD, _FILL, _TOP
    return cell


def _cell(sheet: Any, field: Field) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.alignment = _RIGHT if field.base in {"number", "integer"} and not field.values else _TOP
    if field.base in _FORMATS and not field.values:
        cell.number_format = _FORMATS[field.base]
    if field.key == _DEADLINE:
        cell.number_format = _FORMATS["day"]
    return cell


def _shown(field: Field, speech: Speech) -> Callable[[Any], Any]:
    """Return how values of a column are shown: words in the reader's language, days as days, text defused."""
    names = {code: speech.text(name) for code, name in VALUES.get(field.values, {}).items()}
    yes, no = speech.text(_YES), speech.text(_NO)

    def show(value: Any) -> Any:
        if isinstance(value, bool):
            return yes if value else no
        if names and value is not None:
            return names.get(str(value), str(value)) or None
        if isinstance(value, list):
            value = "\n".join(value)
        if not isinstance(value, str):
            return value
        if field.key == _DEADLINE and (day := _day(value)):
            return day
        return inert_cell(value)[:_LONG] or None

    return show


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
