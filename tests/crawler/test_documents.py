"""Which documents promise most; pure."""

from __future__ import annotations

from array import array

import pytest

from crawler.documents import choose, is_document, is_refused, may_be_document
from crawler.frontier import Entry
from crawler.purpose import Purpose
from crawler.records import PageRecord
from crawler.status import FetchStatus

HOST = "http://a.example"


def site(*pages: tuple[str, int, list[tuple[str, str]]]) -> list[Entry]:
    """Entries of pages (path, clicks, links to files with their texts) and of the files."""
    entries: list[Entry] = []
    numbers: dict[str, int] = {}
    for path, depth, links in pages:
        page = Entry(HOST + path, depth, "link", status=FetchStatus.OK, links=array("l"))
        entries.append(page)
        for name, text in links:
            if name not in numbers:
                numbers[name] = len(entries)
                entries.append(
                    Entry(HOST + name, depth + 1, "link", anchor=text, status=FetchStatus.NOT_A_PAGE)
                )
            page.links.append(numbers[name])
    return entries


def chosen(entries: list[Entry], limit: int) -> list[str]:
    return [entries[number].url.removeprefix(HOST) for number in choose(entries, limit)]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (("/thu-tuc", 2, [("/x.pdf", "Tệp")]), ("/khac", 2, [("/y.pdf", "Tệp")])),
        (("/en/about", 2, [("/x.pdf", "File")]), ("/vi/khac", 2, [("/y.pdf", "File")])),
        (("/a", 2, [("/x.pdf", "Mẫu đơn đăng ký")]), ("/b", 2, [("/y.pdf", "Công văn trả lời")])),
        (("/a", 2, [("/mau-don-1.docx", "Tải về")]), ("/b", 2, [("/y.docx", "Tải về")])),
        (("/a", 2, [("/x.pdf", "Annual report 2018")]), ("/b", 2, [("/y.pdf", "Letter")])),
        (("/a", 2, [("/x_en.pdf", "Tệp")]), ("/b", 2, [("/y.pdf", "Tệp")])),
        (("/a", 1, [("/x.pdf", "Tệp")]), ("/b", 3, [("/y.pdf", "Tệp")])),
        (("/van-ban", 2, [("/x.pdf", "Tệp")]), ("/tin-tuc/1", 2, [("/y.pdf", "Tệp")])),
    ],
    ids=[
        "service page",
        "English page",
        "named in text",
        "named in file",
        "report",
        "English file",
        "near",
        "no news",
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_what_promises_more_comes_first(better, worse, turned):
    pages = (worse, better) if turned else (better, worse)
    (first,) = chosen(site(*pages), 1)

    assert first == better[2][0][0]


def test_the_best_page_that_links_to_a_document_speaks_for_it():
    entries = site(
        ("/tin-tuc/1", 1, [("/x.pdf", "Tệp")]),
        ("/khac", 1, [("/y.pdf", "Tệp")]),
        ("/thu-tuc", 1, [("/x.pdf", "")]),
    )

    assert chosen(entries, 1) == ["/x.pdf"]


def test_a_folder_of_many_attachments_does_not_take_every_place():
    many = [(f"/thu-tuc/{n}", 2, [(f"/t-{n}.pdf", "Tệp")]) for n in range(60)]
    entries = site(
        *many, ("/ngan-sach/", 2, [("/du-toan.pdf", "Dự toán")]), ("/khac/", 2, [("/k.pdf", "Tệp")])
    )

    assert {"/du-toan.pdf", "/k.pdf"} <= set(chosen(entries, 30))


def test_the_choice_does_not_depend_on_what_was_fetched_already():
    entries = site(*[(f"/p{n}/", n % 4, [(f"/f{n}.pdf", "Tệp")]) for n in range(20)])
    before = set(chosen(entries, 7))
    for entry in entries:
        if entry.url.removeprefix(HOST) in sorted(before)[:3]:
            entry.purpose, entry.status = Purpose.DOCUMENT, FetchStatus.DOCUMENT

    assert set(chosen(entries, 7)) == before


def test_files_of_other_kinds_and_of_other_hosts_are_none():
    other = Entry(HOST + "/x.pdf", 1, "link", status=FetchStatus.OFF_HOST)
    picture = Entry(HOST + "/x.jpg", 1, "link", status=FetchStatus.NOT_A_PAGE)
    silent = Entry(HOST + "/tai?id=1", 1, "link", status=FetchStatus.NOT_A_PAGE)
    said = Entry(HOST + "/tai?id=2", 1, "link", status=FetchStatus.NOT_A_PAGE)
    said.record = PageRecord(said.url, FetchStatus.NOT_A_PAGE, content_type="application/msword")

    assert [is_document(entry) for entry in (other, picture, silent, said)] == [False, False, False, True]
    assert choose([other, picture, silent], 10) == {}


@pytest.mark.parametrize(
    ("kind", "disposition", "may", "refused"),
    [
        ("application/pdf", "", True, False),
        ("APPLICATION/PDF; x=1", "inline", True, False),
        ("application/octet-stream", "attachment; filename=M%E1%BA%ABu.docx", True, False),
        ("application/octet-stream", "attachment; filename*=UTF-8''to%20khai.pdf", True, False),
        ("application/octet-stream", 'attachment; filename="a.rar"', False, True),
        ("application/zip", "", False, False),
        ("video/mp4", "", False, True),
        ("text/html", "", False, False),
    ],
)
def test_headers_tell_documents(kind, disposition, may, refused):
    assert (may_be_document(kind, disposition), is_refused(kind, disposition)) == (may, refused)
