from __future__ import annotations

import random

import pytest

from audit.site import Role, UnitKind
from audit.site.addresses import claimed_language, has_date, is_branch_root, key_of, tree_of
from crawler.snapshot import PageRecord, PortalOutcome
from crawler.status import FetchStatus
from tests.audit.bilingual import bilingual, officials
from tests.audit.sites import HOST, lexicon, page, paragraphs, site


@pytest.fixture(scope="module")
def view():
    return site(bilingual())


def roles(view, path):
    return view.page(HOST + path).roles


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("http://www.x.gov.vn/a/", "https://x.gov.vn/a"),
        ("https://x.gov.vn/index.html", "https://x.gov.vn"),
        ("https://x.gov.vn/Pages/Default.aspx", "https://x.gov.vn/Pages/"),
        ("https://x.gov.vn/a?b=2&a=1", "https://x.gov.vn/a?a=1&b=2"),
    ],
)
def test_addresses_of_one_page_have_one_key(one, two):
    assert key_of(one) == key_of(two)


def test_a_query_makes_another_page():
    assert key_of("https://x.gov.vn/View.aspx?ItemID=1") != key_of("https://x.gov.vn/View.aspx?ItemID=2")


@pytest.mark.parametrize(
    ("url", "language"),
    [
        ("https://www.moh.gov.vn/en/tin-tong-hop", "en"),
        ("https://english.mic.gov.vn/", "en"),
        ("https://e-services.moh.gov.vn/web/guest", "en"),
        ("https://sbv.gov.vn/webcenter/portal/en/home", "en"),
        ("https://x.gov.vn/index.php?cmd=170&lang=en", "en"),
        ("https://x.gov.vn/vi/tin-tuc", "vi"),
        ("https://x.gov.vn/energy/envoy", ""),
        ("https://environment.gov.vn/", ""),
    ],
)
def test_an_address_claims_a_language_by_host_path_or_query(url, language):
    assert claimed_language(url, lexicon()) == language


def test_front_doors_are_hosts_and_language_names_only():
    assert is_branch_root("https://x.gov.vn/en/", lexicon())
    assert is_branch_root("https://x.gov.vn/", lexicon())
    assert not is_branch_root("https://x.gov.vn/en/about", lexicon())


def test_the_tree_below_a_page_counts_its_file_and_its_folder_alike():
    assert tree_of("https://x.gov.vn/policies.html") == tree_of("https://x.gov.vn/policies/")
    assert has_date("https://x.gov.vn/2018/06/a.html")
    assert not has_date("https://x.gov.vn/12018/06")


def test_home_pages_are_known_per_language(view):
    assert [p.url for p in view.home_pages("vi")] == [f"{HOST}/vi/"]
    assert [p.url for p in view.home_pages("en")] == [f"{HOST}/en/"]


def test_the_order_of_pages_does_not_matter(view):
    pages = list(bilingual().items())
    random.Random(7).shuffle(pages)
    other = site(dict(pages))
    assert [(p.key, p.roles, p.branch, p.languages) for p in other.pages] == [
        (p.key, p.roles, p.branch, p.languages) for p in view.pages
    ]


def test_menu_links_are_units_once_per_language(view):
    units = [m.unit for m in view.named("contact", "en") if m.unit.kind is UnitKind.MENU]
    assert [u.text for u in units] == ["Contact us"]
    assert units[0].link.pages == sum(p.branch == "en" for p in view.pages)


def test_roles_follow_from_structure(view):
    assert Role.PEOPLE in roles(view, "/en/about/directory/")
    assert Role.SERVICE in roles(view, "/vi/dich-vu-cong/3.html")
    assert Role.LISTING in roles(view, "/en/news/")
    assert Role.HOME in roles(view, "/vi/")


def test_folders_of_dated_pages_are_news_even_where_a_page_shows_no_date():
    pages = bilingual()
    for n in range(1, 15):
        when = f"<p>{n:02d}/06/2018</p>" if n != 9 else ""
        title = f"Bộ Ví dụ họp về kế hoạch {n}"
        pages[f"/vi/tin-tuc/{n}.html"] = page("vi", title, when + paragraphs("vi", n))
    view = site(pages)
    assert all(Role.NEWS in roles(view, f"/vi/tin-tuc/{n}.html") for n in range(1, 15))
    assert Role.NEWS not in roles(view, "/vi/tin-tuc/")


def test_print_twins_are_read_once():
    pages = bilingual()
    pages["/vi/print/gioi-thieu/"] = pages["/vi/gioi-thieu/"]
    view = site(pages)
    assert view.dropped == 1
    assert view.page(f"{HOST}/vi/gioi-thieu/") is not None
    assert view.page(f"{HOST}/vi/print/gioi-thieu/") is view.page(f"{HOST}/vi/gioi-thieu/")


