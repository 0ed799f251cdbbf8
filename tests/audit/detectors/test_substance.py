"""What stands behind a name: documents, budgets, consultations, datasets, services, groups; Vietnamese first."""

from __future__ import annotations

from datetime import date

import pytest

from audit.detectors.checks.base import graded, newest, parse_day, recent
from audit.results import Verdict
from tests.audit.bilingual import bilingual, table
from tests.audit.sites import page, paragraphs, site, verdict, without_dead_links


def judged(criterion, label, body, *, sectors=("health",), more=None, language="vi", **options):
    """Return the verdict on a portal whose footer links one more page."""
    pages = {k: v for k, v in bilingual().items() if k.startswith(f"/{language}/") and "danh-ba" not in k}
    link = f'<a href="/{language}/muc/">{label}</a>'
    pages = {k: v.replace("<footer>", f"<footer>{link}") for k, v in pages.items()}
    pages[f"/{language}/muc/"] = page(language, label, body)
    pages |= more or {}
    home = f"/{language}/"
    result = verdict(site(without_dead_links(pages), sectors=sectors, home=home, **options), criterion)
    return result.local if language == "vi" else result.english


def documents(years, label="Kế hoạch phát triển ngành y tế năm"):
    items = "".join(
        f'<li><a href="/tep/ke-hoach-{y}.pdf">{label} {y}</a> <span>15/03/{y}</span></li>' for y in years
    )
    return f"{paragraphs('vi', 3)}<ul>{items}</ul>"


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ((2013, 2014, 2015, 2016, 2017, 2018), Verdict.MET),
        ((2017, 2018), Verdict.PARTLY),  # too few years to be historical
        ((2008, 2009, 2010, 2011, 2012), Verdict.PARTLY),  # nothing current
        ((), Verdict.PARTLY),  # a page of prose
    ],
)
def test_policy_needs_a_collection_current_and_historical(years, expected):
    side = judged("OSI2024-IF-091", "Chiến lược, quy hoạch, kế hoạch", documents(years))
    assert side.verdict is expected, side.reason


def test_a_privacy_policy_is_no_sector_policy():
    side = judged("OSI2024-IF-091", "Chính sách bảo mật", documents((2014, 2015, 2016, 2017, 2018)))
    assert side.verdict is Verdict.NOT_MET


BUDGET = table(
    ("STT", "Nội dung", "Dự toán năm 2018 (triệu đồng)"),
    [(str(n), f"Chi sự nghiệp {n}", f"{n}25.400") for n in range(1, 8)],
)


FILES = (
    '<ul><li><a href="/tep/du-toan-2018.pdf">Dự toán ngân sách năm 2018</a></li>'
    '<li><a href="/tep/quyet-toan-2017.xlsx">Quyết toán ngân sách năm 2017</a></li></ul>'
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (paragraphs("vi", 2) + BUDGET, Verdict.MET),
        (
            FILES + paragraphs("vi", 1),
            Verdict.MET,
        ),
        (
            "<p>Tổng chi ngân sách năm nay của ngành là 1.200 tỷ đồng, tăng so với năm trước.</p>",
            Verdict.PARTLY,
        ),
    ],
)
def test_a_budget_is_amounts_by_year_in_a_table_or_files(body, expected):
    side = judged("OSI2024-EP-092", "Công khai ngân sách", body)
    assert side.verdict is expected, side.reason


DRAFT = (
    '<ul><li><a href="/vi/muc/a.html">Dự thảo Thông tư về khám sức khỏe</a> Ngày đăng: {start}. Hạn góp ý: {end}</li>'
    '<li><a href="/vi/muc/b.html">Dự thảo Nghị định về vệ sinh</a> Ngày đăng: {start}. Hạn góp ý: {end}</li></ul>'
    '<form action="/gop-y" method="post"><label>Họ và tên <input name="ten"></label>'
    '<label>Nội dung góp ý <textarea name="y_kien"></textarea></label><button>Gửi ý kiến</button></form>'
)


@pytest.mark.parametrize(
    ("start", "end", "upcoming", "held"),
    [
        ("01/06/2018", "31/07/2018", Verdict.MET, Verdict.MET),
        ("01/01/2018", "28/02/2018", Verdict.PARTLY, Verdict.MET),
        ("01/01/2015", "28/02/2015", Verdict.PARTLY, Verdict.PARTLY),
    ],
)
def test_consultations_are_told_by_their_dates(start, end, upcoming, held):
    body = DRAFT.format(start=start, end=end)
    label = "Lấy ý kiến dự thảo văn bản"
    ahead = judged("OSI2024-EP-096", label, body)
    past = judged("OSI2024-EP-098", label, body)
    assert ahead.verdict is upcoming, ahead.reason
    assert past.verdict is held, past.reason


