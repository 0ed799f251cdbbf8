"""A say in local life, services that residents ask for, and the province's own portal; and what imitates them."""

from __future__ import annotations

from datetime import date

import pytest

from audit.results import Verdict
from crawler.registry import Registry
from crawler.snapshot import PortalOutcome
from crawler.status import FetchStatus
from tests.audit.bilingual import bilingual, table
from tests.audit.detectors.local_sites import judged, linking, local, province, with_page
from tests.audit.sites import page, paragraphs

MET, PARTLY, NOT_MET = Verdict.MET, Verdict.PARTLY, Verdict.NOT_MET
SIDES = ("vi", "en")
SHORT = {
    "vi": "<p>Chính quyền quan tâm chăm lo đời sống của người dân trên địa bàn.</p>",
    "en": "<p>The province cares for the life of the people who live in it and will go on to do so.</p>",
}


def form(*fields: str, button: str = "Gửi") -> str:
    return f'<form action="/gui" method="post">{"".join(fields)}<button>{button}</button></form>'


NAME = '<label>Họ và tên <input name="a"></label>'
TEXT = '<label>Nội dung <textarea name="b"></textarea></label>'
PLACE = '<label>Địa điểm <input name="c"></label>'
WHERE = '<label>Location of the problem <input name="c"></label>'


@pytest.mark.parametrize(
    ("language", "label"), [("vi", "PHẢN ÁNH, KIẾN NGHỊ"), ("en", "Complaints and feedback")]
)
def test_complaints_need_a_form_or_a_word_on_the_answer(language, label):
    mail = {
        "vi": '<p>Xin gửi về địa chỉ thư điện tử <a href="mailto:gopy@tinh.gov.vn">gopy@tinh.gov.vn</a> của chúng tôi.</p>',
        "en": '<p>Please write to our address <a href="mailto:gopy@tinh.gov.vn">gopy@tinh.gov.vn</a> whenever you like.</p>',
    }[language]
    reply = {
        "vi": "<p>Văn phòng trả lời trong bảy ngày làm việc.</p>",
        "en": "<p>You will get a reply in seven working days.</p>",
    }[language]
    assert judged("PE-271", label, form(NAME, TEXT) + SHORT[language], language=language).verdict is MET
    assert judged("PE-271", label, mail + reply, language=language).verdict is MET
    side = judged("PE-271", label, mail, language=language)
    assert (side.verdict, side.reason.code) == (PARTLY, "answered_form_some")
    assert judged("PE-271", "Báo chí phản ánh, góp ý", form(NAME, TEXT)).verdict is NOT_MET


@pytest.mark.parametrize(
    ("language", "label", "place"), [("vi", "Phản ánh hiện trường", PLACE), ("en", "Report a problem", WHERE)]
)
def test_problems_in_public_spaces_have_a_place_or_a_kind(language, label, place):
    assert (
        judged("PE-274", label, form(NAME, place, TEXT) + SHORT[language], language=language).verdict is MET
    )
    assert judged("PE-274", label, form(NAME, TEXT) + SHORT[language], language=language).verdict is PARTLY
    assert judged("PE-274", label, SHORT[language], language=language).verdict is PARTLY
    assert judged("PE-274", "Phản ánh của báo chí", form(NAME, PLACE, TEXT)).verdict is NOT_MET


def test_a_system_for_reports_on_its_own_host_counts():
    side = local(linking("Phản ánh hiện trường", "https://hienthuong.tinh.gov.vn/"), "PE-274").local
    assert (side.verdict, side.reason.code) == (MET, "official_link")


@pytest.mark.parametrize(
    ("language", "label"), [("vi", "Lấy ý kiến quy hoạch"), ("en", "Public comments on planning")]
)
def test_plans_under_comment_have_file_date_and_a_way_to_reply(language, label):
    name = {"vi": "Đồ án quy hoạch khu ven sông", "en": "Plan for the land along the river"}[language]
    file = f'<ul><li><a href="/tep/do-an.pdf">{name}</a> <span>20/06/2018</span></li></ul>'
    assert judged("PE-276", label, file + form(NAME, TEXT), language=language).verdict is MET
    assert judged("PE-276", label, file + SHORT[language], language=language).verdict is PARTLY
    assert judged("PE-276", "Lấy ý kiến quy hoạch cán bộ", file + form(NAME, TEXT)).verdict is NOT_MET


