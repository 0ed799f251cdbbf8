from __future__ import annotations

from pathlib import Path

from crawler.needs import needs_of

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


def test_what_lies_below_a_section_is_counted_apart():
    section, page = needs_of(f"{HOST}/thong-ke/", ""), needs_of(f"{HOST}/thong-ke/xuat-ban-2025.html", "")

    below = {need.number: need.weight for need in page}
    assert section
    assert all(0 < below[-1 - need.number] < need.weight for need in section)


def test_the_list_is_up_to_date():
    from tools.build_needs import PLACE, needs

    assert Path(PLACE).read_text(encoding="utf-8") == needs(), "run tools/build_needs.py"
