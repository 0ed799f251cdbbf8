"""Where scores and days stand in charts."""

from __future__ import annotations

import pytest

from reports.score_field import ScoreField

FIELD = ScoreField(left=40, right=240, top=10, bottom=110, edge=20)


@pytest.mark.parametrize(("score", "height"), [(0, 110), (100, 10), (25, 85), (-3, 110), (120, 10)])
def test_a_score_stands_as_high_as_it_is(score, height):
    assert FIELD.height(score) == height


def test_lines_across_are_at_quarters():
    assert FIELD.grid == ((0, 110), (25, 85), (50, 60), (75, 35), (100, 10))


@pytest.mark.parametrize(
    ("days", "places"),
    [
        ((), []),
        (("2026-01-01",), [7]),
        (("2026-01-01", "2026-01-02", "2026-01-05"), [60, 100, 220]),
        (("2026-01-01", "2026-01-01", "2026-01-02"), [60, 140, 220]),  # twice on one day
        (("2026-01-05", "2026-01-01", "2026-01-02"), [60, 140, 220]),  # a clock was set back
        (("2026-01-01", "soon", "2026-01-02"), [60, 140, 220]),
    ],
)
def test_days_stand_as_far_apart_as_they_are(days, places):
    assert FIELD.places(days, alone=7) == places
