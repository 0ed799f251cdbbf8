"""What Vietnamese law asks portals to carry: sections of Article 10, 11, 15, 18 of Decree 43/2011 and their kin, Vietnamese first."""

from __future__ import annotations

import pytest

from audit.results import Verdict
from tests.audit.bilingual import bilingual, table
from tests.audit.sections import files, rows, with_section
from tests.audit.sites import page, paragraphs, site, verdict, without_dead_links


def judged(criterion, label, body, *, language="vi", more=None, **options):
    view = site(with_section(label, body, more, language), home=f"/{language}/", **options)
    found = verdict(view, criterion)
    return found.local if language == "vi" else found.english


def many(*sections: tuple[str, str]) -> dict[str, str]:
    """Return the Vietnamese portal with several sections in the footer."""
    pages = {k: v for k, v in bilingual().items() if k.startswith("/vi/")}
    links = "".join(f'<a href="/vi/m{n}/">{label}</a>' for n, (label, _) in enumerate(sections))
    pages = {k: v.replace("<footer>", f"<footer>{links}") for k, v in pages.items()}
    pages |= {f"/vi/m{n}/": page("vi", label, body) for n, (label, body) in enumerate(sections)}
    return without_dead_links(pages)


DATED = rows(
    ("Thông báo kết luận", "12/06/2018"), ("Công văn chỉ đạo", "11/06/2018"), ("Công điện", "04/06/2018")
)
CAREER = "".join(
    f"<h3>{title} {name}</h3><p>Sinh ngày 0{n}/02/1960. Quá trình công tác: giảng viên, Vụ trưởng. Phụ trách lĩnh vực {n}.</p>"
    for n, (title, name) in enumerate(
        [("Bộ trưởng", "Nguyễn Văn An"), ("Thứ trưởng", "Trần Thị Bình"), ("Thứ trưởng", "Lê Văn Cường")], 1
    )
)


@pytest.mark.parametrize(
    ("history", "leaders", "expected"),
    [
        (paragraphs("vi", 6), CAREER, Verdict.MET),
        ("<p>Thành lập năm 1960.</p>", CAREER, Verdict.PARTLY),
        (paragraphs("vi", 6), "<p>Bộ trưởng Nguyễn Văn An</p>", Verdict.PARTLY),
    ],
)
def test_the_introduction_needs_history_and_leaders_beside_functions_and_chart(history, leaders, expected):
    pages = many(("Lịch sử hình thành và phát triển", history), ("Lãnh đạo Bộ", leaders))
    found = verdict(site(pages), "VN-D43-10a")
    assert found.verdict is expected, found.local.reason


def test_a_province_introduces_its_land_in_place_of_its_history_as_an_office():
    pages = many(("Điều kiện tự nhiên", paragraphs("vi", 6)), ("Lãnh đạo tỉnh", CAREER))
    assert verdict(site(pages, kind="province"), "VN-D43-10a").verdict is Verdict.MET
    assert verdict(site(pages), "VN-D43-10a").verdict is Verdict.PARTLY


def test_direction_and_administration_has_four_parts():
    labels = (
        "Thông tin chỉ đạo điều hành",
        "Trả lời kiến nghị cử tri",
        "Thi đua, khen thưởng",
        "Lịch công tác của lãnh đạo",
    )
    whole = verdict(site(many(*((label, DATED) for label in labels))), "VN-D43-10c")
    assert whole.verdict is Verdict.MET
    part = verdict(site(many((labels[0], DATED))), "VN-D43-10c")
    assert part.verdict is Verdict.PARTLY
    assert "lịch công tác" in part.local.reason.params["missing"]
    assert verdict(site(many()), "VN-D43-10c").verdict is Verdict.NOT_MET


LINES = "".join(
    f"<p>Công văn số {n}/BVD-VP ngày 0{n}/6/2018 về chấn chỉnh kỷ luật, kỷ cương hành chính.</p>"
    for n in range(1, 4)
)


def test_directives_in_lines_of_text_are_entries_too():
    labels = (
        "Ý kiến chỉ đạo của Lãnh đạo Bộ",
        "Trả lời kiến nghị cử tri",
        "Khen thưởng, xử phạt",
        "Lịch làm việc",
    )
    assert verdict(site(many(*((label, LINES) for label in labels))), "VN-D43-10c").verdict is Verdict.MET


