from __future__ import annotations

from array import array

from crawler.frontier import NO_DEPTH, Entry, Frontier
from crawler.status import FetchStatus


def url(name: str, host: str = "x.gov.vn") -> str:
    return f"http://{host}/{name}"


def drain(frontier: Frontier) -> list[str]:
    order = []
    while (number := frontier.pop(1)) is not None:
        order.append(frontier.entries[number].url.rpartition("/")[2])
        frontier.settle(number, FetchStatus.OK)
    return order


def test_pages_come_by_clicks_and_a_bonus_lets_one_overtake():
    frontier = Frontier(9)
    for name, depth, bonus in [
        ("d2", 2, 0),
        ("d1", 1, 0),
        ("home", 0, 0),
        ("d2en", 2, 15),
        ("listed", NO_DEPTH, 0),
    ]:
        frontier.add(Entry(url(name), depth, "link", bonus))

    assert drain(frontier) == ["home", "d2en", "d1", "d2", "listed"]


def test_pages_of_equal_rank_come_in_the_order_they_were_found():
    frontier = Frontier(9)
    for name in "abc":
        frontier.add(Entry(url(name), 1, "link"))

    assert drain(frontier) == ["a", "b", "c"]


def test_a_host_gets_no_more_than_its_share_at_a_time():
    frontier = Frontier(9)
    for name in "abc":
        frontier.add(Entry(url(name), 1, "link"))
    frontier.add(Entry(url("other", "y.gov.vn"), 5, "link"))

    taken = [frontier.pop(1), frontier.pop(1), frontier.pop(1)]

    assert [None if n is None else frontier.entries[n].url for n in taken] == [
        url("a"),
        url("other", "y.gov.vn"),
        None,
    ]


def test_a_host_that_is_not_ready_waits():
    frontier = Frontier(9)
    frontier.add(Entry(url("a"), 1, "link"))

    assert frontier.pop(1, lambda _host: False) is None
    assert frontier.pop(1, lambda host: host == "x.gov.vn") == 0


def test_a_shorter_chain_reaches_everything_behind():
    frontier = Frontier(9)
    a, b, c, redirect = (
        frontier.add(Entry(url(name), depth, "link"))
        for name, depth in [("a", 3), ("b", 4), ("c", 5), ("r", 4)]
    )
    frontier.entries[a].links = array("l", [b, redirect])
    frontier.entries[b].links = array("l", [c])
    frontier.entries[redirect].near = array("l", [c])

    changed = frontier.shorten(a, 1)

    assert changed == 4
    assert [frontier.entries[n].depth for n in (a, b, c, redirect)] == [1, 2, 2, 2]


def test_a_longer_chain_changes_nothing():
    frontier = Frontier(9)
    number = frontier.add(Entry(url("a"), 2, "link"))

    assert frontier.shorten(number, 3) == 0
    assert frontier.entries[number].depth == 2


def test_a_circle_of_links_ends():
    frontier = Frontier(9)
    a, b = (frontier.add(Entry(url(name), NO_DEPTH, "sitemap")) for name in "ab")
    frontier.entries[a].links = array("l", [b])
    frontier.entries[b].links = array("l", [a])

    assert frontier.shorten(a, 0) == 2
    assert frontier.entries[b].depth == 1


def test_a_page_that_was_too_deep_is_queued_once_it_is_near():
    frontier = Frontier(2)
    number = frontier.add(Entry(url("a"), 3, "link"))
    assert frontier.entries[number].status is FetchStatus.BUDGET_DEPTH
    assert frontier.is_empty()

    frontier.shorten(number, 2)

    assert frontier.pop(1) == number


def test_a_retried_page_comes_after_its_neighbours():
    frontier = Frontier(9)
    first = frontier.add(Entry(url("a"), 1, "link"))
    frontier.add(Entry(url("b"), 1, "link"))
    assert frontier.pop(1) == first

    frontier.requeue(first, malus=30)

    assert drain(frontier) == ["b", "a"]
    assert frontier.in_flight == {"x.gov.vn": 0}


def test_a_hosts_queue_can_be_emptied():
    frontier = Frontier(9)
    for name in "abc":
        frontier.add(Entry(url(name), 1, "link"))
    taken = frontier.pop(1)

    left = frontier.drop_host("x.gov.vn")

    assert taken == 0
    assert left == [1, 2]


def test_what_waits_is_counted():
    frontier = Frontier(9)
    numbers = [frontier.add(Entry(url(name), 1, "link")) for name in "abcd"]
    frontier.add(Entry(url("off"), 1, "link", status=FetchStatus.OFF_HOST), queue=False)
    frontier.pop(2)
    frontier.settle(numbers[3], FetchStatus.TRAP)

    assert frontier.waiting == 2
    assert list(frontier.unsettled()) == [0, 1, 2]


def test_hosts_that_wait_for_better_entries_of_others_are_noted():
    frontier = Frontier(9)
    for name in ("best", "next"):
        frontier.add(Entry(url(name), 0, "link"))
    frontier.add(Entry(url("worse", "y.gov.vn"), 5, "link"))

    first = frontier.pop(1, lag=10)
    waiting = frontier.pop(1, lag=10)

    assert (first, waiting, frontier.held) == (0, None, {"y.gov.vn"})
    assert frontier.pop(1) == 2
