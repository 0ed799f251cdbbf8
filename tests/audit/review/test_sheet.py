from __future__ import annotations

import codecs
import csv
import io
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from audit.review.sheet import COLUMNS, read_sheet, read_uploaded, write_sheet
from audit.review.workbook import inert, plain, write_workbook
from crawler.errors import ReviewError

ROW = {
    "agency_id": "moa",
    "criterion_id": "T-1",
    "title_vi": '=HYPERLINK("http://x")',
    "leads": "http://a.example/\nhttp://b.example/",
    "english": "met",
    "vietnamese": "Chưa đạt",
    "reviewer": "Trần Thị Bình",
    "date": "2018-07-01",
    "proof": '@phòng 12; "hồ sơ"',
    "note": "'-1",
}


def file_of(tmp_path, rows, **more):
    path = tmp_path / "review.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_sheet(rows, stream, **more)
    return path


def faults(path):
    with pytest.raises(ReviewError) as caught:
        read_sheet(path)
    return [fault.removeprefix(f"{path}: ") for fault in caught.value.faults]


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_table_comes_back_as_it_went_out(tmp_path, separator):
    path = file_of(tmp_path, [ROW], separator=separator)

    (line,) = read_sheet(path)

    assert line.row == 2
    assert {k: v for k, v in line.cells.items() if v} == ROW
    assert path.read_bytes().startswith(codecs.BOM_UTF8)


def test_no_cell_is_a_formula(tmp_path):
    text = file_of(tmp_path, [ROW]).read_text(encoding="utf-8-sig")
    cells = list(csv.reader(io.StringIO(text)))[1]

    assert [c for c in cells if c.startswith(("=", "+", "-", "@"))] == []


@given(st.text(alphabet="'=+-@ab\t", max_size=8))
def test_defusing_can_be_undone(text):
    assert plain(inert(text)) == text
    assert not inert(text).startswith(("=", "+", "-", "@", "\t"))


def test_empty_rows_and_columns_of_a_spreadsheet_are_passed_over(tmp_path):
    path = tmp_path / "review.csv"
    header = ";".join(COLUMNS)
    path.write_text(
        f"sep=;\r\n{header};;\r\n;;;\r\n\r\nmoa;;T-1{';' * (len(COLUMNS) - 3)};;\r\n", encoding="utf-8"
    )

    (line,) = read_sheet(path)

    assert (line.row, line["criterion_id"], line.answered) == (5, "T-1", False)


def test_letters_that_are_taken_apart_are_put_together(tmp_path):
    (line,) = read_sheet(file_of(tmp_path, [{**ROW, "reviewer": "Trần Thi\u0323 Bi\u0300nh"}]))

    assert line["reviewer"] == "Trần Thị Bình"


def test_all_wrong_columns_are_named(tmp_path):
    path = tmp_path / "review.csv"
    path.write_text(
        "agency_id,criterion,english,english,vietnamese,reviewer,date,proof,note\n", encoding="utf-8"
    )

    assert faults(path) == [
        "row 1: the column “criterion_id” is missing",
        "row 1: column 2: there is no column “criterion”",
        "row 1: column 4: the column “english” stands twice",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "row 1: there is no header"),
        ("agency_id,Trần".encode("cp1258", "replace"), "row 1: the column"),
        ("agency_id\nTr\u1ea7n".encode("utf-16"), "is UTF-16, not UTF-8: save it as"),
        ("agency_id\nÂu".encode("cp1258"), "line 2: is not UTF-8 (byte 10): save it as"),
        (b"PK\x03\x04", "is no workbook that can be read: save it as"),
        (b'agency_id\n"open', "row 2: is not CSV: unexpected end of data"),
    ],
)
def test_a_file_of_another_kind_says_how_to_save_it(tmp_path, data, message):
    path = tmp_path / "review.csv"
    path.write_bytes(data)

    assert faults(path)[0].startswith(message)


def test_a_row_of_another_length_is_named(tmp_path):
    path = file_of(tmp_path, [ROW])
    path.write_text(path.read_text(encoding="utf-8") + "moa,x\n", encoding="utf-8")

    assert faults(path) == [f"row 3: has 2 cells, the header has {len(COLUMNS)}"]


def test_a_file_that_is_not_there_is_named(tmp_path):
    assert faults(tmp_path / "none.csv") == ["cannot be read: No such file or directory"]


def test_a_workbook_comes_back_as_it_went_out(tmp_path):
    path = tmp_path / "review.xlsx"
    rows = [
        {**ROW, "note": "=HYPERLINK(1)"},
        {**ROW, "agency_id": "mob", "date": "01/02/2026", "proof": "007"},
    ]

    assert write_workbook(rows, path, COLUMNS, "a/b:c") == 2
    assert [{k: v for k, v in line.cells.items() if v} for line in read_sheet(path)] == [
        {k: v for k, v in row.items() if v} for row in rows
    ]
    assert load_workbook(path).worksheets[0]["A2"].data_type == "s"


def test_what_a_person_typed_into_a_workbook_is_read_as_it_was_meant(tmp_path):
    path = tmp_path / "review.xlsx"
    write_workbook([ROW], path, COLUMNS, "review")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    place = {name: number for number, name in enumerate(COLUMNS, 1)}
    sheet.cell(2, place["date"]).value = datetime(2026, 3, 1)  # noqa: DTZ001 - as a spreadsheet keeps it
    sheet.cell(2, place["proof"]).value = 17.0
    sheet.cell(3, place["agency_id"]).value = "=A2"
    book.save(path)

    assert faults(path) == ["row 3, column A: is a formula: paste its value"]
    sheet.delete_rows(3)
    book.save(path)
    (line,) = read_sheet(path)
    assert (line["date"], line["proof"]) == ("01/03/2026", "17")


def test_a_table_that_was_sent_is_read_as_a_file_is(tmp_path):
    path = tmp_path / "review.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_sheet([ROW], stream, separator=";")

    assert read_uploaded("review.csv", path.read_bytes()) == read_sheet(path)


def test_a_workbook_that_was_sent_is_not_opened(tmp_path):
    path = tmp_path / "review.csv"
    write_workbook([ROW], path, COLUMNS, "review")
    with pytest.raises(ReviewError) as caught:
        read_uploaded("review.csv", path.read_bytes())

    assert caught.value.faults[0].startswith("review.csv: is a workbook, not a CSV file")