GUIDES = files("Hướng dẫn chế độ 1", "Hướng dẫn chế độ 2", "Hướng dẫn 3", "Hướng dẫn 4", "Hướng dẫn 5")


@pytest.mark.parametrize(
    ("criterion", "label"),
    [
        ("VN-D43-10d", "Phổ biến, giáo dục pháp luật"),
        ("VN-D43-10đ", "Chiến lược, quy hoạch, kế hoạch"),
        ("VN-D43-11", "Chương trình, đề tài khoa học"),
        ("VN-ATI-19-list", "Danh mục thông tin phải được công khai"),
        ("VN-ATI-19-law", "Văn bản quy phạm pháp luật"),
    ],
)
@pytest.mark.parametrize(
    ("body", "expected"),
    [(GUIDES, Verdict.MET), (files("Một tệp"), Verdict.PARTLY), ("<p>Đang cập nhật</p>", Verdict.NOT_MET)],
)
def test_a_list_is_a_list(criterion, label, body, expected):
    side = judged(criterion, label, body)
    assert side.verdict is expected, side.reason


def test_a_legal_text_base_needs_a_search_under_decree_43_only():
    body = rows(*((f"Thông tư số {n}/2018/TT-BVD", f"{n}/06/2018") for n in range(10, 22)))
    assert judged("VN-D43-10e", "Văn bản quy phạm pháp luật", body).verdict is Verdict.PARTLY
    assert judged("VN-ATI-19-law", "Văn bản quy phạm pháp luật", body).verdict is Verdict.MET


@pytest.mark.parametrize("label", ["Quy hoạch cán bộ", "Kế hoạch hóa gia đình", "Vụ Kế hoạch"])
def test_plans_of_staff_and_families_are_no_development_plans(label):
    assert judged("VN-D43-10đ", label, GUIDES).verdict is Verdict.NOT_MET


def test_incentives_and_land_plans_are_asked_of_provinces():
    pages = many(("Thu hút đầu tư", GUIDES), ("Quy hoạch sử dụng đất", GUIDES))
    assert verdict(site(pages, kind="province"), "VN-D43-10đ-province").verdict is Verdict.MET
    assert verdict(site(pages), "VN-D43-10đ-province").verdict is Verdict.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<a href="https://congbao.tinhvidu.gov.vn/so-12-2018">Công báo tỉnh</a>', Verdict.MET),
        ('<a href="https://congbao.tinhvidu.gov.vn/">Trung tâm Công báo</a>', Verdict.NOT_MET),
        ("", Verdict.NOT_MET),
    ],
)
def test_a_province_has_a_gazette_or_links_its_place(link, expected):
    pages = {k: v.replace("<footer>", f"<footer>{link}") for k, v in bilingual().items()}
    assert verdict(site(pages, kind="province"), "VN-D43-10g").verdict is expected


TENDERS = rows(
    ("Mời thầu gói 1", "12/06/2018"), ("Mời thầu gói 2", "11/06/2018"), ("Mời thầu gói 3", "04/06/2018")
)
PROJECTS = table(
    ("Tên dự án", "Chủ đầu tư", "Tổng mức đầu tư", "Thời gian thực hiện"),
    [(f"Dự án mẫu {n}", "Bộ Ví dụ", f"{n}50 tỷ đồng", "2016-2018") for n in range(1, 5)],
)


@pytest.mark.parametrize(
    ("projects", "expected"), [(PROJECTS, Verdict.MET), ("<p>Bộ có nhiều dự án.</p>", Verdict.PARTLY)]
)
def test_projects_are_told_with_cost_and_term(projects, expected):
    pages = many(("Dự án đầu tư", projects), ("Thông báo mời thầu", TENDERS))
    assert verdict(site(pages), "VN-D43-10h").verdict is expected


FORM = '<form action="/gui"><label>Nội dung góp ý <textarea name="y"></textarea></label><input type="file" name="f"></form>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (files("Dự thảo Nghị định") + "<p>Thời hạn góp ý: 30/07/2018</p>" + FORM, Verdict.MET),
        (files("Dự thảo Nghị định") + "<p>Thời hạn góp ý: 30/07/2018</p>", Verdict.PARTLY),
        ("<p>Chưa có gì.</p>", Verdict.NOT_MET),
    ],
)
def test_drafts_need_text_deadline_and_a_way_to_reply(body, expected):
    side = judged("VN-D43-10i", "Lấy ý kiến dự thảo văn bản", body)
    assert side.verdict is expected, side.reason


