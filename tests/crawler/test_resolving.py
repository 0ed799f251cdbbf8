from __future__ import annotations

from collections import Counter

from crawler.resolving import CACHE_CAP, NOWHERE, LinkResolver, key

BASE = "http://x.gov.vn/a/b.html"


def test_links_that_mean_the_same_on_every_page_have_one_key():
    other = "http://x.gov.vn/c/"

    assert key("/menu", BASE) == key("/menu", other)
    assert key("http://y.vn/", BASE) == key("http://y.vn/", other)
    assert key("menu", BASE) != key("menu", other)
    assert key("/menu", BASE) != key("/menu", "http://y.gov.vn/")


def test_what_leads_nowhere_is_counted():
    stats: Counter[str] = Counter()
    links = LinkResolver(lambda name, number: stats.update({name: number}))

    assert [links.resolve(href, BASE) for href in ("mailto:a@b", "javascript:;", "/app#/x", "../z")] == [
        None,
        None,
        "http://x.gov.vn/app",
        "http://x.gov.vn/z",
    ]
    assert stats == {"osi/links/not_web": 2, "osi/links/hash_route": 1}


def test_the_memory_is_bounded():
    links = LinkResolver(lambda _name, _number: None)
    for number in range(CACHE_CAP + 1):
        links.remember(("", str(number)), NOWHERE)

    assert len(links.numbers) == 1
