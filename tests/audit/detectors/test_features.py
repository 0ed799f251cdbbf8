"""Features that are told by structure: search, social accounts, languages, freshness, HTTPS, footer, clicks, portals."""

from __future__ import annotations

from datetime import date

import pytest

from audit.detectors.contacts import account
from audit.results import Verdict
from crawler.registry import Registry
from crawler.snapshot import PageRecord, PortalOutcome
from crawler.status import FetchStatus
from tests.audit.bilingual import bilingual
from tests.audit.sites import HOST, page, paragraphs, site, verdict, without_dead_links


def vietnamese_only():
    return {k: v for k, v in bilingual().items() if k.startswith("/vi/")}


@pytest.mark.parametrize(
    ("url", "network"),
    [
        ("https://www.facebook.com/botttt", "Facebook"),
        ("https://zalo.me/1234567890", "Zalo"),
        ("https://www.youtube.com/@bovidu", "YouTube"),
        ("https://www.facebook.com/sharer/sharer.php?u=x", ""),
        ("https://twitter.com/intent/tweet?text=x", ""),
        ("https://www.youtube.com/watch?v=abc", ""),
        ("https://www.youtube.com/embed/abc", ""),
        ("https://facebook.com/", ""),
        ("https://notfacebook.com/page", ""),
    ],
)
def test_accounts_are_told_from_shares_and_videos(url, network):
    assert account(url) == network


def test_share_buttons_alone_are_partly():
    pages = {
        k: v.replace("</main>", '<a href="https://www.youtube.com/watch?v=1">Video</a></main>')
        for k, v in bilingual().items()
    }
    assert verdict(site(pages), "OSI2024-EGL-007").english.verdict is Verdict.PARTLY


def test_an_english_version_in_english_counts_as_a_foreign_language():
    judged = verdict(site(bilingual()), "OSI2024-CP-015")
    assert judged.verdict is Verdict.MET
    assert judged.english.reason.params["count"] >= 5


def test_an_english_menu_over_vietnamese_text_is_a_shell():
    pages = vietnamese_only()
    for slug in ("", "about/", "news/", "services/", "contact/", "documents/"):
        pages[f"/en/{slug}"] = page("vi", f"Trang {slug}", paragraphs("vi", 4 + len(slug)), menu="en")
    judged = verdict(site(pages), "OSI2024-CP-015")
    assert judged.verdict is Verdict.NOT_MET
    assert judged.english.reason.code == "language_shell"


def test_a_translation_widget_is_no_version():
    widget = '<div id="google_translate_element"></div><script src="https://translate.google.com/translate_a/element.js"></script>'
    pages = {
        k: v.replace("English", "Tin mới").replace("</header>", widget + "</header>")
        for k, v in vietnamese_only().items()
    }
    judged = verdict(site(pages), "OSI2024-CP-015")
    assert judged.english.reason.code == "language_widget"


def test_a_portal_in_one_language_has_no_foreign_one():
    pages = {k: v.replace('<li><a href="/en/">English</a></li>', "") for k, v in vietnamese_only().items()}
    assert verdict(site(pages), "OSI2024-CP-015").english.reason.code == "language_none"


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2018, 6, 30), Verdict.MET), (date(2018, 9, 30), Verdict.NOT_MET)]
)
def test_updated_compares_item_dates_with_the_day_of_the_audit(day, expected):
    assert verdict(site(bilingual(), day=day), "OSI2024-TEC-072").english.verdict is expected


def test_a_stale_english_version_is_partly_current():
    judged = verdict(site(bilingual(), day=date(2020, 6, 30)), "VN-D43-17h")
    assert judged.english.verdict is Verdict.PARTLY
    assert judged.english.reason.params["date"] == "2018-06-18"


def test_search_is_asked_on_the_home_page_of_each_language():
    pages = bilingual()
    pages["/en/"] = page("en", "Home", paragraphs("en", 4))
    judged = verdict(site(pages), "OSI2024-EGL-003")
    assert judged.local.verdict is Verdict.MET
    assert judged.english.verdict is Verdict.NOT_MET
    assert judged.verdict is Verdict.VIETNAMESE_ONLY