@pytest.mark.parametrize(
    ("language", "label", "said"),
    [
        (
            "vi",
            "Tiếp thu, giải trình ý kiến góp ý",
            "Ngày 20/05/2018: tiếp thu 12 ý kiến, giải trình 3 ý kiến.",
        ),
        (
            "en",
            "Consultation outcomes",
            "20 May 2018: responses to twelve comments; three were not taken into account.",
        ),
    ],
)
def test_outcomes_say_what_came_of_comments_and_when(language, label, said):
    file = '<ul><li><a href="/tep/tong-hop.pdf">PDF</a></li></ul>'
    assert judged("PE-278", label, f"<p>{said}</p>{file}{SHORT[language]}", language=language).verdict is MET
    undated = said.partition(":")[2]
    assert judged("PE-278", label, f"<p>{undated}</p>{SHORT[language]}", language=language).verdict is PARTLY
    assert judged("PE-278", "Trách nhiệm giải trình", f"<p>{said}</p>{file}").verdict is NOT_MET


@pytest.mark.parametrize(
    ("language", "label", "choice"),
    [
        ("vi", "Bỏ phiếu trực tuyến", "Ý kiến của bạn về phương án công viên"),
        ("en", "Vote online", "Your opinion on the plan for the park"),
    ],
)
def test_e_voting_offers_a_choice(language, label, choice):
    ballot = f"<p>{choice}</p>" + form(
        '<label><input type="radio" name="p"> A</label><label><input type="radio" name="p"> B</label>'
    )
    assert judged("PE-279", label, ballot, language=language).verdict is MET
    assert judged("PE-279", label, SHORT[language], language=language).verdict is PARTLY
    assert judged("PE-279", "Bình chọn tác phẩm cuộc thi ảnh", ballot).verdict is NOT_MET
    assert judged("PE-279", "Bầu cử đại biểu, khu vực bỏ phiếu", ballot).verdict is NOT_MET


def papers(name: str, count: int) -> str:
    rows = "".join(
        f'<li><a href="/tep/{n}.pdf">{name} {n}</a> <span>{n + 3}/05/2018</span></li>' for n in range(count)
    )
    return f"<ul>{rows}</ul>"


@pytest.mark.parametrize(
    ("language", "label", "minutes", "resolution"),
    [
        ("vi", "KỲ HỌP HĐND", "Biên bản kỳ họp thứ", "Quy định mức thu phí thư viện số"),
        (
            "en",
            "Council meetings",
            "Minutes of the session number",
            "On the charges of public libraries, number",
        ),
    ],
)
def test_council_meetings_are_three_dated_papers(language, label, minutes, resolution):
    assert judged("PE-280", label, papers(minutes, 3), language=language).verdict is MET
    assert judged("PE-280", label, papers(minutes, 2), language=language).verdict is PARTLY
    assert judged("PE-280", label, papers(resolution, 6), language=language).verdict is PARTLY
    assert judged("PE-280", "Kỳ họp Quốc hội", papers(resolution, 5), language=language).verdict is NOT_MET


def test_news_of_a_session_are_no_papers():
    more = {
        f"/vi/tin-tuc/2018-05-0{n}.html": page("vi", f"Khai mạc kỳ họp thứ {n}", paragraphs("vi", 2))
        for n in range(1, 6)
    }
    rows = "".join(
        f'<li><a href="/vi/tin-tuc/2018-05-0{n}.html">Khai mạc kỳ họp thứ {n}</a> <span>0{n}/05/2018</span></li>'
        for n in range(1, 6)
    )
    side = judged("PE-280", "Kỳ họp HĐND", f"<ul>{rows}</ul>", more=more)
    assert (side.verdict, side.reason.code) == (PARTLY, "news_list")


