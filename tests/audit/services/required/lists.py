"""Small files of lists."""

from __future__ import annotations

import csv
from pathlib import Path

from openpyxl import Workbook

from audit.services.required.checking import Known, check_list
from audit.services.required.listterms import load_list_terms
from audit.services.required.model import RequiredService
from audit.services.required.reading import read_table
from crawler.registry import Agency, Kind, Names
from tests.audit.services.required.rules import CONFIG

HEADER = ("Quyết định", "Cơ quan", "Tên thủ tục", "Mã TTHC", "Mức độ", "Năm", "Lĩnh vực", "Ghi chú")
ROW = ("1/QĐ-VD", "moa", "Cấp giấy phép", "1.930001", "4", "2018", "y tế", "")
KNOWN = Known(
    load_list_terms(CONFIG),
    [
        Agency(id="moa", name=Names(vi="Bộ A", en="Ministry A"), kind=Kind.MINISTRY),
        Agency(id="hagiang", name=Names(vi="Tỉnh Hà Giang", en="Ha Giang Province"), kind=Kind.PROVINCE),
        Agency(id="hanoi", name=Names(vi="Thành phố Hà Nội", en="Ha Noi City"), kind=Kind.PROVINCE),
        Agency(id="old", name=Names(vi="Ủy ban B", en="Committee B"), kind=Kind.MINISTRY_LEVEL),
        Agency(id="new", name=Names(vi="Ủy ban B", en="Commission B"), kind=Kind.MINISTRY_LEVEL),
    ],
    {"y tế": "health", "health": "health", "tư pháp": "justice"},
)


def row(**cells: str) -> tuple[str, ...]:
    names = ("decision", "agency", "name", "code", "level", "year", "sector", "note")
    return tuple(cells.get(name, value) for name, value in zip(names, ROW, strict=True))


def csv_file(folder: Path, *rows, separator: str = ",", encoding: str = "utf-8") -> Path:
    path = folder / "list.csv"
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=separator).writerows(rows)
    return path


def workbook(
    folder: Path, *rows, sheets: dict[str, list[tuple[object, ...]]] | None = None, merged: str = ""
) -> Path:
    path = folder / "list.xlsx"
    book = Workbook()
    first = book.worksheets[0]
    for cells in rows:
        first.append(cells)
    if merged:
        first.merge_cells(merged)
    for title, others in (sheets or {}).items():
        sheet = book.create_sheet(title)
        for cells in others:
            sheet.append(cells)
    book.save(path)
    return path


def read(path: Path, sheet: str = "") -> list[RequiredService]:
    return check_list("list", read_table(path, sheet), KNOWN)
