"""Technical duties that markup shows: Unicode, name in the header, print and save, names of links and tables."""

from __future__ import annotations

import pytest

from audit.results import Verdict
from crawler.snapshot import PortalOutcome
from crawler.status import FetchStatus
from tests.audit.bilingual import bilingual, table
from tests.audit.sites import HOST, page, paragraphs, site, verdict

VNI = (
    "<p>Giôùi thieäu chæ tieâu kinh teá - xaõ hoäi cuûa nöôùc Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam trong naêm nay.</p>"
    "<p>Chính phuû ban haønh nghò quyeát veà nhöõng nhieäm vuï vaø giaûi phaùp chuû yeáu chæ ñaïo ñieàu haønh.</p>"
)
TCVN3 = (
    "<p>Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc, c¸c c¬ quan nhµ n­íc thùc hiÖn nhiÖm vô.</p>"
    "<p>ChÝnh phñ ban hµnh nghÞ quyÕt vÒ nh÷ng nhiÖm vô vµ gi¶i ph¸p chñ yÕu chØ ®¹o ®iÒu hµnh thùc hiÖn kÕ ho¹ch.</p>"
)


@pytest.mark.parametrize(("text", "fonts"), [(VNI, "VNI"), (TCVN3, "TCVN3")])
def test_a_page_in_a_legacy_font_is_a_defect(text, fonts):
    pages = bilingual() | {"/vi/ban-tin/": page("vi", "Bản tin", text * 4)}
    found = verdict(site(pages), "VN-D43-7")
    assert found.verdict is Verdict.PARTLY
    assert found.english.reason.params == {"count": 1, "fonts": fonts}


def test_a_portal_in_legacy_fonts_is_not_in_unicode():
    pages = {"/vi/": page("vi", "Trang chu", VNI * 4)}
    pages |= {f"/vi/tin-{n}.html": page("vi", f"Tin {n}", VNI * (n + 1)) for n in range(4)}
    assert verdict(site(pages), "VN-D43-7").verdict is Verdict.NOT_MET


def test_unicode_text_is_met_and_without_text_nothing_is_said():
    assert verdict(site(bilingual()), "VN-D43-7").verdict is Verdict.MET
    outcomes = (PortalOutcome(f"{HOST}/vi/", "main", True, FetchStatus.FORBIDDEN),)
    assert verdict(site({}, outcomes=outcomes), "VN-D43-7").verdict is Verdict.COULD_NOT_TELL


@pytest.mark.parametrize(
    ("banner", "expected"),
    [
        ("<p>CỔNG THÔNG TIN ĐIỆN TỬ BỘ VÍ DỤ</p>", Verdict.MET),
        ('<a href="/vi/"><img src="/banner.png" alt="Bộ Ví dụ"></a>', Verdict.MET),
        ('<img src="/banner.png">', Verdict.COULD_NOT_TELL),
        ("<p>Bộ Khác</p>", Verdict.COULD_NOT_TELL),
    ],
)
def test_the_header_bears_the_name_as_text_or_nothing_can_be_told(banner, expected):
    pages = {k: v.replace("<header>", f"<header>{banner}") for k, v in bilingual().items()}
    assert verdict(site(pages), "VN-C32-16-header").verdict is expected


def article(n: int, control: str) -> str:
    body = f'<p><time datetime="2018-06-{n + 10:02d}">{n + 10}/06/2018</time></p>{control}' + paragraphs(
        "vi", 3
    )
    head = '<meta property="og:type" content="article"></head>'
    return page("vi", f"Bộ Ví dụ tổ chức hội nghị chuyên đề lần thứ {n}", body).replace("</head>", head)


def portal_with(*controls: str) -> dict[str, str]:
    return bilingual() | {
        f"/vi/tin-tuc/{n}.html": article(n, control) for n, control in enumerate(controls, 1)
    }


PRINT = '<a href="javascript:window.print()">In trang</a>'


@pytest.mark.parametrize(
    ("control", "expected"),
    [
        (PRINT, Verdict.MET),
        ("<button>In bài viết</button>", Verdict.MET),
        ('<a href="/print/25975.html">Phiên bản giấy</a>', Verdict.MET),
        ('<a href="/vi/in-an/">Công nghiệp in ấn và xuất bản</a>', Verdict.NOT_MET),
        ('<a href="/vi/sprinter/">Tàu nhanh</a>', Verdict.NOT_MET),
        ("", Verdict.NOT_MET),
    ],
)
def test_articles_offer_to_print_them_by_a_control_with_a_name(control, expected):
    assert verdict(site(portal_with(*[control] * 4)), "VN-D43-15-print").verdict is expected


def test_an_archive_of_articles_is_none():
    items = "".join(
        f'<article><h2><a href="/vi/tin-tuc/{n}.html">Bộ Ví dụ họp lần {n}</a></h2><time datetime="2018-06-{n + 10}">'
        f"{n + 10}/06/2018</time><p>Tóm tắt nội dung cuộc họp.</p></article>"
        for n in range(1, 5)
    )
    archive = page("vi", "Tháng Sáu 2018", items).replace(
        "</head>", '<meta property="og:type" content="article"></head>'
    )
    pages = portal_with(*[PRINT] * 4) | {
        f"/vi/tin-tuc/2018-0{n}/": archive.replace("Sáu", str(n)) for n in range(1, 7)
    }
    assert verdict(site(pages), "VN-D43-15-print").local.reason.params == {"percent": 100}


def test_print_on_few_articles_is_partly_and_without_articles_nothing_is_said():
    assert verdict(site(portal_with(PRINT, "", "", "")), "VN-D43-15-print").verdict is Verdict.PARTLY
    assert verdict(site(bilingual()), "VN-D43-15-print").local.reason.code == "print_no_articles"


BARE = (
    "<table>"
    + "".join(f"<tr><td>{n}.5</td><td>{n}</td><td>{n}.7</td></tr>" for n in range(1, 6))
    + "</table>"
)
VAGUE = "".join(
    f'<a href="/vi/dich-vu-cong/{n}.html">Xem chi tiết</a><a href="/vi/dich-vu-cong/{n}.html"><img src="/{n}.png"></a>'
    for n in range(10)
)


def test_links_and_tables_that_speak_are_met():
    pages = bilingual() | {
        "/vi/so-lieu/": page("vi", "Số liệu", table(("Năm", "Số"), [("2016", "1"), ("2017", "2")]))
    }
    assert verdict(site(pages), "VN-C32-18").verdict is Verdict.MET


def test_head_cells_that_open_rows_are_heads():
    body = "".join(f"<tr><th>Mục {n}</th><td>{n}.5</td></tr>" for n in range(4))
    pages = {"/vi/": page("vi", "Trang chủ", f"<table>{body}</table>" * 5 + paragraphs("vi", 4))}
    assert verdict(site(pages), "VN-C32-18").verdict is Verdict.MET


@pytest.mark.parametrize(
    ("links", "tables", "expected"),
    [(VAGUE, "", Verdict.PARTLY), ("", BARE * 9, Verdict.PARTLY), (VAGUE, BARE * 9, Verdict.NOT_MET)],
)
def test_vague_links_and_bare_tables_are_counted(links, tables, expected):
    pages = {"/vi/": page("vi", "Trang chủ", links + tables + paragraphs("vi", 4))}
    found = verdict(site(pages), "VN-C32-18")
    assert found.verdict is expected, found.english.reason
    assert found.english is found.local  # one answer for readers of either language
