from __future__ import annotations

import pytest

from audit.site.beside import Beside, without_page
from crawler.snapshot import PageRecord
from crawler.status import FetchStatus
from tests.audit.sites import site

FILE = "https://x.gov.vn/f/a.pdf"


def told(record: PageRecord) -> FetchStatus | None:
    found = list(without_page([record]).values())
    return found[0].status if found else None


@pytest.mark.parametrize(
    ("status", "seen"),
    [
        (FetchStatus.DOCUMENT, FetchStatus.NOT_A_PAGE),
        (FetchStatus.TIMEOUT, FetchStatus.NOT_A_PAGE),
        (FetchStatus.TOO_LARGE, FetchStatus.NOT_A_PAGE),
        (FetchStatus.ROBOTS, FetchStatus.NOT_A_PAGE),
        (FetchStatus.REDIRECT, FetchStatus.NOT_A_PAGE),
        (FetchStatus.NOT_FOUND, FetchStatus.NOT_FOUND),
        (FetchStatus.NOT_A_PAGE, FetchStatus.NOT_A_PAGE),
    ],
)
def test_a_file_stands_for_itself_whether_it_was_opened_or_not(status, seen):
    assert told(PageRecord(FILE, status, fetched_at="2018-06-30T00:00:00Z")) is seen


def test_pages_keep_their_status():
    record = PageRecord("https://x.gov.vn/a", FetchStatus.TIMEOUT, fetched_at="2018-06-30T00:00:00Z")

    assert told(record) is FetchStatus.TIMEOUT
    assert told(PageRecord("https://x.gov.vn/a", FetchStatus.OK)) is None


@pytest.mark.parametrize("source", ["data", "search"])
def test_what_we_asked_for_ourselves_is_no_gap_of_the_site(source):
    for status in (FetchStatus.DATA, FetchStatus.SEARCH, FetchStatus.NOT_FOUND):
        assert told(PageRecord("https://x.gov.vn/api", status, source=source)) is None


def test_data_and_answers_of_searches_are_handed_on():
    data = PageRecord(
        "https://x.gov.vn/api", FetchStatus.DATA, source="data", referrer="https://x.gov.vn/tt", final_url=""
    )
    answer = PageRecord(
        "https://x.gov.vn/tim?q=a",
        FetchStatus.SEARCH,
        source="search",
        anchor="Cấp thẻ A",
        referrer="https://x.gov.vn/",
        content_type="text/html",
        fetched_at="2018-06-30T00:00:00Z",
    )
    beside = Beside(
        data=lambda: [(data, b"[]")],
        searches=lambda: [(answer, b"<h1>KQ</h1><p><a href='/tt/1'>mot</a></p>")],
    )
    view = site({}, beside=beside)

    (source,) = view.data()
    assert (source.url, source.page, source.body) == ("https://x.gov.vn/api", "https://x.gov.vn/tt", b"[]")
    (found,) = view.searches
    assert (found.asked, found.form, found.url) == (
        "Cấp thẻ A",
        "https://x.gov.vn/",
        "https://x.gov.vn/tim?q=a",
    )
    assert [link.url for link in found.facts.links] == ["https://x.gov.vn/tt/1"]
