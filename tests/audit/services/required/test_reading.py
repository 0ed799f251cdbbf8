import zipfile
from datetime import date

import pytest

from audit.services.required.reading import read_table
from crawler.errors import ListError
from tests.audit.services.required.lists import HEADER, ROW, csv_file, read, row, workbook


def faults(path, sheet: str = "") -> tuple[str, ...]:
    with pytest.raises(ListError) as caught:
        read(path, sheet)
    return caught.value.faults


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_is_read_as_spreadsheets_write_it(tmp_path, encoding, separator):
    path = csv_file(
        tmp_path, HEADER, row(name='Cấp giấy phép, loại "A"; mới'), encoding=encoding, separator=separator
    )

    assert [one.name for one in read(path)] == ['Cấp giấy phép, loại "A"; mới']


def test_a_line_that_names_the_separator_counts_as_a_row(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("sep=;\n" + ";".join(HEADER) + "\n" + ";".join(row(level="9")) + "\n", encoding="utf-8")

    assert faults(path)[0].startswith("list: row 3, column E “Mức độ”: '9' is no level")


def test_a_workbook_is_read_like_a_csv(tmp_path):
    rows = (HEADER, ROW, ("1/QĐ-VD", "moa", "Đăng ký", None, 3, 2017.0, None, None), (None,) * 8)

    assert read(workbook(tmp_path, *rows)) == read(csv_file(tmp_path, HEADER, ROW, row(name="Đăng ký", code="", level="3", year="2017", sector="")))  # fmt: skip


def test_a_sheet_is_chosen_when_several_hold_something(tmp_path):
    path = workbook(tmp_path, HEADER, ROW, sheets={"Phụ lục 2": [HEADER, row(name="Đăng ký")], "Trống": []})

    assert faults(path) == (
        f"{path}: several sheets hold something: choose one with --sheet: “Sheet”, “Phụ lục 2”",
    )
    assert [one.name for one in read(path, "Phụ lục 2")] == ["Đăng ký"]
    assert "there is no sheet “X”" in faults(path, "X")[0]


def test_the_one_sheet_that_holds_something_is_read(tmp_path):
    assert len(read(workbook(tmp_path, sheets={"Danh mục": [HEADER, ROW]}))) == 1


def test_formulas_and_errors_of_a_spreadsheet_are_faults(tmp_path):
    path = workbook(tmp_path, HEADER, row(name='="Cấp " & "phép"', code="1.930002"), row(note="#REF!"))

    assert (
        faults(path)
        == (
            "list: row 2, column C “Tên thủ tục”: is a formula: paste its value",
            "list: row 3, column H “Ghi chú”: is an error of the spreadsheet",
            "list: row 3, column C “Tên thủ tục”: stands in row 2 already",
        )
        or "is a formula" in faults(path)[0]
    )


def test_a_formula_in_a_csv_is_a_fault(tmp_path):
    assert faults(csv_file(tmp_path, HEADER, row(note="=1+1"))) == (
        "list: row 2, column H “Ghi chú”: is a formula: paste its value",
    )


def test_merged_cells_are_faults(tmp_path):
    path = workbook(tmp_path, HEADER, ROW, row(name="Đăng ký"), merged="A2:A3")

    assert "list: row 2, column A “Quyết định”: A2:A3 is merged: write every cell out" in faults(path)


def test_a_code_that_is_a_number_has_lost_its_zeros(tmp_path):
    path = workbook(tmp_path, HEADER, ("1/QĐ", "moa", "Cấp", 1.93, 4, 2018, "", ""))

    assert "column D “Mã TTHC”: '1.93' is a number, which loses its zeros" in faults(path)[0]


def test_a_date_is_no_year(tmp_path):
    path = workbook(tmp_path, HEADER, ("1/QĐ", "moa", "Cấp", None, 4, date(2018, 1, 2), "", ""))

    assert faults(path) == ("list: row 2, column F “Năm”: '02/01/2018' is no year from 2000 to 2100",)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\n\n , \n", "is empty"),
        ("Quyết định".encode("utf-16"), "is UTF-16, not UTF-8"),
        ("Quyết định,Cơ quan".encode() + b"\n\xff\xfe", "line 2: is not UTF-8"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is a workbook of before 2007, or has a password"),
        (b"PK\x03\x04 no archive", "is no workbook that can be read"),
        (b'"open', "is not CSV"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path, content, said):
    path = tmp_path / "list.csv"
    path.write_bytes(content)

    assert said in faults(path)[0]


def test_an_archive_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "x")

    assert "is no workbook that can be read" in faults(path)[0]


def test_an_archive_that_unpacks_to_too_much_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr("audit.review.workbook._UNPACKED", 1_000_000)
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * 1_000_001)

    assert "is larger than any table that persons fill in" in faults(path)[0]


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/styles.xml"]
)
@pytest.mark.parametrize("content", [b"<broken", b"", b"<a/>", b'<!DOCTYPE x [<!ENTITY e "x">]><x>&e;</x>'])
def test_a_damaged_workbook_is_refused_or_empty(tmp_path, part, content):
    whole = workbook(tmp_path, HEADER, ROW)
    path = tmp_path / "damaged.xlsx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, content if name == part else source.read(name))

    if part == "xl/styles.xml" and content.endswith((b"/>", b"</x>")):
        assert len(read(path)) == 1  # nothing of it is needed
    else:
        with pytest.raises(ListError):
            read(path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ListError, match=r"none\.csv: cannot be read: No such file"):
        read_table(tmp_path / "none.csv")
