"""Name, place, substance: what counts, what deceives."""

from __future__ import annotations

import pytest

from audit.results import Verdict
from crawler.snapshot import PageRecord
from crawler.status import FetchStatus
from tests.audit.bilingual import bilingual, officials
from tests.audit.sites import HOST, page, paragraphs, site, verdict, without_dead_links

POLICY = "<p>This portal keeps the names and addresses that readers give it for one year and hands them to nobody else at all.</p>"


def with_footer(pages, link, language="en"):
    return {
        path: body.replace("<footer>", f"<footer>{link}") if path.startswith(f"/{language}/") else body
        for path, body in pages.items()
    }


def english(pages, criterion, **more):
    judged = verdict(site(pages, **more), criterion)
    return judged.english.verdict.value, judged.english.reason.code


def test_name_place_and_substance_meet():
    pages = with_footer(bilingual(), '<a href="/en/privacy/">Privacy policy</a>')
    pages["/en/privacy/"] = page("en", "Privacy policy", POLICY * 5)
    assert english(pages, "OSI2024-IF-014") == ("met", "statement_full")


def test_name_and_place_without_substance_is_partly():
    pages = with_footer(bilingual(), '<a href="/en/privacy/">Privacy policy</a>')
    pages["/en/privacy/"] = page("en", "Privacy policy", POLICY)
    assert english(pages, "OSI2024-IF-014") == ("partly", "statement_some")


def test_a_placeholder_page_is_absent():
    pages = bilingual()
    pages["/en/about/directory/"] = page("en", "Staff directory", "<p>Under construction.</p>")
    judged = verdict(site(pages), "VN-D43-13-k")
    assert judged.english.reason.code == "placeholder"
    assert judged.verdict is Verdict.VIETNAMESE_ONLY


def test_an_english_label_over_a_vietnamese_page_is_partly():
    pages = bilingual()
    pages["/en/about/directory/"] = page(
        "vi", "Danh bạ cán bộ", officials("vi") + paragraphs("vi", 3), menu="en"
    )
    judged = verdict(site(pages), "VN-D43-13-k")
    assert judged.verdict is Verdict.PARTLY
    assert judged.english.reason.code == "label_only"
    assert judged.local.verdict is Verdict.MET


def test_a_vietnamese_page_without_english_counterpart_is_vietnamese_only():
    pages = {k: v for k, v in bilingual().items() if not k.startswith("/en/about/directory")}
    pages["/en/about/"] = page("en", "Functions and duties", paragraphs("en"))
    judged = verdict(site(pages), "VN-D43-13-k")
    assert judged.verdict is Verdict.VIETNAMESE_ONLY
    assert judged.local.evidence[0].url == f"{HOST}/vi/gioi-thieu/danh-ba/"


def test_a_news_item_never_meets():
    pages = bilingual()
    for n in range(1, 14):
        body = f"<p>{n:02d}/06/2018</p>" + officials("en") + paragraphs("en", n)
        pages[f"/en/news/{n}.html"] = page("en", "Staff directory" if n == 3 else f"Meeting {n}", body)
    del pages["/en/about/directory/"]
    pages["/en/about/"] = page("en", "Functions and duties", paragraphs("en"))
    assert english(pages, "VN-D43-13-k")[0] == "not_met"


def test_a_sentence_that_holds_the_word_does_not_name_it():
    pages = with_footer(
        bilingual(), '<a href="/en/x/">What the Minister said about privacy at the forum of ten nations</a>'
    )
    pages["/en/x/"] = page(
        "en", "What the Minister said about privacy at the forum of ten nations", paragraphs("en")
    )
    assert english(pages, "OSI2024-IF-014")[0] == "not_met"


