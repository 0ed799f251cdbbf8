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


def test_what_asks_for_the_same_is_one_gap(view):
    roots = [row.criterion.root or row.criterion.id for row in view.widest_gaps]
    assert len(roots) == len(set(roots))


def test_the_parts_of_the_matrix_say_how_much_is_met(view):
    for group in view.matrix:
        total = sum(group.share(verdict) for verdict in Verdict if verdict is not Verdict.NOT_APPLICABLE)
        assert total == pytest.approx(100)
    own = [group for group in view.matrix if group.own]
    assert [(group.own.edition, group.subindex) for group in own] == [
        ("sample-city", "PE"),
        ("sample-city", "TEC"),
    ]
    assert len({group.anchor for group in view.matrix}) == len(view.matrix)


def test_an_index_of_its_own_has_a_column_where_it_asks(view):
    by_kind = {group.kind: group for group in view.groups}
    assert by_kind["ministry"].own == ()
    (edition,) = by_kind["province"].own
    result = by_kind["province"].results[0]
    assert by_kind["province"].own_score(result, edition) == result.own_scores[0]


def test_what_is_lacking_in_english_is_asked_in_english(view):
    assert all(row.criterion.language in {"both", "english"} for row in view.widest_gaps)
