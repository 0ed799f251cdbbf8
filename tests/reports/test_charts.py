from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from audit.results import Interval
from reports.charts import bar, stack


def test_a_bar_shows_what_is_certain_and_what_is_open():
    certain, open_ = bar(Interval(25, 60), 400)
    assert (certain.start, certain.width) == (0, 100)
    assert (open_.start, open_.width) == (100, 140)


def test_a_bar_never_leaves_its_track():
    certain, open_ = bar(Interval(-5, 130), 400)
    assert certain.width == 0
    assert open_.width == 400


def test_a_stack_is_ordered_and_full():
    parts = stack({"other": 10, "vi": 60, "en": 30}, 200)
    assert [(part.name, part.width, part.share) for part in parts] == [
        ("en", 60, 30),
        ("vi", 120, 60),
        ("other", 20, 10),
    ]


def test_nothing_counted_draws_nothing():
    assert stack({}, 400) == ()
    assert stack({"en": 0}, 400) == ()


@given(
    st.dictionaries(st.sampled_from(["en", "vi", "other", "und", "mixed"]), st.integers(1, 10**9), min_size=1)
)
def test_a_stack_adds_up(counts):
    parts = stack(counts, 400)
    assert sum(part.count for part in parts) == sum(counts.values())
    assert abs(parts[-1].start + parts[-1].width - 400) < 0.05