def test_a_login_box_is_no_search():
    form = '<form action="/login"><input type="text" name="q"><input type="password" name="p"></form>'
    pages = {k: v.replace('role="search"', 'data-x=""') for k, v in bilingual().items()}
    pages["/en/"] = page("en", "Home", form + paragraphs("en", 4))
    assert verdict(site(pages), "OSI2024-EGL-003").english.verdict is Verdict.NOT_MET


def test_a_filter_of_one_list_is_a_part_of_an_advanced_search():
    rows = "".join(f"<tr><td>{n}/2018/TT-BYT</td><td>0{n}/05/2018</td></tr>" for n in range(1, 5))
    form = "<form><label>Trích yếu <input name=q></label><select name=loai><option>Nghị định</select></form>"
    pages = bilingual()
    pages["/vi/van-ban/"] = page("vi", "Văn bản", f"{form}<table>{rows}</table>" + paragraphs("vi", 3))
    assert verdict(site(pages), "OSI2024-TEC-004").local.verdict is Verdict.PARTLY


def test_filters_make_an_advanced_search():
    form = (
        '<form action="/search" role="search"><input name="q" type="search"><select name="s"><option>News</option></select>'
        '<input type="date" name="from"><input type="date" name="to"></form>'
    )
    pages = bilingual()
    pages["/en/"] = page("en", "Home", form + paragraphs("en", 4))
    assert verdict(site(pages), "OSI2024-TEC-004").english.verdict is Verdict.MET


def test_http_pages_are_told_by_their_final_address():
    judged = verdict(site(bilingual()), "OSI2024-TEC-074")
    assert judged.verdict is Verdict.MET
    assert judged.english is judged.local


def test_an_untrusted_certificate_is_partly():
    outcomes = (PortalOutcome(f"{HOST}/vi/", "main", True, FetchStatus.OK, tls="untrusted: name mismatch"),)
    judged = verdict(site(bilingual(), outcomes=outcomes), "OSI2024-TEC-074")
    assert judged.english.reason.code == "https_untrusted"


@pytest.mark.parametrize(
    ("sitemaps", "expected"),
    [
        ({f"{HOST}/sitemap.xml": "ok: 40 urls"}, Verdict.MET),
        ({f"{HOST}/sitemap.xml": "not_found"}, Verdict.NOT_MET),
        ({}, Verdict.NOT_MET),
        (None, Verdict.COULD_NOT_TELL),
    ],
)
def test_the_xml_site_map_is_what_the_crawl_read(sitemaps, expected):
    assert verdict(site(bilingual(), sitemaps=sitemaps), "VN-C32-16-xml").verdict is expected


def test_footer_facts_are_counted():
    facts = (
        "<p>Cơ quan chủ quản: Bộ Ví dụ. Chịu trách nhiệm chính: ông Nguyễn Văn An, Chánh Văn phòng. Địa chỉ: số 1 đường Ví Dụ, Hà Nội. "
        'Điện thoại: 024 3825 1234. Thư điện tử: <a href="mailto:b@bovidu.gov.vn">b@bovidu.gov.vn</a></p>'
    )
    pages = {k: v.replace("<footer>", f"<footer>{facts}") for k, v in bilingual().items()}
    judged = verdict(site(pages), "VN-C32-16-footer")
    assert judged.local.verdict is Verdict.MET
    assert judged.local.reason.params["count"] == 5


def test_the_menu_names_what_it_lacks():
    pages = {
        k: v.replace('<li><a href="/vi/so-do/">Sơ đồ cổng</a></li>', "") for k, v in vietnamese_only().items()
    }
    judged = verdict(site(pages), "VN-C32-16-menu")
    assert judged.local.verdict is Verdict.PARTLY
    assert "sơ đồ" in str(judged.local.reason.params["missing"])


