import pytest

from audit.coverage import coverage, group_of
from audit.facts.model import LanguageShare, PageFacts, Place
from crawler.records import PageRecord
from crawler.status import FetchStatus


def test_found_is_the_sum_of_the_four_groups():
    """One URL of every status there is: the statement adds up, and each is in one group."""
    records = [
        PageRecord(f"http://a.example/{s.value}", s, fetched_at="2018-06-30T00:00:00Z") for s in FetchStatus
    ]
    summed = coverage(records, (), stop_reason="finished", readable=True)

    assert summed.found == len(FetchStatus)
    assert summed.found == summed.fetched + summed.skipped + summed.failed + summed.left
    assert sum(summed.by_status.values()) == summed.found


@pytest.mark.parametrize(
    ("status", "group"),
    [
        (FetchStatus.OK, "fetched"),
        (FetchStatus.REDIRECT, "skipped"),
        (FetchStatus.NOT_A_PAGE, "skipped"),
        (FetchStatus.ROBOTS, "skipped"),
        (FetchStatus.BUDGET_DEPTH, "left"),
        (FetchStatus.INTERRUPTED, "left"),
        (FetchStatus.BLOCK_PAGE, "failed"),
        (FetchStatus.ROBOTS_UNREACHABLE, "failed"),
    ],
)
def test_groups(status, group):
    assert group_of(status) == group


def test_languages_words_and_times_are_summed():
    records = [
        PageRecord("http://a.example/1", FetchStatus.OK, fetched_at="2018-06-30T00:00:09Z"),
        PageRecord("http://a.example/2", FetchStatus.OK, fetched_at="2018-06-30T00:00:02Z"),
        PageRecord("http://a.example/3.pdf", FetchStatus.NOT_A_PAGE),
    ]
    facts = [
        PageFacts("http://a.example/1", language={Place.MAIN: LanguageShare(english=90)}, words={"en": 15}),
        PageFacts(
            "http://a.example/2",
            language={Place.MAIN: LanguageShare(vietnamese=80)},
            words={"vi": 12, "en": 1},
        ),
    ]
    summed = coverage(records, facts, stop_reason="finished", readable=True)

    assert summed.pages_by_language == {"en": 1, "vi": 1}
    assert summed.words_by_language == {"en": 16, "vi": 12}
    assert (summed.first_fetch, summed.last_fetch) == ("2018-06-30T00:00:02Z", "2018-06-30T00:00:09Z")
    assert (summed.documents, summed.documents_read, summed.scans) == (1, 0, 0)


def test_documents_are_read_and_are_no_pages():
    statuses = (
        FetchStatus.OK,
        FetchStatus.DOCUMENT,
        FetchStatus.DOCUMENT,
        FetchStatus.DATA,
        FetchStatus.NOT_A_PAGE,
    )
    records = [PageRecord(f"http://a.example/{n}", status) for n, status in enumerate(statuses)]
    summed = coverage(records, (), stop_reason="finished", readable=True, scans=1, probed=7)

    assert (summed.fetched, summed.skipped, summed.pages) == (4, 1, 1)
    assert (summed.documents, summed.documents_read, summed.scans) == (3, 2, 1)
    assert summed.probed == 7
