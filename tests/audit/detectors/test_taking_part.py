"""Having a say: platforms, budgets, reports of wrongs, and consultations with a group of people."""

from __future__ import annotations

import pytest

from audit.results import Verdict
from tests.audit.bilingual import bilingual
from tests.audit.detectors.one_page import asked
from tests.audit.sites import page, paragraphs, site, verdict, without_dead_links

OPINION = (
    '<form action="/y-kien"><label>Họ tên <input type="text" name="ten"></label>'
    '<label>Nội dung góp ý <textarea name="y"></textarea></label><button>Gửi ý kiến</button></form>'
)
LABOUR = {"sectors": ("labour",)}


def test_a_participation_portal_takes_opinions_and_shows_what_is_asked():
    drafts = '<ul><li><a href="/tep/du-thao.pdf">Dự thảo Nghị định</a> <span>15/06/2018</span></li></ul>'
    full = "<p>Gửi phản ánh, kiến nghị tới Bộ.</p>" + OPINION + drafts
    assert asked("OSI2024-EP-302", "Cổng góp ý", full).verdict is Verdict.MET
    assert (
        asked("OSI2024-EP-302", "Cổng góp ý", "<p>Bộ tiếp nhận ý kiến góp ý.</p>" + OPINION).verdict
        is Verdict.PARTLY
    )
    held = "<p>Bộ tổ chức hội nghị lấy ý kiến các đơn vị trực thuộc về phương hướng năm tới.</p>"
    assert asked("OSI2024-EP-302", "Hội nghị lấy ý kiến", held).verdict is Verdict.NOT_MET


def test_a_budget_that_people_shape_can_be_answered_and_is_recent():
    place = {"kind": "province"}
    opened = "<p>Lấy ý kiến về dự thảo dự toán, 15/05/2018.</p>" + OPINION
    assert asked("OSI2024-EP-193", "Góp ý dự toán ngân sách", opened, **place).verdict is Verdict.MET
    old = opened.replace("2018", "2010")
    assert asked("OSI2024-EP-193", "Góp ý dự toán ngân sách", old, **place).verdict is Verdict.PARTLY
    told = paragraphs("vi", 2) + '<a href="/tep/ngan-sach.pdf">Báo cáo</a>'
    assert asked("OSI2024-EP-193", "Ngân sách công dân", told, **place).verdict is Verdict.NOT_MET
    english = asked(
        "OSI2024-EP-193", "Participatory budgeting", OPINION + paragraphs("en", 2), language="en", **place
    )
    assert english.verdict is Verdict.MET


def test_where_to_report_an_employer_is_said_with_a_channel():
    channel = "<p>Người lao động bị nợ lương gọi 024 3825 1234 hoặc gửi thư tới laodong@bovidu.gov.vn.</p>"
    side = asked("OSI2024-EP-131", "Đường dây nóng lao động", channel, **LABOUR)
    assert (side.verdict, side.reason.code) == (Verdict.MET, "wrongs_full")
    silent = "<p>Vi phạm của người sử dụng lao động như nợ lương sẽ bị xử lý theo quy định của pháp luật.</p>"
    side = asked("OSI2024-EP-131", "Khiếu nại về lao động", silent, **LABOUR)
    assert (side.verdict, side.reason.code) == (Verdict.PARTLY, "wrongs_some")
    fined = asked("OSI2024-EP-131", "Xử phạt vi phạm pháp luật lao động", channel, **LABOUR)
    assert fined.verdict is not Verdict.MET
    english = "<p>Workers report unpaid wages or unsafe workplaces by telephone: 024 3825 1234.</p>"
    assert (
        asked("OSI2024-EP-131", "Report a labour violation", english, language="en", **LABOUR).verdict
        is Verdict.MET
    )


def test_a_line_of_text_about_corruption_does_not_report_an_employer():
    line = "<p>Tố cáo tham nhũng: gọi 024 3825 1234 trong giờ làm việc.</p>"
    assert asked("OSI2024-EP-131", "Tố cáo tham nhũng", line, **LABOUR).verdict is Verdict.NOT_MET


