import pytest

from audit.facts.urls import Resolver

HERE = "https://a.gov.vn/vi/tin/bai.html?x=1"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/gioi-thieu", "https://a.gov.vn/gioi-thieu"),
        ("khac.html#muc", "https://a.gov.vn/vi/tin/khac.html"),
        ("../en/", "https://a.gov.vn/vi/en/"),
        ("/a/../b", "https://a.gov.vn/b"),
        ("//b.gov.vn/x", "https://b.gov.vn/x"),
        ("  HTTP://b.gov.vn/\n x ", "HTTP://b.gov.vn/ x"),
        ("sec.gov", "https://a.gov.vn/vi/tin/sec.gov"),
        ("?page=2", "https://a.gov.vn/vi/tin/bai.html?page=2"),
        ("#top", ""),
        ("", ""),
        ("javascript:void(0)", ""),
        ("mailto:a@b.vn", ""),
        ("http://[bad/", ""),
        ("/x#y", "https://a.gov.vn/x"),
    ],
)
def test_makes_addresses_absolute(href, url):
    assert Resolver(HERE)(href).casefold() == url.casefold()


def test_follows_the_base_element():
    resolve = Resolver(HERE, "/portal/")
    assert resolve("x.html") == "https://a.gov.vn/portal/x.html"
    assert resolve("/y") == "https://a.gov.vn/y"


def test_survives_a_page_without_an_address():
    assert Resolver("")("/x") == ""
    assert Resolver("http://[bad")("http://b.vn/x") == "http://b.vn/x"


def test_an_address_is_resolved_for_its_own_page_whatever_was_resolved_before():
    first, second = Resolver("https://a.gov.vn/vi/tin/"), Resolver("https://a.gov.vn/en/news/")
    assert [first(href) for href in ("/x", "y", "?p=2", "//z.vn", "//")] == [
        "https://a.gov.vn/x",
        "https://a.gov.vn/vi/tin/y",
        "https://a.gov.vn/vi/tin/?p=2",
        "https://z.vn",
        "https://a.gov.vn/vi/tin/",
    ]
    assert [second(href) for href in ("/x", "y", "?p=2", "//z.vn", "//")] == [
        "https://a.gov.vn/x",
        "https://a.gov.vn/en/news/y",
        "https://a.gov.vn/en/news/?p=2",
        "https://z.vn",
        "https://a.gov.vn/en/news/",
    ]
    assert Resolver("https://b.gov.vn/")("/x") == "https://b.gov.vn/x"
