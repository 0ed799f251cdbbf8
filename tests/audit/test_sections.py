"""Which parts a site has, and how much of each is in which language."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import TypeAdapter

from audit.pairs import pair_pages
from audit.results import AgencyResult, PagePair, PairGap
from audit.sections import DEEP, MOST_SECTIONS, site_sections
from tests.audit.builders import result
from tests.audit.pairs.small import html, prose
from tests.audit.sites import HOST, site

MENU = {"/": "Trang chủ", "/gioi-thieu/": "Giới thiệu", "/tin/": "Tin tức", "/?id=7": "Văn bản"}


def linked(items: dict[str, str]) -> str:
    return "".join(f'<a href="{path}">{text}</a>' for path, text in items.items())


def vietnamese() -> dict[str, str]:
    """A home page, an introduction of two pages, news of three, and documents that only the menu holds together."""
    return {
        "/": html("vi", "Bộ Ví dụ", prose("vi", 2), menu=MENU),
        "/gioi-thieu/": html("vi", "Giới thiệu", prose("vi") + linked({"/gioi-thieu/a/": "Chi tiết"})),
        "/gioi-thieu/a/": html("vi", "Chi tiết", prose("vi")),
        "/tin/": html("vi", "Tin tức", linked({"/tin/1.html": "Tin một", "/tin/2.html": "Tin hai"})),
        "/tin/1.html": html("vi", "Tin một", prose("vi", 3)),
        "/tin/2.html": html("vi", "Tin hai", prose("vi", 3)),
        "/?id=7": html("vi", "Văn bản", linked({"/?id=71": "Quyết định 1", "/quyet-dinh-2.html": "Hai"})),
        "/?id=71": html("vi", "Quyết định 1", prose("vi", 2)),
        "/quyet-dinh-2.html": html("vi", "Quyết định 2", prose("vi", 2)),
    }


def by_name(sections) -> dict[str, tuple[int, ...]]:
    """Pages by name; of what has none, by its path."""
    return {s.name or s.name_en or s.path: sum(d.pages for d in s.depths) for s in sections}


def referred(view):
    """Give each page the referrer that a crawl notes: the first page that links to it."""
    for page in view.read:
        uses = view.links.to.get(page.key, ())
        before = min((u.first for u in uses if u.first is not page), key=lambda p: p.clicks, default=None)
        page.record = replace(page.record, referrer=before.url if before else "")
    return view


def test_sections_come_from_addresses_and_where_those_are_silent_from_the_menu():
    found = site_sections(referred(site(vietnamese(), home="/")))

    assert by_name(found) == {"Tin tức": 3, "Văn bản": 3, "Giới thiệu": 2, "": 1}
    assert [s.url.removeprefix(HOST) for s in found if s.name == "Tin tức"] == ["/tin/"]


def test_their_words_add_up_to_all_that_was_read():
    view = referred(site(vietnamese(), home="/"))
    found = site_sections(view)

    words = sum(sum(d.words.values()) for s in found for d in s.depths)
    assert words == sum(sum(page.facts.words.values()) for page in view.read) > 100
    assert sum(d.pages for s in found for d in s.depths) == len(view.read)


@pytest.mark.parametrize("way", ["/web/guest", "/vi/web/guest", "/portal", "/web/vi"])
def test_what_all_addresses_begin_with_names_no_section(way):
    pages = {
        f"{way}/": html("vi", "Trang chủ", prose("vi"), menu={f"{way}/{n}/": f"Mục {n}" for n in "abcd"})
    }
    for name in "abcd":
        inner = {f"{way}/{name}/{n}/": f"Bài {n}" for n in range(3)}
        pages[f"{way}/{name}/"] = html("vi", f"Mục {name}", linked(inner))
        pages |= {path: html("vi", title, prose("vi")) for path, title in inner.items()}
    found = site_sections(site(pages, home=f"{way}/"))

    assert {s.path: sum(d.pages for d in s.depths) for s in found if s.path} == dict.fromkeys("abcd", 4)
    assert {s.name for s in found if s.path} == {f"Mục {n}" for n in "abcd"}


def test_an_english_section_is_one_with_the_vietnamese_one_it_is_paired_with():
    pages = {
        "/vi/": html("vi", "Trang chủ", prose("vi"), menu={"/vi/gioi-thieu/": "Giới thiệu"}, switch="/en/"),
        "/vi/gioi-thieu/": html("vi", "Giới thiệu", prose("vi"), switch="/en/about/"),
        "/vi/gioi-thieu/a/": html("vi", "Lịch sử", prose("vi")),
        "/en/": html("en", "Home", prose("en"), menu={"/en/about/": "About us"}, switch="/vi/"),
        "/en/about/": html("en", "About us", prose("en"), switch="/vi/gioi-thieu/"),
        "/en/about/b/": html("en", "History", prose("en")),
    }
    pages["/vi/gioi-thieu/"] = pages["/vi/gioi-thieu/"].replace(
        "<h1>", '<a href="/vi/gioi-thieu/a/">Sử</a><h1>'
    )
    pages["/en/about/"] = pages["/en/about/"].replace("<h1>", '<a href="/en/about/b/">History</a><h1>')
    view = site(pages)
    alone = site_sections(view)
    together = site_sections(view, pair_pages(view))

    assert {s.path for s in alone} == {"", "gioi-thieu", "about"}
    (section,) = [s for s in together if s.path]
    assert (section.path, section.name, section.name_en) == ("gioi-thieu", "Giới thiệu", "About us")
    words = {language for d in section.depths for language, n in d.words.items() if n > 20}
    assert words == {"vi", "en"}


def test_one_pair_by_content_alone_joins_no_sections():
    pages = {
        "/vi/": html("vi", "Trang chủ", linked({"/vi/a/": "A", "/en/": "English"})),
        "/vi/a/": html("vi", "A", linked({"/vi/a/1/": "Một"})),
        "/vi/a/1/": html("vi", "Một", prose("vi")),
        "/en/": html("en", "Home", linked({"/en/b/": "B"})),
        "/en/b/": html("en", "B", linked({"/en/b/1/": "One"})),
        "/en/b/1/": html("en", "One", prose("en")),
    }
    pair = PagePair(f"{HOST}/vi/a/1/", "Một", PairGap.NONE_MISSING, f"{HOST}/en/b/1/", "One", how="content")
    view = site(pages)

    assert {s.path for s in site_sections(view, [pair])} == {"", "a", "b"}
    assert {s.path for s in site_sections(view, [replace(pair, how="switch")])} == {"", "a"}


def test_small_sections_are_summed_up():
    many = MOST_SECTIONS + 7
    menu = {f"/muc-{n}/": f"Mục {n}" for n in range(many)}
    pages = {"/": html("vi", "Trang chủ", linked(menu))}
    for n, (path, title) in enumerate(menu.items()):
        inner = {f"{path}{i}/": f"Bài {i}" for i in range(n % 5 + 1)}
        pages[path] = html("vi", title, linked(inner))
        pages |= {each: html("vi", name, prose("vi", 1)) for each, name in inner.items()}
    found = site_sections(site(pages, home="/"))

    assert len(found) == MOST_SECTIONS + 1
    rest = found[-1]
    assert (rest.host, rest.name, rest.sections) == ("", "", many + 1 - MOST_SECTIONS)
    assert sum(d.pages for s in found for d in s.depths) == len(pages)
    sizes = [sum(d.pages for d in s.depths) for s in found[:-1]]
    assert sizes == sorted(sizes, reverse=True)


def test_depth_is_told_up_to_where_it_matters():
    chain = {"/": html("vi", "Trang chủ", linked({"/m/": "Mục"}))}
    for n in range(8):
        path = "/m/" + "x/" * n
        chain[path] = html("vi", f"Trang {n}", linked({f"{path}x/": "Tiếp"}) if n < 7 else "")
    section = next(s for s in site_sections(site(chain, home="/")) if s.path == "m")

    assert [(d.clicks, d.pages) for d in section.depths] == [(1, 1), (2, 1), (3, 1), (DEEP, 5)]


def test_a_site_that_gave_nothing_has_no_sections():
    assert site_sections(site({}, home="/")) == ()


def test_older_results_load_without_them():
    adapter = TypeAdapter(AgencyResult)
    kept = adapter.dump_python(result(), mode="json")
    del kept["sections"]

    assert adapter.validate_python(kept).sections == ()