def test_the_same_text_under_the_english_path_is_no_twin_but_a_shell():
    pages = bilingual()
    pages["/en/about/"] = pages["/vi/gioi-thieu/"]
    view = site(pages)
    shell = view.page(f"{HOST}/en/about/")
    assert shell is not None
    assert shell.branch == "en"
    assert shell.languages == {"vi"}


def test_titles_lose_the_sites_name(view):
    assert view.page(f"{HOST}/en/contact/").title == "Contact us"


def test_pages_that_speak_to_officials_are_marked():
    pages = bilingual()
    text = (
        "<p>Departments should ask your service manager. Guidance for agencies and civil servants follows here.</p>"
        * 3
    )
    pages["/en/manual/"] = page("en", "Manual", text)
    assert Role.STAFF in roles(site(pages), "/en/manual/")


@pytest.mark.parametrize(
    ("outcome", "why"),
    [
        (FetchStatus.FORBIDDEN, "blocked"),
        (FetchStatus.TIMEOUT, "blocked"),
        (FetchStatus.ROBOTS, "blocked"),
    ],
)
def test_a_portal_that_keeps_us_out_is_unreadable(outcome, why):
    view = site({}, outcomes=(PortalOutcome(f"{HOST}/vi/", "main", True, outcome),))
    assert view.unreadable("en") == view.unreadable("vi") == why
    assert not view.readable


def test_a_blocked_confirmed_english_portal_hides_english_only():
    outcomes = (
        PortalOutcome(f"{HOST}/vi/", "main", True, FetchStatus.OK),
        PortalOutcome("https://english.bovidu.gov.vn/", "english", True, FetchStatus.FORBIDDEN),
    )
    view = site({k: v for k, v in bilingual().items() if k.startswith("/vi/")}, outcomes=outcomes)
    assert view.unreadable("en") == "blocked"
    assert view.unreadable("vi") == ""


def test_an_unconfirmed_english_address_that_answers_nothing_is_no_hindrance():
    outcomes = (
        PortalOutcome(f"{HOST}/vi/", "main", True, FetchStatus.OK),
        PortalOutcome("https://english.bovidu.gov.vn/", "english", False, FetchStatus.DNS),
    )
    view = site({k: v for k, v in bilingual().items() if k.startswith("/vi/")}, outcomes=outcomes)
    assert view.unreadable("en") == ""


def test_a_home_page_built_by_script_is_unreadable():
    body = (
        "<!doctype html><html><head><title>x</title></head><body><div id='root'></div>"
        + "<script src='a.js'></script>" * 4
    )
    view = site({"/vi/": body + "</body></html>"})
    assert view.unreadable("vi") == "script"


def test_mentions_are_leads_from_running_text_and_never_from_news(view):
    found = list(view.mentions(("state management of its sector",), "en"))
    assert found
    assert all("en" in p.languages for p, _ in found)


def test_twins_come_from_hreflang_and_not_from_a_switch_that_loses_the_page():
    pages = bilingual()
    link = '<link rel="alternate" hreflang="en" href="/en/about/directory/">'
    pages["/vi/gioi-thieu/danh-ba/"] = pages["/vi/gioi-thieu/danh-ba/"].replace("</head>", link + "</head>")
    view = site(pages)
    directory, chart = (view.page(f"{HOST}/vi/gioi-thieu/{slug}/") for slug in ("danh-ba", "co-cau-to-chuc"))
    assert [p.url for p in view.twins(directory, "en")] == [f"{HOST}/en/about/directory/"]
    assert view.twins(chart, "en") == []


def test_what_the_crawl_left_out_as_anothers_is_not_owned():
    dead = (
        PageRecord(f"{HOST}/other/", FetchStatus.OFF_HOST),
        PageRecord(f"{HOST}/gone/", FetchStatus.NOT_FOUND),
    )
    view = site(bilingual(), dead=dead)
    assert not view.owns(f"{HOST}/other/")
    assert view.owns(f"{HOST}/gone/")
    assert not view.owns("https://example.org/")


def test_session_ids_in_paths_are_no_addresses_of_their_own():
    assert key_of("https://x.gov.vn/a.aspx;jsessionid=0A1B") == key_of("https://x.gov.vn/a.aspx")


def test_an_empty_site_can_be_asked_everything():
    view = site({}, outcomes=())
    assert view.pages == ()
    assert view.home_pages("en") == ()
    assert view.named("contact", "en") == []
    assert officials("en")
