"""Figures and their newest year (vn-data)."""

from __future__ import annotations

from datetime import date

import pytest

from audit.detectors.data_years import years_in
from audit.results import Verdict
from crawler.snapshot import PageRecord
from crawler.status import FetchStatus
from tests.audit.bilingual import table
from tests.audit.sections import files, with_section
from tests.audit.sites import HOST, page, paragraphs, site, verdict


def judged(
    criterion, label, body, *, sectors=("ict",), language="vi", more=None, day=date(2018, 6, 30), **options
):
    view = site(
        with_section(label, body, more, language), sectors=sectors, day=day, home=f"/{language}/", **options
    )
    found = verdict(view, criterion)
    return found.local if language == "vi" else found.english


def by_year(*years: int) -> str:
    rows = [(f"Thuê bao băng rộng loại {n}", *(f"{n}.{y}" for y in years)) for n in range(1, 4)]
    return paragraphs("vi", 1) + table(("Chỉ tiêu", *map(str, years)), rows)


@pytest.mark.parametrize(
    ("label", "years"),
    [
        ("Số liệu thống kê năm 2017", {2017}),
        ("Niên giám 2015-2016", {2015, 2016}),
        ("Thông tư 12/2018/TT-BTTTT", set()),
        ("Số liệu đến ngày 31/12/2016", {2016}),
        ("Tổng số 2.017 trường, 12.018 lớp", set()),
        ("Mã 20175", set()),
    ],
)
def test_years_of_labels_are_told_from_document_numbers_and_counts(label, years):
    assert years_in(label) == years


@pytest.mark.parametrize(
    ("years", "expected", "newest"),
    [
        ((2015, 2016, 2017), Verdict.MET, 2017),
        ((2014, 2015, 2016), Verdict.MET, 2016),  # two years before the audit
        ((2012, 2013, 2015), Verdict.PARTLY, 2015),
        ((2015, 2016, 2020), Verdict.MET, 2016),  # a forecast is no figure
    ],
)
def test_the_newest_year_of_a_table_decides(years, expected, newest):
    side = judged("VN-DATA-TII", "Số liệu viễn thông", by_year(*years))
    assert side.verdict is expected
    assert side.reason.params["year"] == newest


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2019, 12, 31), Verdict.MET), (date(2020, 1, 1), Verdict.PARTLY)]
)
def test_age_is_counted_at_the_audits_day(day, expected):
    side = judged("VN-DATA-TII", "Số liệu viễn thông", by_year(2016, 2017), day=day)
    assert side.verdict is expected


def test_a_year_of_a_file_is_in_its_name_and_not_in_the_folder_of_the_upload():
    body = paragraphs("vi", 1) + '<a href="/uploads/2018/05/nien-giam-2013.pdf">Niên giám thống kê</a>'
    side = judged("VN-DATA-TII", "Thống kê viễn thông", body)
    assert side.verdict is Verdict.PARTLY
    assert side.reason.params["year"] == 2013


def test_years_down_a_column_are_read():
    rows = [(str(y), f"{n}1,5", f"{n}2,7") for n, y in enumerate(range(2009, 2018), 1)]
    body = table(("Năm", "Thuê bao cố định", "Thuê bao di động"), rows)
    side = judged("VN-DATA-TII-phones", "Thuê bao điện thoại", body)
    assert side.reason.params["year"] == 2017


def test_figures_without_a_year_are_partly():
    body = table(
        ("Chỉ tiêu", "Giá trị"),
        [("Thuê bao cố định", "10,5"), ("Thuê bao di động", "120,1"), ("Khác", "3,2")],
    )
    side = judged("VN-DATA-TII", "Số liệu viễn thông", body)
    assert side.verdict is Verdict.PARTLY
    assert side.reason.code == "data_undated"


def test_the_day_of_putting_online_counts_where_no_other_year_is_stated_and_says_so():
    body = table(
        ("Số ký hiệu", "Ngày ban hành", "Trích yếu"),
        [
            ("TK-01", "16/04/2018", "Số liệu thống kê đầu năm học"),
            ("TK-02", "16/04/2017", "Số liệu năm học trước"),
        ],
    )
    side = judged("VN-DATA-TII", "Số liệu viễn thông", paragraphs("vi", 1) + body)
    assert side.verdict is Verdict.MET
    assert side.reason.code == "data_published"
    assert "16/04/2018" in side.evidence[0].quote


def test_years_of_side_boxes_are_not_those_of_the_figures():
    aside = (
        '<aside><a href="/vi/ky-thi/">Kỳ thi quốc gia 2018</a><a href="/tep/x-2018.pdf">Lịch 2018</a></aside>'
    )
    text = with_section("Số liệu viễn thông", by_year(2011, 2012, 2013))
    pages = {k: v.replace("<footer>", f"{aside}<footer>") for k, v in text.items()}
    side = verdict(site(pages, sectors=("ict",)), "VN-DATA-TII").local
    assert side.reason.params["year"] == 2013


def test_a_section_without_figures_is_not_met():
    side = judged("VN-DATA-TII", "Số liệu viễn thông", paragraphs("vi", 6))
    assert side.verdict is Verdict.NOT_MET
    assert side.near_misses


