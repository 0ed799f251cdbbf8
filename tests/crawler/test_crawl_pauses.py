"""Servers that ask to be left alone: measured at the server."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from crawler.hosthealth import FAILURES_TO_GIVE_UP
from crawler.snapshot import Snapshot
from crawler.status import FetchStatus
from tests.mockgov import MockGov
from tests.mockgov.crawl import crawl

LINKS = "".join(f'<a href="/trang/{n}">Trang {n}</a>' for n in range(FAILURES_TO_GIVE_UP + 4))
PAGES = {"/": f"<h1>Trang</h1>{LINKS}"} | {
    f"/trang/{n}": f"<h1>Trang {n}</h1>" for n in range(FAILURES_TO_GIVE_UP + 4)
}
LONG_AGO = datetime(2018, 6, 30, 7, tzinfo=UTC)


def gap_after(gov: MockGov, path: str) -> float:
    """Seconds between the first request of a path and whatever was asked for next."""
    at = gov.paths().index(path)
    return gov.gaps()[at]


@pytest.mark.parametrize("status", [429, 503])
def test_nothing_is_asked_for_during_a_pause(tmp_path, status):
    # By the server's own clock, which is years behind.
    later = format_datetime(LONG_AGO + timedelta(seconds=1), usegmt=True)
    said = {"Retry_After": later, "Date": format_datetime(LONG_AGO, usegmt=True)}
    with MockGov({**PAGES, "/trang/3": (status, said, b"later")}) as gov:
        outcome = crawl(tmp_path, gov.url())

    assert gap_after(gov, "/trang/3") > 0.95
    assert outcome.fetched == len(PAGES) - 1


def test_a_robots_txt_is_not_asked_for_again_before_its_time(tmp_path):
    with MockGov(dict(PAGES), robots=(429, {"Retry_After": "1"}, b"later")) as gov:
        outcome = crawl(tmp_path, gov.url())

    assert gov.paths() == ["/robots.txt"] * 3
    assert min(gov.gaps()) > 0.95
    assert outcome.result.portals[0].status is FetchStatus.ROBOTS_UNREACHABLE


def test_a_host_that_wants_a_longer_pause_than_there_is_time_is_asked_for_nothing_more(tmp_path):
    with MockGov(dict(PAGES)) as gov:
        gov.pages["/trang/0"] = (503, {"Retry_After": "9" * 400}, b"later")
        gov.robots = "Sitemap: http://{host}/trang/0\n"
        outcome = crawl(tmp_path, gov.url(), max_minutes=2, delay_s=0.1)

    assert gov.paths()[-1] == "/trang/0"
    assert outcome.result.stop_reason == "finished"
    with Snapshot(outcome.folder) as snapshot:
        left = [r for r in snapshot.pages() if r.http_status is None]
    assert left
    assert {(r.status, "left alone" in r.detail) for r in left} <= {
        (FetchStatus.SERVER_ERROR, True),
        (FetchStatus.RATE_LIMITED, True),
    }


def test_a_host_that_turns_everything_away_is_given_up_with_what_there_is(tmp_path):
    with MockGov(dict(PAGES)) as gov:
        for path in PAGES.keys() - {"/"}:
            gov.pages[path] = (429, {"Retry_After": "0"}, b"later")
        outcome = crawl(tmp_path, gov.url())

    # One that is on its way by then is answered, too.
    assert len([path for path in gov.paths() if path.startswith("/trang")]) <= FAILURES_TO_GIVE_UP + 1
    assert outcome.fetched == 1
    assert outcome.result.stats["osi/hosts/given_up"] == 1
