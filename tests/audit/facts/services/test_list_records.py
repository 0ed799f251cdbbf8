import json

import pytest

from audit.facts.page import read_page
from audit.facts.services.lists import rows_of_json, rows_of_table
from audit.facts.services.literals import values_in
from audit.facts.services.pieces import text_cell
from audit.facts.urls import Resolver

URL = "http://dichvucong.vi-du.example/danh-sach"
RECORDS = [
    {"id": 1, "maThuTuc": "1.004194", "tenThuTuc": "Cấp hộ chiếu phổ thông", "linhVuc": {"id": 3, "ten": "Xuất nhập cảnh"}, "mucDo": 4, "coQuan": "Công an tỉnh", "url": "/tt/1"},
    {"id": 2, "maThuTuc": "2.000488", "tenThuTuc": "Cấp Phiếu lý lịch tư pháp", "linhVuc": {"id": 4, "ten": "Lý lịch"}, "mucDo": "toan-trinh", "coQuan": None, "url": ""},
]  # fmt: skip
EXPECTED = [
    ("1.004194", "Cấp hộ chiếu phổ thông", "Xuất nhập cảnh", "Công an tỉnh", "4", "http://dichvucong.vi-du.example/tt/1"),
    ("2.000488", "Cấp Phiếu lý lịch tư pháp", "Lý lịch", "", "whole", ""),
]  # fmt: skip


def told(rows):
    return [(r.code, r.name, r.field, r.body, str(r.level), r.url) for r in rows]


def rows(html):
    services = read_page(html.encode(), URL, "text/html; charset=utf-8").services
    return list(services.rows) if services else []


@pytest.mark.parametrize(
    "html",
    [
        '<div id="app"></div><script type="application/json">{"props":{"items":%s}}</script>',
        '<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"data":%s}}}</script>',
        "<div id=list></div><script>\nvar x = $('#a').val();\nvar data = %s;\n render(data, function(){ return {a: b()}; });</script>",
    ],
)
def test_records_in_scripts(html):
    found = rows(html % json.dumps(RECORDS))
    assert told(found) == EXPECTED
    assert {row.source for row in found} == {"json"}


def test_records_in_an_attribute_and_in_a_string():
    text = json.dumps(RECORDS)
    assert told(rows('<div id=list data-items="{}"></div>'.format(text.replace('"', "&quot;")))) == EXPECTED
    quoted = text.replace("\\", "\\\\").replace("'", "\\'")
    assert told(rows(f"<div id=list></div><script>var list = JSON.parse('{quoted}');</script>")) == EXPECTED


def test_literals_of_javascript():
    assert told(
        rows("""<script>window.ds = [{maTTHC: '1.004194', tenTTHC: 'Cấp hộ chiếu phổ thông', mucDo: "Mức độ 4", // ghi chú
      linhVuc: 'Xuất nhập cảnh', hien: true, ngay: null,},];</script><p>x</p>""")
    ) == [("1.004194", "Cấp hộ chiếu phổ thông", "Xuất nhập cảnh", "", "4", "")]


def test_body_that_is_json():
    resolve = Resolver(URL)
    assert told(rows_of_json(json.dumps({"data": {"rows": RECORDS}}), resolve)) == EXPECTED
    english = '[{"serviceName":"Renewal of work permit","serviceCode":"BLD-100234","levelName":"Level 3","domainName":"Labour"}]'
    assert told(rows_of_json(english, resolve)) == [
        ("BLD-100234", "Renewal of work permit", "Labour", "", "3", "")
    ]
    assert rows_of_json("<html>", resolve) == ()
    assert rows_of_json("[" * 5000, resolve) == ()


def test_records_of_something_else():
    resolve = Resolver(URL)
    for record in (
        {"tenThuTuc": "Đăng ký khai sinh", "maHoSo": "H1", "nguoiNop": "A"},
        {"title": "Cấp giấy phép xây dựng", "url": "/tin/1", "date": "2020-01-01"},
        {"name": "Đăng ký khai sinh"},
        {"linhVuc": "Đất đai", "soThuTuc": 12},
        {"name": "Cấp tỉnh", "code": "CAP-01"},
    ):
        assert rows_of_json(json.dumps([record, record]), resolve) == (), record


@pytest.mark.parametrize(
    "script", ["[{", "var a = [{b: c(1)}]", "[{'a': 'b", "{a:" * 90, "[{a:1}", "x = [{a: /re/}]", "[{,}]"]
)
def test_scripts_that_are_no_literals(script):
    assert list(values_in(script)) == []


def test_table_of_a_document():
    heads = ["TT", "Tên thủ tục hành chính", "Mã số", "Mức độ"]
    body = [
        ["1", "Cấp giấy phép bưu chính", "1.003659", "Toàn trình"],
        ["2", "Cấp lại giấy phép\nbưu chính", "1.004379", ""],
    ]
    found = rows_of_table(heads, [[text_cell(text) for text in row] for row in body])
    assert [(r.code, r.name, str(r.level), r.source) for r in found] == [
        ("1.003659", "Cấp giấy phép bưu chính", "whole", "document"),
        ("1.004379", "Cấp lại giấy phép bưu chính", "", "document"),
    ]
