from __future__ import annotations

from array import array
from types import SimpleNamespace

import pytest

from crawler.frontier import Entry, Frontier
from crawler.outcome import _portal, final_records, settle_rest
from crawler.records import PageRecord
from crawler.registry import Limits, Portal
from crawler.rendering import Rendering
from crawler.status import FetchStatus

HOME = "https://x.gov.vn/"


@pytest.fixture
def session():
    frontier = Frontier(9)
    limits = Limits(max_pages=7)
    return SimpleNamespace(
        frontier=frontier,
        rendering=Rendering(frontier, limits, count=lambda _name, _by: None),
        stop_status=None,
        agency=SimpleNamespace(limits=limits),
        record=lambda entry: PageRecord(entry.url, entry.status, depth=entry.depth, detail=entry.detail),
    )


def add(
    session, url: str, status: FetchStatus | None, *, near: int | None = None, source: str = "link", detail=""
) -> int:
    number = session.frontier.add(Entry(url, 0, source, detail=detail))
    if status is not None:
        session.frontier.settle(number, status, detail)
        session.frontier.entries[number].record = PageRecord(url, status, depth=5, final_url=url)
    if near is not None:
        session.frontier.entries[number].near = array("l", [near])
    return number


def outcome(session):
    return _portal(session, Portal(url=HOME, role="main", confirmed=True), 3, "valid")


@pytest.mark.parametrize(
    ("stop", "word"),
    [(FetchStatus.BUDGET_PAGES, "7 pages"), (FetchStatus.BUDGET_TIME, "60 minutes"), (None, "stopped")],
)
def test_what_is_left_says_why(session, stop, word):
    add(session, HOME, None)
    session.stop_status = stop

    settle_rest(session)

    entry = session.frontier.entries[0]
    assert entry.status is (stop or FetchStatus.INTERRUPTED)
    assert word in entry.detail


def test_every_member_of_a_redirect_loop_is_told(session):
    end = add(session, HOME + "b", FetchStatus.REDIRECT_LOOP)
    add(session, HOME + "a", FetchStatus.REDIRECT, near=end)

    settle_rest(session)

    assert [r.status for r in final_records(session)] == [FetchStatus.REDIRECT_LOOP] * 2


def test_depths_found_later_and_redirect_ends_reach_the_records(session):
    end = add(session, HOME + "c", FetchStatus.OK)
    middle = add(session, HOME + "b", FetchStatus.REDIRECT, near=end)
    add(session, HOME + "a", FetchStatus.REDIRECT, near=middle)

    records = list(final_records(session))

    assert {r.depth for r in records} == {0}
    assert {r.final_url for r in records} == {HOME + "c"}


def test_a_portal_is_what_its_home_page_is(session):
    add(session, HOME, FetchStatus.FORBIDDEN, source="start", detail="the server refuses the page (403)")

    assert (outcome(session).status, outcome(session).detail) == (
        FetchStatus.FORBIDDEN,
        "the server refuses the page (403)",
    )


def test_a_portal_that_redirects_is_what_comes_at_the_end(session):
    end = add(
        session, "https://dichvucong.gov.vn/", FetchStatus.OFF_HOST, detail="not one of the agency's hosts"
    )
    add(session, HOME, FetchStatus.REDIRECT, near=end, source="start")

    assert outcome(session).status is FetchStatus.OFF_HOST
    assert outcome(session).detail == "redirects to https://dichvucong.gov.vn/: not one of the agency's hosts"


def test_a_portal_is_read_through_its_other_door(session):
    door = add(session, "http://x.gov.vn/", FetchStatus.OK, source="start")
    add(session, HOME, FetchStatus.TLS, near=door, source="start", detail="no secure connection")

    assert outcome(session).status is FetchStatus.OK
    assert (
        outcome(session).detail
        == "read at http://x.gov.vn/, since the address itself fails: no secure connection"
    )


def test_a_portal_without_an_open_door_keeps_its_own_failure(session):
    door = add(session, "http://x.gov.vn/", FetchStatus.REFUSED, source="start", detail="refused too")
    add(session, HOME, FetchStatus.TLS, near=door, source="start", detail="no secure connection")

    assert (outcome(session).status, outcome(session).detail) == (FetchStatus.TLS, "no secure connection")
