"""Each way of pairing, by itself and against the others."""

from __future__ import annotations

import pytest

from audit.pairs import How, pair_pages
from crawler.snapshot import PageRecord
from crawler.status import FetchStatus
from tests.audit.bilingual import bilingual
from tests.audit.pairs.small import EN_MENU, VI_MENU, A, by_path, html, prose, site, two_services
from tests.audit.sites import HOST


def found(pages, methods=tuple(How), **more):
    return by_path(pair_pages(site(pages, **more), methods))


def alternate(path: str, language: str = "en") -> str:
    return f'<link rel="alternate" hreflang="{language}" href="{path}">'


def test_pages_are_paired_by_numbers_names_and_telephones_alone():
    pairs = found(two_services(), (How.CONTENT,))

    assert pairs["/vi/thu-tuc-a/"] == ("none_missing", "content", "/en/extraction/")
    assert pairs["/vi/thu-tuc-b/"] == ("none_missing", "content", "/en/renewal/")


def test_what_has_no_counterpart_is_not_given_the_next_best_page():
    pages = two_services()
    del pages["/en/renewal/"]
    pairs = found(pages)

    assert pairs["/vi/thu-tuc-a/"][1:] == ("content", "/en/extraction/")
    assert pairs["/vi/thu-tuc-b/"] == ("no_counterpart", "", "")


def test_one_english_page_is_given_away_once():
    """The same file twice in Vietnamese: neither copy is clearly the original of the English page."""
    pages = two_services(vi_b=prose("vi") + f"<p>{A}</p><p>Bản sao, cập nhật thêm một câu.</p>")
    del pages["/en/renewal/"]
    urls = [en for _, _, en in found(pages, (How.CONTENT,)).values() if en]

    assert len(urls) == len(set(urls))


def test_hreflang_is_trusted_before_all_else():
    pages = two_services()
    pages["/vi/thu-tuc-a/"] = html(
        "vi",
        "Cấp phép",
        prose("vi") + A,
        menu=VI_MENU,
        head=alternate("/en/renewal/"),
        switch="/en/extraction/",
    )
    assert found(pages)["/vi/thu-tuc-a/"][1:] == ("hreflang", "/en/renewal/")


def test_hreflang_of_the_english_page_counts_where_the_vietnamese_one_is_silent():
    pages = two_services()
    pages["/en/renewal/"] = html(
        "en", "Renewal", prose("en"), menu=EN_MENU, head=alternate("/vi/thu-tuc-b/", "vi")
    )

    assert found(pages)["/vi/thu-tuc-b/"][1:] == ("hreflang", "/en/renewal/")


def test_alternates_that_grow_without_end_are_ignored():
    pages = two_services()
    grown = "/vi/thu-tuc-a/en/"
    pages["/vi/thu-tuc-a/"] = html(
        "vi", "Cấp phép", prose("vi") + A, menu={**VI_MENU, grown: "x"}, head=alternate(grown)
    )
    pages[grown] = pages["/vi/thu-tuc-a/"].replace(f'href="{grown}"', f'href="{grown}en/"')

    assert found(pages)["/vi/thu-tuc-a/"][1:] == ("content", "/en/extraction/")


def test_a_switch_that_keeps_the_page_pairs():
    pages = two_services()
    pages["/vi/thu-tuc-a/"] = html("vi", "Cấp phép", prose("vi"), menu=VI_MENU, switch="/en/extraction/")

    assert found(pages)["/vi/thu-tuc-a/"][1:] == ("switch", "/en/extraction/")


def test_a_link_to_an_english_course_is_no_switch():
    pages = two_services()
    pages["/vi/khoa-hoc/"] = html("vi", "Khóa học tiếng Anh", prose("vi"), menu=VI_MENU)
    pages["/vi/thu-tuc-b/"] = html("vi", "Gia hạn", prose("vi"), menu=VI_MENU, switch="/vi/khoa-hoc/")

    assert found(pages, (How.SWITCH,))["/vi/thu-tuc-b/"] == ("no_counterpart", "", "")


def test_a_page_that_many_name_as_their_counterpart_is_that_of_none():
    """Every page names the English news list in hreflang: a template's mistake."""
    menu = {"/vi/": "Trang chủ", "/en/general/": "x", **{f"/vi/muc-{n}/": f"Mục {n}" for n in range(6)}}
    pages = {
        f"/vi/muc-{n}/": html("vi", f"Mục {n}", prose("vi"), head=alternate("/en/general/")) for n in range(6)
    }
    pages["/vi/"] = html("vi", "Trang chủ", prose("vi"), menu=menu)
    pages["/en/general/"] = html("en", "General", prose("en"))

    assert {gap for path, (gap, _, _) in found(pages).items() if path != "/vi/"} == {"no_counterpart"}


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("/vi/lien-he/", "/en/lien-he/"),
        ("/lien-he.html", "/en/lien-he.html"),
        ("/vi/lien-he", "/lien-he"),
        ("/lien-he?lang=vi", "/lien-he?lang=en"),
        ("/lien-he-vi.html", "/lien-he-en.html"),
        ("/web/vi/lien-he", "/web/en/lien-he"),
        ("https://www.bovidu.gov.vn/lien-he", "https://english.bovidu.gov.vn/lien-he"),
        ("/vi/register/vi/", "/register/vi/"),
        ("/vi/co-quan/bao-cao", "/en/ministry/bao-cao"),
    ],
)
def test_addresses_that_differ_in_the_language_only_are_a_pair(vietnamese, english):
    menu = {vietnamese: "Mục A", english: "Item A"}
    pages = {
        "/vi/": html("vi", "Trang chủ", prose("vi"), menu=menu),
        vietnamese: html("vi", "Mục A", prose("vi")),
        english: html("en", "Item A", prose("en")),
    }
    pair = next(
        p
        for p in pair_pages(
            site(pages, portals=(("english", "https://english.bovidu.gov.vn/"),)), (How.ADDRESS,)
        )
        if p.title == "Mục A"
    )
    assert pair.how == "address"
    assert pair.english_title == "Item A"