ASK = '<form action="/hoi"><label>Họ tên <input name="ten"></label><label>Câu hỏi <textarea name="h"></textarea></label></form>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (ASK + "<p>Mã câu hỏi: 123. Tình trạng xử lý: đã trả lời.</p>", Verdict.MET),
        (ASK, Verdict.PARTLY),
        ("<p>Trả lời: đề nghị liên hệ bộ phận một cửa để được hướng dẫn cụ thể.</p>", Verdict.PARTLY),
        ("<p>Trống.</p>", Verdict.NOT_MET),
    ],
)
def test_questions_are_taken_and_can_be_followed(body, expected):
    side = judged("VN-D43-15-feedback", "Hỏi đáp", body)
    assert side.verdict is expected, side.reason


LOOKUP = '<form action="/tra-cuu"><label>Mã hồ sơ <input name="ma"></label><button>Tra cứu</button></form>'
COUNTS = table(
    ("Kỳ", "Tiếp nhận", "Đã giải quyết", "Đúng hạn"),
    [("Tháng 5", "120", "118", "98%"), ("Tháng 6", "100", "99", "97%")],
)
RATING = (
    '<form action="/danh-gia"><label><input type="radio" name="d">Rất hài lòng</label>'
    '<label><input type="radio" name="d">Hài lòng</label><label><input type="radio" name="d">Chưa hài lòng</label></form>'
)


@pytest.mark.parametrize(
    ("criterion", "label", "body", "expected"),
    [
        ("VN-D43-18.3-status", "Tra cứu tình trạng hồ sơ", LOOKUP, Verdict.MET),
        ("VN-D43-18.3-status", "Tra cứu hồ sơ", paragraphs("vi", 2), Verdict.PARTLY),
        ("VN-D43-18.3-status", "Tra cứu văn bản", LOOKUP, Verdict.NOT_MET),
        ("VN-D43-18.3-counts", "Tình hình giải quyết hồ sơ", COUNTS, Verdict.MET),
        ("VN-D43-18.3-counts", "Tình hình giải quyết hồ sơ", paragraphs("vi", 2), Verdict.PARTLY),
        ("VN-D43-18.3-counts", "Thống kê truy cập", COUNTS, Verdict.NOT_MET),
        ("VN-C32-11-rating", "Đánh giá mức độ hài lòng", RATING, Verdict.MET),
        ("VN-C32-11-rating", "Khảo sát mức độ hài lòng", paragraphs("vi", 2), Verdict.PARTLY),
        ("VN-C32-11-rating", "Công bố chỉ số hài lòng", RATING, Verdict.NOT_MET),
    ],
)
def test_what_is_asked_of_online_services(criterion, label, body, expected):
    side = judged(criterion, label, body)  # its procedures are of level 3
    assert side.verdict is expected, side.reason


def test_without_services_online_their_duties_may_not_bind():
    pages = {k: v for k, v in bilingual().items() if k.startswith("/vi/") and "dich-vu-cong" not in k}
    view = site(without_dead_links(pages))
    for criterion in ("VN-D43-18.3-status", "VN-D43-18.3-counts", "VN-C32-11-rating"):
        found = verdict(view, criterion)
        assert found.verdict is Verdict.COULD_NOT_TELL
        assert found.local.reason.code == "no_online_filing"
    known = site(without_dead_links(pages), portals=(("services", "https://dichvucong.bovidu.gov.vn/"),))
    assert verdict(known, "VN-D43-18.3-status").verdict is Verdict.NOT_MET


@pytest.mark.parametrize(
    ("criterion", "label", "body"),
    [
        ("VN-D43-10d", "Dissemination of law", GUIDES),
        ("VN-D43-18.3-status", "Check application status", LOOKUP.replace("Mã hồ sơ", "File number")),
    ],
)
def test_a_duty_of_vietnamese_content_is_not_met_by_english_pages(criterion, label, body):
    side = judged(criterion, label, body, language="en")
    assert side.verdict is not Verdict.MET
