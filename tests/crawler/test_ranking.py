from __future__ import annotations

import random

from crawler.frontier import Entry, Frontier
from crawler.status import FetchStatus


def url(name: str, host: str = "x.gov.vn") -> str:
    return f"http://{host}/{name}"


def order(links: list[tuple[str, str]], depth: int = 1) -> list[str]:
    """Paths in the order of a crawl that knows these links, address and text."""
    frontier = Frontier(9)
    for name, text in links:
        frontier.add(Entry(url(name), depth, "link", anchor=text))
    return drain(frontier)


def drain(frontier: Frontier) -> list[str]:
    found = []
    while (number := frontier.pop(1)) is not None:
        found.append(frontier.entries[number].url.removeprefix("http://x.gov.vn/"))
        frontier.settle(number, FetchStatus.OK)
    return found


def test_what_criteria_ask_for_comes_before_what_they_do_not():
    assert order([("a", "Sự kiện bên lề"), ("b", "Đấu thầu"), ("c", "Organisation chart")])[-1] == "a"


def test_a_second_page_of_the_same_need_waits_for_the_first_of_another():
    assert (
        order([("a", "Tenders"), ("b", "Tenders"), ("c", "Sơ đồ cổng"), ("d", "Privacy policy")])[-1] == "b"
    )


def test_the_way_into_a_language_comes_first():
    links = [("a", "Tenders"), ("b", "Privacy policy"), ("doi-ngon-ngu?x=2", "English"), ("vi/", "")]

    assert set(order(links)[:2]) == {"doi-ngon-ngu?x=2", "vi/"}


def test_sections_take_turns_where_nothing_is_known_of_words():
    links = [
        (f"{folder}/{n}-{name}.html", "ທົດສອບ")
        for folder in "abc"
        for n, name in enumerate(("ka", "lo", "mi", "ne"))
    ]

    first = [path[0] for path in order(links)[:6]]

    assert sorted(first) == ["a", "a", "b", "b", "c", "c"]


def test_no_page_is_left_and_the_order_is_the_same_each_time():
    chance = random.Random(7)
    links = [
        (f"{chance.choice('abc')}/{n}", chance.choice(["Tin", "Contact", "Đấu thầu", ""])) for n in range(200)
    ]

    first = order(links)

    assert first == order(links)
    assert sorted(first) == sorted(name for name, _ in links)


def test_a_host_that_has_less_to_offer_waits_while_pages_are_scarce():
    frontier = Frontier(9)
    for entry in (
        Entry(url("a"), 1, "link"),
        Entry(url("b"), 1, "link"),
        Entry(url("c", "y.gov.vn"), 8, "link"),
    ):
        frontier.add(entry)

    assert [frontier.pop(1, lag=30), frontier.pop(1, lag=30)] == [0, None]
    assert frontier.pop(1) == 2