def test_services_beyond_three_clicks_are_counted():
    pages = vietnamese_only()
    listed = pages.pop("/vi/dich-vu-cong/")
    pages["/vi/dich-vu-cong/"] = page(
        "vi", "Dịch vụ công trực tuyến", '<a href="/vi/dvc/a/">Lĩnh vực A</a>' + paragraphs("vi", 2)
    )
    pages["/vi/dvc/a/"] = page("vi", "Lĩnh vực A", '<a href="/vi/dvc/b/">Nhóm B</a>' + paragraphs("vi", 3))
    pages["/vi/dvc/b/"] = listed
    pages["/vi/so-do/"] = page("vi", "Sơ đồ cổng", paragraphs("vi", 5))
    judged = verdict(site(pages), "VN-C32-11-clicks")
    assert judged.local.verdict is Verdict.NOT_MET
    assert judged.local.reason.code == "clicks_far"


def test_levels_must_be_stated():
    pages = {
        k: v.replace("mức độ 3", "như trên").replace("Mức độ", "Ghi chú")
        for k, v in vietnamese_only().items()
    }
    judged = verdict(site(pages), "VN-D43-18.2")
    assert judged.local.reason.code == "levels_none"
    assert verdict(site(vietnamese_only()), "VN-D43-18.2").local.verdict is Verdict.MET


def test_two_service_portals_are_one_too_many():
    links = '<a href="https://dichvucong.bovidu.gov.vn/">Dịch vụ công trực tuyến</a><a href="https://dvc2.bovidu.gov.vn/">Thủ tục hành chính</a>'
    pages = {k: v.replace("<footer>", f"<footer>{links}") for k, v in vietnamese_only().items()}
    judged = verdict(site(pages), "VN-D61-25")
    assert judged.local.reason.code == "central_many"


def test_the_english_service_host_is_judged_by_its_text():
    portals = (("services", "https://e-services.bovidu.gov.vn/"),)
    shell = bilingual() | {
        "https://e-services.bovidu.gov.vn/": page("vi", "Dịch vụ", paragraphs("vi", 5), menu="en")
    }
    real = bilingual() | {"https://e-services.bovidu.gov.vn/": page("en", "Services", paragraphs("en", 5))}
    assert verdict(site(shell, portals=portals), "VN-C01-16-en").english.reason.code == "english_host_shell"
    assert verdict(site(real, portals=portals), "VN-C01-16-en").verdict is Verdict.MET


def test_a_closed_service_portal_is_no_missing_service():
    outcomes = (
        PortalOutcome(f"{HOST}/vi/", "main", True, FetchStatus.OK),
        PortalOutcome("https://dichvucong.bovidu.gov.vn/", "services", True, FetchStatus.TIMEOUT),
    )
    pages = without_dead_links(
        {k: v for k, v in bilingual().items() if "dich-vu" not in k and "services" not in k}
    )
    assert verdict(site(pages, outcomes=outcomes), "VN-D43-13-s").verdict is Verdict.COULD_NOT_TELL


def registry():
    provinces = [
        {"id": f"p{n}", "name": {"vi": f"Tỉnh {n}", "en": f"Province {n}"}, "kind": "province",
         "portals": [{"url": f"https://tinh{n}.gov.vn/", "role": "main", "confirmed": True}]}
        for n in range(8)
    ]  # fmt: skip
    ministry = {"id": "moh", "name": {"vi": "Bộ Y tế", "en": "Ministry of Health"}, "kind": "ministry", "sectors": ["health"],
                "portals": [{"url": "https://moh.gov.vn/", "role": "main", "confirmed": True}]}  # fmt: skip
    return Registry.model_validate(
        {
            "version": 1,
            "defaults": {"user_agent_contact": "https://bovidu.gov.vn"},
            "agencies": [*provinces, ministry],
        }
    )


@pytest.mark.parametrize(("count", "expected"), [(6, Verdict.MET), (2, Verdict.PARTLY), (0, Verdict.NOT_MET)])
def test_local_portals_are_counted_by_official_host(count, expected):
    links = "".join(f'<option value="https://www.tinh{n}.gov.vn/">Tỉnh {n}</option>' for n in range(count))
    pages = {
        k: v.replace("<footer>", f"<footer><select>{links}</select>") for k, v in vietnamese_only().items()
    }
    assert verdict(site(pages, registry=registry()), "OSI2024-IF-012").local.verdict is expected