def test_the_same_number_in_two_languages_may_be_two_things():
    """Systems count articles of each language by themselves: /vi/bai/12 and /en/bai/12 need not belong together."""
    pages = two_services()
    pages["/vi/bai/12.html"] = pages.pop("/vi/thu-tuc-a/")
    pages["/en/bai/12.html"] = pages.pop("/en/renewal/")
    pages["/vi/"] = html("vi", "Trang chủ", prose("vi"), menu={**VI_MENU, "/vi/bai/12.html": "Cấp phép"})
    pages["/en/"] = html("en", "Home", prose("en"), menu={**EN_MENU, "/en/bai/12.html": "Renewal"})
    strangers = found(pages)["/vi/bai/12.html"]

    assert strangers[2] != "/en/bai/12.html"


def test_front_doors_of_two_hosts_belong_together():
    pages = {
        "/trang-chu": html("vi", "Trang chủ", prose("vi")),
        "https://english.bovidu.gov.vn/welcome.html": html("en", "Welcome", prose("en")),
    }
    view = site(
        pages, home="/trang-chu", portals=(("english", "https://english.bovidu.gov.vn/welcome.html"),)
    )
    (pair,) = pair_pages(view)

    assert (pair.how, pair.english_title) == ("address", "Welcome")


def test_a_thin_page_is_paired_by_what_menus_call_it():
    menu = {"/vi/": "Trang chủ", "/vi/so-do/": "Sơ đồ cổng", "/vi/hoi-dap/": "Hỏi đáp"}
    pages = {
        "/vi/": html("vi", "Trang chủ", prose("vi"), menu={**menu, "/en/": "English"}),
        "/en/": html(
            "en",
            "Home",
            prose("en"),
            menu={"/en/questions/": "Frequently asked questions", "/en/map/": "Site map"},
        ),
        "/vi/so-do/": html("vi", "Sơ đồ cổng", prose("vi"), menu=menu),
        "/vi/hoi-dap/": html("vi", "Hỏi đáp", prose("vi"), menu=menu),
        "/en/map/": html("en", "Site map", "<p>Updating.</p>"),
        "/en/questions/": html("en", "Frequently asked questions", "<p>Updating.</p>"),
    }
    pairs = found(pages)

    assert pairs["/vi/so-do/"][1:] == ("name", "/en/map/")
    assert pairs["/vi/hoi-dap/"][1:] == ("name", "/en/questions/")


def test_a_page_in_both_languages_is_its_own_counterpart():
    pages = two_services(vi_a=prose("vi") + prose("en"))
    del pages["/en/extraction/"]

    assert found(pages)["/vi/thu-tuc-a/"] == ("none_missing", "page", "/vi/thu-tuc-a/")


def test_of_two_english_versions_the_fuller_one_counts():
    pages = two_services()
    heads = alternate("/en/short/") + alternate("/en/extraction/")
    pages["/vi/thu-tuc-a/"] = html("vi", "Cấp phép", prose("vi"), menu=VI_MENU, head=heads)
    pages["/en/short/"] = html("en", "Extraction", "<p>Please see the Vietnamese page.</p>")

    assert found(pages)["/vi/thu-tuc-a/"] == ("none_missing", "hreflang", "/en/extraction/")


def test_an_english_page_that_was_not_read_is_no_gap():
    pages = two_services()
    pages["/vi/thu-tuc-b/"] = html("vi", "Gia hạn", prose("vi"), menu=VI_MENU, head=alternate("/en/later/"))
    del pages["/en/renewal/"]
    left = PageRecord(f"{HOST}/en/later/", FetchStatus.BUDGET_PAGES)
    gone = PageRecord(f"{HOST}/en/later/", FetchStatus.NOT_FOUND)

    assert "/vi/thu-tuc-b/" not in found(pages, dead=(left,))
    assert found(pages, dead=(gone,))["/vi/thu-tuc-b/"][0] == "no_counterpart"


def test_an_english_version_on_an_unknown_host_is_no_gap():
    pages = {"/vi/": html("vi", "Trang chủ", prose("vi"), switch="https://english.bovidu.gov.vn/")}
    outside = PageRecord("https://english.bovidu.gov.vn/", FetchStatus.OFF_HOST)

    assert found(pages, dead=(outside,)) == {}


def test_a_whole_ministry_is_paired_right():
    """Twins of the sample stand in the same order in both languages."""
    pages = bilingual()
    known = dict(
        zip(
            [p for p in pages if p.startswith("/vi/")],
            [p for p in pages if p.startswith("/en/")],
            strict=True,
        )
    )
    pairs = found(pages)
    right = sum(known[path] == english for path, (_, _, english) in pairs.items())
    wrong = [path for path, (_, _, english) in pairs.items() if english and known[path] != english]

    assert right >= 0.9 * len(pairs)
    assert wrong == []


def test_what_was_paired_does_not_depend_on_the_order_of_the_crawl():
    pages = bilingual()
    turned = dict(reversed(pages.items()))

    assert found(pages) == found(turned)
