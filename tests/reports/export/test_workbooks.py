"""Workbooks and CSV files of reports: heads, formats, words, and cells in which nothing runs."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from openpyxl import load_workbook

from reports.export.dictionary import table
from reports.export.spreadsheet import LONGEST, Column, Page, Style, spreadsheet
from tests.reports.export import full

SHEETS = {
    "vi": [
        "Tóm tắt",
        "Phát hiện",
        "Tiêu chí",
        "Dịch vụ",
        "Cặp trang",
        "Phạm vi",
        "Các cổng",
        "Giải thích cột",
    ],
    "en": ["Summary", "Findings", "Criteria", "Services", "Page pairs", "Coverage", "Portals", "Columns"],
}
NAMES = [*(result.agency_id for result in full.told().results), "overview"]


def sheet(written, title: str, name: str = "shell", locale: str = "vi"):
    return load_workbook(written / locale / f"{name}.xlsx")[title]


def rows(made) -> list[dict]:
    head, *rest = made.values
    return [dict(zip(head, row, strict=True)) for row in rest]


def csv_rows(path) -> list[dict]:
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_sheets_and_heads_are_in_the_language_of_the_report(written, locale):
    book = load_workbook(written / locale / "shell.xlsx")

    assert book.sheetnames == SHEETS[locale]
    names = ["summary", "findings", "criteria", "services", "pairs", "coverage", "portals", "columns"]
    for made, name in zip(book.worksheets, names, strict=True):
        assert [cell.value for cell in made[1]] == [getattr(f.heading, locale) for f in table(name).fields]


@pytest.mark.parametrize("name", NAMES)
def test_heads_stay_in_sight_and_filter(written, name):
    for made in load_workbook(written / "vi" / f"{name}.xlsx").worksheets:
        assert made.freeze_panes.endswith("2")
        assert made.auto_filter.ref == made.dimensions
        assert all(dimension.width for dimension in made.column_dimensions.values())
        assert made.print_title_rows == "$1:$1"
        assert made.page_setup.orientation == "landscape"


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_no_cell_is_a_formula_or_hides_anything(written, name, locale):
    hidden = set("\u202e\u2066\ufeff\x00\x07")
    for made in load_workbook(written / locale / f"{name}.xlsx").worksheets:
        for cell in (cell for row in made.iter_rows() for cell in row if isinstance(cell.value, str)):
            assert cell.data_type == "s"
            assert not cell.value.startswith(("=", "+", "-", "@"))
            assert not hidden & set(cell.value)
            assert cell.hyperlink is None
    if (path := written / locale / f"{name}.csv").exists():
        for row in csv_rows(path):
            assert not any(value.startswith(("=", "+", "@", "\t")) for value in row.values())
            assert not any(hidden & set(value) for value in row.values())


def test_codes_are_said_as_words_and_unknown_cells_are_empty(written):
    first, second = rows(sheet(written, "Dịch vụ"))

    assert (first["Mức độ công bố"], first["Mức độ kiểm tra"], first["Có tiếng Anh"]) == (
        "Mức độ 4",
        3,
        "có",
    )
    assert second["Mức độ công bố"] == "Không ghi mức độ"
    assert (second["Mức độ kiểm tra"], second["Số lần bấm"]) == (None, None)
    assert first["Dành cho người nước ngoài"] == "có"
    assert first["Mã TTHC"] == "1.930001\n1.930002"
    assert second["Tên tiếng Việt"] == "'=Cấp thẻ (cấp xã)"


def test_days_are_days_and_points_are_numbers(written):
    made = sheet(written, "Phát hiện")
    head = [cell.value for cell in made[1]]
    gains = [row[head.index("Điểm tăng thêm")] for row in made.iter_rows(min_row=2)]
    days = [row[head.index("Thời hạn")] for row in made.iter_rows(min_row=2)]

    expected = [f.gain for f in full.full_agency().findings]
    assert [cell.value for cell in gains] == pytest.approx(expected, abs=1e-4)
    assert {cell.number_format for cell in gains} == {"#,##0.0"}
    assert {cell.value.date() for cell in days} == {date(2018, 8, 15)}
    assert {cell.number_format for cell in days} == {"dd/mm/yyyy"}


def test_could_not_tell_stays_apart_from_not_met(written):
    verdicts = [row["Kết quả"] for row in rows(sheet(written, "Tiêu chí", "blocked"))]

    assert "Không xác định" in verdicts
    assert "Chưa đạt" not in verdicts


def test_the_last_sheet_explains_every_column_of_the_others(written):
    book = load_workbook(written / "en" / "shell.xlsx")
    *others, last = book.worksheets
    explained = {(row["Sheet"], row["Column"]) for row in rows(last)}

    assert explained == {(made.title, cell.value) for made in others for cell in made[1]}


def test_the_summary_and_the_findings_agree(written):
    said = {row["Item"]: row for row in rows(sheet(written, "Summary", locale="en"))}
    result = full.full_agency()

    assert said["Score in English"]["Value"] == pytest.approx(result.score.english.low, abs=1e-4)
    assert said["Score in English"]["Up to"] == pytest.approx(result.score.english.high, abs=1e-4)
    assert said["Findings"]["Value"] == len(result.findings) == len(rows(sheet(written, "Phát hiện")))


def test_the_csv_has_keys_as_its_head_in_every_language(written):
    for locale in ("vi", "en"):
        found = csv_rows(written / locale / "shell.csv")
        assert tuple(found[0]) == table("findings").keys
        assert found[0]["duty"] in {"yes", "no"}
    assert found[0]["urls"].split(" ") == list(full.full_agency().findings[0].urls)


def test_the_overview_has_a_row_for_each_agency_and_a_column_for_each_sub_index(written):
    found = csv_rows(written / "vi" / "overview.csv")
    results = full.told().results

    assert [row["agency_id"] for row in found] == [r.agency_id for r in results]
    for row, result in zip(found, results, strict=True):
        parts = {part.subindex: part for part in result.score.parts}
        total = sum(float(row[f"{name}_english_low"]) * part.weight for name, part in parts.items()) / 100
        assert total == pytest.approx(float(row["english_low"]), abs=0.01)


def test_the_matrix_has_every_agency_and_criterion(written):
    made = sheet(written, "Matrix", "overview", "en")
    head, *rest = made.values

    assert list(head[4:]) == [name for r in full.told().results for name in [cut(r.agency_en)]]
    known = {row[0]: row[4:] for row in rest}
    good = {j.criterion_id: j.verdict for j in full.told().results[0].judgements}
    assert {id_ for id_, cells in known.items() if cells[0] == "Met"} == {
        i for i, v in good.items() if v == "met"
    }


def cut(text: str) -> str:
    from reports.safety import visible

    return visible(text)


def test_the_same_tables_give_the_same_bytes_and_what_xml_cannot_hold_is_replaced():
    page = Page(
        "Bảng 'một' & hai",
        [Column("<a>", 9), Column("b", 9, Style.NUMBER)],
        [["\ud800\x01]]>&", 1.5], [None, 2]],
    )
    made = spreadsheet([page])

    assert made == spreadsheet([page])
    read = load_workbook(io.BytesIO(made)).worksheets[0]
    assert read.title == "Bảng 'một' & hai"
    assert list(read.values) == [("<a>", "b"), ("\ufffd\ufffd]]>&", 1.5), (None, 2)]
    assert (read.auto_filter.ref, read.freeze_panes, read.print_title_rows) == ("A1:B3", "B2", "$1:$1")


def test_a_cell_holds_no_more_than_a_spreadsheet_takes():
    made = spreadsheet([Page("t", [Column("a", 9)], [["x" * 40_000]])])

    assert len(load_workbook(io.BytesIO(made)).worksheets[0]["A2"].value) == LONGEST
