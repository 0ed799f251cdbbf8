"""Services in two levels: filing it online, information about it, and what only looks like either."""

from __future__ import annotations

import pytest

from audit.results import Verdict
from crawler.snapshot import PageRecord, PortalOutcome
from crawler.status import FetchStatus
from tests.audit.bilingual import bilingual, service
from tests.audit.detectors.one_page import asked
from tests.audit.sites import HOST, page, paragraphs, site, verdict, without_dead_links

BIRTH = "OSI2024-SP-050"
JUSTICE = {"sectors": ("justice",)}


def procedure(language: str, more: str = "") -> str:
    """Return the main content of a page that describes a procedure."""
    body = service(language, "")
    return body[body.index("</h1>") + 5 : body.index("</main>")] + more


FORM = (
    '<form action="/nop"><label>Họ tên <input type="text" name="ten"></label><label>Ngày sinh <input type="date" name="ns"></label>'
    '<label>Giấy tờ <input type="file" name="tep"></label><button>Nộp hồ sơ</button></form>'
)
COMMENT = (
    '<form action="/gop-y"><label>Họ tên <input type="text" name="ten"></label><label>Góp ý <textarea name="y"></textarea></label>'
    "<button>Gửi góp ý</button></form>"
)


def test_a_form_on_the_page_files_the_service():
    side = asked(BIRTH, "Đăng ký khai sinh", procedure("vi", FORM), **JUSTICE)
    assert (side.verdict, side.reason.code) == (Verdict.MET, "application_full")


def test_a_button_to_the_very_service_files_it_behind_a_login():
    button = '<p><a href="https://dichvucong.vidu.gov.vn/dvc/1.001193">Nộp hồ sơ trực tuyến</a></p>'
    side = asked(BIRTH, "Đăng ký khai sinh", procedure("vi", button), **JUSTICE)
    assert side.verdict is Verdict.MET
    assert "Nộp hồ sơ trực tuyến" in side.evidence[0].quote


def test_a_service_in_english_is_told_as_in_vietnamese():
    button = '<p><a href="https://dichvucong.vidu.gov.vn/dvc/1.001193?lang=en">Apply online</a></p>'
    assert (
        asked(BIRTH, "Birth registration", procedure("en", button), language="en", **JUSTICE).verdict
        is Verdict.MET
    )
    side = asked(BIRTH, "Birth registration", procedure("en"), language="en", **JUSTICE)
    assert (side.verdict, side.reason.code) == (Verdict.PARTLY, "application_some")


@pytest.mark.parametrize(
    "more",
    [
        "",
        '<p><a href="https://dichvucong.vidu.gov.vn/">Nộp hồ sơ trực tuyến</a></p>',  # the front door of a service portal
        '<p><a href="/tep/to-khai.docx">Tải mẫu đơn</a></p>',
        '<p><a href="https://vidu.gov.vn/huong-dan/nop">Hướng dẫn nộp hồ sơ trực tuyến</a></p>',
        COMMENT,
        "<p>Dịch vụ công trực tuyến một phần: nộp bản chính tại bộ phận một cửa.</p>" + FORM,
    ],
)
def test_information_is_a_part_of_a_service(more):
    side = asked(BIRTH, "Đăng ký khai sinh", procedure("vi", more), **JUSTICE)
    assert (side.verdict, side.reason.code) == (Verdict.PARTLY, "application_some")


def test_the_long_title_of_a_procedure_names_the_service():
    title = "Thủ tục liên thông: đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi"
    pages = {k: v for k, v in bilingual().items() if k.startswith("/vi/")}
    pages["/vi/"] = pages["/vi/"].replace(
        "</main>", '<a href="/vi/dich-vu-cong/77.html">Thủ tục số 77</a></main>'
    )
    pages["/vi/dich-vu-cong/77.html"] = page("vi", title, procedure("vi", FORM))
    view = site(without_dead_links(pages), **JUSTICE)
    assert verdict(view, BIRTH).local.verdict is Verdict.MET
    assert verdict(view, "OSI2024-SP-051").local.verdict is Verdict.NOT_MET  # of a death, nothing is said
    assert verdict(view, "OSI2024-SP-052").local.verdict is Verdict.NOT_MET


