"""Things that nothing is named after: told in the text of a page with a free title, or shown by its structure alone."""

from __future__ import annotations

from datetime import date

import pytest

from audit.results import Verdict
from tests.audit.bilingual import table
from tests.audit.detectors import one_page
from tests.audit.sites import page, paragraphs

DAY = date(2018, 6, 29)
SECTORS = ("health", "social_protection")
CLOSING = "Hồ sơ dự tuyển gồm phiếu đăng ký dự tuyển theo mẫu, nhận đến hết ngày 30/07/2018 tại Văn phòng."
MAIL = "Gửi về hộp thư tuyendung@bovidu.gov.vn."
CSV = '<p>Tải tệp <a href="/tep/co-so-y-te.csv">CSV</a>.</p>'
OFFICIALS = [
    ("Lê Thị Hoa", "Vụ trưởng", "Vụ Pháp chế", "024.3846.1111", "hoa.lt@bovidu.gov.vn"),
    ("Trần Văn Nam", "Cục trưởng", "Cục Quản lý dược", "024.3846.2222", "nam.tv@bovidu.gov.vn"),
    ("Phạm Thu Hà", "Chánh Văn phòng", "Văn phòng Bộ", "024.3846.3333", "ha.pt@bovidu.gov.vn"),
]
DIRECTORY = table(("Họ và tên", "Chức vụ", "Đơn vị", "Điện thoại", "Thư điện tử"), OFFICIALS)
BUDGET = table(
    ("Nội dung (triệu đồng)", "Dự toán 2018", "Thực hiện quý I"),
    [(f"Khoản {n}", f"{n}25.400", f"{n}6.120") for n in range(1, 7)],
)


def asked(criterion, label, body, **options):
    return one_page.asked(criterion, label, body, sectors=SECTORS, **options)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<p>{CLOSING}</p><p>{MAIL}</p>", Verdict.MET),
        (f"<p>{CLOSING.replace('2018', '2014')}</p><p>{MAIL}</p>", Verdict.NOT_MET),  # long over
        (f"<p>{MAIL}</p>{paragraphs('vi', 3)}", Verdict.NOT_MET),  # an address alone
    ],
)
def test_posts_to_be_filled_are_told_under_a_free_title(body, expected):
    assert asked("OSI2024-SP-058", "Cùng đi với chúng tôi", body, day=DAY).verdict is expected


def test_a_home_page_or_a_list_of_many_things_shows_a_part_at_best():
    rows = "".join(
        f'<li><a href="/vi/muc/{n}/">Thông báo số {n} về công việc của Bộ trong tháng</a> <span>0{n}/06/2018</span></li>'
        for n in range(1, 9)
    )
    body = f"<ul>{rows}</ul><p>{CLOSING}</p><p>{MAIL}</p>"
    more = {f"/vi/muc/{n}/": page("vi", f"Thông báo số {n}", paragraphs("vi", 2)) for n in range(1, 9)}
    side = asked("OSI2024-SP-058", "Cùng đi với chúng tôi", body, day=DAY, more=more)
    assert (side.verdict, side.reason.code) == (Verdict.PARTLY, "told_some")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Bộ đăng dự thảo Thông tư để lấy ý kiến đến hết ngày 30/07/2018, gửi về a@bovidu.gov.vn.",
            Verdict.MET,
        ),
        ("Bộ đăng dự thảo Thông tư để lấy ý kiến đến hết ngày 30/07/2018.", Verdict.PARTLY),  # where to?
        (
            "Bộ đăng dự thảo Thông tư để lấy ý kiến đến hết ngày 30/05/2018, gửi về a@bovidu.gov.vn.",
            Verdict.NOT_MET,
        ),
        (
            "Lấy ý kiến về bữa ăn trưa đến hết ngày 30/07/2018, gửi về a@bovidu.gov.vn.",
            Verdict.NOT_MET,
        ),  # no draft
    ],
)
def test_a_deadline_in_prose_opens_a_consultation(line, expected):
    body = f"<p>{line}</p>{paragraphs('vi', 2)}"
    assert asked("OSI2024-EP-033", "Việc đang làm", body, day=DAY).verdict is expected


def test_heads_stand_in_a_directory_under_another_name():
    side = asked("OSI2024-IF-011", "Ai làm việc gì", DIRECTORY)
    assert side.verdict is Verdict.MET
    assert side.reason.code == "told_full"
    assert "Vụ trưởng" in side.evidence[0].quote


def test_clerks_are_no_heads():
    clerks = DIRECTORY
    for title in ("Vụ trưởng", "Cục trưởng", "Chánh Văn phòng"):
        clerks = clerks.replace(title, "Chuyên viên")
    assert asked("OSI2024-IF-011", "Ai làm việc gì", clerks).verdict is Verdict.NOT_MET


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<p>Ai cũng được tự do sử dụng theo giấy phép CC BY 4.0.</p>{CSV}", Verdict.MET),
        (CSV, Verdict.PARTLY),  # files, and not a word on their use
        ("<p>Ai cũng được tự do sử dụng theo giấy phép CC BY 4.0.</p>", Verdict.NOT_MET),  # no file
    ],
)
def test_files_that_may_be_used_freely_are_open_data(body, expected):
    side = asked("OSI2024-EP-037", "Danh sách cơ sở", body + paragraphs("vi", 2))
    assert side.verdict is expected, side.reason


