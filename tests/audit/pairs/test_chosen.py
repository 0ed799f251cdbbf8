"""Which pages are compared, and how odd sites end."""

from __future__ import annotations

import time
from dataclasses import replace

from audit.pairs import pair_pages
from audit.pairs.chosen import is_part
from tests.audit.pairs.small import EN_MENU, VI_MENU, by_path, html, prose, site, two_services
from tests.audit.sites import HOST


def listing(count: int, folder: str) -> str:
    return (
        "<ul>"
        + "".join(
            f'<li><a href="{folder}{n}.html">Tin số {n}</a> <time>{n % 27 + 1:02d}/05/2018</time></li>'
            for n in range(count)
        )
        + "</ul>"
    )


def test_news_items_are_left_to_their_list():
    pages = {
        "/vi/": html("vi", "Trang chủ", prose("vi"), menu={"/vi/tin-tuc/": "Tin tức"}),
        "/vi/tin-tuc/": html("vi", "Tin tức", prose("vi") + listing(20, "/vi/tin-tuc/")),
    }
    pages |= {
        f"/vi/tin-tuc/{n}.html": html(
            "vi", f"Tin số {n}", f"<p><time>{n % 27 + 1:02d}/05/2018</time></p>" + prose("vi")
        )
        for n in range(20)
    }
    assert set(by_path(pair_pages(site(pages)))) == {"/vi/", "/vi/tin-tuc/"}


def test_further_parts_of_a_list_are_left_out():
    links = "".join(f'<a href="/vi/van-ban/?page={n}">{n}</a>' for n in (2, 3))
    pages = {
        "/vi/": html("vi", "Trang chủ", prose("vi"), menu={"/vi/van-ban/": "Văn bản"}),
        "/vi/van-ban/": html("vi", "Văn bản", prose("vi") + links),
        "/vi/van-ban/?page=2": html("vi", "Văn bản", prose("vi", 5) + "Hai"),
        "/vi/van-ban/?page=3": html("vi", "Văn bản", prose("vi", 7) + "Ba"),
    }
    assert set(by_path(pair_pages(site(pages)))) == {"/vi/", "/vi/van-ban/"}
    assert is_part("http://a.example/x?p_p_id=1&_101_cur=2")
    assert not is_part("http://a.example/x?ItemID=2")


def test_print_twins_search_results_and_unlinked_pages_are_left_out():
    pages = two_services()
    pages["/vi/"] = pages["/vi/"].replace(
        "<main>", '<main><a href="/vi/print/7">In</a><a href="/vi/tim-kiem?q=a">Tìm</a>'
    )
    pages["/vi/print/7"] = html("vi", "Bản in", prose("vi", 3))
    pages["/vi/tim-kiem?q=a"] = html("vi", "Kết quả", prose("vi", 4))
    pages["/vi/mo-coi/"] = html("vi", "Mồ côi", prose("vi", 5))

    assert set(by_path(pair_pages(site(pages)))) == {"/vi/", "/vi/thu-tuc-a/", "/vi/thu-tuc-b/"}


def test_the_nearest_pages_come_first_and_their_number_is_bounded():
    view = site(two_services())
    limits = view.lexicon.thresholds.model_copy(update={"pair_pages": 2})
    view.lexicon = replace(view.lexicon, thresholds=limits)

    assert [p.clicks for p in pair_pages(view)] == [0, 1]


def test_a_site_without_english_and_one_without_vietnamese():
    vietnamese = {k: v for k, v in two_services().items() if k.startswith("/vi/")}
    english = {k: v for k, v in two_services().items() if k.startswith("/en/")}

    assert {gap for gap, _, _ in by_path(pair_pages(site(vietnamese))).values()} == {"no_counterpart"}
    assert pair_pages(site(english, home="/en/")) == ()
    assert pair_pages(site({})) == ()


def test_pages_that_name_each_other_in_a_circle_end():
    """Three pages, each calling the next its English version, none of them English."""
    names = ["/vi/a/", "/vi/b/", "/vi/c/"]
    pages = {"/vi/": html("vi", "Trang chủ", prose("vi"), menu=dict.fromkeys(names, "Mục"))}
    for here, there in zip(names, [*names[1:], names[0]], strict=True):
        head = f'<link rel="alternate" hreflang="en" href="{there}"><link rel="alternate" hreflang="vi" href="{there}">'
        pages[here] = html("vi", f"Mục {here[4]}", prose("vi") + here, head=head, switch=there)

    assert {gap for gap, _, _ in by_path(pair_pages(site(pages))).values()} == {"no_counterpart"}


def test_a_page_that_names_itself_as_english_has_no_counterpart():
    pages = two_services()
    head = '<link rel="alternate" hreflang="en" href="/vi/thu-tuc-b/">'
    pages["/vi/thu-tuc-b/"] = html(
        "vi", "Gia hạn", prose("vi"), menu=VI_MENU, head=head, switch="/vi/thu-tuc-b/"
    )
    del pages["/en/renewal/"]

    assert by_path(pair_pages(site(pages)))["/vi/thu-tuc-b/"] == ("no_counterpart", "", "")


def test_broken_addresses_do_no_harm():
    pages = two_services()
    bad = '<link rel="alternate" hreflang="en" href="http://[broken"><a hreflang="en" href="http://a:b:c/">English</a>'
    pages["/vi/thu-tuc-a/"] = pages["/vi/thu-tuc-a/"].replace("</head>", f"{bad}</head>")

    assert by_path(pair_pages(site(pages)))["/vi/thu-tuc-a/"][0] == "none_missing"


def test_three_thousand_pages_take_seconds():
    """No page is compared with every other."""
    count = 1500
    vi = {f"/vi/thu-tuc/{n}/": f"Thủ tục số {7000 + n}" for n in range(count)}
    en = {f"/en/procedures/{n}/": f"Procedure no. {7000 + n}" for n in range(count)}
    pages = {
        "/vi/": html("vi", "Trang chủ", prose("vi"), menu={**VI_MENU, **vi}),
        "/en/": html("en", "Home", prose("en"), menu={**EN_MENU, **en}),
    }
    for n, (path, name) in enumerate(vi.items()):
        pages[path] = html("vi", name, f"<p>{name} QĐ-{n}A, phí {n * 1000 + 500} đồng.</p>" + prose("vi", 2))
    for n, (path, name) in enumerate(en.items()):
        pages[path] = html("en", name, f"<p>{name} QD-{n}A, fee {n * 1000 + 500} dong.</p>" + prose("en", 2))
    view = site(pages)
    started = time.process_time()
    pairs = pair_pages(view)

    assert time.process_time() - started < 10
    assert len(pairs) == view.lexicon.thresholds.pair_pages
    assert sum(p.english_url != "" for p in pairs) >= 0.99 * len(pairs)


def test_the_addresses_told_are_those_of_pages_that_were_read():
    view = site(two_services())
    for pair in pair_pages(view):
        assert pair.url.startswith(HOST)
        assert not pair.english_url or view.page(pair.english_url) is not None