@pytest.mark.parametrize(
    ("label", "body"),
    [
        ("Luật Hộ tịch", paragraphs("vi")),
        ("Tập huấn đăng ký khai sinh cho cán bộ xã", paragraphs("vi")),
        ("Đăng ký khai sinh", "<p>Nội dung đang được cập nhật.</p>"),
        ("Tỷ lệ sinh và khai sinh năm 2018", paragraphs("vi")),
    ],
)
def test_what_is_about_the_service_is_none(label, body):
    assert asked(BIRTH, label, body, **JUSTICE).verdict is Verdict.NOT_MET


def test_a_news_item_about_the_service_is_none():
    pages = {k: v for k, v in bilingual().items() if k.startswith("/vi/")}
    pages["/vi/tin-tuc/3.html"] = page("vi", "Đăng ký khai sinh", f"<p>12/06/2018</p>{procedure('vi', FORM)}")
    assert verdict(site(without_dead_links(pages), **JUSTICE), BIRTH).local.verdict is Verdict.NOT_MET


def test_an_english_label_over_a_vietnamese_procedure_is_a_part():
    side = asked(BIRTH, "Birth registration", procedure("vi", FORM), language="en", written="vi", **JUSTICE)
    assert (side.verdict, side.reason.code) == (Verdict.PARTLY, "label_only")


@pytest.mark.parametrize(
    ("criterion", "sectors", "label", "target", "expected"),
    [
        (
            "OSI2024-SP-045",
            ("foreigners",),
            "E-visa",
            "https://evisa.vidu.gov.vn/",
            Verdict.MET,
        ),  # called after it
        ("OSI2024-SP-045", ("foreigners",), "E-visa", "https://www.vidu.gov.vn/", Verdict.PARTLY),
        ("OSI2024-SP-045", ("foreigners",), "E-visa", "https://www.vidu.gov.vn/web/evisa/apply", Verdict.MET),
        (
            "OSI2024-SP-049",
            ("business",),
            "Business registration",
            "https://dangkykinhdoanh.vidu.vn/",
            Verdict.MET,
        ),
        (
            "OSI2024-SP-029",
            ("finance",),
            "National Bidding Network",
            "https://muasam.vidu.gov.vn/",
            Verdict.PARTLY,
        ),
        (
            "OSI2024-SP-029",
            ("finance",),
            "National Bidding Network",
            "https://muasam.vidu.gov.vn/en/suppliers",
            Verdict.MET,
        ),
        ("OSI2024-EP-302", (), "E-participation portal", "https://thamvan.vidu.gov.vn/", Verdict.MET),
        ("OSI2024-EP-302", (), "E-participation portal", "https://forum.example.com/", Verdict.PARTLY),
    ],
)
def test_a_link_counts_when_it_leads_to_the_very_thing(criterion, sectors, label, target, expected):
    assert asked(criterion, label, "", language="en", target=target, sectors=sectors).verdict is expected


@pytest.mark.parametrize(
    ("criterion", "sectors", "label"),
    [
        ("OSI2024-SP-043", ("finance",), "Quyết toán thuế thu nhập cá nhân"),
        ("OSI2024-SP-044", ("finance",), "Khai thuế giá trị gia tăng"),
        ("OSI2024-SP-046", ("security",), "Đăng ký xe"),
        ("OSI2024-SP-048", ("security",), "Đăng ký thường trú"),
        ("OSI2024-SP-053", ("security",), "Cấp thẻ căn cước"),
        ("OSI2024-SP-054", ("transport",), "Cấp đổi giấy phép lái xe"),
        ("OSI2024-SP-055", ("environment",), "Đăng ký đất đai"),
        ("OSI2024-SP-056", ("environment",), "Cấp giấy phép môi trường"),
        ("OSI2024-SP-057", ("construction",), "Cấp giấy phép xây dựng"),
        ("OSI2024-SP-059", ("business",), "Cấp giấy phép kinh doanh"),
        ("OSI2024-SP-079", ("finance",), "Hóa đơn điện tử"),
        ("OSI2024-SP-082", ("finance",), "Khai thuế điện tử"),
        ("OSI2024-SP-131b", ("social_welfare",), "Giải quyết hưởng chế độ hưu trí"),
        ("OSI2024-SP-182", ("justice",), "Cấp Phiếu lý lịch tư pháp"),
        ("OSI2024-SP-184", ("health",), "Hưởng chế độ ốm đau"),
        ("OSI2024-SP-185", ("social_welfare",), "Trợ cấp xã hội cho trẻ em"),
        ("OSI2024-SP-189", ("social_welfare",), "Trợ cấp người khuyết tật"),
        ("OSI2024-SP-190", ("health",), "Hưởng chế độ thai sản"),
        ("OSI2024-SP-191", ("labour",), "Hưởng trợ cấp thất nghiệp"),
    ],
)
def test_each_service_is_met_by_filing_and_partly_by_telling(criterion, sectors, label):
    assert asked(criterion, label, procedure("vi", FORM), sectors=sectors).verdict is Verdict.MET
    assert asked(criterion, label, procedure("vi"), sectors=sectors).verdict is Verdict.PARTLY


