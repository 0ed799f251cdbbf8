from __future__ import annotations

import codecs
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.review.sheet import COLUMNS, inert, plain, read_sheet, write_sheet
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
        (b"PK\x03\x04", "is a workbook, not a CSV file: save it as"),
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
