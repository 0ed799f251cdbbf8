from __future__ import annotations

import random

from crawler.frontier import NO_DEPTH, Entry, Frontier
from crawler.ranking import ByPromise
from crawler.status import FetchStatus
from crawler.words import rules


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


def test_what_the_agency_is_not_asked_for_comes_as_any_page():
    frontier = Frontier(9, ByPromise({("procurement_notices", "vi"): 1.0}))
    for name, text in (("a", "Học bổng"), ("b", "Sự kiện"), ("c", "Đấu thầu")):
        frontier.add(Entry(url(name), 1, "link", anchor=text))

    assert drain(frontier) == ["c", "a", "b"]


def test_more_criteria_come_first():
    frontier = Frontier(9, ByPromise({("procurement_notices", "vi"): 1.0, ("scholarships", "vi"): 4.0}))
    for name, text in (("a", "Đấu thầu"), ("b", "Học bổng")):
        frontier.add(Entry(url(name), 1, "link", anchor=text))

    assert drain(frontier) == ["b", "a"]


def test_an_address_of_a_site_map_gets_the_text_of_the_first_link_to_it():
    frontier = Frontier(9)
    frontier.add(Entry(url("a"), 1, "link", anchor="Sự kiện bên lề"))
    number = frontier.add(Entry(url("muc-3"), NO_DEPTH, "sitemap"))
    frontier.name(number, "Đấu thầu")
    frontier.name(number, "Sự kiện")

    assert frontier.entries[number].anchor == "Đấu thầu"
    assert drain(frontier) == ["muc-3", "a"]


def test_what_was_fetched_keeps_its_text():
    frontier = Frontier(9)
    number = frontier.add(Entry(url("muc-3"), NO_DEPTH, "sitemap"))
    drain(frontier)

    frontier.name(number, "Đấu thầu")

    assert frontier.entries[number].anchor == ""
    assert frontier.is_empty()


def test_sections_right_below_a_host_or_a_language_share_no_template():
    links = [(name, "ທົດສອບ") for name in ("ka", "lo", "en/mi", "tin/ne", "tin/ho")]

    assert order(links)[-1] == "tin/ho"


def two_left(headings: tuple[str, ...]) -> list[str]:
    """The order of what is left once a page that is named "Đấu thầu" was read that says this of itself."""
    ranking = ByPromise({("procurement_notices", "vi"): 1.0, ("scholarships", "vi"): 0.7})
    frontier = Frontier(9, ranking)
    frontier.add(Entry(url("m1"), 1, "link", anchor="Đấu thầu"))
    for name, text in (("m2", "Đấu thầu"), ("m3", "Học bổng")):
        frontier.add(Entry(url(name), 2, "link", anchor=text))
    number = frontier.pop(1)
    assert number == 0
    ranking.learn(number, frontier.entries[number], headings)
    frontier.settle(number, FetchStatus.OK)
    return drain(frontier)


def test_a_need_is_told_where_headings_say_so_or_nothing():
    assert two_left(("Đấu thầu", "Bộ X")) == ["m3", "m2"]
    assert two_left(("12/2026",)) == ["m3", "m2"]


def test_a_page_that_is_of_something_else_tells_less_of_what_its_link_promised():
    assert two_left(("Học bổng",)) == ["m2", "m3"]


def test_what_stands_above_every_page_is_said_of_none():
    ranking = ByPromise({("procurement_notices", "vi"): 1.0, ("scholarships", "vi"): 1.1})
    frontier = Frontier(9, ranking)
    for number in range(4):
        frontier.add(Entry(url(f"p{number}"), 1, "link"))
    for _ in range(4):
        number = frontier.pop(9)
        assert number is not None
        ranking.learn(number, frontier.entries[number], ("Học bổng",))
    for name, text in (("m2", "Đấu thầu"), ("m3", "Học bổng")):
        frontier.add(Entry(url(name), 1, "link", anchor=text))

    told_once = ranking.rank(frontier.entries[5])
    ranking.learn(0, frontier.entries[0], ("Học bổng 2026",))

    assert told_once < ranking.rank(frontier.entries[5])
    assert told_once == 10 - round(
        rules("promise")["need"] * 1.1 ** rules("promise")["asked"] * rules("promise")["repeated"]
    )


def test_what_a_page_was_the_first_to_lead_to_lies_below_it_whatever_its_address():
    ranking = ByPromise({("procurement_notices", "vi"): 1.0})
    frontier = Frontier(9, ranking)
    frontier.add(Entry(url("m1"), 1, "link", anchor="Đấu thầu"))
    assert frontier.pop(9) == 0
    ranking.learn(0, frontier.entries[0], ())
    frontier.settle(0, FetchStatus.OK)
    for name, source, referrer in (("a", "link", -1), ("b", "sitemap", 0), ("c", "link", 0)):
        frontier.add(Entry(url(name), 2, source, referrer=referrer, anchor="12/2026"))

    assert drain(frontier) == ["c", "a", "b"]


def test_ranks_only_grow():
    """The frontier looks again at the head of a queue only."""
    ranking = ByPromise()
    entries = [
        Entry(url(str(n)), 1, "link", anchor=text)
        for n, text in enumerate(("Đấu thầu", "Học bổng", "Tin tức", "FAQ"))
    ]
    before = [ranking.rank(entry) for entry in entries]
    for number, entry in enumerate(entries):
        ranking.take(entry)
        middle = [ranking.rank(one) for one in entries]
        ranking.learn(number, entry, ("Đấu thầu", "Thống kê"))
        after = [ranking.rank(one) for one in entries]
        assert all(a <= b <= c for a, b, c in zip(before, middle, after, strict=True))
        before = after