@pytest.mark.parametrize(
    ("number", "language", "label", "button"),
    [
        ("SP-269a", "vi", "Thanh toán phí, lệ phí", "Thanh toán ngay"),
        ("SP-269a", "en", "Pay fees and charges", "Pay now"),
        ("SP-269b", "vi", "Nộp phạt vi phạm giao thông", "Nộp phạt trực tuyến"),
        ("SP-269b", "en", "Pay a parking fine", "Pay now"),
    ],
)
def test_payments_have_a_button(number, language, label, button):
    link = f'<p><a href="https://pay.gov.vn/vn/thanh-toan">{button}</a></p>'
    assert judged(number, label, link + SHORT[language], language=language).verdict is MET
    assert (
        judged(number, label, form(NAME, button=button) + SHORT[language], language=language).verdict is MET
    )
    assert judged(number, label, SHORT[language], language=language).verdict is PARTLY
    deep = linking(label, "https://pay.gov.vn/vn/thanh-toan", language=language)
    front = linking(label, "https://pay.gov.vn/", language=language)
    side = "local" if language == "vi" else "english"
    assert getattr(local(deep, number), side).verdict is MET
    assert getattr(local(front, number), side).verdict is PARTLY


@pytest.mark.parametrize(
    ("number", "label"),
    [
        ("SP-269a", "Thanh toán tiền điện"),
        ("SP-269a", "Quy định mức thu phí, lệ phí"),
        ("SP-269b", "Quyết định xử phạt và nộp phạt"),
        ("SP-298", "Thông báo giấy tờ thất lạc"),
        ("SP-299", "Khởi công khu nhà ở xã hội"),
        ("SP-297", "Tặng quà người lang thang"),
        ("PE-267", "Hội thảo phân biệt đối xử"),
        ("SP-258", "Luật Cư trú"),
    ],
)
def test_services_are_not_told_by_news_about_them(number, label):
    body = (
        form(NAME, TEXT)
        + '<p><a href="https://pay.gov.vn/vn/x">Thanh toán</a>, điện thoại 024 3825 1240, đủ điều kiện.</p>'
    )
    assert judged(number, label, body).verdict is NOT_MET


@pytest.mark.parametrize(
    ("number", "vi", "en"),
    [
        ("SP-298", "Tìm đồ thất lạc", "Lost and found"),
        ("PE-267", "Phản ánh phân biệt đối xử", "Report discrimination"),
    ],
)
def test_channels_need_a_number_or_a_form(number, vi, en):
    for language, label in (("vi", vi), ("en", en)):
        assert judged(number, label, form(NAME, TEXT) + SHORT[language], language=language).verdict is MET
        assert (
            judged(number, label, f"<p>024 3825 1240</p>{SHORT[language]}", language=language).verdict is MET
        )
        assert judged(number, label, SHORT[language], language=language).verdict is not MET


@pytest.mark.parametrize(
    ("number", "vi", "en"),
    [
        ("SP-299", "Nhà ở xã hội", "Affordable housing"),
        ("SP-297", "Người lang thang, cơ nhỡ", "Homeless services"),
    ],
)
def test_help_has_conditions_and_contacts(number, vi, en):
    help_ = {
        "vi": "<p>Đối tượng: người đủ điều kiện theo quy định được hỗ trợ 540.000 đồng mỗi tháng. Điện thoại tư vấn 024 3825 1240.</p>"
        * 4,
        "en": "<p>Who may apply: residents who are eligible get a grant of $540 a month. For advice call 024 3825 1240 in the day.</p>"
        * 4,
    }
    for language, label in (("vi", vi), ("en", en)):
        assert judged(number, label, help_[language], language=language).verdict is MET
        assert judged(number, label, SHORT[language] * 2, language=language).verdict is PARTLY


