from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from reports.run_charts import Frame, apart, lines, stretches, timeline


@given(st.lists(st.tuples(st.text(max_size=3), st.integers(0, 500)), max_size=6))
def test_stretches_fill_the_bar_without_gaps(counts):
    made = stretches(counts, 200)

    assert sum(s.count for s in made) == sum(count for _, count in counts)
    for left, right in itertools.pairwise(made):
        assert abs(left.start + left.width - right.start) < 0.02
    if made:
        assert made[0].start == 0
        assert abs(made[-1].start + made[-1].width - 200) < 0.02


@given(st.lists(st.floats(0, 300), max_size=12))
def test_labels_stand_apart_and_keep_their_order(places):
    moved = apart(places, 15)

    assert sum(moved) - sum(places) < 1 and sum(places) - sum(moved) < 1  # noqa: PT018 - one centre of gravity
    order = sorted(range(len(places)), key=lambda n: places[n])
    for above, below in itertools.pairwise(order):
        assert moved[below] - moved[above] >= 14.98


def test_labels_that_are_apart_stay_where_they_are():
    assert apart([100, 10, 50], 15) == (100.0, 10.0, 50.0)


def test_an_axis_may_be_turned_round():
    frame = Frame((0, 1), (193, 1), width=100, height=100, left=0, right=0, top=0, bottom=0)

    assert (frame.y(1), frame.y(193)) == (0, 100)


def test_a_line_without_values_is_left_out():
    frame = Frame((2016, 2024), (0, 1))

    assert [line.name for line in lines(frame, [("a", [(2016, 0.5)]), ("b", [])])] == ["a"]


def test_what_began_before_starts_with_the_line():
    (stay,) = timeline([(-30, 50)], 100, 100, 10)

    assert (stay.start, stay.width, stay.row) == (0, 50, 0)


@given(st.lists(st.integers(0, 365), max_size=10))
def test_numbers_on_a_time_line_never_stand_upon_each_other(days):
    days = sorted(days)
    made = timeline([(day, day) for day in days], 365, 600, 26)

    for row in {stay.row for stay in made}:
        starts = [stay.start for stay in made if stay.row == row]
        assert all(right - left >= 25.9 for left, right in itertools.pairwise(starts))
