"""Which mentions are one service."""

import json
from io import BytesIO

import pytest
from openpyxl import Workbook

from audit.services.naming import normal_name
from audit.site.beside import Beside
from crawler.snapshot import PageRecord
from crawler.status import FetchStatus
from tests.audit.services.service_sites import at, inventory, only, page, procedure, row


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("1. Thủ tục cấp giấy phép lao động", "Cấp giấy phép lao động."),
        ("CẤP GIẤY PHÉP LAO ĐỘNG", "Cấp giấy phép lao động"),
        ("II. Dịch vụ công cấp giấy phép lao động", "cấp giấy phép lao động"),
        ("Hoà giải tranh chấp lao động", "Hòa giải tranh chấp lao động"),
    ],
)
def test_numbers_padding_case_and_tone_style_make_no_other_name(written, same):
    assert normal_name(written) == normal_name(same)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cấp giấy phép lao động", "Cấp lại giấy phép lao động"),
        ("Thủ tục A", "Thủ tục B"),
        ("Dịch vụ công", ""),
    ],
)
def test_what_makes_procedures_different_stays(one, other):
    assert normal_name(one) != normal_name(other)


def test_a_row_and_the_page_it_leads_to_are_one_service():
    service = only(
        page("/ds", row("Cấp thẻ A", "/tt/1", level="4", level_text="Mức độ 4")),
        page("/tt/1", of=procedure("Thủ tục cấp thẻ A cho tổ chức", code="1.000001"), depth=2),
    )
    assert service.name == "Thủ tục cấp thẻ A cho tổ chức"
    assert service.codes == ("1.000001",)
    assert (service.published, service.published_text) == ("4", "Mức độ 4")
    assert service.described
    assert service.listed_on == ("http://dichvucong.bo.example/ds",)


def test_one_code_is_one_service_whatever_it_is_called():
    service = only(
        page("/a", row("Cấp thẻ A", code="1.000001")), page("/b", row("Thẻ A: cấp mới", code="1.000001"))
    )
    assert len(service.listed_on) == 2


def test_two_codes_are_two_services_though_their_names_and_pages_are_the_same():
    found = inventory(
        page("/a", row("Cấp thẻ A", "/tt", code="1.000001"), row("Cấp thẻ A", "/tt", code="1.000002")),
    ).services
    assert [one.codes for one in found] == [("1.000001",), ("1.000002",)]


def test_a_national_code_and_the_agencys_own_may_belong_to_one_service():
    service = only(
        page("/a", row("Cấp thẻ A", "/tt", code="BVD-12")),
        page("/tt", of=procedure("Cấp thẻ A", code="1.000001")),
    )
    assert service.codes == ("1.000001", "BVD-12")


def test_a_bare_name_that_may_be_either_of_two_services_is_neither_a_third():
    found = inventory(
        page("/a", row("Cấp thẻ A", code="1.000001"), row("Cấp thẻ A", code="1.000002")),
        page("/b", row("Cấp thẻ A")),
    ).services
    assert len(found) == 2


def test_translations_by_address_are_one_service():
    service = only(
        page("/vi/tt/1", of=procedure("Cấp thẻ A")),
        page(
            "/en/tt/1", of=procedure("Issue of card A", language="en"), language={}, title="Issue of card A"
        ),
        page("/en/", title="Home", links=("/en/tt/1",)),
    )
    assert (service.name, service.name_en) == ("Cấp thẻ A", "Issue of card A")
    assert service.english_url.endswith("/en/tt/1")


def test_a_form_that_all_services_share_is_no_service():
    shared = procedure("Nộp hồ sơ trực tuyến", points=(), has_form=True)
    found = inventory(
        page("/ds", row("Cấp thẻ A", "/tt/1", apply_url="/nop"), row("Cấp thẻ B", "/tt/2", apply_url="/nop")),
        page("/nop", of=shared),
    ).services
    assert [one.name for one in found] == ["Cấp thẻ A", "Cấp thẻ B"]


def test_a_form_of_its_own_belongs_to_its_service():
    service = only(
        page("/ds", row("Cấp thẻ A", "/tt/1", apply_url="/nop/1")),
        page("/tt/1", of=procedure("Cấp thẻ A")),
        page("/nop/1", of=procedure("Tờ khai cấp thẻ A", points=(), has_form=True)),
    )
    assert service.name == "Cấp thẻ A"
    assert service.checked == 3
    assert service.url.endswith("/tt/1")