def test_residence_is_filed_online():
    heads = {
        "vi": ("Trình tự thực hiện", "Thành phần hồ sơ", "Lệ phí"),
        "en": ("Who can apply", "Required documents", "Fee"),
    }
    text = {
        "vi": "Theo quy định của pháp luật hiện hành về cư trú.",
        "en": "As the law sets out for those who live here.",
    }
    button = {"vi": "Nộp hồ sơ trực tuyến", "en": "Apply online"}
    for language, label in (("vi", "Đăng ký tạm trú"), ("en", "Temporary residence card")):
        parts = "".join(f"<h2>{head}</h2><p>{text[language]}</p>" for head in heads[language])
        apply = f'<p><a href="https://dvc.gov.vn/nop/cu-tru">{button[language]}</a></p>'
        assert judged("SP-258", label, parts + apply, language=language).verdict is MET
        assert judged("SP-258", label, parts, language=language).verdict is PARTLY


def test_taxes_of_residents_or_of_businesses_are_filed_online():
    heads = ("Trình tự thực hiện", "Thành phần hồ sơ", "Thời hạn giải quyết", "Lệ phí")
    parts = "".join(
        f"<h2>{head}</h2><p>Theo quy định của pháp luật hiện hành về quản lý thuế.</p>" for head in heads
    )
    apply = '<p><a href="https://thue.gov.vn/nop/khai-thue">Nộp hồ sơ trực tuyến</a></p>'
    title = "Khai thuế thu nhập cá nhân đối với cá nhân có hợp đồng cho thuê nhà trên địa bàn"
    for label in ("Thuế thu nhập cá nhân", title):
        assert judged("SP-268", label, parts + apply).verdict is MET
        assert judged("SP-268", label, parts).verdict is PARTLY
    side = judged("SP-268", "Cấp giấy phép ví dụ", parts + apply)
    assert side.verdict is NOT_MET
    assert len(side.looked.terms) == 2


def test_a_help_line_is_for_online_services():
    line = "<p>Điện thoại: 024 3825 1240.</p>"
    assert judged("TEC-288", "Tổng đài hỗ trợ", line + "<p>Hỗ trợ nộp hồ sơ trực tuyến.</p>").verdict is MET
    assert judged("TEC-288", "Tổng đài hỗ trợ", line + SHORT["vi"]).verdict is PARTLY
    words = (
        "<p>Call 024 3825 1240 with questions on online services, from Monday to Friday in office hours.</p>"
    )
    assert judged("TEC-288", "Helpdesk", words, language="en").verdict is MET


def test_the_number_in_a_service_portals_footer_is_a_help_line():
    pages = {
        k: v
        for k, v in bilingual().items()
        if k.startswith("/vi/") and "lien-he" not in k and "danh-ba" not in k
    }
    dvc = "https://dichvucong.bovidu.gov.vn/"
    plain = province(pages)
    assert local(plain, "TEC-288").local.verdict is NOT_MET
    pages[dvc] = page("vi", "Cổng dịch vụ công", paragraphs("vi", 2)).replace(
        "</footer>", "<p>Điện thoại: 024 3825 1240</p></footer>"
    )
    pages["/vi/"] = pages["/vi/"].replace("</header>", f'<a href="{dvc}">Dịch vụ công</a></header>')
    side = local(province(pages, portals=(("services", dvc),)), "TEC-288").local
    assert (side.verdict, side.reason.code) == (MET, "help_line_footer")


OWN = {k: v for k, v in bilingual().items() if k.startswith("/vi/")}


def test_an_official_domain_makes_the_portal():
    judgement = local(province(OWN), "IF-281")
    assert judgement.verdict is MET
    assert judgement.english is judgement.local
    assert judgement.english.reason.code == "portal_official"


