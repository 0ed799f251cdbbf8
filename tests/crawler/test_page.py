from __future__ import annotations

import pytest

from crawler.page import MAX_PARSED_BYTES, find_encoding, link_text, parse_page

URL = "http://x.gov.vn/a/b.html"


def hrefs(html: str) -> list[tuple[str, str]]:
    page = parse_page(html.encode(), URL, "text/html; charset=utf-8")
    return [(link.kind, link.href) for link in page.links()]


def test_links_are_found_wherever_a_visitor_finds_them():
    html = """<head><link rel="Alternate" hreflang="EN" href="/en"><link rel=stylesheet href=/x.css>
    <link rel=alternate type=application/rss+xml href=/rss></head>
    <a href=/1>a</a><map><area href=/2></map><select><option value="/3">x<option value=tin>y
    <option value="default.aspx?id=4">z</select><iframe src=/5></iframe><iframe src="about:blank"></iframe>
    <a href="#x">top</a><a>no</a><a href="">empty</a>"""

    assert hrefs(html) == [
        ("hreflang", "/en"),
        ("link", "/1"),
        ("link", "/2"),
        ("link", "/3"),
        ("link", "default.aspx?id=4"),
        ("frame", "/5"),
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("0; url=/en", [("refresh", "/en")]),
        ("3;URL='http://x.gov.vn/en'", [("refresh", "http://x.gov.vn/en")]),
        ("0;/en", [("refresh", "/en")]),
        ("60; url=/en", [("link", "/en")]),
        ("300", []),
        ("", []),
    ],
)
def test_meta_refresh(content, expected):
    assert hrefs(f'<meta http-equiv="Refresh" content="{content}"><p>x') == expected


def test_the_base_element_holds():
    page = parse_page(b'<base href="/web/"><a href="x">x</a>', URL, "text/html")

    assert page.base == "http://x.gov.vn/web/"


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("Tiếng Việt".encode(), "text/html", "Tiếng Việt"),
        ("\ufeffTiếng Việt".encode(), "text/html; charset=iso-8859-1", "Tiếng Việt"),
        ("Tiếng Việt".encode("utf-16"), "text/html", "Tiếng Việt"),
        ('<meta charset="utf8">Tiếng Việt'.encode(), "text/html", "Tiếng Việt"),
        ("Hà Nội".encode("cp1258", "replace"), "text/html; charset=windows-1258", None),
        ("Tiếng Việt".encode(), "text/html; charset=nonsense", "Tiếng Việt"),
        ('<meta charset="utf-16">Tiếng Việt'.encode(), "text/html", "Tiếng Việt"),
        (b"caf\xe9", "text/html", "café"),
        ("Tiếng Việt".encode("utf-7"), "text/html; charset=utf-7", "Tiếng Việt"),
        ("Tiếng Việt".encode(), "text/html; charset=hex", "Tiếng Việt"),
    ],
    ids=[
        "utf-8",
        "mark beats header",
        "utf-16",
        "utf8",
        "cp1258",
        "unknown name",
        "label that cannot be",
        "none",
        "unknown to libxml2",
        "no encoding at all",
    ],
)
def test_encodings(body, content_type, text):
    found = parse_page(body, URL, content_type).text(100)

    assert found == text if text is not None else found.startswith("H")


def test_a_cut_letter_does_not_change_the_encoding():
    body = b"<p>" + b"x" * (MAX_PARSED_BYTES - 5) + "ệ".encode()

    assert find_encoding(body[:MAX_PARSED_BYTES], "text/html") == (0, "utf-8")


@pytest.mark.parametrize("body", [b"", b"   ", b"<!-- only a comment -->", b"\0\0\0"])
def test_pages_without_content_have_no_links(body):
    assert list(parse_page(body, URL, "text/html").links()) == []


def test_the_end_of_a_huge_page_is_not_searched():
    body = b"<p>" + b"x" * MAX_PARSED_BYTES + b"<a href=/late>late</a>"
    page = parse_page(body, URL, "text/html")

    assert page.truncated
    assert list(page.links()) == []


def test_the_text_of_a_link_falls_back_to_labels():
    html = """<a href=/1> Giới
    thiệu </a><a href=/2 title="Liên hệ"></a><a href=/3><img alt="English"></a><a href=/4 aria-label="Tìm"><i></i></a>"""
    page = parse_page(html.encode(), URL, "text/html")

    assert [link_text(link.element) for link in page.links()] == ["Giới thiệu", "Liên hệ", "English", "Tìm"]


def test_scripts_are_no_text():
    page = parse_page(
        b"<title>T</title><script>var x</script><style>p{}</style><p>One</p> two", URL, "text/html"
    )

    assert page.text(100) == "T One two"
