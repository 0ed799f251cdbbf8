"""The wording of laws: portals hold thousands of them, and they speak of everything."""

from __future__ import annotations

import pytest

from audit.results import Verdict
from audit.site import Role
from tests.audit.bilingual import bilingual
from tests.audit.detectors.one_page import PATH, asked
from tests.audit.sites import HOST, page, paragraphs, site, without_dead_links

SOCIAL = {"sectors": ("social_welfare",)}
TOLD = "<p>Người khuyết tật nặng được trợ cấp 540.000 đồng mỗi tháng, hỏi tại số 024 3825 1234.</p>"


def law(text: str = TOLD, count: int = 6) -> str:
    """Return the wording of a law of some articles."""
    return (
        "".join(
            f"<p>Điều {n}. Quy định thứ {n}</p><p>Nội dung của điều này.</p>" for n in range(1, count + 1)
        )
        + text
    )


def test_a_law_that_speaks_of_a_group_offers_it_nothing():
    side = asked("OSI2024-SP-144", "Nghị định về trợ giúp xã hội", law(), **SOCIAL)
    assert side.verdict is Verdict.NOT_MET
    assert (
        asked("OSI2024-SP-144", "Thông tin chung", paragraphs("vi", 2) + TOLD, **SOCIAL).verdict
        is Verdict.PARTLY
    )


@pytest.mark.parametrize(("count", "code"), [(6, "law_text"), (3, "application_some")])
def test_a_law_called_after_a_service_is_none(count, code):
    body = law(
        "<p>Thủ tục: nộp đơn, lệ phí 8.000 đồng, thời hạn 03 ngày. Thành phần hồ sơ: đơn. Trình tự thực hiện: nộp.</p>",
        count,
    )
    files = '<p><a href="/tep/to-khai.docx">Tải mẫu đơn</a></p>'
    side = asked("OSI2024-SP-050", "Đăng ký khai sinh", body + files, sectors=("justice",))
    if code == "law_text":
        assert side.verdict is Verdict.NOT_MET
    else:
        assert (side.verdict, side.reason.code) == (Verdict.PARTLY, code)


def test_articles_of_a_law_name_nothing():
    heading = "<h2>Điều 7. Người khuyết tật</h2>" + TOLD
    side = asked("OSI2024-SP-144", "Quy định chung", paragraphs("vi", 1) + heading, **SOCIAL)
    assert side.reason.code != "group_full"


@pytest.mark.parametrize(
    ("body", "is_law"), [(law(), True), (law(count=4), False), (law().replace("Điều", "Article"), True)]
)
def test_what_the_wording_of_a_law_is_known_by(body, is_law):
    pages = {k: v for k, v in bilingual().items() if k.startswith("/vi/")}
    pages = {k: v.replace("<footer>", f'<footer><a href="{PATH["vi"]}">Luật</a>') for k, v in pages.items()}
    view = site(without_dead_links(pages | {PATH["vi"]: page("vi", "Luật", body)}))
    found = view.page(f"{HOST}{PATH['vi']}")
    assert found is not None
    assert found.is_any(Role.LAW) is is_law


def test_a_law_that_describes_a_procedure_is_no_service_page():
    steps = "<h3>Trình tự thực hiện</h3><p>Nộp.</p><h3>Thành phần hồ sơ</h3><p>Đơn.</p><h3>Thời hạn giải quyết</h3><p>5 ngày.</p>"
    for count, is_service in ((6, False), (1, True)):
        pages = {k: v for k, v in bilingual().items() if k.startswith("/vi/")}
        pages = {
            k: v.replace("<footer>", f'<footer><a href="{PATH["vi"]}">Thủ tục</a>') for k, v in pages.items()
        }
        view = site(without_dead_links(pages | {PATH["vi"]: page("vi", "Thủ tục", law(steps, count))}))
        found = view.page(f"{HOST}{PATH['vi']}")
        assert found is not None
        assert found.is_any(Role.SERVICE) is is_service
