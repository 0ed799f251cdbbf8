from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from crawler.answers import Answer
from crawler.errors import SnapshotError
from crawler.frontier import NO_DEPTH
from crawler.linkreader import MAX_LINKS_PER_PAGE
from crawler.page import parse_page
from crawler.registry import Registry
from crawler.session import MAX_HOPS, TRIES, CrawlSession
from crawler.snapshot import SnapshotWriter
from crawler.status import FetchStatus
from tests.mockgov.registry import agency

HOME = "http://www.x.gov.vn/"
OK = Answer(FetchStatus.OK)


@pytest.fixture
def stats() -> Counter[str]:
    return Counter()


@pytest.fixture
def registry() -> Registry:
    return Registry.model_validate(
        {
            "version": 1,
            "defaults": {"user_agent_contact": "x", "limits": {"max_pages": 5, "max_depth": 3}},
            "agencies": [
                agency("bo", HOME, "https://dichvucong.x.gov.vn/"),
                agency("khac", "http://y.gov.vn/"),
            ],
        }
    )


@pytest.fixture
def session(tmp_path, stats, registry):
    bo = registry.agencies[0]
    with SnapshotWriter(tmp_path / "bo", "bo", "run") as writer:
        made = CrawlSession(
            bo, registry, bo.portals, writer, lambda name, number: stats.update({name: number})
        )
        made.seed()
        yield made


def read(session: CrawlSession, number: int, html: str) -> None:
    """Answer an entry with a page."""
    entry = session.frontier.entries[number]
    session.read_links(number, parse_page(html.encode(), entry.url, "text/html; charset=utf-8"))
    session.settle(number, OK, {})


def find(session: CrawlSession, url: str):
    number = session.frontier.find(url)
    assert number is not None, url
    return session.frontier.entries[number]


def test_home_pages_come_first_and_only_the_main_one_counts_clicks(session):
    first, second = session.next_entry(1), session.next_entry(1)
    entries = session.frontier.entries

    assert [entries[first].url, entries[second].url] == [HOME, "https://dichvucong.x.gov.vn/"]
    assert [entries[first].depth, entries[second].depth] == [0, NO_DEPTH]


def test_links_are_taken_in_with_text_depth_and_portal(session):
    read(session, 0, '<a href="/lien-he">Liên hệ</a><a href="http://y.gov.vn/">khác</a>')
    entry = find(session, HOME + "lien-he")

    assert (entry.anchor, entry.depth, entry.source, entry.portal) == ("Liên hệ", 1, "link", HOME)
    assert find(session, "http://y.gov.vn/").status is FetchStatus.OFF_HOST


def test_a_link_that_is_known_builds_nothing_new(session):
    read(
        session,
        0,
        '<a href="/a?utm_source=x">a</a><a href="/a">a</a><a href="/a#b">a</a><a href="/">home</a>',
    )

    assert [e.url for e in session.frontier.entries[2:]] == [HOME + "a"]


def test_alternates_are_no_clicks_and_do_not_breed(session, stats):
    read(
        session,
        0,
        '<link rel=alternate hreflang=en href="/x/en"><link rel=alternate hreflang=vi href="/x/vi">',
    )
    english = session.frontier.find(HOME + "x/en")
    read(session, english, '<link rel=alternate hreflang=fr href="/x/fr">')

    assert session.frontier.entries[english].depth == NO_DEPTH
    assert session.frontier.find(HOME + "x/fr") is None
    assert stats["osi/hreflang/chained"] == 1

    read(session, 0, '<a href="/x/fr">Français</a>')
    assert session.frontier.find(HOME + "x/fr") is not None


def test_links_of_one_page_are_capped(session, stats):
    read(
        session, 0, "".join(f"<a href=/p/{'x' * (n % 50)}/{n}>l</a>" for n in range(MAX_LINKS_PER_PAGE + 50))
    )

    assert stats["osi/links/over_cap"] == 1
    assert len(session.frontier.entries) <= MAX_LINKS_PER_PAGE + 2


def test_the_page_budget_waits_for_what_is_on_its_way(session):
    read(session, 0, "".join(f"<a href=/{letter}>l</a>" for letter in "abcdefgh"))
    taken = [session.next_entry(9) for _ in range(9)]

    assert sum(number is not None for number in taken) == 4
    assert session.stop_status is None
    for number in filter(None, taken):
        session.settle(number, OK, {})
    assert session.next_entry(9) is None
    assert session.stop_reason == "budget_pages"


