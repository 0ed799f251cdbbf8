from __future__ import annotations

import pytest

from crawler.traps import CALENDAR_CAP, VARIANT_CAP, TrapCounter, listing_of, pattern_of, shape_of_trap

FINE = [
    "http://moj.gov.vn/",
    "http://moj.gov.vn/en/Pages/home.aspx",
    "http://x.gov.vn/cham-soc/en",
    "http://x.gov.vn/x.html/en",
    "http://vbpl.vn/bo/bo/pages/home.aspx?ItemID=7",
    "http://x.gov.vn/tin/2017/03/03/tin.html",
    "http://www.mod.gov.vn/wps/portal/!ut/p/b1/04_Sj9Q1",
    "http://x.gov.vn/vn/en/about",
]
TRAPS = [
    "http://x.gov.vn/x.html/en/vi",
    "http://x.gov.vn/vi/en/gioi-thieu",
    "http://x.gov.vn/vn/en/vi",
    "http://x.gov.vn/a/b/a/b/a/b/",
    "http://x.gov.vn/more/more/more/",
    "http://x.gov.vn/" + "a/" * 30,
    "http://x.gov.vn/?q=" + "a" * 3000,
    "http://x.gov.vn/?" + "&".join(f"p{n}=1" for n in range(20)),
    "http://x.gov.vn/a/x/b/x/c/x/d/x/e",
]


@pytest.mark.parametrize("url", FINE)
def test_ordinary_addresses_are_no_traps(url):
    assert shape_of_trap(url) == ""


@pytest.mark.parametrize("url", TRAPS, ids=range(len(TRAPS)))
def test_endless_addresses_are_traps(url):
    assert shape_of_trap(url)


def admitted(urls: list[str], max_pages: int = 2000) -> int:
    counter = TrapCounter(max_pages)
    return sum(1 for url in urls if not counter.admit(url)[0])


def test_calendars_are_capped():
    days = [
        f"http://x.gov.vn/lich?ngay={d}&thang={m}&nam={y}"
        for y in (2017, 2018)
        for m in range(12)
        for d in range(28)
    ]

    assert admitted(days) == CALENDAR_CAP


def test_dates_in_calendar_paths_are_capped_and_those_of_news_are_not():
    calendar = [f"http://x.gov.vn/events/2018/{m}/{d}/" for m in range(12) for d in range(28)]
    news = [f"http://x.gov.vn/tin/2018/{m}/{d}/bai-{m}-{d}.html" for m in range(12) for d in range(10)]

    assert admitted(calendar) == CALENDAR_CAP
    assert admitted(news) == len(news)


@pytest.mark.parametrize(
    "form",
    [
        "http://x.gov.vn/lct.aspx?selectedDate=20{y}{m:02d}{d:02d}",
        "http://x.gov.vn/lct.aspx?tungay={d:02d}%2F{m:02d}%2F20{y}&denngay=x",
        "http://x.gov.vn/lct.aspx?Itemid=55&d=20{y}-{m}-{d}",
        "http://x.gov.vn/su-kien/thang-{m}-nam-20{y}/{d}.html",
        "http://x.gov.vn/lich-cong-tac/tuan/{d}/nam/20{y}{m}",
        "http://x.gov.vn/lich-tuan/{d}-{m}-20{y}",
    ],
)
def test_calendars_by_other_names_are_capped(form):
    days = [form.format(y=y, m=m, d=d) for y in (17, 18) for m in range(1, 13) for d in range(1, 29)]

    assert admitted(days) == CALENDAR_CAP


@pytest.mark.parametrize(
    "form",
    [
        "http://x.gov.vn/doc?name=thu-tuc-{n}",
        "http://x.gov.vn/doc?namespace=a{n}",
        "http://x.gov.vn/vb?nam=2018&ItemID={n}",
        "http://x.gov.vn/vb?ngay=01%2F02%2F2018&id={n}",
    ],
)
def test_dates_beside_ids_and_names_are_no_calendars(form):
    assert admitted([form.format(n=n) for n in range(3 * CALENDAR_CAP)]) == 3 * CALENDAR_CAP


def test_facets_are_capped():
    urls = [
        f"http://data.gov.vn/dataset?tags={a}&groups={b}&org={c}"
        for a in "abcdefgh"
        for b in "abcdefgh"
        for c in "abcdefgh"
    ]

    assert admitted(urls) == VARIANT_CAP


def test_one_numbered_pattern_takes_no_more_than_its_share_of_the_budget():
    urls = [f"http://x.gov.vn/View_Detail.aspx?ItemID={n}" for n in range(3000)]

    assert admitted(urls, max_pages=2000) == 1000
    assert admitted(urls, max_pages=10) == 200


def test_pages_without_numbers_are_never_capped():
    urls = [f"http://x.gov.vn/tin/{'a' * n}" for n in range(1, 900)]

    assert admitted(urls, max_pages=10) == len(urls)


def test_the_host_is_no_part_of_a_patterns_numbers():
    assert pattern_of("http://127.0.0.1:80/a1/2?b=3") == "http://127.0.0.1:80/a#/#?b=#"


def test_numbers_of_articles_are_no_page_numbers():
    assert not listing_of("http://a.gov.vn/trang/25975.html")
    assert listing_of("http://a.gov.vn/tin/trang-1150.htm")
