import unicodedata

import pytest

from audit.facts.services.model import Published
from audit.services.required.model import RequiredService
from crawler.errors import ListError
from tests.audit.services.required.lists import HEADER, ROW, csv_file, read, row


def faults(folder, *rows) -> list[str]:
    with pytest.raises(ListError) as caught:
        read(csv_file(folder, *rows))
    return [fault.removeprefix("list: ") for fault in caught.value.faults]


def test_a_row_becomes_a_required_service(tmp_path):
    (one,) = read(csv_file(tmp_path, HEADER, row(note="ưu tiên")))

    assert one == RequiredService(
        "1/QĐ-VD", "moa", "Cấp giấy phép", Published.LEVEL_4, 2018, "1.930001", "health", "ưu tiên"
    )


@pytest.mark.parametrize(
    "header",
    [
        ("decision", "agency", "service name", "level", "year"),
        ("Quyết định", "Cơ quan", "Tên dịch vụ", "Mức độ", "Năm"),
        (" QUYẾT  ĐỊNH:", "cơ quan thực hiện", "Tên thủ tục hành chính", "Mức", "Năm hoàn thành"),
        tuple(
            unicodedata.normalize("NFD", h) for h in ("Số quyết định", "Đơn vị", "Tên TTHC", "Mức độ", "Năm")
        ),
    ],
)
def test_headings_may_be_english_or_vietnamese(tmp_path, header):
    assert len(read(csv_file(tmp_path, header, ("1/QĐ", "moa", "Cấp", "4", "2018")))) == 1


def test_columns_may_stand_in_any_order_and_a_number_is_passed_over(tmp_path):
    header = ("STT", "Năm", "Mức độ", "Tên thủ tục", "Cơ quan", "Quyết định")

    (one,) = read(csv_file(tmp_path, header, ("1", "2018", "4", "Cấp", "moa", "1/QĐ")))

    assert (one.name, one.year, one.code, one.sector) == ("Cấp", 2018, "", "")


@pytest.mark.parametrize(
    ("text", "agency_id"),
    [
        ("moa", "moa"),
        ("BỘ A", "moa"),
        ("Ministry A", "moa"),
        ("UBND tỉnh Hà Giang", "hagiang"),
        ("Hà Giang", "hagiang"),
        ("Ủy ban nhân dân thành phố Hà Nội", "hanoi"),
        ("Các tỉnh, thành phố trực thuộc Trung ương", "kind:province"),
        ("UBND cấp tỉnh", "kind:province"),
        ("Commission B", "new"),
    ],
)
def test_agencies_are_known_by_id_and_name(tmp_path, text, agency_id):
    assert read(csv_file(tmp_path, HEADER, row(agency=text)))[0].agency_id == agency_id


