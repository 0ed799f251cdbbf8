from __future__ import annotations

import pytest

from crawler.links import ENGLISH_BONUS, LATE_MALUS, SECTION_BONUS, bonus, document_extension

ENGLISH = [
    ("https://www.moj.gov.vn/en/Pages/home.aspx", ""),
    ("https://english.mic.gov.vn/", ""),
    ("https://en.bocongan.gov.vn/", ""),
    ("http://x.gov.vn/web/eng", ""),
    ("http://x.gov.vn/?cmd=170&lang=en", ""),
    ("http://x.gov.vn/doi-ngon-ngu", "English"),
    ("http://x.gov.vn/doi-ngon-ngu", " TIẾNG  ANH "),
    ("http://x.gov.vn/en-US/Pages/Home.aspx", ""),
]
PLAIN = [
    ("http://x.gov.vn/tin-tuc/den-ta.html", "Tin tức"),
    ("http://x.gov.vn/energy", "Năng lượng"),
    ("http://x.gov.vn/tin", "Học sinh thi nói tiếng Anh ở Hà Nội"),
]


@pytest.mark.parametrize(("url", "text"), ENGLISH)
def test_english_links_overtake(url, text):
    assert bonus(url, text) >= ENGLISH_BONUS


@pytest.mark.parametrize(("url", "text"), PLAIN)
def test_other_links_do_not(url, text):
    assert bonus(url, text) == 0


def test_sections_that_the_law_asks_for_overtake():
    assert bonus("http://x.gov.vn/a", "Dịch vụ công trực tuyến") == SECTION_BONUS
    assert bonus("http://dichvucong.x.gov.vn/", "") == SECTION_BONUS
    assert bonus("http://x.gov.vn/contact", "") == SECTION_BONUS


def test_print_twins_and_login_pages_come_last():
    assert bonus("http://x.gov.vn/print/25975.html", "In bài") == -LATE_MALUS
    assert bonus("http://x.gov.vn/login", "Đăng nhập") == -LATE_MALUS


def test_hreflang_counts_as_a_hint():
    assert bonus("http://x.gov.vn/a", "", "en-gb") == ENGLISH_BONUS


@pytest.mark.parametrize(
    ("url", "extension"),
    [
        ("http://x.gov.vn/a.pdf", "pdf"),
        ("http://x.gov.vn/a.DOCX?x=1.html", "docx"),
        ("http://x.gov.vn/a.pdf/xem", ""),
        ("http://x.gov.vn", ""),
        ("http://x.com", ""),
        ("http://x.gov.vn/a.aspx", ""),
        ("http://x.gov.vn/nghi-dinh-43.2011", ""),
        ("http://x.gov.vn/x?file=a.pdf", ""),
    ],
)
def test_files_are_known_by_their_extension(url, extension):
    assert document_extension(url) == extension