@pytest.mark.parametrize(
    ("criterion", "sectors", "label"),
    [
        ("OSI2024-CP-131a", ("labour",), "Hưởng chế độ tai nạn lao động"),
        ("OSI2024-CP-150", ("social_welfare",), "Chăm sóc người cao tuổi"),
        ("OSI2024-SP-149", ("justice",), "Nhập quốc tịch Việt Nam"),
    ],
)
def test_where_the_un_asks_for_guidance_the_procedure_is_enough(criterion, sectors, label):
    assert asked(criterion, label, procedure("vi"), sectors=sectors).verdict is Verdict.MET


def test_a_bill_is_paid_by_a_button_that_pays():
    pay = '<p>Chọn nhà cung cấp.</p><a href="https://dichvucong.vidu.gov.vn/thanh-toan/dien">Thanh toán ngay</a>'
    place = {"kind": "province"}
    assert asked("OSI2024-SP-063", "Thanh toán tiền điện", pay, **place).verdict is Verdict.MET
    tariff = asked("OSI2024-SP-063", "Giá điện và tiền điện", paragraphs("vi"), **place)
    assert tariff.verdict is Verdict.NOT_MET
    water = asked("OSI2024-SP-062", "Thanh toán tiền điện", pay, **place)
    assert water.verdict is Verdict.NOT_MET


def test_a_scholarship_is_applied_for_online_or_only_told_of():
    told = "<p>Học bổng toàn phần cho sinh viên giỏi, xét theo kết quả học tập và hoàn cảnh gia đình.</p>"
    education = {"sectors": ("education",)}
    form = FORM.replace("Nộp hồ sơ", "Nộp hồ sơ trực tuyến")
    assert asked("OSI2024-SP-118", "Học bổng", told + form, **education).verdict is Verdict.MET
    only = asked("OSI2024-SP-118", "Học bổng", told + '<a href="/tep/mau-don.pdf">Mẫu đơn</a>', **education)
    assert only.verdict is Verdict.PARTLY


def test_services_of_a_closed_service_portal_cannot_be_told():
    dvc = "https://dichvucong.bovidu.gov.vn/"
    outcomes = (
        PortalOutcome(f"{HOST}/vi/", "main", True, FetchStatus.OK),
        PortalOutcome(dvc, "services", True, FetchStatus.FORBIDDEN),
    )
    pages = {k: v for k, v in bilingual().items() if k.startswith("/vi/")}
    view = site(without_dead_links(pages), portals=(("services", dvc),), outcomes=outcomes, **JUSTICE)
    side = verdict(view, BIRTH).local
    assert (side.verdict, side.reason.code) == (Verdict.COULD_NOT_TELL, "services_blocked")


def test_a_button_to_a_page_that_is_gone_files_nothing():
    gone = PageRecord(f"{HOST}/vi/nop/", FetchStatus.NOT_FOUND, http_status=404)
    button = '<p><a href="/vi/nop/">Nộp hồ sơ trực tuyến</a></p>'
    pages = {k: v for k, v in bilingual().items() if k.startswith("/vi/")}
    pages = {
        k: v.replace("<footer>", '<footer><a href="/vi/ks/">Đăng ký khai sinh</a>') for k, v in pages.items()
    }
    pages = without_dead_links(pages | {"/vi/ks/": page("vi", "Đăng ký khai sinh", procedure("vi"))})
    pages["/vi/ks/"] = page("vi", "Đăng ký khai sinh", procedure("vi", button))
    assert verdict(site(pages, dead=(gone,), **JUSTICE), BIRTH).local.verdict is Verdict.PARTLY
