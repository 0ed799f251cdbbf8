"""What a translation leaves as it was."""

from __future__ import annotations

import pytest

from audit.facts.page import read_page
from audit.pairs.content import alike
from audit.pairs.marks import file_language, marks_of, shape_of


def marks(body: str, title: str = "x") -> frozenset[str]:
    page = f"<html><head><title>{title}</title></head><body><main>{body}</main></body></html>"
    return marks_of(read_page(page.encode(), "https://a.gov.vn/trang", "text/html; charset=utf-8"))


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("Ông Nguyễn Văn An", "Mr Nguyen Van An"),
        ("tại Hà Nội", "in Hanoi"),
        ("tại Đà Nẵng", "in Da Nang"),
        ("Nghị định 43/2011/NĐ-CP", "Decree 43/2011/ND-CP"),
        ("phí 1.250.000 đồng", "fee 1,250,000 dong"),
        ("ngày 15 tháng 3 năm 2018", "15 March 2018"),
        ("ngày 15/03/2018", "on March 15, 2018"),
        ("ĐT: 024 3825 1234", "Tel: +84 24 3825 1234"),
        ("vanthu@bo.gov.vn", "E-mail: vanthu@bo.gov.vn"),
        ('<a href="/f/bao-cao_vi.pdf">Báo cáo</a>', '<a href="/f/bao-cao_en.pdf">Report</a>'),
        ('<img src="/anh/so-do.png" alt="Sơ đồ">', '<img src="/anh/so-do.png" alt="Chart">'),
        ('<a href="https://a.example/vi/x">X</a>', '<a href="https://a.example/en/x">X</a>'),
        ("THỦ TỤC CẤP PHÉP UNESCO", "UNESCO permits"),
    ],
)
def test_the_same_thing_in_both_languages_leaves_the_same_mark(vietnamese, english):
    assert marks(f"<p>{vietnamese}</p>") & marks(f"<p>{english}</p>")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cơ quan được thành lập năm 2015", "The report of 2015"),
        ("Có 12 phòng ban", "Twelve months, 12 meetings"),
        ("Bộ trưởng và các thứ trưởng", "The ministers and their deputies"),
    ],
    ids=["a year", "a small number", "common words"],
)
def test_what_stands_on_every_page_leaves_none(one, other):
    assert not marks(f"<p>{one}</p>") & marks(f"<p>{other}</p>")


def test_the_own_address_and_links_into_the_site_leave_none():
    assert not marks('<a href="/vi/gioi-thieu">x</a>')


def test_a_page_of_a_million_words_leaves_some_hundred_marks():
    long = "".join(f"<p>Điều {n}. Khoản {n * 7} Hà Nội</p>" for n in range(20_000))

    assert len(marks(long)) < 1_000


@pytest.mark.parametrize(
    ("url", "language"),
    [
        ("https://a.example/bao-cao_en.pdf", "en"),
        ("https://a.example/Report-EN.docx", "en"),
        ("https://a.example/report%20(english).pdf", "en"),
        ("https://a.example/bao-cao_vi.pdf", ""),
        ("https://a.example/garden.pdf", ""),
        ("https://a.example/men.pdf", ""),
    ],
)
def test_names_of_files_may_name_their_language(url, language):
    assert file_language(url) == language


def test_shapes_are_alike_by_proportion():
    body = "<h2>A</h2><p>b</p><table><tr><th>x</th></tr>" + "<tr><td>1</td></tr>" * 9 + "</table>"
    page = f"<html><body><main>{body}</main></body></html>".encode()
    shape = shape_of(read_page(page, "https://a.gov.vn/", "text/html"))

    assert alike(shape, shape) == 1
    assert alike(shape, tuple(n * 2 for n in shape)) > alike(shape, tuple(n * 9 for n in shape))
    assert alike((), ()) == 1
