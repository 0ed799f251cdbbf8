"""What a counterpart lacks: every kind of gap, at its edges."""

from __future__ import annotations

from datetime import date

import pytest

from audit.pairs import pair_pages
from audit.results import PairGap
from tests.audit.pairs.small import A_EN, EN_MENU, VI_MENU, A, html, prose, site, two_services
from tests.audit.sites import HOST

WIDGET = '<script src="https://translate.google.com/translate_a/element.js?cb=init"></script>'


def pair_of(pages, path: str = "/vi/thu-tuc-a/", **more):
    return next(p for p in pair_pages(site(pages, **more)) if p.url == HOST + path)


def test_a_whole_translation_lacks_nothing_and_facts_are_counted():
    pair = pair_of(two_services())

    assert pair.gap is PairGap.NONE_MISSING
    assert pair.words > pair.english_words > 60
    assert pair.title == "Cấp phép khai thác"
    assert pair.english_title == "Extraction permits"
    assert pair.clicks == 1


@pytest.mark.parametrize(("count", "gap"), [(1, PairGap.STUB), (4, PairGap.NONE_MISSING)])
def test_a_few_words_for_a_whole_page_are_a_stub(count, gap):
    pages = two_services(vi_a=prose("vi", 9) + A, en_a=prose("en", count) + f"<p>{A_EN}</p>")

    assert pair_of(pages).gap is gap


def test_an_english_page_that_is_still_being_updated_is_a_stub():
    pages = two_services()
    pages["/en/thu-tuc-a/"] = html(
        "en", "Extraction permits", "<p>The content is being updated.</p>", menu=EN_MENU
    )
    pages["/en/"] = html("en", "Home", prose("en"), menu={**EN_MENU, "/en/thu-tuc-a/": "Permits"})
    del pages["/en/extraction/"]

    assert pair_of(pages).gap is PairGap.STUB


def test_an_english_address_over_vietnamese_text_is_the_wrong_language():
    pages = two_services()
    pages["/en/thu-tuc-a/"] = html("en", "Extraction permits", prose("vi") + f"<p>{A}</p>", menu=EN_MENU)
    pages["/en/"] = html("en", "Home", prose("en"), menu={**EN_MENU, "/en/thu-tuc-a/": "Permits"})
    del pages["/en/extraction/"]
    pair = pair_of(pages)

    assert pair.gap is PairGap.WRONG_LANGUAGE
    assert pair.english_words < pair.words


def test_machine_translation_is_told_apart_from_nothing():
    pages = {"/vi/": html("vi", "Trang chủ", prose("vi"), menu=VI_MENU)}
    pages["/vi/thu-tuc-a/"] = html("vi", "Cấp phép", prose("vi") + WIDGET)
    pages["/vi/thu-tuc-b/"] = html("vi", "Gia hạn", prose("vi"))
    gaps = {p.title: p.gap for p in pair_pages(site(pages))}

    assert gaps["Cấp phép"] is PairGap.WIDGET_ONLY
    assert gaps["Gia hạn"] is PairGap.NO_COUNTERPART


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/files/chien-luoc_en.pdf">Tải về</a>',
        '<a href="/files/3817.pdf">Bản tiếng Anh</a>',
        '<a href="/files/3817.pdf">Strategy (in English)</a>',
    ],
)
def test_a_file_in_english_is_told_as_a_file(link):
    pages = two_services(vi_a=prose("vi") + f"<p>{link}</p>")
    del pages["/en/extraction/"]
    pair = pair_of(pages)

    assert (pair.gap, pair.how) == (PairGap.DOCUMENT_ONLY, "file")
    assert pair.english_url.endswith(".pdf")


@pytest.mark.parametrize(
    "links",
    [
        '<a href="https://elsewhere.example/form_en.pdf">English</a>',
        "".join(f'<a href="/files/mau-{n}_en.pdf">Mẫu {n}</a> ' for n in range(9)),
        '<a href="/files/bao-cao.pdf">Báo cáo</a>',
    ],
    ids=["another host's", "one of many", "in Vietnamese"],
)
def test_not_every_file_is_an_english_version(links):
    pages = two_services(vi_a=prose("vi") + f"<p>{links}</p>")
    del pages["/en/extraction/"]

    assert pair_of(pages).gap is PairGap.NO_COUNTERPART


def dated(language: str, day: str) -> str:
    return prose(language) + f'<p><time datetime="{day}">{day}</time></p>'


@pytest.mark.parametrize(
    ("english", "days", "gap"),
    [
        ("2017-06-01", 379, PairGap.OLDER),
        ("2018-05-15", 31, PairGap.NONE_MISSING),
        ("2018-06-20", 0, PairGap.NONE_MISSING),
    ],
)
def test_an_english_page_far_behind_its_original_is_older(english, days, gap):
    pages = two_services(vi_a=dated("vi", "2018-06-15") + A, en_a=dated("en", english) + f"<p>{A_EN}</p>")
    pair = pair_of(pages, day=date(2018, 6, 30))

    assert (pair.days_behind, pair.gap) == (days, gap)


def test_without_a_date_on_either_side_no_lag_is_told():
    assert pair_of(two_services(vi_a=dated("vi", "2018-06-15") + A)).days_behind is None


def test_a_date_after_the_audit_is_no_news():
    pages = two_services(
        vi_a=dated("vi", "2018-09-15") + A, en_a=dated("en", "2017-06-01") + f"<p>{A_EN}</p>"
    )

    assert pair_of(pages, day=date(2018, 6, 30)).days_behind is None


def test_a_switch_that_lands_on_the_home_page_is_told_where_the_twin_exists():
    pages = two_services()
    for path, title, text in (
        ("/vi/thu-tuc-a/", "Cấp phép", A),
        ("/vi/thu-tuc-b/", "Gia hạn", "Không có bản dịch."),
    ):
        pages[path] = html("vi", title, prose("vi") + text, menu=VI_MENU, switch="/en/")
    del pages["/en/renewal/"]
    lost, none = pair_of(pages), pair_of(pages, "/vi/thu-tuc-b/")

    assert (lost.gap, lost.how) == (PairGap.SWITCH_TO_HOME, "content")
    assert none.gap is PairGap.NO_COUNTERPART


def test_on_the_home_page_the_switch_may_lead_to_the_home_page():
    assert pair_of(two_services(), "/vi/").gap is PairGap.NONE_MISSING
