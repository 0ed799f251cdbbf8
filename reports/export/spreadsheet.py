"""Office Open XML workbooks (ECMA-376), written at once: a run has hundreds of them, of ten thousand cells and more. Pure.

Only what a table needs: a head that stays in sight and filters, widths, formats, and text that is never a formula.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final, Protocol
from xml.sax.saxutils import escape, quoteattr

from openpyxl.utils import get_column_letter

Value = str | float | date | None
"""Of a cell; None leaves it empty."""
_NAMESPACE: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NO_XML: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold."""
_EPOCH: Final = date(1899, 12, 30)
_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The same bytes for the same tables: files in a workbook have no time of their own."""
LONGEST: Final = 32_767
"""Characters that a cell holds at most."""


class Style(IntEnum):
    """How a cell is shown: place of its format among `cellXfs`."""

    PLAIN = 0
    HEAD = 1
    TEXT = 2
    NUMBER = 3
    INTEGER = 4
    DAY = 5


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet."""

    heading: str
    width: float
    """In characters."""
    style: Style = Style.TEXT


class Lines(Protocol):
    """Rows whose number is known beforehand; each may be made when it is asked for."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Sequence[Value]]: ...


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet: its title, at most 31 characters, its columns and its rows, each with a value for every column."""

    title: str
    columns: Sequence[Column]
    rows: Lines
    fixed: int = 1
    """Columns that stay in sight when scrolling sideways."""


def spreadsheet(pages: Sequence[Page]) -> bytes:
    """Return a workbook of at least one sheet."""
    parts: dict[str, Iterable[str]] = {
        "[Content_Types].xml": (_content_types(len(pages)),),
        "_rels/.rels": (_relations([("officeDocument", "xl/workbook.xml")]),),
        "xl/workbook.xml": (_workbook(pages),),
        "xl/_rels/workbook.xml.rels": (
            _relations(
                [
                    *(("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(pages) + 1)),
                    ("styles", "styles.xml"),
                ]
            ),
        ),
        "xl/styles.xml": (_STYLES,),
    }
    parts |= {f"xl/worksheets/sheet{n}.xml": _sheet(page) for n, page in enumerate(pages, start=1)}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in parts.items():
            info = zipfile.ZipInfo(name, _DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w") as file:
                file.write(_HEAD.encode())
                for piece in pieces:
                    file.write(piece.encode("utf-8"))
    return buffer.getvalue()


def _sheet(page: Page) -> Iterator[str]:
    letters = [get_column_letter(n) for n in range(1, len(page.columns) + 1)]
    last = f"{letters[-1]}{len(page.rows) + 1}"
    corner = f"{letters[min(page.fixed, len(letters) - 1)]}2"
    across = min(page.fixed, len(letters) - 1)
    split = f'xSplit="{across}" ' if across else ""
    active = "bottomRight" if across else "bottomLeft"
    pane = f'<pane {split}ySplit="1" topLeftCell="{corner}" activePane="{active}" state="frozen"/>'
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{column.width}" customWidth="1"/>'
        for n, column in enumerate(page.columns, start=1)
    )
    head = "".join(
        f'<c r="{letter}1" s="{Style.HEAD:d}" t="inlineStr"><is><t>{_text(column.heading)}</t></is></c>'
        for letter, column in zip(letters, page.columns, strict=True)
    )
    yield (
        f'<worksheet xmlns="{_NAMESPACE}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:{last}"/>'
        f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews><cols>{widths}</cols>'
        f'<sheetData><row r="1">{head}</row>'
    )
    yield from _rows(page, letters)
    yield (
        f'</sheetData><autoFilter ref="A1:{last}"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _rows(page: Page, letters: Sequence[str]) -> Iterator[str]:
    styles = [column.style for column in page.columns]
    for number, row in enumerate(page.rows, start=2):
        cells = "".join(
            _cell(f"{letter}{number}", value, style)
            for letter, value, style in zip(letters, row, styles, strict=True)
            if value is not None
        )
        yield f'<row r="{number}">{cells}</row>'


def _cell(place: str, value: str | float | date, style: Style) -> str:
    if isinstance(value, str):
        return f'<c r="{place}" s="{Style.TEXT:d}" t="inlineStr"><is><t xml:space="preserve">{_text(value)}</t></is></c>'
    if isinstance(value, date):
        return f'<c r="{place}" s="{Style.DAY:d}"><v>{(value - _EPOCH).days}</v></c>'
    if style is Style.TEXT:
        style = Style.INTEGER if isinstance(value, int) else Style.NUMBER
    return f'<c r="{place}" s="{style:d}"><v>{value!r}</v></c>'


def _text(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", text[:LONGEST]))


def _workbook(pages: Sequence[Page]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(page.title)} sheetId="{n}" r:id="rId{n}"/>'
        for n, page in enumerate(pages, start=1)
    )
    names = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{n}" hidden="1">{_area(page)}</definedName>'
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{n}">{_quoted(page.title)}!$1:$1</definedName>'
        for n, page in enumerate(pages)
    )
    return (
        f'<workbook xmlns="{_NAMESPACE}" xmlns:r="{_RELATIONS}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{sheets}</sheets><definedNames>{names}</definedNames></workbook>"
    )


def _area(page: Page) -> str:
    return f"{_quoted(page.title)}!$A$1:${get_column_letter(len(page.columns))}${len(page.rows) + 1}"


def _quoted(title: str) -> str:
    return escape("'" + title.replace("'", "''") + "'")


def _content_types(sheets: int) -> str:
    parts = [
        ("/xl/workbook.xml", "sheet.main"),
        ("/xl/styles.xml", "styles"),
        *((f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in range(1, sheets + 1)),
    ]
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{_TYPES}.{kind}+xml"/>' for name, kind in parts
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    made = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'


def _format(number: int = 0, font: int = 0, fill: int = 0, *, right: bool = False) -> str:
    alignment = 'horizontal="right" vertical="top"' if right else 'vertical="top" wrapText="1"'
    return (
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" applyNumberFormat="1"'
        f' applyFont="1" applyFill="1" applyAlignment="1"><alignment {alignment}/></xf>'
    )


_STYLES: Final = (
    f'<styleSheet xmlns="{_NAMESPACE}"><numFmts count="2"><numFmt numFmtId="164" formatCode="#,##0.0"/>'
    '<numFmt numFmtId="165" formatCode="dd/mm/yyyy"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
    '<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FF17466B"/><bgColor indexed="64"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    f"{_format(font=1, fill=2)}{_format()}{_format(164, right=True)}{_format(3, right=True)}{_format(165)}</cellXfs>"
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
"""In the order of `Style`."""