def test_a_deep_heading_names_no_feature_of_the_site():
    pages = bilingual()
    body = "<h2>Forms</h2>" + paragraphs("en", 2) + "<h2>Privacy</h2>" + paragraphs("en", 4)
    pages["/en/services/"] = pages["/en/services/"].replace(
        "<ul>", '<ul><li><a href="/en/services/a/b/">Guide to forms</a></li>', 1
    )
    pages["/en/services/a/b/"] = page("en", "Guide to forms", body)
    assert english(pages, "OSI2024-IF-014") == ("not_met", "deep_heading")


def test_a_page_that_no_link_leads_to_is_partly():
    pages = bilingual()
    pages["/en/privacy/"] = page("en", "Privacy policy", POLICY * 5)
    assert english(pages, "OSI2024-IF-014") == ("partly", "unlinked")


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<a href="https://www.chinhphu.vn/privacy/policy">Privacy policy</a>', ("met", "official_link")),
        ('<a href="https://www.chinhphu.vn/">Privacy policy</a>', ("partly", "general_link")),
        (
            '<a href="https://www.chinhphu.vn/privacy/policy">Privacy policy (in Vietnamese)</a>',
            ("partly", "label_only"),
        ),
    ],
)
def test_links_count_when_they_go_to_the_place_itself(link, expected):
    assert english(with_footer(bilingual(), link), "OSI2024-IF-014") == expected


def test_an_hreflang_twin_carries_the_verdict_over_when_its_text_holds():
    pages = bilingual()
    del pages["/en/about/directory/"]
    pages["/en/about/"] = page("en", "Functions and duties", paragraphs("en"))
    pages["/en/p/1/"] = page("en", "People", officials("en"))
    link = '<link rel="alternate" hreflang="en" href="/en/p/1/"></head>'
    pages["/vi/gioi-thieu/danh-ba/"] = pages["/vi/gioi-thieu/danh-ba/"].replace("</head>", link)
    judged = verdict(site(pages), "VN-D43-13-k")
    assert judged.english.verdict is Verdict.MET
    assert judged.english.evidence[0].url == f"{HOST}/en/p/1/"


def test_an_hreflang_twin_in_the_wrong_language_carries_nothing_over():
    pages = bilingual()
    del pages["/en/about/directory/"]
    pages["/en/about/"] = page("en", "Functions and duties", paragraphs("en"))
    pages["/en/p/1/"] = page("vi", "Danh bạ cán bộ", officials("vi") + paragraphs("vi", 2), menu="en")
    link = '<link rel="alternate" hreflang="en" href="/en/p/1/"></head>'
    pages["/vi/gioi-thieu/danh-ba/"] = pages["/vi/gioi-thieu/danh-ba/"].replace("</head>", link)
    assert verdict(site(pages), "VN-D43-13-k").english.verdict is not Verdict.MET


@pytest.mark.parametrize(
    ("label", "criterion"),
    [
        ("Sơ đồ tổ chức", "OSI2024-TEC-005"),  # organisation chart, no site map
        ("Bản đồ hành chính", "OSI2024-TEC-005"),
        ("Trợ giúp pháp lý", "OSI2024-EGL-006"),  # legal aid, no help page
        ("Trợ giúp xã hội", "OSI2024-EGL-006"),
        ("Đấu giá tài sản", "OSI2024-CP-028"),  # auction, no tender
        ("Khen thưởng", "OSI2024-CP-030"),  # staff awards, no contract awards
        ("Dữ liệu cá nhân", "OSI2024-EP-037"),
        ("Hướng dẫn nghiệp vụ", "OSI2024-EGL-016"),  # instruction to staff, no user guide
        ("Quy chế phát ngôn", "VN-D43-13-k"),
        ("Sắp xếp tổ chức bộ máy", "OSI2024-IF-010"),
        ("Dịch vụ tư vấn", "OSI2024-EP-033"),
    ],
)
def test_vietnamese_words_that_mislead(label, criterion):
    pages = {
        k: v
        for k, v in bilingual().items()
        if k.startswith("/vi/") and "danh-ba" not in k and "co-cau" not in k and "so-do" not in k
    }
    body = paragraphs("vi", 10) + "".join(
        f"<li>{label} {n} <a href='/vi/'>chi tiết</a></li>" for n in range(20)
    )
    pages = with_footer(pages, f'<a href="/vi/x/">{label}</a>', "vi")
    pages["/vi/x/"] = page("vi", label, body)
    judged = verdict(site(without_dead_links(pages)), criterion)
    assert judged.local.verdict is Verdict.NOT_MET, judged.local.reason