def test_redirects_and_files_cost_no_page(session):
    session.settle(0, Answer(FetchStatus.REDIRECT), {})
    session.settle(1, Answer(FetchStatus.NOT_A_PAGE), {})

    assert session.pages == 0


@pytest.mark.parametrize(
    ("location", "status"),
    [
        ("/vi", FetchStatus.REDIRECT),
        ("https://www.x.gov.vn/", FetchStatus.REDIRECT),
        ("http://elsewhere.example/", FetchStatus.REDIRECT),
        ("javascript:x", FetchStatus.BAD_RESPONSE),
        ("", FetchStatus.REDIRECT_LOOP),
    ],
)
def test_redirects(session, location, status):
    session.next_entry(1)

    assert session.redirect(0, location).status is status


def test_a_redirect_target_is_as_near_as_its_source(session):
    session.redirect(0, "/vi/trang-chu")

    assert find(session, HOME + "vi/trang-chu").depth == 0
    assert find(session, HOME + "vi/trang-chu").source == "redirect"


def test_redirects_in_a_row_end(session):
    number = 0
    for step in range(MAX_HOPS + 1):
        answer = session.redirect(number, f"/step/{'x' * step}")
        session.settle(number, answer, {})
        number = session.frontier.find(HOME + f"step/{'x' * step}") or number

    assert answer.status is FetchStatus.REDIRECT_LOOP


def test_a_redirect_to_another_spelling_of_itself_asks_for_that_spelling(session):
    session.next_entry(1)

    assert session.redirect(0, "/;jsessionid=A1") is None
    assert session.frontier.entries[0].request_url == HOME + ";jsessionid=A1"
    assert session.next_entry(1) == 0


def test_passing_failures_are_tried_again_and_lasting_ones_are_not(session):
    session.next_entry(1)
    lost, missing = Answer(FetchStatus.CONNECTION_LOST, "x"), Answer(FetchStatus.NOT_FOUND, "x")

    assert not session.try_again(0, missing)
    session.frontier.entries[0].attempts = 0
    tried = [session.try_again(0, lost) for _ in range(TRIES)]
    assert tried == [True] * (TRIES - 1) + [False]


def test_time_ends_the_crawl(session, monkeypatch):
    monkeypatch.setattr("crawler.session.time.monotonic", lambda: 10**9)
    session.check_time()

    assert (session.stop_reason, session.stop_status) == ("budget_time", FetchStatus.BUDGET_TIME)


def test_the_first_reason_to_stop_stays(session):
    session.stop("interrupted", FetchStatus.INTERRUPTED)
    session.fail(SnapshotError("full"))

    assert session.stop_reason == "interrupted"
    assert str(session.error) == "full"


def test_what_a_site_map_names_has_no_depth_until_a_link_leads_there(session):
    session.add_from_sitemap(HOME + "a")
    assert find(session, HOME + "a").depth == NO_DEPTH

    read(session, 0, '<a href="/a">a</a>')

    assert find(session, HOME + "a").depth == 1


def test_what_a_site_map_named_first_is_known_by_the_text_of_a_link(session):
    session.add_from_sitemap(HOME + "muc-3")
    first = session.next_entry(1)
    read(
        session,
        first,
        '<a href="/muc-3"><img src="x.png"></a><a href="/muc-3">Đấu thầu</a><a href="/muc-3">Xem</a>',
    )

    entry = find(session, HOME + "muc-3")

    assert (entry.source, entry.anchor, entry.depth) == ("sitemap", "Đấu thầu", 1)


def test_links_are_ranked_by_what_is_asked_on_the_day(tmp_path, registry):
    bo = registry.agencies[0]
    ranks = {}
    for day in (date(2021, 1, 1), date(2026, 11, 1)):
        with SnapshotWriter(tmp_path / day.isoformat(), "bo", "run") as writer:
            made = CrawlSession(bo, registry, bo.portals, writer, lambda *_: None, day=day)
        made.discover(HOME + "kh", 1, "link", -1, bonus_of=0, anchor="Khoa học công nghệ")
        ranks[day.year] = made.frontier.ranking.rank(find(made, HOME + "kh"))

    assert ranks[2021] < ranks[2026], "a decree that was in force asked for it, too"