@pytest.mark.parametrize(
    ("footer", "verdict", "code"),
    [
        ("<p>Cơ quan chủ quản: Ủy ban nhân dân tỉnh</p>", MET, "portal_owned"),
        ("<p>Thiết kế bởi Công ty X</p>", PARTLY, "portal_unowned"),
        ("<p>© 2018 Copyright. Bản quyền thuộc Công ty X</p>", PARTLY, "portal_unowned"),
    ],
)
def test_elsewhere_the_footer_names_the_owner(monkeypatch, footer, verdict, code):
    pages = {k: v.replace("<p>Bộ Ví dụ</p>", footer) for k, v in OWN.items()}
    monkeypatch.setattr("tests.audit.sites.HOST", "https://www.tinh.example")
    side = local(province(pages), "IF-281").english
    assert (side.verdict, side.reason.code) == (verdict, code)


def test_a_test_host_is_not_the_official_portal(monkeypatch):
    monkeypatch.setattr("tests.audit.sites.HOST", "https://demo.tinh.gov.vn")
    side = local(province(OWN), "IF-281").english
    assert (side.verdict, side.reason.code) == (PARTLY, "portal_test_host")


def test_a_portal_that_kept_us_out_cannot_be_told():
    view = province(
        {}, outcomes=(PortalOutcome("https://www.bovidu.gov.vn/vi/", "main", True, FetchStatus.FORBIDDEN),)
    )
    assert local(view, "IF-281").verdict is Verdict.COULD_NOT_TELL


def bodies(*links: tuple[str, str]):
    items = "".join(f'<a href="{url}">{text}</a>' for text, url in links)
    pages = {k: v.replace("<footer>", f"<footer>{items}") for k, v in OWN.items()}
    registry = Registry.model_validate(
        {
            "version": 1,
            "defaults": {"user_agent_contact": "https://bovidu.gov.vn"},
            "agencies": [
                {
                    "id": "moh",
                    "name": {"vi": "Bộ Y tế", "en": "Ministry of Health"},
                    "kind": "ministry",
                    "portals": [{"url": "https://moh.example/", "role": "main", "confirmed": True}],
                }
            ],
        }
    )
    return local(province(pages, registry=registry), "IF-242").local


DISTRICTS = tuple((f"Huyện {n}", f"https://huyen{n}.bovidu.gov.vn/") for n in range(1, 6))


def test_links_lead_to_local_and_to_national_bodies():
    side = bodies(*DISTRICTS, ("Bộ Y tế", "https://moh.example/"))
    assert side.verdict is MET
    assert side.reason.params == {"count": 5, "others": 1}
    assert bodies(*DISTRICTS).verdict is PARTLY
    systems = tuple((f"Hệ thống {n}", f"https://he-thong{n}.bovidu.gov.vn/") for n in range(1, 7))
    assert bodies(*systems).verdict is NOT_MET  # what the province runs for itself is no other body
    named_alike = tuple((f"Cơ sở dữ liệu tỉnh {n}", f"https://csdl{n}.bovidu.gov.vn/") for n in range(1, 7))
    assert bodies(*named_alike).verdict is NOT_MET
    assert bodies(("Bộ Y tế", "https://moh.example/")).verdict is PARTLY
    assert (
        bodies(
            ("Báo của tỉnh", "https://bao.example/"), ("Công ty huyện 1", "https://congty.example/")
        ).verdict
        is NOT_MET
    )


def test_only_provinces_are_asked():
    from tests.audit.sites import site

    view = site(with_page("Y tế", SHORT["vi"]), kind="ministry", home="/vi/")
    assert local(view, "CP-226").verdict is Verdict.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2018, 6, 30), MET), (date(2022, 6, 30), MET), (date(2024, 6, 30), PARTLY)]
)
def test_a_participatory_budget_is_of_the_past_five_years(day, expected):
    rows = table(("Dự án", "Số phiếu"), [(f"Dự án {n}", f"{n}00") for n in range(1, 5)])
    body = (
        f"<p>Kết quả người dân lựa chọn dự án năm 2017.</p>{rows}<p><a href='/tep/2017.pdf'>Tài liệu</a></p>"
    )
    side = judged("PE-275", "Ngân sách có sự tham gia của người dân", body, day=day)
    assert side.verdict is expected, side.reason
