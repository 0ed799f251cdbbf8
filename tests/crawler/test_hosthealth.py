from __future__ import annotations

from collections import Counter

import pytest

from crawler.answers import Answer
from crawler.hosthealth import FAILURES_TO_GIVE_UP, HostHealth, other_door
from crawler.status import FetchStatus

URL = "http://x.gov.vn/a"
LOST = Answer(FetchStatus.CONNECTION_LOST, "the connection was lost")


@pytest.fixture
def stats() -> Counter[str]:
    return Counter()


@pytest.fixture
def health(stats) -> HostHealth:
    return HostHealth(lambda name, number: stats.update({name: number}))


def test_a_host_is_given_up_after_failures_in_a_row(health, stats):
    told = [health.note(URL, LOST) for _ in range(FAILURES_TO_GIVE_UP + 2)]

    assert [t for t in told if t] == ["x.gov.vn"]
    assert health.dead["x.gov.vn"].status is FetchStatus.CONNECTION_LOST
    assert stats["osi/hosts/given_up"] == 1


def test_one_answer_of_any_kind_breaks_the_row(health):
    for _ in range(3):
        for _ in range(FAILURES_TO_GIVE_UP - 1):
            assert health.note(URL, LOST) == ""
        health.note(URL, Answer(FetchStatus.NOT_FOUND))

    assert health.dead == {}


def test_an_unreachable_robots_txt_is_enough(health):
    assert health.note(URL, Answer(FetchStatus.ROBOTS_UNREACHABLE, "503")) == "x.gov.vn"


def test_a_host_can_be_tried_again_over_the_other_scheme(health):
    health.note(URL, Answer(FetchStatus.ROBOTS_UNREACHABLE, "503"))
    health.use("https://x.gov.vn/")

    assert health.dead == {}
    assert health.with_scheme(URL) == "https://x.gov.vn/a"


def test_links_follow_the_scheme_that_works(health, stats):
    health.note("https://x.gov.vn/", Answer(FetchStatus.OK))

    assert health.with_scheme("http://x.gov.vn/b") == "https://x.gov.vn/b"
    assert health.with_scheme("http://y.gov.vn/b") == "http://y.gov.vn/b"
    assert stats["osi/links/scheme_switched"] == 1


def test_a_paused_host_is_not_ready_for_a_while(health):
    health.pause(URL, 60)
    health.pause("http://y.gov.vn/", 0)

    assert not health.is_ready("x.gov.vn")
    assert health.is_ready("y.gov.vn")
    assert health.is_ready("z.gov.vn")


@pytest.mark.parametrize(
    ("url", "status", "door"),
    [
        ("https://x.gov.vn/a", FetchStatus.TLS, "http://x.gov.vn/a"),
        ("http://x.gov.vn/a", FetchStatus.TIMEOUT, "https://x.gov.vn/a"),
        ("https://www.x.gov.vn/", FetchStatus.DNS, "https://x.gov.vn/"),
        ("https://x.gov.vn/", FetchStatus.DNS, "https://www.x.gov.vn/"),
        ("https://en.x.gov.vn/", FetchStatus.DNS, ""),
        ("https://x.gov.vn/", FetchStatus.FORBIDDEN, ""),
        ("https://x.gov.vn/", FetchStatus.ROBOTS_UNREACHABLE, ""),
    ],
)
def test_other_doors(url, status, door):
    assert other_door(url, status) == door


def test_a_host_that_turns_everything_away_is_given_up(health):
    limited = Answer(FetchStatus.RATE_LIMITED, "the server asks for fewer requests (429)")
    told = [health.note(URL, limited) for _ in range(FAILURES_TO_GIVE_UP)]

    assert told[-1] == "x.gov.vn"
    assert health.dead["x.gov.vn"].status is FetchStatus.RATE_LIMITED
