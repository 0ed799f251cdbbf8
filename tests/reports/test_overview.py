from __future__ import annotations

import pytest

from reports.overview import overview_view
from reports.told import Told
from tests.reports import samples


@pytest.fixture(scope="module")
def view():
    return overview_view(Told(samples.all_results(), samples.rules(), samples.RUN))


def test_medians_leave_out_what_could_not_be_read(view):
    by_kind = {group.kind: group for group in view.groups}
    low = [r.score.english.low for r in by_kind["ministry"].results]
    assert by_kind["ministry"].scores.english == pytest.approx(sum(low) / 2)
    assert by_kind["government_agency"].scores is None
    assert by_kind["government_agency"].unreadable == 1
    assert view.scores.english == pytest.approx(sorted([*low, view.readable[-1].score.english.low])[1])


def test_scores_span_from_lowest_to_highest(view):
    lows = [result.score.english.low for result in view.readable]
    assert (view.scores.span.low, view.scores.span.high) == (min(lows), max(lows))


def test_the_widest_gaps_come_first_and_do_not_count_what_could_not_be_told(view):
    counts = [row.tally.missed for row in view.widest_gaps]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == 3  # never the blocked one


def test_what_asks_for_the_same_is_one_gap(view):
    roots = [row.criterion.root or row.criterion.id for row in view.widest_gaps]
    assert len(roots) == len(set(roots))


def test_what_is_lacking_in_english_is_asked_in_english(view):
    assert all(row.criterion.language in {"both", "english"} for row in view.widest_gaps)


def test_an_empty_run_has_no_scores():
    empty = overview_view(Told((), samples.rules(), samples.RUN))
    assert (empty.scores, empty.matrix.groups, empty.widest_gaps, empty.sectors) == (None, (), (), ())
    assert empty.trend.since is None
