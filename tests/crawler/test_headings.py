from __future__ import annotations

from crawler.headings import MOST_HEADINGS, headings, named_by
from crawler.page import parse_page


def read(html: str) -> tuple[str, ...]:
    return headings(
        parse_page(f"<html>{html}</html>".encode(), "http://x.gov.vn/", "text/html; charset=utf-8")
    )


def test_a_title_is_taken_apart_and_a_heading_stays_whole():
    found = read(
        "<head><title>Đấu thầu - Cổng thông tin điện tử | Bộ X</title></head><body><h1>Đấu thầu - mua sắm</h1></body>"
    )

    assert found == ("Đấu thầu", "Cổng thông tin điện tử", "Bộ X", "Đấu thầu - mua sắm")


def test_a_hyphen_within_a_word_parts_nothing():
    assert read("<head><title>E-services</title></head>") == ("E-services",)


def test_what_is_said_twice_is_told_once_and_an_empty_heading_not():
    assert read("<head><title>FAQ</title></head><body><h1></h1><h1> FAQ </h1></body>") == ("FAQ",)


def test_a_title_within_a_picture_is_none_of_the_page():
    assert read("<head><title>A</title></head><body><svg><title>Search</title></svg><h1>B</h1></body>") == (
        "A",
        "B",
    )


def test_only_the_first_headings_count():
    many = "".join(f"<h1>Box {number}</h1>" for number in range(9))

    assert len(read(f"<body>{many}</body>")) == MOST_HEADINGS


def test_a_page_that_cannot_be_parsed_has_none():
    assert headings(parse_page(b"", "http://x.gov.vn/", "text/html")) == ()


def test_what_a_heading_names_depends_on_the_version_it_stands_in():
    assert all(need.number & 1 for need in named_by("Đấu thầu", english=False))
    assert named_by("Đấu thầu", english=False)
    assert named_by("Đấu thầu", english=True) == ()
