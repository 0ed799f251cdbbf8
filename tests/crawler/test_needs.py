from __future__ import annotations

from crawler.asked import asked_of_anybody
from crawler.needs import _Term, _terms, needs_of, worth_of

HOST = "http://x.gov.vn"


def numbers(url: str, text: str = "") -> set[int]:
    return {need.number for need in needs_of(HOST + url, text)}


def test_text_and_address_name_the_same_with_and_without_marks():
    assert (
        numbers("/1", "Đấu thầu")
        == numbers("/dau-thau/")
        == numbers("/%C4%91%E1%BA%A5u-th%E1%BA%A7u")
        != set()
    )


def test_languages_are_apart():
    assert numbers("/1", "Statistics")
    assert numbers("/1", "Thống kê")
    assert not numbers("/1", "Statistics") & numbers("/1", "Thống kê")


def test_a_headline_that_holds_a_name_is_not_named_so():
    assert numbers("/1", "Tender")
    assert not numbers("/1", "Tender officials of the bridge project meet the press in town")


def test_words_that_say_nothing_do_not_thin_a_name():
    assert numbers("/1", "View all of our tenders here") >= numbers("/1", "Tenders")


def shares(url: str, text: str = "", *, english: bool = False) -> dict[int, float]:
    return dict(needs_of(HOST + url, text, english=english))


def test_what_lies_below_a_section_is_counted_apart_and_for_less():
    worth = worth_of(asked_of_anybody())
    section = needs_of(f"{HOST}/thong-ke/", "")
    below = {need.number for need in needs_of(f"{HOST}/thong-ke/xuat-ban-2025.html", "")}

    assert {-1 - need.number for need in section} <= below
    assert all(worth[-1 - need.number] < worth[need.number] for need in section if need.number in worth)


def test_a_name_that_says_nothing_else_is_the_surest():
    whole, half = shares("/1", "Tenders"), shares("/1", "Tenders archive")

    assert all(0 < half[number] < share for number, share in whole.items() if number in half)
    assert set(half) & set(whole)


def test_a_term_within_a_longer_one_says_nothing():
    policy, privacy = set(shares("/1", "Chính sách")), set(shares("/1", "Chính sách bảo mật"))

    assert privacy < policy


def test_a_name_of_both_languages_is_an_english_one():
    both = shares("/1", "FAQ")

    assert both
    assert all(number % 2 == 0 for number in both)
    assert all(number % 2 == 0 for number in shares("/en/hoi-dap", "Hỏi đáp", english=True))
    assert any(number % 2 for number in shares("/hoi-dap", "Hỏi đáp"))


def test_an_address_names_what_its_words_with_marks_would():
    for name, address in (
        ("Cơ cấu tổ chức", "co-cau-to-chuc"),
        ("Dự án", "du-an"),
        ("Access to information", "access-to-information"),
    ):
        assert shares("/1", name) == shares(f"/{address}") != {}


def test_news_tell_of_what_they_name():
    page, news = shares("/dau-thau"), shares("/tin-tuc/dau-thau")

    assert all(0 < news[number] < share for number, share in page.items())
    assert shares("/tin-tuc/tin-tuc").items() >= shares("/tin-tuc").items()


def test_a_weak_name_says_less_where_it_is_a_strong_one_of_something_else():
    terms = _terms()
    both, alone = 2 * 1000, 2 * 1001
    terms.written.terms["xylophone"] = [_Term(both, "strong"), _Term(alone, "weak")]
    terms.written.terms["zither"] = [_Term(alone, "weak")]
    try:
        found = shares("/1", "Xylophone")
        assert 0 < found[alone] < shares("/1", "Zither")[alone] < found[both]
    finally:
        del terms.written.terms["xylophone"], terms.written.terms["zither"]


def test_a_page_in_vietnamese_is_worth_more_than_the_same_in_english():
    worth = worth_of({("procurement_notices", "en"): 1.0, ("procurement_notices", "vi"): 1.0})

    assert [worth[number] for number in sorted(numbers("/1", "Tenders")) if number in worth] < [
        worth[number] for number in sorted(numbers("/1", "Đấu thầu")) if number in worth
    ]


def test_the_lists_are_up_to_date():
    from tools.build_needs import ASKED, NEEDS, asked, needs

    assert NEEDS.read_text(encoding="utf-8") == needs(), "run tools/build_needs.py"
    assert ASKED.read_text(encoding="utf-8") == asked(), "run tools/build_needs.py"