def test_ids_last_from_run_to_run_and_differ_between_services():
    first = inventory(page("/a", row("Cấp thẻ A", code="1.000001"), row("Cấp thẻ B"))).services
    again = inventory(page("/b", row("CẤP THẺ B"), row("Thẻ A", code="1.000001"))).services
    assert {one.id for one in first} == {one.id for one in again}
    assert len({one.id for one in first}) == 2
    assert all(len(one.id) == 16 for one in first)


def test_a_box_that_leads_to_a_list_names_a_group_and_no_service():
    rows = [row(f"Cấp thẻ {letter}", code=f"1.00000{n}") for n, letter in enumerate("ABC")]
    found = inventory(
        page("/", row("Các loại thẻ", "/ds"), row("Cấp thẻ A", "/ds", code="1.000000")), page("/ds", *rows)
    ).services
    assert len(found) == 3


def test_data_behind_a_list_name_services_of_the_page_that_draws_it():
    body = json.dumps(
        {"data": [{"maThuTuc": "1.000001", "tenThuTuc": "Cấp giấy phép A", "mucDo": "Mức độ 3"}]}
    ).encode()
    record = PageRecord(at("/api/ds"), FetchStatus.DATA, referrer=at("/ds"))
    service = only(page("/ds", depth=2), beside=Beside(data=lambda: [(record, body)]))
    assert (service.name, service.codes, service.published) == ("Cấp giấy phép A", ("1.000001",), "3")
    assert service.reach.clicks == 2


def test_tables_of_documents_name_services_with_a_code_or_level_only():
    book = Workbook()
    for line in (
        ["DANH MỤC THỦ TỤC HÀNH CHÍNH"],
        ["STT", "Mã thủ tục", "Tên thủ tục", "Mức độ"],
        [1, "1.000001", "Cấp giấy phép A", "4"],
        [2, "1.000002", "Cấp giấy phép B", "3"],
    ):
        book.active.append(line)
    other = book.create_sheet()
    for line in (["STT", "Tên công việc"], [1, "Cấp phát văn phòng phẩm"], [2, "Đăng ký họp"]):
        other.append(line)
    stream = BytesIO()
    book.save(stream)
    record = PageRecord(
        at("/ds.xlsx"), FetchStatus.DOCUMENT, final_url=at("/ds.xlsx"), fetched_at="2020-03-01T00:00:00Z"
    )
    found = inventory(
        page("/ds", row("Cấp giấy phép A", code="1.000001"), links=("/ds.xlsx",)),
        beside=Beside(documents=lambda: [(record, stream.getvalue())]),
    ).services
    assert [(one.name, one.codes, one.documents) for one in found] == [
        ("Cấp giấy phép A", ("1.000001",), (at("/ds.xlsx"),)),
        ("Cấp giấy phép B", ("1.000002",), (at("/ds.xlsx"),)),
    ]
    assert found[1].checked is None
    assert found[1].url == at("/ds.xlsx")


def test_names_that_are_cut_short_are_one_service_only_where_they_lead_to_one_page():
    found = inventory(
        page("/ds", row("Đăng ký thay đổi nội dung…", "/tt/1"), row("Đăng ký thay đổi nội dung…", "/tt/2"))
    ).services
    assert len({one.id for one in found}) == 2


def test_the_page_of_a_service_tells_the_name_that_a_list_cuts_short():
    whole = "Cấp giấy phép hoạt động (cấp tỉnh)"
    for cut in ("Cấp giấy phép hoạt động…", "Cấp giấy phép hoạt động", "Cấp giấy phép…"):
        assert only(page("/ds", row(cut, "/tt/1")), page("/tt/1", of=procedure(whole))).name == whole


def test_the_list_that_has_a_name_in_full_tells_it():
    whole = "Cấp giấy phép hoạt động cho cơ sở"
    cut = row("Cấp giấy phép hoạt động…", code="1.000001")
    assert only(page("/a", cut), page("/b", cut), page("/c", row(whole, code="1.000001"))).name == whole


def test_names_with_different_qualifiers_at_their_end_are_two_services():
    names = (
        "Cấp giấy phép hoạt động (cấp tỉnh)",
        "Cấp giấy phép hoạt động (cấp xã)",
        "Cấp giấy phép hoạt động",
    )
    found = inventory(page("/ds", *(row(name, f"/tt/{n}") for n, name in enumerate(names)))).services
    assert {one.name for one in found} == set(names)
