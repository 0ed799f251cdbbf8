"""What is a part of a thing: links to other bodies under wider names, counterparts of pages, contacts beside the contact page."""

from __future__ import annotations

import pytest

from audit.results import Verdict
from audit.site.addresses import translations
from tests.audit.bilingual import bilingual, service
from tests.audit.detectors.one_page import asked
from tests.audit.sites import lexicon, page, paragraphs, site, verdict, without_dead_links

POOR = {"sectors": ("social_welfare",)}


@pytest.mark.parametrize(
    ("criterion", "label", "expected"),
    [
        ("OSI2024-SP-143", "Benefits", Verdict.PARTLY),
        ("OSI2024-SP-143", "Staff benefits", Verdict.NOT_MET),
        ("OSI2024-EP-021", "Office of the Inspector General", Verdict.PARTLY),
        (
            "OSI2024-IF-014",
            "Terms of use",
            Verdict.NOT_MET,
        ),  # a wider name of what the portal itself has to say
        ("OSI2024-CP-028", "Procurement", Verdict.NOT_MET),
    ],
)
def test_a_link_to_another_bodys_section_is_a_part_of_help_only(criterion, label, expected):
    side = asked(criterion, label, "", language="en", target="https://www.vidu.gov.vn/topic", **POOR)
    assert side.verdict is expected


def test_a_wider_name_inside_the_own_portal_is_no_part():
    assert (
        asked("OSI2024-SP-143", "Benefits", paragraphs("en", 3), language="en", **POOR).verdict
        is Verdict.NOT_MET
    )


@pytest.mark.parametrize(
    ("url", "language", "wanted"),
    [
        ("https://vidu.gov.vn/vi/a/b", "en", "https://vidu.gov.vn/en/a/b"),
        ("https://vidu.gov.vn/a/b", "en", "https://vidu.gov.vn/en/a/b"),
        ("https://vidu.gov.vn/en/a/b", "vi", "https://vidu.gov.vn/a/b"),
    ],
)
def test_a_counterpart_stands_under_the_same_address(url, language, wanted):
    assert wanted in translations(url, language, lexicon())


def test_an_address_that_is_in_the_language_already_has_no_counterpart_in_it():
    assert translations("https://vidu.gov.vn/en/a", "en", lexicon()) == ()


def procedures(language: str, labels: bool) -> dict[str, str]:
    """Return ten pages of procedures; without labels, what they say is told in free words."""
    free = "".join(f"<h2>Phần {n}</h2>{paragraphs(language, 1)}" for n in range(5))
    pages = {}
    for n in range(10):
        name = f"/{language}/ho-so/{n}.html"
        pages[name] = service(language, f"Service {n}") if labels else page(language, f"Hồ sơ số {n}", free)
    return pages


def test_a_list_of_procedures_is_known_by_its_counterparts_in_the_other_language():
    pages = {
        path: body
        for path, body in bilingual().items()
        if "services" not in path and "dich-vu-cong" not in path
    }
    for language in ("vi", "en"):
        links = "".join(f'<a href="/{language}/ho-so/{n}.html">Hồ sơ {n}</a>' for n in range(10))
        pages[f"/{language}/"] = pages[f"/{language}/"].replace("</main>", f"{links}</main>")
    pages |= procedures("en", labels=True) | procedures("vi", labels=False)
    view = site(without_dead_links(pages), sectors=("health",))
    assert verdict(view, "OSI2024-SP-095").local.verdict is Verdict.MET
    alone = {path: body for path, body in pages.items() if not path.startswith("/en/ho-so")}
    assert (
        verdict(site(without_dead_links(alone), sectors=("health",)), "OSI2024-SP-095").local.verdict
        is not Verdict.MET
    )


STEPS = "<p>Write your name, attach the paper and send it; the office answers you within ten working days of that day.</p>"
CACH = "<p>Quý vị ghi họ tên, đính kèm giấy tờ rồi gửi đi; cơ quan sẽ trả lời trong mười ngày làm việc kể từ ngày nhận.</p>"


def guide(language: str, parts: tuple[str, str], step: str) -> str:
    body = "".join(f"<h2>{part}</h2>{step}" for part in parts)
    return page(language, "Guide page" if language == "en" else "Trang viết", body + paragraphs(language, 4))


def test_a_section_is_carried_over_to_a_page_that_is_cut_alike():
    pages = bilingual()
    for language, word in (("en", "Paper"), ("vi", "Giấy tờ")):
        home = f"/{language}/"
        pages[home] = pages[home].replace("</main>", f'<a href="/{language}/giay-to.html">{word}</a></main>')
    pages["/en/giay-to.html"] = guide("en", ("How to register", "Fees"), STEPS)
    pages["/vi/giay-to.html"] = guide("vi", ("Làm thế nào để ghi danh", "Chi phí"), CACH)
    assert verdict(site(without_dead_links(pages)), "OSI2024-EGL-016").local.verdict is Verdict.PARTLY
    pages["/vi/giay-to.html"] = guide("vi", ("Chi phí",), CACH)  # no longer cut alike
    assert verdict(site(without_dead_links(pages)), "OSI2024-EGL-016").local.verdict is Verdict.NOT_MET


def without_contact(footer: str, body: str = "") -> dict[str, str]:
    pages = {
        k: v
        for k, v in bilingual().items()
        if k.startswith("/vi/") and "lien-he" not in k and "danh-ba" not in k
    }
    pages = {k: v.replace("<footer>", f"<footer>{footer}") for k, v in pages.items()}
    pages["/vi/gioi-thieu/"] = page("vi", "Chức năng, nhiệm vụ", paragraphs("vi") + body)
    return without_dead_links(pages)


@pytest.mark.parametrize(
    ("footer", "body", "expected", "code"),
    [
        ("<p>Địa chỉ: số 1 đường Trần Phú. Điện thoại: 024 3825 1234</p>", "", Verdict.MET, "contact_footer"),
        ("<p>Phone: 024 3825 1234</p>", "", Verdict.PARTLY, "contact_scattered"),
        ("", "<p>Báo lỗi tiếp cận: web@bovidu.gov.vn</p>", Verdict.PARTLY, "contact_scattered"),
        ("", "", Verdict.NOT_MET, "nothing_named"),
    ],
)
def test_contacts_in_the_footer_count_and_elsewhere_are_a_part(footer, body, expected, code):
    side = verdict(site(without_contact(footer, body)), "OSI2024-TEC-008").local
    assert (side.verdict, side.reason.code) == (expected, code)


def test_a_consultation_told_in_prose_without_dates_is_a_part():
    prose = "<p>Bộ lấy ý kiến các tổ chức, cá nhân về dự thảo và đã nhận được nhiều góp ý của người dân cả nước trong thời gian qua.</p>"
    side = asked("OSI2024-EP-098", "Lấy ý kiến dự thảo", prose, sectors=("health",))
    assert (side.verdict, side.reason.code) == (Verdict.PARTLY, "held_consultation_some")
