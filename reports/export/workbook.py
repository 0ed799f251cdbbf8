"""Workbooks of reports: heads and words in the report's language, widths, formats of numbers, and inert cells. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Final

from reports.export.dictionary import Field
from reports.export.sheets import Sheet
from reports.export.spreadsheet import Column, Page, Style, Value, spreadsheet
from reports.export.values import VALUES
from reports.i18n import N_, Speech
from reports.safety import inert_cell

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
}
_TITLE: Final = 31
"""Characters of a sheet's title at most."""
_FIXED: Final = 2
"""Columns that stay in sight when scrolling sideways."""
_DEADLINE: Final = "deadline"
"""Empty or a day."""
_YES, _NO = N_("yes"), N_("no")


def workbook(sheets: Iterable[Sheet], speech: Speech) -> bytes:
    """Return a workbook.

    Args:
        sheets: Tables in their order; an empty one has its head, so that a reader sees that nothing was found.
        speech: Language of heads and words; what stands in `VALUES` is said in it.
    """
    return spreadsheet([_page(sheet, speech) for sheet in sheets])


def _page(sheet: Sheet, speech: Speech) -> Page:
    fields = sheet.table.fields
    return Page(
        speech.name(sheet.table.title)[:_TITLE],
        [_column(field, speech) for field in fields],
        _Lines(sheet, speech),
        _FIXED,
    )


class _Lines:
    """The rows of a sheet as they are shown, one after the other."""

    def __init__(self, sheet: Sheet, speech: Speech) -> None:
        self._rows = sheet.rows
        self._shown = [(field.key, _shown(field, speech)) for field in sheet.table.fields]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[list[Value]]:
        return ([show(row[key]) for key, show in self._shown] for row in self._rows)


def _column(field: Field, speech: Speech) -> Column:
    styles = {"number": Style.NUMBER, "integer": Style.INTEGER}
    style = Style.TEXT if field.values else styles.get(field.base, Style.TEXT)
    width = _OWN_WIDTHS.get(field.key, _WIDTHS.get(field.base, 30))
    return Column(inert_cell(speech.name(field.heading)), width, style)


def _shown(field: Field, speech: Speech) -> Callable[[Any], Value]:
    """Return how values of a column are shown: words in the reader's language, days as days, text defused."""
    names = {code: speech.text(name) for code, name in VALUES.get(field.values, {}).items()}
    yes, no = speech.text(_YES), speech.text(_NO)
    may_be_day = field.key == _DEADLINE

    def show(value: Any) -> Value:
        if isinstance(value, bool):
            return yes if value else no
        if names and value is not None:
            return inert_cell(names.get(str(value), str(value))) or None
        if isinstance(value, list):
            value = "\n".join(value)
        if not isinstance(value, str):
            number: float | None = value
            return number
        if may_be_day and (day := _day(value)):
            return day
        return inert_cell(value) or None

    return show


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
