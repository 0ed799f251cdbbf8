from __future__ import annotations

from collections import Counter

from crawler.resolving import CACHE_CAP, NOWHERE, LinkResolver

BASE = "http://x.gov.vn/a/b.html"


def test_links_that_mean_the_same_on_every_page_are_known_on_every_page():
    links = LinkResolver(lambda _name, _number: None)
    for number, href in enumerate(["/menu", "http://y.vn/", "menu"]):
        links.remember(href, BASE, number)

    def known(base: str) -> list[int | None]:
        return [links.known_from(base)(href) for href in ("/menu", "http://y.vn/", "menu")]

    assert known(BASE) == [0, 1, 2]
    assert known("http://x.gov.vn/c/") == [0, 1, None]
    assert known("http://y.gov.vn/") == [None, 1, None]


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
        links.remember(str(number), BASE, NOWHERE)

    assert [len(kept) for kept in links.numbers.values()] == [1]
