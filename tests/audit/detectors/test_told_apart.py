"""What tells nothing of a thing although its words stand there, and what tells a part of it."""

from __future__ import annotations

import pytest

from audit.results import Verdict
from tests.audit.bilingual import bilingual
from tests.audit.detectors.one_page import asked
from tests.audit.sites import page, paragraphs, site, verdict, without_dead_links


def test_what_is_refused_is_refused_in_an_address_without_marks():
    pages = {k: v for k, v in bilingual().items() if k.startswith("/vi/") and "van-ban" not in k}
    pages |= {"/vi/chinh-sach-bao-mat/": page("vi", "Privacy notice", paragraphs("en"))}
    pages["/vi/"] = pages["/vi/"].replace("</main>", '<a href="/vi/chinh-sach-bao-mat/">Privacy</a></main>')
    side = verdict(site(without_dead_links(pages), sectors=("health",)), "OSI2024-IF-091").local
    assert not any("bao-mat" in found.url for found in side.evidence)


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Kế hoạch số 112/KH-UBND phòng, chống bệnh truyền nhiễm, bảo đảm y tế", Verdict.PARTLY),
        ("Kế hoạch số 112/KH-UBND tổ chức hội thi thể thao", Verdict.NOT_MET),
        ("Thông báo số 112/TB-UBND về lịch trực y tế", Verdict.NOT_MET),
    ],
)
def test_one_plan_on_the_sector_is_a_part_of_its_policy(title, wanted):
    side = asked("OSI2024-IF-091", title, paragraphs("vi", 2), sectors=("health",))
    assert side.verdict is wanted


@pytest.mark.parametrize(
    ("path", "wanted"), [("/vi/tin-tuc/trang/2/", Verdict.NOT_MET), ("/vi/ho-tro/", Verdict.PARTLY)]
)
def test_lists_of_news_tell_nothing(path, wanted):
    rows = "".join(f'<li><a href="/vi/m/{n}.html">Mục thứ {n}</a> 0{n}/06/2018</li>' for n in range(1, 7))
    line = "<p>Người khuyết tật nặng được trợ cấp 540.000 đồng mỗi tháng.</p>"
    pages = {k: v for k, v in bilingual().items() if k.startswith("/vi/")}
    pages = {k: v.replace("<footer>", f'<footer><a href="{path}">Trang 2</a>') for k, v in pages.items()}
    pages |= {path: page("vi", "Trang 2", line + f"<ul>{rows}</ul>")}
    side = verdict(site(without_dead_links(pages), sectors=("social_welfare",)), "OSI2024-SP-144").local
    assert side.verdict is wanted
