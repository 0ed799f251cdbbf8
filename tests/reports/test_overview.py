from __future__ import annotations

import pytest

from audit.results import Interval, Verdict
from reports.overview import missed, overview_view
from tests.reports import samples


@pytest.fixture(scope="module")
def view():
    return overview_view(samples.all_results(), samples.rules())


def test_agencies_stand_in_their_groups(view):
    assert [(g.kind, [r.agency_id for r in g.results]) for g in view.groups] == [
        ("ministry", ["good", "shell"]),
        ("government_agency", ["blocked"]),
        ("province", ["province"]),
    ]


def test_medians_leave_out_what_could_not_be_read(view):
    by_kind = {group.kind: group for group in view.groups}
    low = [r.score.english.low for r in by_kind["ministry"].results]
    assert by_kind["ministry"].medians[0] == pytest.approx(sum(low) / 2)
    assert by_kind["government_agency"].medians is None
    assert by_kind["government_agency"].unreadable == 1
    assert view.median == pytest.approx(sorted([*low, view.readable[-1].score.english.low])[1])


def test_the_matrix_has_a_cell_for_each_agency(view):
    for group in view.matrix:
        for row in group.rows:
            assert len(row.verdicts) == len(view.results) == 4
            assert row.asked == sum(v is not Verdict.NOT_APPLICABLE for v in row.verdicts)


def test_the_widest_gaps_come_first_and_do_not_count_what_could_not_be_told(view):
    counts = [missed(row) for row in view.widest_gaps]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == 3  # never the blocked one


def test_an_empty_run_has_no_median():
    empty = overview_view((), samples.rules())
    assert (empty.median, empty.english, empty.matrix, empty.widest_gaps) == (None, None, (), ())


def test_scores_span_from_lowest_to_highest(view):
    lows = [result.score.english.low for result in view.readable]
    assert view.english == Interval(min(lows), max(lows))
