import pytest

from audit.facts.model import Place
from audit.facts.page import read_page

PROSE = (
    "<p>" + "Bộ Y tế tổ chức hội nghị toàn quốc về cải cách hành chính và chính phủ điện tử. " * 4 + "</p>"
)


def places(html):
    """Return the place of each block by its text."""
    return {block.text: block.place for block in read_page(html.encode(), "http://a.gov.vn/").blocks}


@pytest.mark.parametrize(
    "around",
    [
        "<nav>{}</nav>",
        "<div role=navigation>{}</div>",
        "<header><div class=content>{}</div></header>",
        '<div id="dnn_ctl01_mainMenu"><ul><li>{}</ul></div>',
        '<div class="top-menu">{}</div>',
        '<ul class="nav navbar-nav"><li>{}</li></ul>',
        '<div class="breadcrumb">{}</div>',
        '<div id="s4-ribbonrow">{}</div>',
        '<div id="duong-dan">{}</div>',
        '<div class="thanh-menu">{}</div>',
        '<main><nav aria-label="breadcrumbs">{}</nav></main>',
        '<div id="header"><div id="logo">{}</div></div>',
        '<div class="phan-trang">{}</div>',
    ],
)
def test_navigation(around):
    assert places(around.format("Mục") + "<main>" + PROSE + "</main>")["Mục"] is Place.NAV


@pytest.mark.parametrize(
    "around",
    [
        "<aside>{}</aside>",
        "<div role=complementary>{}</div>",
        '<div class="cot-phai">{}</div>',
        '<div id="leftColumn">{}</div>',
        '<div class="sidebar-2 widget">{}</div>',
        '<div class="quang-cao">{}</div>',
        '<div id="lien-ket-web">{}</div>',
        '<main><div class="tin-lien-quan">{}</div></main>',
    ],
)
def test_aside(around):
    assert places("<main>" + PROSE + "</main>" + around.format("Mục"))["Mục"] is Place.ASIDE


@pytest.mark.parametrize(
    "around",
    [
        "<footer>{}</footer>",
        "<footer><nav>{}</nav></footer>",
        "<div role=contentinfo>{}</div>",
        '<div id="footer">{}</div>',
        '<div class="chan-trang">{}</div>',
        '<div class="footer-widget-area"><div class=menu>{}</div></div>',
        '<div class="site-footer">{}</div>',
    ],
)
def test_footer(around):
    assert places("<main>" + PROSE + "</main>" + around.format("Mục"))["Mục"] is Place.FOOTER


@pytest.mark.parametrize(
    "around",
    [
        "<main>{}</main>",
        "<div role=main>{}</div>",
        "<main><article><header>{}</header></article></main>",
        "<article><footer>{}</footer></article>",
        '<main><div class="card-footer">{}</div></main>',
        '<main><div class="section-header">{}</div></main>',
        '<div id="content"><div class="panel-heading">{}</div></div>',
        '<header><div role="main">{}</div></header>',
        '<div class="noi-dung">{}</div>',
        '<body class="has-sidebar menu-open"><div>{}</div>',
        '<div class="has-sidebar"><div id="main">{}</div></div>',
    ],
)
def test_main(around):
    assert places(around.format(PROSE + "<p>Mục</p>"))["Mục"] is Place.MAIN


TABLES = f"""<table><tr><td><a href="/">Trang chủ</a> | <a href="/gt">Giới thiệu</a> | <a href="/tt">Tin tức</a></td></tr>
<tr><td><table><tr><td><table><tr><td><a href="/a">Lịch công tác</a></td></tr><tr><td><a href="/b">Điều hành</a></td></tr></table></td>
<td>{PROSE}<p>Xem <a href="/d">chi tiết</a></p></td>
<td><a href="http://bo1.gov.vn">Bộ Công an</a><br><a href="http://bo2.gov.vn">Bộ Công Thương</a></td></tr></table></td></tr>
<tr><td>Bản quyền thuộc Bộ Y tế. Địa chỉ: 138A Giảng Võ</td></tr></table>"""


@pytest.mark.parametrize(
    "around", ["{}", '<form id="aspnetForm" action="x.aspx">{}</form>', "<div><div>{}</div></div>"]
)
def test_a_page_of_tables_is_told_by_links_and_position(around):
    found = places(around.format(TABLES))
    assert found["Trang chủ"] is Place.NAV
    assert found["Lịch công tác"] is Place.NAV
    assert found["Xem chi tiết"] is Place.MAIN
    assert found["Bộ Công an"] is Place.ASIDE
    assert found["Bản quyền thuộc Bộ Y tế. Địa chỉ: 138A Giảng Võ"] is Place.FOOTER


def test_a_page_without_markup_is_main():
    assert set(places("Chỉ có chữ<p>và một đoạn")) == {"Chỉ có chữ", "và một đoạn"}
    assert set(places("Chỉ có chữ<p>và một đoạn").values()) == {Place.MAIN}


def test_a_list_of_links_alone_is_main_not_menu():
    rows = "".join(
        f'<li><a href="/{n}">Quyết định số {n} về việc công bố thủ tục hành chính mới ban hành</a>'
        for n in range(9)
    )
    assert set(places(f"<h1>Văn bản</h1><ul>{rows}</ul>").values()) == {Place.MAIN}


def test_lists_under_headings_are_content_whatever_the_page_lacks():
    lists = "".join(
        f"<h2>Chủ đề {n}</h2><ul><li><a href=/{n}>Đề mục {n}</a><li><a href=/{n}b>Mục {n}</a></ul>"
        for n in range(6)
    )
    found = places(f"<h1>Danh mục</h1>{lists}<p>{PROSE}</p>")
    assert found["Đề mục 0"] is found["Đề mục 5"] is Place.MAIN