def test_the_licence_stands_with_the_files():
    body = f"<p>Dữ liệu được cấp phép theo giấy phép CC BY 4.0.</p>{CSV}{paragraphs('vi', 2)}"
    assert asked("OSI2024-EP-303", "Danh sách cơ sở", body).verdict is Verdict.MET
    assert asked("OSI2024-EP-303", "Danh sách cơ sở", body.replace(CSV, "")).verdict is Verdict.NOT_MET


def test_the_columns_of_a_file_are_its_metadata():
    columns = "<p>Các cột: ma_co_so, ten_co_so, so_giuong, ma_tinh.</p>"
    assert asked("OSI2024-EGL-038", "Danh sách cơ sở", columns + CSV).verdict is Verdict.MET
    assert asked("OSI2024-EGL-038", "Danh sách cơ sở", columns).verdict is Verdict.NOT_MET  # of no file
    method = "<p>Phương pháp: điều tra toàn bộ các bệnh viện.</p>"
    assert asked("OSI2024-EGL-038", "Danh sách cơ sở", method + CSV).verdict is Verdict.PARTLY


def test_a_table_of_estimates_is_a_budget_whatever_the_page_is_called():
    assert asked("OSI2024-EP-092", "Thông tin nội bộ", BUDGET, day=DAY).verdict is Verdict.MET
    undated = BUDGET.replace("Dự toán 2018", "Dự toán")
    assert asked("OSI2024-EP-092", "Thông tin nội bộ", undated, day=DAY).verdict is Verdict.PARTLY
    assert (
        asked("OSI2024-EP-092", "Thông tin nội bộ", BUDGET.replace("Dự toán", "Số ca"), day=DAY).verdict
        is Verdict.NOT_MET
    )


@pytest.mark.parametrize(
    ("label", "line", "expected"),
    [
        ("Thanh tra Bộ: tố giác", "Báo hành vi nhũng nhiễu, hối lộ đến số 024.3846.1111.", Verdict.MET),
        (
            "Thi cử",
            "Báo hành vi nhũng nhiễu, hối lộ đến số 024.3846.1111.",
            Verdict.PARTLY,
        ),  # among other things
        ("Thi cử", "Bộ kiên quyết chống nhũng nhiễu, hối lộ.", Verdict.NOT_MET),  # no channel
        ("Thi cử", "Điện thoại: 024.3846.1111.", Verdict.NOT_MET),
    ],
)
def test_wrongs_can_be_reported_in_a_line(label, line, expected):
    side = asked("OSI2024-EP-021", label, f"<p>{line}</p>{paragraphs('vi', 2)}")
    assert side.verdict is expected, side.reason


def test_one_line_with_an_amount_is_a_part_of_help_for_a_group():
    told = "<p>Người khuyết tật được giảm 50% viện phí.</p>" + paragraphs("vi", 2)
    named = "<p>Hội thảo có nhiều người khuyết tật tham dự.</p>" + paragraphs("vi", 2)
    assert asked("OSI2024-SP-144", "Sổ tay", told).verdict is Verdict.PARTLY
    assert asked("OSI2024-SP-144", "Sổ tay", named).verdict is Verdict.NOT_MET


def test_a_list_of_a_keyword_is_no_section():
    link = '<p><a rel="tag" href="/vi/muc/">Người khuyết tật</a></p>'
    rows = "".join(
        f"<li>Tin số {n}: hỗ trợ 50% viện phí, gọi 024.3846.1111 <span>0{n}/06/2018</span></li>"
        for n in range(1, 7)
    )
    body = f"<ul>{rows}</ul>"
    assert asked("OSI2024-SP-144", "Người khuyết tật", body).verdict is not Verdict.NOT_MET
    side = asked("OSI2024-SP-144", "Người khuyết tật", body + link)
    assert side.verdict is Verdict.NOT_MET
    assert side.reason.code == "archive_only"


def test_a_shop_for_apps_is_known_by_its_label_too():
    body = '<p>Tải ứng dụng trên <a href="https://apps.vidu.example/x">App Store</a>.</p>' + paragraphs(
        "vi", 2
    )
    assert asked("OSI2024-SP-095a", "Việc số", body).verdict is Verdict.MET
    inside = body.replace("https://apps.vidu.example/x", "/vi/")
    assert asked("OSI2024-SP-095a", "Việc số", inside).verdict is not Verdict.MET


def test_a_messenger_is_a_part_of_a_chat():
    zalo = asked("OSI2024-EGL-009", "Zalo OA", "", target="https://zalo.me/bovidu")
    assert zalo.verdict is Verdict.PARTLY
    assert asked("OSI2024-EGL-009", "Báo", "", target="https://bao.vidu.vn/x").verdict is Verdict.NOT_MET
