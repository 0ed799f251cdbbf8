"""Two runs side by side: the parts add up as printed, verdicts have evidence, lists that differ are told."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from audit.compare import NOTES as CODES
from audit.compare import Cause, Missed
from audit.reach import UNMET
from audit.rejudge import Comparison, Lone
from audit.results import Evidence, Message
from crawler.registry import Names
from reports.difference import RunSide, difference_view
from reports.difference_page import CAUSES, NOTES, difference_page, say_lone, say_missed
from reports.i18n import Speech
from reports.score_moves import in_tenths
from tests.reports import comparisons, samples
from tests.reports.hostile import PAYLOADS

LOCALES = ("vi", "en")
FILES = {"vi": "difference.html", "en": "difference.en.html"}
_NUMBER = re.compile(r"[+−]?\d+[.,]\d")


@pytest.fixture(scope="module", params=LOCALES)
def soup(request):
    return BeautifulSoup(difference_page(comparisons.view(), request.param, FILES), "lxml")


def tenths(text: str) -> int:
    """The first number of a text, in tenths."""
    (number, *_) = _NUMBER.findall(text)
    return int(Decimal(number.replace(",", ".").replace("−", "-")) * 10)


def test_the_parts_of_every_score_add_up_as_they_are_printed(soup):
    tables = soup.select("table.df-parts")

    assert len(tables) >= 2
    for table in tables:
        ends = ["data-low"] + (["data-high"] if table.select("[data-high]") else [])
        for end in ends:
            before, *parts, after = [tenths(cell.get_text()) for cell in table.select(f"td[{end}]")]
            assert len(parts) == len(Cause)
            assert before + sum(parts) == after
            stated = _NUMBER.findall(table.select_one(f"tfoot td[{end}]").get_text())[1]
            assert tenths(stated) == after - before == sum(parts)


def test_each_line_of_the_table_of_agencies_adds_up(soup):
    rows = soup.select("table.df-agencies tbody tr, table.df-agencies tfoot tr")

    assert len(rows) == 2
    for row in rows:
        change, *parts = [cell.get_text() for cell in row.select("td")[2:7]]
        assert tenths(change) == sum(map(tenths, parts))
        highs = [_NUMBER.findall(text)[1] for text in (change, *parts)]
        assert tenths(highs[0]) == sum(map(tenths, highs[1:]))


points = st.floats(-40, 40, allow_nan=False)


@given(st.floats(0, 100), st.lists(points | st.just(0.0), min_size=4, max_size=4))
def test_rounded_parts_add_up_and_none_is_off_by_more_than_rounding(before, parts):
    total, rounded = in_tenths(before, before + sum(parts), parts)

    assert sum(round(part * 10) for part in rounded) == round(total * 10)
    assert all(abs(real - shown) < 0.2 for real, shown in zip(parts, rounded, strict=True))


def test_every_cause_has_its_share_and_its_verdicts():
    view = comparisons.view()
    (agency,) = view.agencies
    found = {part.cause: part for part in agency.english.parts}

    assert dict(view.causes) == {Cause.SITE: 4, Cause.RULES: 2, Cause.REACH: 1, Cause.REVIEWED: 1}
    assert found[Cause.SITE].low > 0
    assert found[Cause.REACH].high > found[Cause.REACH].low == 0
    assert found[Cause.SITE].width == 100.0  # what moved most fills its half
    assert [quiet.agency_id for quiet in view.quiet] == ["good"]
    # the mean of two agencies, one of which did not move
    assert view.english.change.low == pytest.approx(agency.english.change.low / 2, abs=0.06)


def test_a_loss_is_drawn_to_the_left():
    earlier, later = comparisons.moved().score.english
    assert later.low > earlier.low
    view = difference_view(
        Comparison((backwards(comparisons.moved()),)),
        RunSide("a", "2018-09-30"),
        RunSide("b", "2018-06-30"),
        {},
        {},
    )
    site = view.agencies[0].english.parts[0]

    assert site.cause is Cause.SITE
    assert site.low < 0
    assert (site.start, site.width) == (0.0, 100.0)


def backwards(difference):
    """The same difference from the later result to the earlier one."""
    score = difference.score
    return replace(
        difference,
        score=replace(
            score,
            english=score.english[::-1],
            english_by_cause={c: type(s)(-s.low, -s.high) for c, s in score.english_by_cause.items()},
        ),
    )


def test_verdicts_that_moved_show_both_verdicts_the_cause_and_the_evidence(soup):
    rows = soup.select("table.df-moved tbody tr")

    assert len(rows) == 8
    for row in rows:
        assert len(row.select(".badge")) == 2
        assert row.select_one("a[href^='https://shell.gov.example/']")
        assert row.select_one("q bdi")
    assert len({row.select("td")[0].get_text().split("\n")[0] for row in rows}) >= len(Cause)


@pytest.mark.parametrize("locale", LOCALES)
def test_lists_that_differ_are_told(locale):
    page = BeautifulSoup(difference_page(comparisons.view(), locale, FILES), "lxml")
    text = " ".join(page.select_one("#lists").parent.get_text(" ").split())
    name = comparisons.NAMES["merged"]

    assert (name.vi if locale == "vi" else name.en) in text
    assert "losi-2024" in text
    assert "no such snapshot" in text
    assert (
        page.select_one('[hreflang="en"]' if locale == "vi" else '[hreflang="vi"]')["href"] in FILES.values()
    )


@pytest.mark.parametrize(
    ("lone", "said"),
    [
        (Lone("x", earlier=True), "in the earlier run only"),
        (
            Lone("x", earlier=True, registered=False),
            "in the earlier run only, and not in the registry any more",
        ),
        (
            Lone("x", True, True, ("good",), True),
            "merged into or renamed to Ministry of Good Example, which the later run has",
        ),
        (Lone("x", True, True, ("y",)), "merged into or renamed to y, which the later run does not have"),
        (Lone("x", earlier=False), "in the later run only"),
        (
            Lone("x", False, True, ("good", "y")),
            "in the later run only; it succeeds Ministry of Good Example, y",
        ),
    ],
)
def test_an_agency_of_one_run_only_is_told_with_its_reason(lone, said):
    assert say_lone(lone, comparisons.NAMES, Speech("en")) == said
    assert "%(" not in say_lone(lone, comparisons.NAMES, Speech("vi"))


@pytest.mark.parametrize(
    ("missed", "said"),
    [
        (Missed("earlier"), ("The earlier crawl could not tell.", "")),
        (
            Missed("later", "u", "forbidden"),
            ("The later crawl did not read this page:", "The server refused the visit (403)."),
        ),
        (
            Missed("earlier", "u", UNMET),
            ("The earlier crawl did not read this page:", "It was not found before the crawl ended."),
        ),
        (Missed("later", "u", "a new status"), ("The later crawl did not read this page:", "a new status")),
    ],
)
def test_what_kept_a_crawl_from_seeing_is_told(missed, said):
    assert say_missed(missed, Speech("en")) == said
    assert all(
        bool(part) == bool(other) for part, other in zip(said, say_missed(missed, Speech("vi")), strict=True)
    )


def test_nothing_in_common_is_said_and_no_mean_is_made_up():
    view = difference_view(Comparison(()), RunSide("a", "2018-06-30"), RunSide("b", "2018-09-30"), {}, {})
    text = BeautifulSoup(difference_page(view, "en", {"en": "d.html"}), "lxml").get_text()

    assert view.english is None
    assert "nothing could be compared" in text


def test_a_run_beside_todays_rules_says_so():
    view = difference_view(
        Comparison((comparisons.moved(),)), RunSide("a", "2018-06-30"), None, {}, samples.criteria()
    )
    page = BeautifulSoup(difference_page(view, "vi", {"vi": "d.html"}), "lxml")

    assert "Quy tắc và câu trả lời hiện nay" in page.h1.get_text()
    assert not page.select("[hreflang]")


def test_every_note_of_a_comparison_can_be_said():
    assert set(NOTES) == set(CODES)
    assert set(CAUSES) == set(Cause)


@pytest.mark.parametrize("payload", PAYLOADS[:8])
def test_hostile_quotes_and_addresses_stay_text(payload):
    difference = comparisons.moved()
    proof = Evidence(payload, payload, payload, payload, payload, payload)
    changes = tuple(
        replace(c, proofs=(proof,), missed=Missed("later", payload, payload)) for c in difference.changes
    )
    notes = (Message("renamed", {"before": payload, "after": payload}),)
    view = difference_view(
        Comparison((replace(difference, changes=changes, told=notes),), errors={"x": payload}),
        RunSide("a", "2018-06-30"),
        RunSide("b", "2018-09-30"),
        {"shell": Names(vi=payload, en=payload)},
        {},
    )
    page = BeautifulSoup(difference_page(view, "en", {"en": "d.html"}), "lxml")

    assert not page.find_all(["script", "iframe", "img", "base"])
    assert not [tag for tag in page.find_all() for name in tag.attrs if name.startswith("on")]
    assert not [a for a in page.select("a[href]") if a["href"].startswith(("javascript:", "data:"))]
