"""The UN's formula and ranks, against the values that the UN published."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.egdi import egdi_view, fixed, mean, rank_of
from reports.egdi_charts import curve, peers, trend
from reports.egdi_data import State, load_egdi

CONFIG = Path(__file__).parents[2] / "config"
EGDI = load_egdi(CONFIG)
YEARS = list(EGDI.surveys)


@lru_cache(maxsize=1)
def view():
    return egdi_view(EGDI)


def survey(year: int):
    return next(survey for survey in view().surveys if survey.year == year)


@pytest.mark.parametrize("year", YEARS)
def test_the_formula_gives_every_published_value_within_rounding(year):
    # Each part and the EGDI are rounded to four decimals, or to five, so that their mean is off by less than a unit of the fourth.
    states = EGDI.surveys[year].values()

    off = {s.name: abs(mean(s.osi, s.tii, s.hci) - s.egdi) for s in states}
    assert {name: diff for name, diff in off.items() if diff > 0.00007} == {}


@pytest.mark.parametrize("year", YEARS)
def test_the_rule_gives_every_published_rank_but_those_that_the_un_set_apart(year):
    states = EGDI.surveys[year].values()

    values = [s.egdi for s in states]
    other = {s.iso3 for s in states if rank_of(s.egdi, values) != s.rank}
    assert other == ({"AND", "HUN", "MKD", "TLS"} if year == 2020 else set())


@pytest.mark.parametrize(
    ("year", "egdi_rank", "part_ranks", "peer_rank"),
    [
        (2016, 89, (74, 90, 127), 6),
        (2018, 88, (59, 100, 120), 6),
        (2020, 86, (81, 69, 117), 6),
        (2022, 86, (76, 74, 115), 6),
        (2024, 71, (75, 67, 79), 5),
    ],
)
def test_the_published_osi_gives_the_published_rank(year, egdi_rank, part_ranks, peer_rank):
    found = survey(year)

    assert found.published.rank == found.state.rank == egdi_rank
    assert found.part_ranks == part_ranks
    assert found.published.peer_rank == found.peer_rank == peer_rank
    assert abs(found.published.egdi - found.state.egdi) < 0.00011


@given(st.sampled_from(YEARS), st.floats(0, 1), st.floats(0, 1))
def test_a_higher_osi_never_gives_a_lower_rank(year, first, second):
    low, high = sorted((first, second))

    worse, better = survey(year).what_if(low), survey(year).what_if(high)
    assert worse.egdi <= better.egdi
    assert 1 <= better.rank <= worse.rank <= 193
    assert better.peer_rank <= worse.peer_rank <= 11


@pytest.mark.parametrize("year", YEARS)
def test_the_osi_needed_is_the_lowest_that_is_ahead(year):
    found = survey(year)
    unit = 10.0**-found.digits

    for place in found.places:
        if place.iso3 == "VNM":
            assert place.needed is None
        elif place.needed <= 1:
            assert found.what_if(place.needed).egdi > place.egdi
            if place.needed > 0:
                assert found.what_if(place.needed - unit).egdi <= place.egdi
    assert [place.iso3 for place in found.places if place.needed and place.needed > 1][:1] == ["SGP"]


def test_states_with_the_same_value_share_the_better_rank():
    assert [rank_of(value, [0.9, 0.8, 0.8, 0.7]) for value in (0.9, 0.8, 0.7)] == [1, 2, 4]


def test_a_state_without_a_value_has_no_rank_and_is_passed_by_nobody():
    none = State("NWH", "Nowhere", None, None, None, 0.1, 0.2)
    year = 2024
    states = {
        **EGDI.surveys[year],
        "NWH": none,
        "MYS": replace(EGDI.surveys[year]["MYS"], egdi=None, rank=None, osi=None),
    }
    found = egdi_view(replace(EGDI, surveys={year: states})).latest

    assert found.ranked == 192
    assert found.without == ("Malaysia", "Nowhere")
    assert found.what_if(1.0).rank == survey(year).what_if(1.0).rank
    last = found.places[-1]
    assert (last.iso3, last.egdi, last.needed, last.osi_rank) == ("MYS", None, None, None)


def test_a_survey_without_our_values_is_left_out():
    states = {"VNM": replace(EGDI.surveys[2024]["VNM"], osi=None)}

    assert [
        s.year for s in egdi_view(replace(EGDI, surveys={**EGDI.surveys, 2024: states})).surveys
    ] == YEARS[:-1]
    assert egdi_view(replace(EGDI, surveys={2024: states})) is None


def test_the_example_is_the_next_step_above_what_is_published():
    assert view().example.osi == 0.75
    assert (view().example.egdi, view().example.rank) == (0.78487, 66)


def test_groups_are_those_of_the_un():
    assert [survey(year).published.group.en for year in YEARS] == [
        "high",
        "high",
        "high",
        "high",
        "very high",
    ]
    assert survey(2016).what_if(0.0).group.en == "middle"


def test_values_are_rounded_half_up_as_printed():
    assert fixed(0.50725, 4) == "0.5073"
    assert fixed(0.7, 2) == "0.70"


def test_pictures_hold_every_survey_and_every_peer():
    found = trend(view())
    assert [line.name for line in found.lines] == ["egdi", "osi", "tii", "hci"]
    assert all([x for x, _ in line.values] == YEARS for line in found.lines)

    lines = peers(view()).lines
    assert len(lines) == 11
    assert lines[-1].name == "VNM"
    labels = sorted(line.label_y for line in lines)
    assert all(below - above >= 14.9 for above, below in itertools.pairwise(labels))


def test_the_curve_falls_to_better_ranks():
    (line,) = curve(view().latest).lines
    ranks = [rank for _, rank in line.values]

    assert ranks == sorted(ranks, reverse=True)
    assert ranks[0] == view().latest.what_if(0.0).rank
