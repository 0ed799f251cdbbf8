import csv

import pytest
from openpyxl import load_workbook

from audit.facts.services.model import ProcedureField, Published
from audit.services.model import Service, ServiceEnglish, ServiceInventory, ServiceReach
from reports.export.services import COLUMNS, write_services_csv, write_services_xlsx
from tests.audit.builders import result


def exported(tmp_path, *services: Service, **more) -> list[dict[str, str]]:
    path = tmp_path / "out.csv"
    write_services_csv([result(inventory=ServiceInventory(services), **more)], path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize(
    ("published", "words"),
    [("1", "Mức độ 1"), ("4", "Mức độ 4"), ("whole", "Toàn trình"), ("part", "Một phần"), ("information", "Cung cấp thông tin"), ("", "")],
)  # fmt: skip
def test_the_published_level_is_named_as_officials_do(tmp_path, published, words):
    (row,) = exported(tmp_path, Service("1", "Cấp", published=Published(published)))

    assert (row["Mức độ công bố"], row["published"]) == (words, published)


def test_a_level_that_could_not_be_told_is_not_zero(tmp_path):
    unknown, none = exported(tmp_path, Service("1", "Cấp"), Service("2", "Cấp", checked=0))

    assert (unknown["Mức độ kiểm tra"], unknown["checked"]) == ("Không xác định", "")
    assert (none["Mức độ kiểm tra"], none["checked"]) == ("Mức độ 0", "0")


def test_english_is_told_part_by_part(tmp_path):
    english = ServiceEnglish(
        name=True, fields=(ProcedureField.NAME, ProcedureField.STEPS), form=True, guidance=True
    )
    (row,) = exported(tmp_path, Service("1", "Cấp", english=english))

    assert row["Có tiếng Anh"] == "Có: tên, 2/11 nội dung, biểu mẫu, hướng dẫn"
    assert (row["english_summary"], row["english_fields"]) == ("no", "name steps")


def test_what_stands_in_a_readers_way_is_noted(tmp_path):
    reach = ServiceReach(dead_end="http://dvc.a.example/404", login_wall=True)
    (row,) = exported(
        tmp_path, Service("1", "Cấp", described=True, published_others=(Published.LEVEL_2,), reach=reach)
    )

    assert row["Ghi chú"] == (
        "Nơi khác công bố: Mức độ 2; Liên kết không dùng được: http://dvc.a.example/404; "
        "Phải đăng nhập mới xem được nội dung"
    )


def test_a_service_that_is_in_english_only_has_its_english_name(tmp_path):
    (row,) = exported(tmp_path, Service("1", "", name_en="Licence", english_url="http://a.example/en"))

    assert (row["Tên thủ tục/dịch vụ"], row["name_vi"], row["Địa chỉ"]) == (
        "Licence",
        "",
        "http://a.example/en",
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_becomes_a_formula(tmp_path, start):
    services = ServiceInventory((Service("1", f"{start}HYPERLINK(1)", field=f"{start}2"),))
    path = tmp_path / "out.xlsx"

    assert write_services_xlsx([result(inventory=services), result(agency_id="mob")], path) == 1
    cells = load_workbook(path).worksheets[0][2]
    named = dict(zip(COLUMNS, cells, strict=True))
    assert named["Tên thủ tục/dịch vụ"].value == f"'{start}HYPERLINK(1)"
    assert named["field"].value == f"'{start}2"
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_letters_that_no_workbook_takes_are_shown(tmp_path):
    path = tmp_path / "out.xlsx"
    write_services_xlsx([result(inventory=ServiceInventory((Service("1", "Cấp\x00\x0bthẻ"),)))], path)

    assert load_workbook(path).worksheets[0]["B2"].value == "Cấp[U+0000][U+000B]thẻ"