def test_the_sectors_ministry_is_found_by_its_host():
    pages = {
        k: v.replace("<footer>", '<footer><a href="https://moh.gov.vn/">Bộ Y tế</a>')
        for k, v in vietnamese_only().items()
    }
    judged = verdict(
        site(pages, kind="national_portal", sectors=("all",), registry=registry()), "OSI2024-IF-090"
    )
    assert judged.local.verdict is Verdict.MET
    other = verdict(
        site(pages, kind="national_portal", sectors=("all",), registry=registry()), "OSI2024-IF-172"
    )
    assert other.local.verdict is Verdict.NOT_MET


def test_an_english_version_on_an_unknown_host_could_not_be_told():
    pages = {
        k: v.replace('href="/en/"', 'href="https://english.bovidu-khac.gov.vn/"')
        for k, v in vietnamese_only().items()
    }
    view = site(pages)
    assert view.unreadable("en") == "elsewhere"
    assert view.unreadable("vi") == ""
    judged = verdict(view, "OSI2024-CP-015")
    assert judged.verdict is Verdict.COULD_NOT_TELL
    assert judged.english.reason.params["host"] == "english.bovidu-khac.gov.vn"
    assert verdict(view, "VN-D43-13-k").verdict is Verdict.COULD_NOT_TELL


def test_a_dead_language_switch_is_no_version_elsewhere():
    url = "https://english.bovidu-khac.gov.vn/"
    pages = {k: v.replace('href="/en/"', f'href="{url}"') for k, v in vietnamese_only().items()}
    judged = verdict(site(pages, dead=(PageRecord(url, FetchStatus.NOT_FOUND),)), "OSI2024-CP-015")
    assert judged.english.reason.code == "language_dead_switch"


def test_corruption_in_a_line_of_text_with_a_number_is_partly():
    pages = vietnamese_only()
    line = "<p>Hành vi nhũng nhiễu, tham nhũng của cán bộ xin báo số 024 3825 1300.</p>"
    pages["/vi/lien-he/"] = pages["/vi/lien-he/"].replace("</main>", f"{line}</main>")
    judged = verdict(site(pages), "OSI2024-EP-021")
    assert judged.local.verdict is Verdict.PARTLY
    assert judged.local.evidence[0].quote.startswith("Hành vi")


def test_a_province_introduces_its_land_instead_of_its_functions():
    pages = vietnamese_only()
    pages["/vi/gioi-thieu/"] = pages["/vi/gioi-thieu/"].replace("Chức năng, nhiệm vụ", "Điều kiện tự nhiên")
    assert verdict(site(pages, kind="province"), "VN-D43-13-a").local.verdict is Verdict.MET


def test_a_provinces_communes_are_hosts_below_its_own_even_when_they_were_read():
    links = "".join(f'<a href="https://xa{n}.bovidu.gov.vn/">Xã số {n}</a>' for n in range(6))
    pages = {k: v.replace("<footer>", f"<footer>{links}") for k, v in vietnamese_only().items()}
    pages["https://xa1.bovidu.gov.vn/"] = page("vi", "Xã số 1", paragraphs("vi", 5))
    judged = verdict(site(pages, kind="province"), "OSI2024-IF-012")
    assert judged.local.verdict is Verdict.MET
    assert judged.local.reason.params["count"] == 6


def test_a_site_map_for_search_engines_only_is_partly():
    pages = {
        k: v.replace('<li><a href="/vi/so-do/">Sơ đồ cổng</a></li>', "") for k, v in vietnamese_only().items()
    }
    del pages["/vi/so-do/"]
    xml = {f"{HOST}/sitemap.xml": "ok: 40 urls"}
    assert verdict(site(pages, sitemaps=xml), "OSI2024-TEC-005").local.reason.code == "sitemap_xml_only"
    assert verdict(site(pages, sitemaps={}), "OSI2024-TEC-005").local.verdict is Verdict.NOT_MET
    assert verdict(site(pages, sitemaps=xml), "VN-C32-16-sitemap").local.verdict is Verdict.NOT_MET
