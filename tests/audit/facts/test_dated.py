from datetime import date

import pytest

from audit.facts.model import Place
from audit.facts.page import read_page

TODAY = date(2018, 6, 30)


def read(html):
    return read_page(html.encode(), "http://a.gov.vn/tin", fetched_on=TODAY)


def rows(html):
    return [(item.date, item.text, item.url.removeprefix("http://a.gov.vn")) for item in read(html).dated]


@pytest.mark.parametrize(
    "row",
    [
        "<ul><li><a href=/1>Thông báo tuyển dụng</a> <span>(05/03/2018)</span></li></ul>",
        "<ul><li><a href=/1>Thông báo tuyển dụng (05/03/2018)</a></li></ul>",
        "<table><tr><td>1<td>05/03/2018<td><a href=/1>Thông báo tuyển dụng</a></table>",
        "<div class=item><h3><a href=/1>Thông báo tuyển dụng</a></h3><div class=date>Thứ hai, 05/03/2018 10:20</div><p>Tóm tắt dài</p></div>",
        "<div class=item><time datetime=2018-03-05>3 tháng trước</time><a href=/1>Thông báo tuyển dụng</a></div>",
        "<article><a href=/1><img src=x.jpg></a><p>Ngày đăng: 05-03-2018</p><a href=/1>Thông báo tuyển dụng</a></article>",
        "<dl><dt>05/03/2018</dt><dd><a href=/1>Thông báo tuyển dụng</a></dd></dl>",
        "<a href=/1><h4>Thông báo tuyển dụng</h4><small>05 MAR 2018</small></a>",
    ],
    ids=["list", "inside link", "table", "card", "time", "article", "definition", "whole link"],
)
def test_a_row_with_date_and_link(row):
    assert rows(f"<main>{row}</main>") == [("2018-03-05", "Thông báo tuyển dụng", "/1")]


@pytest.mark.parametrize(
    "html",
    [
        "<p>Theo Nghị định ban hành ngày 05/03/2018 của Chính phủ thì mọi cơ quan phải công bố <a href=/1>thông tin</a>.</p>",
        "<ol><li><p>Từ tháng 3/2018 đến nay, Bộ đã xử lý hơn hai nghìn hồ sơ trực tuyến của công dân.</p></li></ol>",
        "<h1>Hội nghị</h1><nav class=breadcrumb><a href=/>Trang chủ</a></nav><p>05/03/2018</p>",
        "<h1>Hội nghị</h1><div>05/03/2018 | <a href=/print/1>Print</a></div>",
    ],
    ids=["prose", "numbered paragraph", "dateline", "dateline with tools"],
)
def test_prose_is_no_row(html):
    assert rows(f"<main>{html}</main>") == []


def test_menus_and_footers_have_no_rows():
    assert (
        rows(
            "<nav><ul><li><a href=/1>Tin</a> 05/03/2018</ul></nav><footer><p><a href=/2>Bản tin</a> 05/03/2018</footer>"
        )
        == []
    )


def test_each_link_once_and_rows_without_links():
    html = """<main><ul><li><a href=/1>Tin một</a> 05/03/2018<li><a href=/1>Tin một</a> 06/03/2018<li>Họp báo 07/03/2018</ul></main>"""
    assert rows(html) == [("2018-03-05", "Tin một", "/1"), ("2018-03-07", "Họp báo 07/03/2018", "")]
    assert {item.place for item in read(html).dated} == {Place.MAIN}


@pytest.mark.parametrize(
    "html",
    [
        '<meta property="article:published_time" content="2018-03-05T08:00:00+07:00"><main><p>x</p></main>',
        '<meta name="DC.date.issued" content="2018-03-05"><main><p>x</p></main>',
        '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2018-03-05"}]}</script><main>x</main>',
        '<main><span itemprop="datePublished" content="2018-03-05">hôm kia</span></main>',
        "<main><h1>Hội nghị</h1><div>Thứ hai, 05/03/2018 10:20 GMT+7</div><p>Nội dung dài</p></main>",
        "<main><p>Cập nhật: 05/03/2018</p><h1>Hội nghị</h1><p>Nội dung dài, ngày 01/01/2017</p></main>",
        "<main><h2>Hội nghị</h2><time datetime=2018-03-05>thứ hai</time></main>",
    ],
    ids=["open graph", "dublin core", "json-ld", "microdata", "after", "before", "time"],
)
def test_the_page_s_own_date(html):
    assert read(html).published == "2018-03-05"


@pytest.mark.parametrize(
    "html",
    [
        "<main><h1>Tin tức</h1><ul><li><a href=/1>Tin</a> 05/03/2018</ul></main>",
        "<header><h1>Bộ Y tế</h1><div>Thứ bảy, 30/06/2018</div></header><main><p>x</p></main>",
        "<main><h1>Luật</h1><p>Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam thông qua ngày 05/03/2018.</p></main>",
    ],
    ids=["list", "banner", "prose"],
)
def test_a_page_without_a_date_of_its_own(html):
    assert read(html).published == ""


def test_dates_of_the_main_content_without_clocks_and_impossible_ones():
    facts = read(
        """<header>Thứ bảy, 30/06/2018</header><main><div id="clock">Thứ bảy, 29/06/2018</div><p>Hôm nay: 28/06/2018</p>
        <p>28/06/2018 10:20:30</p><p>Ngày 05/03/2018 và ngày 05/03/2018, hạn 15/07/2018, tháng 2/2018, 01/01/2031</p>
        </main><footer>© 05/2018</footer>"""
    )
    assert facts.dates == ("2018-07-15", "2018-03-05", "2018-02")


def test_a_vague_link_is_named_by_its_row():
    assert rows(
        "<main><table><tr><td>05/03/2018<td>Nghị định số 43/2011/NĐ-CP<td><a href=/1>Tải về</a></table></main>"
    ) == [("2018-03-05", "Nghị định số 43/2011/NĐ-CP Tải về", "/1")]