def test_an_indicator_in_a_row_of_another_table_is_found():
    body = table(
        ("Chỉ tiêu", "2016", "2017"),
        [("Tỷ lệ người lớn biết chữ (%)", "95,1", "95,8"), ("Dân số", "92", "93"), ("GDP", "4", "5")],
    )
    more = {"/vi/kinh-te-xa-hoi.html": page("vi", "Tình hình kinh tế - xã hội", body + paragraphs("vi", 1))}
    side = judged(
        "VN-DATA-HCI-literacy",
        "Góc ảnh",
        '<a href="/vi/kinh-te-xa-hoi.html">Chỉ tiêu chủ yếu</a>',
        sectors=("education",),
        more=more,
    )
    assert side.verdict is Verdict.MET
    assert side.reason.params["year"] == 2017
    assert "biết chữ" in side.evidence[0].quote


def test_a_list_of_decisions_about_statistics_gives_no_figures():
    heads = ("Số ký hiệu", "Ngày ban hành", "Trích yếu")
    rows = [(f"{n}/QĐ-BVD", f"0{n}/06/2018", "Quyết định về báo cáo số liệu thống kê") for n in range(1, 5)]
    more = {"/vi/van-ban-moi.html": page("vi", "Văn bản mới", table(heads, rows) + paragraphs("vi", 1))}
    link = '<a href="/vi/van-ban-moi.html">Văn bản mới</a>'
    side = judged("VN-DATA-12-other", "Góc ảnh", link, more=more)
    assert side.verdict is Verdict.NOT_MET


def test_a_weak_name_with_figures_behind_it_is_enough():
    assert judged("VN-DATA-12-other", "Thống kê", by_year(2015, 2016, 2017)).verdict is Verdict.MET
    assert (
        judged("VN-DATA-12-other", "Thống kê truy cập", by_year(2015, 2016, 2017)).verdict is Verdict.NOT_MET
    )


def test_digital_literacy_is_no_literacy_rate():
    body = table(
        ("Indicator", "2016", "2017"),
        [("Digital literacy courses", "12", "15"), ("Computer literacy", "1", "2"), ("X", "3", "4")],
    )
    side = judged("VN-DATA-HCI-literacy", "Digital literacy", body, language="en", sectors=("education",))
    assert side.verdict is Verdict.NOT_MET


def test_a_file_in_the_menu_tells_its_year_by_name():
    body = files("Sách trắng Công nghệ thông tin và Truyền thông Việt Nam 2017")
    dead = (PageRecord(f"{HOST}/tep/tep-1.pdf", FetchStatus.NOT_A_PAGE),)
    side = judged("VN-DATA-TII", "Góc ảnh", paragraphs("vi", 1) + body, dead=dead)
    assert side.reason.params.get("year") == 2017


def test_figures_on_another_site_cannot_be_told():
    link = '<a href="https://thongke.vidu.gov.vn/vien-thong">Số liệu viễn thông</a>'
    pages = {
        k: v.replace("<footer>", f"<footer>{link}")
        for k, v in with_section("Góc ảnh", paragraphs("vi", 2)).items()
    }
    side = verdict(site(pages, sectors=("ict",)), "VN-DATA-TII").local
    assert side.verdict is Verdict.COULD_NOT_TELL
    assert side.reason.code == "data_elsewhere"


def test_vietnamese_figures_without_english_ones_are_a_finding_of_their_own():
    view = site(with_section("Số liệu viễn thông", by_year(2016, 2017)), sectors=("ict",))
    assert verdict(view, "VN-DATA-TII").english.verdict is not Verdict.MET
    assert verdict(view, "VN-DATA-TII").local.verdict is Verdict.MET


@pytest.mark.parametrize(
    ("sectors", "asked"),
    [
        (("ict",), {"VN-DATA-TII", "VN-DATA-12-other"}),
        (("education",), {"VN-DATA-HCI", "VN-DATA-12-education"}),
    ],
)
def test_each_owner_is_asked_for_its_own_data(sectors, asked):
    view = site(with_section("Góc ảnh", paragraphs("vi", 2)), sectors=sectors)
    names = ("VN-DATA-TII", "VN-DATA-HCI", "VN-DATA-12-other", "VN-DATA-12-education", "VN-DATA-12-health")
    found = {name for name in names if verdict(view, name).verdict is not Verdict.NOT_APPLICABLE}
    assert found == asked


def test_of_several_sectors_each_needs_figures_of_its_own():
    body = paragraphs("vi", 1) + table(
        ("Chỉ tiêu lao động", "2016", "2017"),
        [("Số người có việc làm", "52", "53"), ("A", "1", "2"), ("B", "3", "4")],
    )
    options = {"sectors": ("labour", "social_welfare")}
    assert judged("VN-DATA-12-employment", "Số liệu thống kê", body, **options).verdict is Verdict.MET
    other = judged("VN-DATA-12-social", "Số liệu thống kê", body, **options)
    assert other.verdict is Verdict.PARTLY
    assert other.reason.code == "data_other_field"