@pytest.mark.parametrize(
    "label", ["CƠ CẤU TỔ CHỨC", "Cơ cấu tổ chức bộ máy", "Sơ đồ  tổ chức", "Tổ chức bộ máy"]
)
def test_vietnamese_labels_are_found_however_they_are_written(label):
    pages = bilingual()
    old = pages["/vi/gioi-thieu/co-cau-to-chuc/"]
    pages["/vi/gioi-thieu/co-cau-to-chuc/"] = old.replace("Cơ cấu tổ chức", label)
    pages["/vi/gioi-thieu/"] = pages["/vi/gioi-thieu/"].replace("Cơ cấu tổ chức", label)
    assert verdict(site(pages), "OSI2024-IF-010").local.verdict is Verdict.MET


def test_a_page_left_unread_by_the_crawl_could_not_be_told():
    pages = with_footer(bilingual(), '<a href="/en/privacy/">Privacy policy</a>')
    left = (PageRecord(f"{HOST}/en/privacy/", FetchStatus.BUDGET_PAGES),)
    judged = verdict(site(pages, dead=left), "OSI2024-IF-014")
    assert judged.english.verdict is Verdict.COULD_NOT_TELL
    assert judged.english.reason.code == "target_unread"


def test_a_redirect_leads_to_the_page_behind_it():
    pages = with_footer(bilingual(), '<a href="/en/old/">Privacy policy</a>')
    pages["/en/new/"] = page("en", "How we treat what you tell us", POLICY * 5)
    moved = (PageRecord(f"{HOST}/en/old/", FetchStatus.REDIRECT, final_url=f"{HOST}/en/new/"),)
    assert verdict(site(pages, dead=moved), "OSI2024-IF-014").english.verdict is Verdict.MET


def test_a_chart_in_a_file_only_is_partly():
    pages = without_dead_links({k: v for k, v in bilingual().items() if k != "/en/about/organisation/"})
    pages = with_footer(pages, '<a href="/files/chart.pdf">Organisation chart</a>')
    scan = (PageRecord(f"{HOST}/files/chart.pdf", FetchStatus.NOT_A_PAGE),)
    judged = verdict(site(pages, dead=scan), "OSI2024-IF-010")
    assert judged.english.verdict is Verdict.PARTLY
    assert judged.english.reason.code == "file_only"


def test_an_address_without_diacritics_names_a_page_whose_title_does_not():
    pages = bilingual()
    old = pages["/vi/gioi-thieu/co-cau-to-chuc/"]
    pages["/vi/gioi-thieu/co-cau-to-chuc/"] = old.replace("Cơ cấu tổ chức", "Bộ Ví dụ ngày nay")
    pages["/vi/gioi-thieu/"] = pages["/vi/gioi-thieu/"].replace("Cơ cấu tổ chức", "Xem thêm")
    judged = verdict(site(pages), "OSI2024-IF-010").local
    assert judged.verdict is Verdict.MET
    assert judged.evidence[0].where == "address"


def test_words_without_diacritics_in_a_title_are_no_vietnamese_name():
    pages = {k: v for k, v in bilingual().items() if "co-cau" not in k}
    pages["/vi/x/"] = page("vi", "Co cau to chuc", paragraphs("vi", 3))
    pages = with_footer(without_dead_links(pages), '<a href="/vi/x/">Bo may</a>', "vi")
    assert verdict(site(pages), "OSI2024-IF-010").local.verdict is Verdict.NOT_MET
