"""What residents learn of satisfaction, events, groups and apps; short texts that inform, and names that do not."""

from __future__ import annotations

from datetime import date

import pytest

from audit.results import Verdict
from tests.audit.bilingual import bilingual, table
from tests.audit.detectors.local_sites import LONG, SHORT, judged, linking, local, province
from tests.audit.sites import page

MET, PARTLY, NOT_MET = Verdict.MET, Verdict.PARTLY, Verdict.NOT_MET

SIDES = ("vi", "en")

SCALE = {
    "vi": '<form action="/dg" method="post"><label><input type="radio" name="a"> Rất hài lòng</label><label><input type="radio" name="a"> '
    "Hài lòng</label><label><input type='radio' name='a'> Không hài lòng</label><button>Gửi đánh giá</button></form>",
    "en": '<form action="/dg" method="post"><label><input type="radio" name="a"> Very satisfied</label><label><input type="radio" name="a"> '
    "Satisfied</label><label><input type='radio' name='a'> Dissatisfied</label><button>Send</button></form>",
}


@pytest.mark.parametrize(
    ("language", "label"), [("vi", "Khảo sát mức độ hài lòng"), ("en", "Satisfaction survey")]
)
def test_a_rating_box_shows_how_and_gives_no_results(language, label):
    assert judged("CP-293", label, SCALE[language], language=language).verdict is MET
    assert judged("CP-293", label, SHORT[language], language=language).verdict is PARTLY
    assert judged("CP-294", label, SCALE[language], language=language).verdict is NOT_MET


@pytest.mark.parametrize(
    ("language", "label"), [("vi", "Kết quả khảo sát mức độ hài lòng"), ("en", "Satisfaction survey results")]
)
def test_results_of_surveys_have_period_and_figures(language, label):
    figures = "<p>{}: 86,5 %; 10 %; 3,5 %.</p>"
    assert judged("CP-294", label, figures.format("Quý I/2018"), language=language).verdict is MET
    assert judged("CP-294", label, figures.format("Kết quả"), language=language).verdict is PARTLY
    assert judged("CP-294", "Hội nghị công bố chỉ số hài lòng", figures.format("2018")).verdict is NOT_MET


@pytest.mark.parametrize(("language", "label"), [("vi", "Lịch sự kiện"), ("en", "Events calendar")])
def test_events_are_those_to_come_on_the_day_of_the_audit(language, label):
    name = {
        "vi": "Lễ hội cúng biển truyền thống",
        "en": "The festival of the sea and of those who fish in it",
    }[language]
    body = f'<ul><li><a href="/x/1.html">{name}</a> <span>12/07/2018</span></li></ul>'
    assert judged("CP-295", label, body, language=language, day=date(2018, 6, 30)).verdict is MET
    assert judged("CP-295", label, body, language=language, day=date(2018, 7, 12)).verdict is MET
    assert judged("CP-295", label, body, language=language, day=date(2018, 7, 13)).verdict is PARTLY
    assert judged("CP-295", "Lịch công tác", body, language=language).verdict is NOT_MET


def test_one_section_for_one_vulnerable_group_is_enough():
    body = (
        "<h2>Người khuyết tật</h2><p>Người khuyết tật đặc biệt nặng được hưởng trợ cấp 540.000 đồng mỗi tháng; nộp đơn tại Ủy ban "
        "nhân dân xã, điện thoại tư vấn 024 3825 1240.</p>"
    )
    assert judged("CP-231", "Người dân cần biết", body).verdict is MET
    side = judged("CP-231", "Người dân cần biết", SHORT["vi"])
    assert side.verdict is NOT_MET
    assert len(side.looked.terms) == 6


def test_apps_are_links_to_a_store():
    store = (
        '<p>Tải ứng dụng: <a href="https://play.google.com/store/apps/details?id=vn.tinh">Google Play</a></p>'
    )
    assert judged("CP-283", "Ứng dụng di động", store + SHORT["vi"]).verdict is MET
    assert judged("CP-283", "Ứng dụng di động", SHORT["vi"] * 2).verdict is PARTLY


def test_a_category_of_another_site_is_a_part_of_it():
    side = local(
        linking("Environment", "https://other.gov/browse/environment", language="en"), "CP-227"
    ).english
    assert (side.verdict, side.reason.code) == (PARTLY, "bare_link")