def consulted(
    rows: str, *, title="Lấy ý kiến dự thảo văn bản", more=None, criterion="OSI2024-EP-334", language="vi"
):
    return asked(criterion, title, f"<ul>{rows}</ul>", kind="province", more=more, language=language)


def row(text: str, day: str = "15/05/2018", path: str = "/vi/muc/1.html") -> str:
    return f'<li><a href="{path}">{text}</a> <span>{day}</span></li>'


DRAFT = {"/vi/muc/1.html": page("vi", "Dự thảo", paragraphs("vi", 2) + OPINION)}


def test_a_consultation_names_its_group_in_its_title():
    side = consulted(row("Lấy ý kiến phụ nữ về dự thảo chính sách bình đẳng giới"), more=DRAFT)
    assert (side.verdict, side.reason.code) == (Verdict.MET, "group_consultation_full")
    assert (
        consulted(row("Lấy ý kiến thanh niên về dự thảo"), more=DRAFT, criterion="OSI2024-EP-335").verdict
        is Verdict.MET
    )


@pytest.mark.parametrize(
    ("rows", "more", "code"),
    [
        (row("Lấy ý kiến phụ nữ về dự thảo bình đẳng giới", "15/05/2016"), DRAFT, "group_consultation_some"),
        (row("Dự thảo quyết định về giá đất"), DRAFT, "group_consultation_none"),
        ("", None, "group_consultation_none"),
    ],
)
def test_an_old_consultation_is_a_part_and_one_with_others_is_none(rows, more, code):
    assert consulted(rows, more=more).reason.code == code


def test_what_speaks_of_a_group_elsewhere_is_no_consultation():
    pages = bilingual()
    pages["/vi/tin-tuc/3.html"] = page(
        "vi", "Lấy ý kiến phụ nữ tại hội nghị", f"<p>12/06/2018</p>{paragraphs('vi')}"
    )
    view = site(without_dead_links(pages), kind="province")
    assert verdict(view, "OSI2024-EP-334").local.verdict is Verdict.NOT_MET
    side = asked(
        "OSI2024-EP-334", "Phụ nữ và bình đẳng giới", paragraphs("vi") + "<p>15/05/2018</p>", kind="province"
    )
    assert side.verdict is Verdict.NOT_MET


def test_a_text_in_force_that_a_list_of_drafts_links_is_no_consultation():
    law = page(
        "vi",
        "Thông tư về bình đẳng giới",
        "<p>15/05/2018</p>" + paragraphs("vi") + '<a href="/tep/tt.pdf">Tệp</a>',
    )
    linked = '<p>Đã ban hành: <a href="/vi/van-ban/tt.html">Thông tư</a></p>'
    side = consulted(linked, more={"/vi/van-ban/tt.html": law})
    assert (side.verdict, side.reason.code) == (Verdict.NOT_MET, "group_consultation_none")
    draft = page("vi", "Dự án luật về bình đẳng giới", "<p>15/05/2018</p>" + paragraphs("vi") + OPINION)
    assert consulted(linked, more={"/vi/van-ban/tt.html": draft}).verdict is Verdict.MET


def test_a_page_of_its_own_is_a_consultation_in_english():
    body = "<p>Published on 15 May 2018. Comment by 30 July 2018.</p>" + OPINION + paragraphs("en", 2)
    side = asked(
        "OSI2024-EP-333",
        "Public consultation with people with disabilities",
        body,
        language="en",
        kind="province",
    )
    assert side.verdict is Verdict.MET


def test_voices_in_policy_are_for_a_person_to_hear():
    view = site(bilingual(), kind="province")
    for number in range(324, 330):
        side = verdict(view, f"OSI2024-EP-{number}").english
        assert (side.verdict, side.reason.code) == (Verdict.COULD_NOT_TELL, "for_person")
