from __future__ import annotations

import pytest

from crawler.datasources import MAX_PER_PAGE, data_addresses, is_harmless, may_be_json
from crawler.page import parse_page

URL = "http://dvc.a.example/thu-tuc/"
SOURCE = "http://dvc.a.example/api/thu-tuc"


def found(html: str) -> list[str]:
    body = html.encode()
    return data_addresses(parse_page(body, URL, "text/html; charset=utf-8"), body)


@pytest.mark.parametrize(
    "html",
    [
        '<table data-toggle="table" data-url="/api/thu-tuc"></table>',
        '<div data-ajax="/api/thu-tuc"></div>',
        '<select data-ajax--url="../api/thu-tuc"></select>',
        '<ul data-source="/api/thu-tuc"></ul>',
        '<script>$.getJSON("/api/thu-tuc", function (d) {});</script>',
        "<script>$.getJSON('/api/thu-tuc').done(ve);</script>",
        '<script>fetch("/api/thu-tuc").then(r => r.json())</script>',
        "<script>fetch(`/api/thu-tuc`, {headers: {Accept: 'application/json'}})</script>",
        '<script>axios.get("/api/thu-tuc")</script>',
        '<script>$("#b").DataTable({ajax: "/api/thu-tuc", columns: []})</script>',
        '<script>$("#b").dataTable({"sAjaxSource": "/api/thu-tuc"})</script>',
        '<script>$.ajax({type: "GET", "url": "/api/thu-tuc", success: ve})</script>',
        '<script>$.ajax({url: "\\/api\\/thu-tuc", dataType: "json"})</script>',
        '<script>new kendo.data.DataSource({transport: {read: {url: "/api/thu-tuc"}}})</script>',
        '<script>var cfg = {"url": "/api/thu-tuc"};var ajax = 1;</script>',
    ],
)
def test_a_source_that_a_page_names_is_found(html):
    assert found(html) == [SOURCE]


@pytest.mark.parametrize(
    "html",
    [
        '<script>$.ajax({type: "POST", url: "/api/thu-tuc"})</script>',
        '<script>$.ajax({url: "/api/thu-tuc", method: "post", data: {}})</script>',
        '<script>fetch("/api/thu-tuc", {method: "POST", body: x})</script>',
        '<script>$("#b").DataTable({ajax: {url: "/api/thu-tuc", type: "POST"}})</script>',
        '<script>$.post("/api/thu-tuc", {}); var a = "ajax";</script>',
        '<script>fetch("/api/thu-tuc?trang=" + trang)</script>',
        "<script>fetch(`/api/thu-tuc/${id}`)</script>",
        '<script>$.getJSON("/api/thu-tuc?id=", ve)</script>',
        '<script>$.getJSON(goc + "/api/thu-tuc", ve)</script>',
        '<script type="application/ld+json">{"url": "http://dvc.a.example/api/x", "ajax": ""}</script>',
        '<script src="/ajax.js">fetch("/api/thu-tuc")</script>',
        '<div data-url="/gioi-thieu">chia sẻ</div>',
        '<table data-url="{{ api }}"></table>',
        '<script>$.getJSON("javascript:alert(1)")</script>',
        '<script>var link = {url: "/gioi-thieu"}; ajax</script>',
    ],
)
def test_what_is_no_source_that_may_be_asked_is_left(html):
    assert found(html) == []


@pytest.mark.parametrize(
    "path",
    [
        "/user/logout",
        "/api/deleteItem?id=1",
        "/api/xoa",
        "/ajax/binh-chon",
        "/api/luot-truy-cap",
        "/DangXuat.ashx",
        "/api/Counter",
    ],
)
def test_addresses_that_change_something_are_never_asked_for(path):
    assert not is_harmless(f"http://a.example{path}")
    assert found(f'<script>$.getJSON("{path}")</script>') == []


@pytest.mark.parametrize(
    "path", ["/api/GetDanhSachThuTuc", "/dao-tao/api", "/blog/api", "/accounts.json", "/api/postal"]
)
def test_words_that_only_hold_such_a_word_are_harmless(path):
    assert is_harmless(f"http://a.example{path}")


def test_sources_of_one_page_are_found_once_and_capped():
    calls = "".join(f'$.getJSON("/api/{n % 100}");' for n in range(300))

    assert len(found(f"<script>{calls}</script>")) == MAX_PER_PAGE


@pytest.mark.parametrize(
    ("kind", "may"),
    [
        ("application/json", True),
        ("application/vnd.api+json", True),
        ("text/plain", True),
        ("image/png", False),
    ],
)
def test_json_comes_under_some_names(kind, may):
    assert may_be_json(kind) is may