@pytest.mark.parametrize(
    ("text", "level"),
    [("1", "1"), ("Mức độ 3", "3"), ("level 4", "4"), ("Toàn trình", "whole"), ("MỘT PHẦN", "part"), ("DVCTT toàn trình", "whole")],
)  # fmt: skip
def test_levels_are_known_by_number_and_word(tmp_path, text, level):
    assert read(csv_file(tmp_path, HEADER, row(level=text)))[0].level == level


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"decision": ""}, "row 2, column A “Quyết định”: is missing"),
        ({"agency": ""}, "row 2, column B “Cơ quan”: is missing"),
        ({"agency": "Bộ Lạ"}, "row 2, column B “Cơ quan”: there is no agency 'Bộ Lạ' in the registry"),
        ({"agency": "Ủy ban B"}, "row 2, column B “Cơ quan”: 'Ủy ban B' names several agencies: write one of new, old"),
        ({"name": "  "}, "row 2, column C “Tên thủ tục”: is missing"),
        ({"name": "Cấp\x07phép"}, "row 2, column C “Tên thủ tục”: holds a control character"),
        ({"name": "Cấp gi\ufffdy"}, "row 2, column C “Tên thủ tục”: holds letters that were lost"),
        ({"name": "CÊp giÊy phÐp x©y dùng"}, "row 2, column C “Tên thủ tục”: is not in Unicode but in an encoding from before (tcvn3)"),
        ({"name": "a" * 1001}, "row 2, column C “Tên thủ tục”: has 1001 characters, 1000 at most"),
        ({"code": "1.9300"}, "row 2, column D “Mã TTHC”: '1.9300' is no code like 1.013730"),
        ({"code": "mã số"}, "row 2, column D “Mã TTHC”: 'mã số' is no code"),
        ({"level": ""}, "row 2, column E “Mức độ”: is missing: write 1, 2, 3, 4, toàn trình or một phần"),
        ({"level": "5"}, "row 2, column E “Mức độ”: '5' is no level"),
        ({"level": "cung cấp thông tin"}, "row 2, column E “Mức độ”: 'cung cấp thông tin' is no level"),
        ({"year": ""}, "row 2, column F “Năm”: is missing"),
        ({"year": "18"}, "row 2, column F “Năm”: '18' is no year from 2000 to 2100"),
        ({"year": "1999"}, "row 2, column F “Năm”: '1999' is no year"),
        ({"year": "2101"}, "row 2, column F “Năm”: '2101' is no year"),
        ({"year": "２０１８"}, "row 2, column F “Năm”: '２０１８' is no year"),
        ({"sector": "phép thuật"}, "row 2, column G “Lĩnh vực”: there is no sector 'phép thuật'"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_row_and_column(tmp_path, cells, fault):
    (found,) = faults(tmp_path, HEADER, row(**cells))

    assert found.startswith(fault)


@pytest.mark.parametrize(
    "code", ["1.013730", "2.001234.000.00.00.H05", "BKH-123456", "B-BYT-034587-TT", "BNV_12"]
)
def test_codes_are_national_or_the_agencys_own(tmp_path, code):
    assert read(csv_file(tmp_path, HEADER, row(code=code)))[0].code == code


def test_a_service_stands_once_in_a_list(tmp_path):
    rows = (
        row(code=""),
        row(code="", name="1. CẤP GIẤY PHÉP", level="3"),
        row(code="", agency="hanoi"),
        row(code="", decision="2/QĐ"),
        row(code="1.930009"),
        row(code="1.930009", name="Khác"),
    )

    assert faults(tmp_path, HEADER, *rows) == [
        "row 3, column C “Tên thủ tục”: stands in row 2 already",
        "row 7, column C “Tên thủ tục”: stands in row 6 already",
    ]


def test_a_header_is_strict(tmp_path):
    header = ("Quyết định", "Cơ quan", "Tên thủ tục", "Mức độ", "Mức", "Phòng")

    assert [
        fault.partition(": it")[0] for fault in faults(tmp_path, header, ("1", "moa", "Cấp", "4", "4", "x"))
    ] == [
        "row 1: there is no column for year",
        "row 1, column E: “Mức” is a second column for level",
        "row 1, column F: there is no column “Phòng”; known are decision, agency, name, level, year, code, sector, note, ordinal",
    ]


def test_a_title_above_the_header_is_told_as_such(tmp_path):
    found = faults(tmp_path, ("DANH MỤC DỊCH VỤ CÔNG",), HEADER, ROW)

    assert found[-1].startswith("row 1, column A: there is no column “DANH MỤC DỊCH VỤ CÔNG”")
    assert "the header has to be the first row" in found[0]


def test_a_header_alone_is_no_list(tmp_path):
    assert faults(tmp_path, HEADER) == ["row 1: there is nothing below the header"]


def test_cells_beside_the_table_are_faults_and_short_rows_lack_cells(tmp_path):
    assert faults(tmp_path, HEADER, (*ROW, "x"), ("1/QĐ", "moa", "Đăng ký")) == [
        "row 2, column I: stands outside the table",
        "row 3, column E “Mức độ”: is missing: write 1, 2, 3, 4, toàn trình or một phần",
        "row 3, column F “Năm”: is missing",
    ]


def test_all_faults_are_told_and_fifty_are_printed(tmp_path):
    rows = [row(name=f"Cấp {n}", code="", level="9", year="1") for n in range(40)]

    with pytest.raises(ListError) as caught:
        read(csv_file(tmp_path, HEADER, *rows))

    assert len(caught.value.faults) == 80
    lines = str(caught.value).splitlines()
    assert len(lines) == 53
    assert lines[-2:] == ["... and 30 more", "80 faults; nothing was kept"]