def test_duties_that_name_every_field_are_no_profile_of_the_province():
    duties = (
        "<p>Ủy ban nhân dân tỉnh quản lý nhà nước về kinh tế, văn hóa, du lịch, nông nghiệp, công nghiệp, thủy sản, giáo dục trên địa bàn; "
        "giữ gìn di tích lịch sử và thực hiện nhiệm vụ khác được giao.</p>"
    )
    assert judged("CP-217", "Giới thiệu chung", duties * 3).verdict is PARTLY


FACTS = {
    "vi": "<p>Trung tâm Dịch vụ việc làm, số 30 đường Lê Lợi, mở cửa từ 7h30 các ngày trong tuần để người lao động tìm việc; điện thoại "
    "024 3825 1240.</p>",
    "en": "<p>The employment service, 30 Le Loi Street, is open from 7:30 on weekdays for everybody who looks for work in the province; "
    "call 024 3825 1240.</p>",
}


@pytest.mark.parametrize(("language", "label"), [("vi", "Thông tin việc làm"), ("en", "Employment services")])
def test_a_short_text_that_tells_where_when_and_whom_to_ring_informs_residents(language, label):
    assert judged("CP-233", label, FACTS[language], language=language).verdict is MET
    without = FACTS[language].replace("024 3825 1240", "").replace("7h30", "").replace("7:30", "")
    without = (
        without.replace("mở cửa từ", "")
        .replace("open from", "")
        .replace("on weekdays", "")
        .replace("các ngày trong tuần", "")
    )
    assert judged("CP-233", label, without, language=language).verdict is PARTLY


def test_a_list_of_places_informs_residents():
    rows = [(f"Bệnh viện {n}", f"số {n} đường Bờ Kè") for n in range(1, 4)]
    assert judged("CP-226", "Danh sách cơ sở khám, chữa bệnh", table(("Cơ sở", "Nơi"), rows)).verdict is MET
    assert (
        judged("CP-226", "Danh sách cơ sở khám, chữa bệnh", table(("Cơ sở", "Nơi"), rows[:2])).verdict
        is PARTLY
    )


def test_the_name_of_a_procedure_is_no_section():
    parts = "".join(
        f"<h2>{head}</h2><p>{LONG['vi']}</p>" for head in ("Trình tự thực hiện", "Thành phần hồ sơ", "Lệ phí")
    )
    title = "Xác nhận kế hoạch bảo vệ môi trường"
    assert judged("CP-227", title, parts).verdict is NOT_MET
    assert judged("CP-227", "Bảo vệ môi trường", parts).verdict is MET


def test_few_lines_with_times_and_fares_are_public_transport():
    lines = table(("Tuyến", "Lộ trình", "Giá vé"), [("01", "Bến xe - Chợ", "8.000 đồng")])
    assert judged("CP-282", "Các tuyến xe buýt", lines).verdict is MET


def test_two_offices_telephones_are_no_emergency_numbers():
    phones = "<p>Văn phòng: 024 3825 1240. Thường trực: 024 3825 1241. Tiếp nhận thông tin trong giờ làm việc của cơ quan.</p>"
    assert judged("CP-290", "Phòng chống thiên tai", phones).verdict is PARTLY


def test_a_tag_in_an_address_is_shown_by_its_title():
    more = {"/vi/co-so-kham-chua-benh/": page("vi", "Nơi khám bệnh của tỉnh", LONG["vi"])}
    body = '<p><a href="/vi/co-so-kham-chua-benh/">Xem tại đây</a></p>'
    side = judged("CP-226", "Người dân cần biết", body, more=more)
    assert side.verdict is MET
    assert side.reason.params["name"] == "Nơi khám bệnh của tỉnh"


def test_an_offices_page_is_no_section_in_the_other_language_either():
    pages = bilingual()
    sides = {
        "vi": ("Sở Y tế", "/en/muc/", "English"),
        "en": ("Department of Health", "/vi/muc/", "Tiếng Việt"),
    }
    for language, (label, twin, switch) in sides.items():
        link = f'<a href="/{language}/muc/">{label}</a>'
        pages = {
            k: v.replace("<footer>", f"<footer>{link}") if k.startswith(f"/{language}/") else v
            for k, v in pages.items()
        }
        body = f'{LONG[language]}<p>Y tế, health services.</p><p><a href="{twin}">{switch}</a></p>'
        pages[f"/{language}/muc/"] = page(language, label, body)
    judgement = local(province(pages), "CP-226")
    assert (judgement.english.verdict, judgement.local.verdict) == (NOT_MET, NOT_MET)
