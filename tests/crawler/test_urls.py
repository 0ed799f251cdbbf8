from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.urls import canonical, hash_route, host_of, resolve, switch_scheme

CASES = {
    "http://MOJ.gov.vn": "http://moj.gov.vn/",
    "https://moj.gov.vn:443/a": "https://moj.gov.vn/a",
    "http://moj.gov.vn:8080/a#b": "http://moj.gov.vn:8080/a",
    "http://moj.gov.vn./a": "http://moj.gov.vn/a",
    "http://moj.gov.vn/a/./b/../c/": "http://moj.gov.vn/a/c/",
    "http://moj.gov.vn/../../x": "http://moj.gov.vn/x",
    "http://moj.gov.vn//a": "http://moj.gov.vn/a",
    "http://moj.gov.vn/tin tức?q=tiếng việt": (
        "http://moj.gov.vn/tin%20t%E1%BB%A9c?q=ti%E1%BA%BFng%20vi%E1%BB%87t"
    ),
    "http://moj.gov.vn/100%": "http://moj.gov.vn/100%25",
    "http://moj.gov.vn/a?": "http://moj.gov.vn/a",
    "http://moj.gov.vn/a?utm_source=zalo&ItemID=58&fbclid=x": "http://moj.gov.vn/a?ItemID=58",
    "http://molisa.gov.vn/x.aspx?ChuyenMucID=142": "http://molisa.gov.vn/x.aspx?ChuyenMucID=142",
    "http://doc.moha.gov.vn/?TabID=77": "http://doc.moha.gov.vn/?TabID=77",
    "http://thanhtra.gov.vn/web/guest/-/content/x?8831": "http://thanhtra.gov.vn/web/guest/-/content/x?8831",
    "http://moit.gov.vn/w/x?p_p_id=a_INSTANCE_x&p_p_lifecycle=0&p_p_state=normal&p_p_mode=view&p_p_col_id=c&_a_delta=20&_a_cur=2": (
        "http://moit.gov.vn/w/x?p_p_id=a_INSTANCE_x&p_p_lifecycle=0&_a_cur=2"
    ),
    "https://sbv.gov.vn/webcenter/portal/vi/menu;jsessionid=Ab1!9?_afrLoop=1&_adf.ctrl-state=z_4&_afrWindowMode=0": (
        "https://sbv.gov.vn/webcenter/portal/vi/menu"
    ),
    "http://moh.gov.vn/a?PHPSESSID=abc&id=1": "http://moh.gov.vn/a?id=1",
    "http://xã.vn/": "http://xn--x-yfa.vn/",
    "ftp://moj.gov.vn/": None,
    "javascript:void(0)": None,
    "http://": None,
    "http://[::1": None,
    "http://a b/": None,
    "http://moj.gov.vn:99999/": None,
    "": None,
}


@pytest.mark.parametrize(("url", "expected"), CASES.items(), ids=CASES.keys())
def test_canonical(url, expected):
    assert canonical(url) == expected


@given(st.text(max_size=60))
def test_canonical_never_fails_and_changes_nothing_twice(text):
    url = canonical("http://moj.gov.vn/" + text)

    assert url is not None
    assert url.startswith("http://moj.gov.vn/")
    assert canonical(url) == url


@given(st.text(max_size=80))
def test_any_link_resolves_to_a_web_address_or_nothing(href):
    url = resolve("http://moj.gov.vn/a/b?c", href)

    assert url is None or url.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("x.html", "http://moj.gov.vn/a/x.html"),
        ("?id=2", "http://moj.gov.vn/a/b?id=2"),
        ("//moh.gov.vn/x", "http://moh.gov.vn/x"),
        ("  /trang\n-chu ", "http://moj.gov.vn/trang-chu"),
        ("tel:+84", None),
        ("sec.gov", "http://moj.gov.vn/a/sec.gov"),
    ],
)
def test_resolve(href, expected):
    assert resolve("http://moj.gov.vn/a/b", href) == expected


def test_script_routes_are_told_from_plain_anchors():
    assert [hash_route(h) for h in ("#/a", "x#!b", "#noi-dung", "/a", "")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_host_of_keeps_the_port_and_takes_no_path():
    assert [host_of(u) for u in ("http://a.vn/x", "http://a.vn:8080", "http://a.vn?x")] == [
        "a.vn",
        "a.vn:8080",
        "a.vn",
    ]


def test_switch_scheme_goes_both_ways():
    assert switch_scheme(switch_scheme("http://a.vn/x")) == "http://a.vn/x"
