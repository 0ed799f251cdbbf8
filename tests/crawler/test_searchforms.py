from __future__ import annotations

import pytest

from crawler.page import parse_page
from crawler.searchforms import SearchForm, begins_like_procedure, coded_names, search_forms

URL = "http://a.example/trang/"


def forms(html: str) -> list[SearchForm]:
    return list(search_forms(parse_page(html.encode(), URL, "text/html; charset=utf-8")))


def names(html: str) -> list[str]:
    body = html.encode()
    return coded_names(parse_page(body, URL, "text/html; charset=utf-8"), body)


@pytest.mark.parametrize(
    ("html", "form"),
    [
        ('<form action="/tim-kiem"><input name="q"></form>', SearchForm("http://a.example/tim-kiem", "q")),
        ('<form method="GET"><input type="search" name="x"></form>', SearchForm(URL, "x")),
        (
            (
                '<form action="tra-cuu.aspx?a=1#top"><input type="hidden" name="loai" value="tthc"><input name="noi_dung_1">'
                '<select name="cap"><option value="1">Bộ<option value="2" selected>Tỉnh</select><button>Tìm kiếm</button></form>'
            ),
            SearchForm("http://a.example/trang/tra-cuu.aspx", "noi_dung_1", (("loai", "tthc"), ("cap", "2"))),
        ),
        (
            (
                '<form role="search"><input name="k1" placeholder="Nhập từ khóa"><input type="checkbox" name="moi" value="1">'
                '<input type="radio" name="o" value="2" checked><input type="submit" name="go" value="Tìm"></form>'
            ),
            SearchForm(URL, "k1", (("o", "2"),)),
        ),
    ],
)
def test_search_forms_are_read_as_a_browser_sends_them(html, form):
    assert forms(html) == [form]


@pytest.mark.parametrize(
    "html",
    [
        '<form method="post" action="/tim-kiem"><input name="q"></form>',
        '<form action="/dang-nhap"><input name="q"><input type="password" name="p"></form>',
        '<form action="/tim"><input name="tu"><input name="den"></form>',
        '<form action="/dat-lich"><input name="ho_ten"></form>',
        '<form action="/nhan-tin"><input name="email" placeholder="Đăng ký nhận tin, tìm hiểu thêm"></form>',
        '<form action="/tim-kiem"><textarea name="q"></textarea></form>',
        '<form action="/tim-kiem"><input></form>',
        '<form action="javascript:tim()"><input name="q"></form>',
        '<form action="/user/logout"><input name="q"></form>',
        f'<form action="/tim"><input name="q"><input type="hidden" name="__VIEWSTATE" value="{"x" * 3000}"></form>',
    ],
)
def test_other_forms_are_left_alone(html):
    assert forms(html) == []


def test_a_link_whose_row_bears_a_code_names_a_procedure():
    html = """<table><tr><td>1.000105</td><td><a href="/0">Phòng Lao động</a> <a href="/1">Cấp giấy phép lao động</a> <a href="/2">Nộp hồ sơ trực tuyến</a></td></tr>
    <tr><td>STT</td><td><a href="/3">Giới thiệu về bộ này</a></td></tr></table>
    <div class="card"><h3><a href="/4">2.001234 - Gia hạn tạm trú cho người nước ngoài</a></h3></div>
    <p>Quyết định 12.000105 <a href="/5">Một tin tức dài về thủ tục</a></p>
    <ul><li>1.000106 <a href="/6">Chi tiết</a></li></ul>"""

    assert names(html) == ["Cấp giấy phép lao động", "Gia hạn tạm trú cho người nước ngoài"]


def test_a_code_far_away_names_nothing():
    html = f'<div><p>1.000105</p><p>{"chữ " * 300}</p><div><a href="/1">Một liên kết ba chữ</a></div></div>'

    assert names(html) == []


@pytest.mark.parametrize(
    ("text", "address", "begins"),
    [
        ("Đăng ký kinh doanh hộ gia đình", "http://dichvucong.a.example/1", True),
        ("Registration of marriage with foreigners", "http://a.example/en/procedures/1", True),
        ("Cấp", "http://a.example/thu-tuc/1", False),
        ("Cấpx giấy phép lao động", "http://a.example/thu-tuc/1", False),
        ("Đăng ký kinh doanh hộ gia đình", "http://a.example/tin-tuc/1", False),
        ("Thủ tục hành chính", "http://a.example/thu-tuc/", False),
        ("Đăng ký tài khoản công dân", "http://dichvucong.a.example/", False),
    ],
)
def test_links_that_begin_as_procedures_do(text, address, begins):
    assert begins_like_procedure(text, [address]) is begins