def test_datasets_are_files_that_programs_can_read():
    body = '<ul><li>Số giường bệnh <a href="/tep/giuong.csv">CSV</a></li></ul>' + paragraphs("vi", 1)
    assert judged("OSI2024-EP-099", "Dữ liệu mở", body).verdict is Verdict.MET
    scan = '<ul><li>Số giường bệnh <a href="/tep/giuong.pdf">PDF</a></li></ul>' + paragraphs("vi", 1)
    assert judged("OSI2024-EP-099", "Dữ liệu mở", scan).verdict is Verdict.NOT_MET


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            (
                "<h2>Người khuyết tật</h2><p>Người khuyết tật đặc biệt nặng được hưởng trợ cấp 540.000 đồng mỗi tháng; nộp đơn tại Ủy ban "
                "nhân dân xã, điện thoại tư vấn 024 3825 1240.</p>"
            ),
            Verdict.MET,
        ),
        (
            "<h2>Người khuyết tật</h2><p>Ngành luôn quan tâm tới cộng đồng này trong mọi hoạt động của mình và sẽ tiếp tục như vậy.</p>",
            Verdict.PARTLY,
        ),
        (
            "<p>Ngày người khuyết tật Việt Nam được kỷ niệm vào tháng tư hằng năm trên cả nước.</p>",
            Verdict.NOT_MET,
        ),
    ],
)
def test_a_group_needs_services_conditions_or_contacts(body, expected):
    side = judged("OSI2024-SP-144", "Người dân cần biết", body + paragraphs("vi", 1))
    assert side.verdict is expected, side.reason


def test_tenders_need_three_dated_notices():
    rows = [(f"Gói thầu số {n}", f"{n:02d}/06/2018", "Rộng rãi") for n in range(1, 5)]
    body = table(("Tên gói thầu", "Ngày đăng", "Hình thức"), rows)
    assert judged("OSI2024-CP-028", "Thông báo mời thầu", body).verdict is Verdict.MET


def test_results_of_tenders_name_a_supplier():
    rows = [(f"Gói thầu số {n}", f"Công ty {n}", f"{n}.250.000.000 đồng") for n in range(1, 5)]
    body = table(("Tên gói thầu", "Nhà thầu trúng thầu", "Giá trúng thầu"), rows)
    assert judged("OSI2024-CP-030", "Kết quả lựa chọn nhà thầu", body).verdict is Verdict.MET


def test_the_counter_needs_a_number():
    pages = {
        k: v.replace(
            "<footer>", "<footer><div><h4>Thống kê truy cập</h4><p>Tổng lượt truy cập: 1.234.567</p></div>"
        )
        for k, v in bilingual().items()
    }
    assert verdict(site(pages), "OSI2024-CP-088").local.verdict is Verdict.MET
    empty = {k: v.replace("1.234.567", "") for k, v in pages.items()}
    assert verdict(site(empty), "OSI2024-CP-088").local.verdict is not Verdict.MET


def test_statistics_of_visits_are_no_statistics_of_the_sector():
    side = judged("VN-D43-12", "Thống kê truy cập", BUDGET + paragraphs("vi", 1))
    assert side.verdict is Verdict.NOT_MET


def test_officials_need_three_of_five_fields():
    rows = [
        ("Nguyễn Văn An", "Vụ trưởng"),
        ("Trần Thị Bình", "Chánh Văn phòng"),
        ("Lê Văn Cường", "Cục trưởng"),
    ]
    body = table(("Họ và tên", "Chức vụ"), rows)
    side = judged("VN-D43-13-k", "Người phát ngôn", body)
    assert side.verdict is not Verdict.MET


def test_english_sites_are_judged_by_the_same_checks():
    items = "".join(f'<li><a href="/files/plan-{y}.pdf">Health plan {y}</a></li>' for y in range(2013, 2019))
    side = judged(
        "OSI2024-IF-091", "Policies and plans", paragraphs("en", 2) + f"<ul>{items}</ul>", language="en"
    )
    assert side.verdict is Verdict.MET, side.reason


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2018", date(2018, 1, 1)),
        ("2018-06", date(2018, 6, 1)),
        ("2018-02-31", None),
        ("", None),
        ("soon", None),
    ],
)
def test_dates_of_reduced_precision_start_at_their_first_day(value, day):
    assert parse_day(value) == day


def test_counting_helpers():
    assert newest(["2018-06", "x", "2018-06-03"]) == date(2018, 6, 3)
    assert newest([]) is None
    assert recent(["2018-06-01", "2016", ""], date(2018, 6, 30), 31) == 1
    assert [graded(n, 3).level for n in (0, 1, 3)] == [0, 1, 2]
