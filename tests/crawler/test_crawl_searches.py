"""Whole crawls of loopback portals with a search of their own."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from crawler.job import CrawlOutcome, run_job
from crawler.snapshot import Snapshot
from crawler.status import FetchStatus
from tests.mockgov import MockGov
from tests.mockgov.crawl import crawl, job_for

FORM = '<form action="/tim-kiem"><input type="hidden" name="p_p_state" value="max"><input name="q"></form>'
NAMES = [f"Cấp giấy phép hoạt động loại {letter}" for letter in "ABCDEFG"]
HOME = f'<h1>Cổng</h1>{FORM}<a href="/thu-tuc">Thủ tục hành chính</a><a href="/tin">Tin</a>'
LIST = (
    "<h1>Thủ tục</h1><table>"
    + "".join(
        f'<tr><td>1.00010{n}</td><td><a href="/thu-tuc/{n}">{name}</a></td></tr>'
        for n, name in enumerate(NAMES)
    )
    + "</table>"
)
FOUND = '<h1>Kết quả</h1><a href="/thu-tuc/0">một</a><a href="/rieng">trang khác</a>'
PAGES = {
    "/": HOME,
    "/thu-tuc": LIST,
    "/tin": "<h1>Tin</h1>",
    "/tim-kiem": FOUND,
    **{f"/thu-tuc/{n}": "<h1>Chi tiết</h1>" for n in range(len(NAMES))},
}


def asked(gov: MockGov) -> list[str]:
    return [parse_qs(urlsplit(path).query)["q"][0] for path in gov.paths() if path.startswith("/tim-kiem?")]


def records(outcome: CrawlOutcome):
    with Snapshot(outcome.folder) as snapshot:
        return sorted((r.anchor, r.status, r.source, r.referrer, body) for r, body in snapshot.searches())


def test_the_portals_search_is_asked_for_procedures_of_its_lists(tmp_path):
    with MockGov(PAGES) as gov:
        outcome = crawl(tmp_path, gov.url())
        (tmp_path / "off").mkdir()
        before = crawl(tmp_path / "off", gov.url(), searches=0)
        home = gov.url()

    words = [NAMES[0], NAMES[3], NAMES[6]]
    assert records(outcome) == [(w, FetchStatus.SEARCH, "search", home, FOUND.encode()) for w in words]
    assert outcome.result.counts == {**before.result.counts, "search": 3}
    assert outcome.fetched == outcome.result.portals[0].pages == 10
    assert before.result.counts["ok"] == 10
    assert set(asked(gov)) == set(words)


def test_questions_come_after_the_pages_and_as_a_browser_sends_them(tmp_path):
    with MockGov(PAGES) as gov:
        crawl(tmp_path, gov.url(), searches=1)
        paths = gov.paths()

    assert paths[-1].startswith("/tim-kiem?p_p_state=max&q=C%E1%BA%A5p+gi%E1%BA%A5y")
    assert "/rieng" not in paths


def test_robots_txt_holds_for_questions(tmp_path):
    with MockGov(PAGES, robots="User-agent: *\nDisallow: /tim-kiem") as gov:
        outcome = crawl(tmp_path, gov.url())
        with Snapshot(outcome.folder) as snapshot:
            refused = [r for r in snapshot.pages() if r.source == "search"]

    assert {r.status for r in refused} == {FetchStatus.ROBOTS}
    assert asked(gov) == []


def test_a_search_that_fails_says_why(tmp_path):
    with MockGov({**PAGES, "/tim-kiem": (500, {}, b"<h1>loi</h1>")}) as gov:
        outcome = crawl(tmp_path, gov.url(), searches=1)
        with Snapshot(outcome.folder) as snapshot:
            (record,) = [r for r in snapshot.pages() if r.source == "search"]

    assert (record.status, record.anchor) == (FetchStatus.SERVER_ERROR, NAMES[0])
    assert outcome.result.counts["ok"] == 10


def test_a_search_that_leads_on_is_followed(tmp_path):
    with MockGov({**PAGES, "/tim-kiem": (302, {"Location": "/ket-qua?x=1"}, b""), "/ket-qua": FOUND}) as gov:
        outcome = crawl(tmp_path, gov.url(), searches=1)

    ((anchor, status, source, _, body),) = records(outcome)
    assert (anchor, status, source, body) == (NAMES[0], FetchStatus.SEARCH, "search", FOUND.encode())


def test_nothing_is_asked_without_a_form_or_without_procedures(tmp_path):
    for number, pages in enumerate(
        (
            {**PAGES, "/": HOME.replace("<form", '<form method="post"')},
            {**PAGES, "/": HOME.replace('action="/tim-kiem"', 'action="http://elsewhere.example/tim"')},
            {**PAGES, "/thu-tuc": "<h1>Thủ tục</h1>"},
        )
    ):
        (tmp_path / str(number)).mkdir()
        with MockGov(pages) as gov:
            outcome = crawl(tmp_path / str(number), gov.url())
        assert set(outcome.result.counts) == {"ok"}
        assert asked(gov) == []


def test_without_codes_links_that_read_like_procedures_are_asked_for(tmp_path):
    listing = '<h1>Thủ tục</h1><a href="/thu-tuc/0">Đăng ký kết hôn có yếu tố nước ngoài</a><a href="/thu-tuc/1">Trang sau của mục</a>'
    with MockGov({**PAGES, "/thu-tuc": listing}) as gov:
        outcome = crawl(tmp_path, gov.url())

    assert [found[0] for found in records(outcome)] == ["Đăng ký kết hôn có yếu tố nước ngoài"]


def test_a_crawl_that_goes_on_asks_no_question_twice(tmp_path):
    with MockGov(PAGES) as gov:
        job = job_for(tmp_path, gov.url())
        first = run_job(job)
        # As a killed crawl leaves it: everything but the result.
        (job.out / "result.json").unlink()
        again = run_job(job)

    assert len(asked(gov)) == 3
    assert again.result.counts == first.result.counts
    assert records(again) == records(first)
