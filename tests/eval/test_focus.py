"""How early a crawl of limited pages comes to the verdicts of a whole one: floors (`benchmarks/focus.py` measures all copies)."""

from __future__ import annotations

import math

import pytest

from audit.results import Verdict
from audit.site.beside import ENDED, without_page
from crawler.frontier import Entry, Frontier
from tests.eval.focus import BreadthFirst, Curve, missing, same
from tests.eval.hindsight import Hindsight
from tests.eval.replay import crawl, portal_of


@pytest.mark.parametrize(
    ("name", "floor"), [("vn-province-wordpress", 0.90), ("en-health-emergency", 0.84), ("giaoducpt", 0.93)]
)
def test_a_fifth_of_the_pages_gives_most_verdicts_and_more_than_breadth_first(name, floor):
    facts: dict = {}
    portal = portal_of(name)
    ours, breadth = Curve(portal, facts=facts), Curve(portal, BreadthFirst, facts)
    whole = ours.whole()
    budget = math.ceil(whole.pages / 5)

    share = same(ours.at(budget), whole.verdicts)

    assert share >= floor
    assert share > same(breadth.at(budget), whole.verdicts)


@pytest.mark.parametrize("name", ["binhminh", "giaoducpt", "vn-province-wordpress"])
def test_a_crawl_that_ended_early_seldom_calls_missing_what_a_whole_one_finds(name):
    curve = Curve(portal_of(name))
    whole = curve.whole()
    all_missing = list(whole.verdicts.values()).count(Verdict.NOT_MET)

    for share in (0.1, 0.2, 0.4):
        said = missing(curve.at(math.ceil(whole.pages * share)), whole.verdicts)
        assert said.wrong <= 0.05 * (said.wrong + said.right)
        assert said.right >= 0.7 * all_missing, "could not tell is no answer to everything"


def test_a_whole_crawl_left_nothing_to_be_cautious_of():
    left = without_page(crawl(portal_of("giaoducpt")).records())
    assert left
    assert not ENDED & {record.status for record in left.values()}


def test_what_was_found_is_read_skipped_failed_or_left():
    found = crawl(portal_of("en-health-emergency"), 10)
    records = found.records()

    assert found.pages == 10
    assert len(records) == len(found.session.frontier.entries)
    assert all(record.status for record in records)
    assert {r.url for r in records if r.status == "budget_pages"}


def test_an_order_that_knows_asks_for_what_most_verdicts_change_without():
    portal = portal_of("en-health-emergency")
    frontier = Frontier(
        9, Hindsight({"http://x.example/b": 2, "http://x.example/c": 1}, portal.agency, portal.day)
    )
    for name, depth in (("", 0), ("contact", 1), ("c", 3), ("b", 5)):
        frontier.add(Entry(f"http://x.example/{name}", depth, "link", anchor=name))

    taken = [frontier.entries[frontier.pop(9) or 0].url.rpartition("/")[2] for _ in range(4)]

    assert taken == ["", "b", "c", "contact"]


def test_a_page_is_worth_the_verdicts_that_change_without_it():
    curve = Curve(portal_of("giaoducpt"))

    worth = curve.worth()

    assert len(worth) > 30
    assert worth["http://www.giaoducpt-mau.example/"] > 3
    assert 0 in worth.values()
