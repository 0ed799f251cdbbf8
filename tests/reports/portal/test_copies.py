"""Archived copies do nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from reports.portal.copies import inert

PAGE = """<?xml version="1.0" encoding="utf-8"?><html lang="vi"><head><base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=//evil.example">
<link rel="stylesheet" href="//evil.example/x.css"><style>@import url(//evil.example/y.css); p { color: red }</style><style>h1 { color: blue }</style>
<script>alert(1)</script></head><body onload="alert(2)"><h1 onclick="alert(3)" class="big">Bộ Y tế</h1>
<p style="background:url(//evil.example/z.png)">Một <a href="javascript:alert(4)" ping="//evil.example">liên kết</a> và <a href="/en/about">khác</a></p>
<img src="//evil.example/p.png" srcset="//evil.example/q.png 2x" alt="Ảnh"><iframe src="//evil.example"></iframe><svg><script>alert(5)</script></svg>
<form action="//evil.example" method="post"><input name="a" autofocus onfocus="alert(6)"><button formaction="//evil.example">Gửi</button></form>
<!--[if IE]><script>alert(7)</script><![endif]--><math><mtext><table><mglyph><style><img src=x onerror=alert(8)></style></math></body></html>"""


def test_what_is_to_be_read_stays():
    text = html.fromstring(inert(PAGE.encode(), "text/html; charset=utf-8")).text_content()

    assert "Bộ Y tế" in text
    assert "liên kết" in text


@pytest.mark.parametrize(
    "bad",
    ["evil.example", "alert(", "<script", "<iframe", "<svg", "<base", "refresh", " on", "action=", "src="],
)
def test_nothing_that_runs_leads_or_loads_is_left(bad):
    assert bad not in inert(PAGE.encode(), "text/html")


def test_a_link_only_tells_where_it_led():
    link = html.fromstring(inert(PAGE.encode(), "text/html")).xpath("//a")[1]

    assert dict(link.attrib) == {"title": "/en/about"}


def test_old_encodings_are_read():
    assert "Bộ" in inert("<p>Bộ</p>".encode("utf-16"), "text/html")
    assert "Việt" in inert("<meta charset=windows-1258><p>Việt</p>".encode(), "text/html")


@pytest.mark.parametrize(
    ("media", "shown"),
    [("text/plain", True), ("application/json", True), ("application/pdf", False), ("image/svg+xml", False)],
)
def test_what_is_no_page_is_text_or_nothing(media, shown):
    assert ("&lt;b&gt;" in inert(b"<b>x</b>", media)) is shown


@given(st.binary(max_size=400))
def test_nothing_breaks_it(body):
    shown = inert(b"<html><body>" + body, "text/html")

    tree = html.document_fromstring(shown)
    assert not tree.xpath("//script|//iframe|//object|//embed|//base|//link|//meta|//svg|//math")
    assert not [
        name
        for element in tree.iter()
        if isinstance(element.tag, str)
        for name in element.attrib
        if name.lower().startswith("on")
    ]
