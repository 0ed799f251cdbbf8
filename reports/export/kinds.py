"""The reports as data files: JSON, CSV, XLSX and a checklist in Markdown for each agency, and the run as a whole."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

from audit.reasons import REASONS
from audit.results import AgencyResult
from reports.agencies import Agencies
from reports.export.checklist import checklist
from reports.export.dictionary import table
from reports.export.document import agency_document, dumped, dumped_in_pieces
from reports.export.overview import overview_document, overview_sheets, score_sheet
from reports.export.records import write_csv
from reports.export.sheets import Sheet, agency_sheets, finding_rows
from reports.export.workbook import workbook
from reports.i18n import LocaleCode, Speech
from reports.rendering import Content, Kind, OfAgency, Rendering, agency_file
from reports.rendering import Make as OfResult
from reports.safety import visible
from reports.told import Told
from reports.views import AgencyView

Make = Callable[[], Content]
Agency = Callable[[AgencyView, Told, Speech], "str | bytes"]
Run = Callable[[Told, Speech], Content]


def _agencies(ending: str, write: Agency) -> Kind:
    """Return the kind that writes a file of each agency: `vi/moh.json`."""

    def begin(rendering: Rendering, reports: Agencies) -> OfResult:
        told = rendering.told
        speeches = {locale: Speech(locale, REASONS) for locale in rendering.environments}

        def make(locale: LocaleCode, _ending: str, result: AgencyResult) -> str | bytes:
            agency_file(result.agency_id)
            return write(reports.alone(result), told, speeches[locale])

        return make

    return OfAgency((f".{ending}",), begin)


def _run(ending: str, write: Run) -> Kind:
    """Return the kind that writes a file of the run: `vi/overview.json`."""

    def files(rendering: Rendering) -> Iterator[tuple[str, Make]]:
        for locale in rendering.environments:
            yield f"{locale}/overview.{ending}", partial(write, rendering.told, Speech(locale, REASONS))

    return files


def _agency_json(view: AgencyView, told: Told, speech: Speech) -> str:
    return dumped(agency_document(view, told, speech))


def _agency_csv(view: AgencyView, told: Told, speech: Speech) -> str:
    return _csv(Sheet(table("findings"), tuple(finding_rows(view, speech, told.run.deadline))))


def _agency_xlsx(view: AgencyView, told: Told, speech: Speech) -> bytes:
    return workbook(agency_sheets(view, told, speech), speech)


def _agency_md(view: AgencyView, told: Told, speech: Speech) -> str:
    return checklist(view, told.run, speech)


def _overview_json(told: Told, speech: Speech) -> Iterator[str]:
    return dumped_in_pieces(overview_document(told, speech))


def _overview_csv(told: Told, _speech: Speech) -> str:
    return _csv(score_sheet(told))


def _overview_xlsx(told: Told, speech: Speech) -> bytes:
    return workbook(overview_sheets(told, speech), speech)


def _csv(sheet: Sheet) -> str:
    """Write a table with the keys of its columns as head, so that a program reads all languages alike."""
    stream = io.StringIO(newline="")
    rows = ({key: _cell(row[key]) for key in sheet.table.keys} for row in sheet.rows)
    write_csv(rows, sheet.table.keys, stream, bom=True)
    return stream.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        value = " ".join(value)
    return " ".join(visible(value).split()) if isinstance(value, str) else value


FILES: Final[Mapping[str, tuple[Kind, ...]]] = {
    "json": (_agencies("json", _agency_json), _run("json", _overview_json)),
    "csv": (_agencies("csv", _agency_csv), _run("csv", _overview_csv)),
    "xlsx": (_agencies("xlsx", _agency_xlsx), _run("xlsx", _overview_xlsx)),
    "md": (_agencies("md", _agency_md),),
}
"""By format."""
