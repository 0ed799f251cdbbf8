from __future__ import annotations

from collections import Counter

import pytest

from audit.results import Verdict
from reports.matrix import matrix_of
from reports.tally import NOTHING, VerdictTally
from tests.reports import samples


@pytest.fixture(scope="module")
def matrix():
    return matrix_of(samples.all_results(), samples.rules())


def test_the_matrix_has_a_cell_for_each_agency(matrix):
    for row in matrix.rows:
        assert len(row.verdicts) == len(matrix.columns) == 4
        assert row.asked == sum(v is not Verdict.NOT_APPLICABLE for v in row.verdicts) > 0


def test_rows_columns_and_parts_add_up_to_the_same_and_to_what_was_judged(matrix):
    assert (
        sum((row.tally for row in matrix.rows), NOTHING)
        == sum((column.tally for column in matrix.columns), NOTHING)
        == sum((group.tally for group in matrix.groups), NOTHING)
        == matrix.tally
    )
    judged = Counter(j.verdict for result in samples.all_results() for j in result.judgements)
    assert matrix.tally == VerdictTally(
        judged["met"],
        judged["partly"],
        judged["vietnamese_only"],
        judged["not_met"],
        judged["could_not_tell"],
    )


def test_indices_of_their_own_are_parts_of_their_own(matrix):
    assert [(group.own.edition, group.subindex) for group in matrix.groups if group.own] == [
        ("sample-city", "PE"),
        ("sample-city", "TEC"),
    ]
    assert len({group.anchor for group in matrix.groups}) == len(matrix.groups)


def test_an_agency_that_could_not_be_read_lowers_no_share(matrix):
    met = VerdictTally.of(
        [Verdict.MET, Verdict.NOT_MET, Verdict.COULD_NOT_TELL, Verdict.NOT_APPLICABLE, None]
    )
    assert (met.asked, met.told, met.share) == (3, 2, 50)
    blocked = next(c for c in matrix.columns if c.result.agency_id == "blocked")
    assert (blocked.tally.share, blocked.tally.only) == (None, None)


def test_kinds_and_sectors_are_those_of_the_columns(matrix):
    assert matrix.kinds == ("ministry", "province", "government_agency")
    assert matrix.sectors == ("education", "health")


def test_a_run_of_nobody_is_an_empty_matrix():
    empty = matrix_of((), samples.rules())
    assert (empty.columns, empty.groups, empty.tally) == ((), (), NOTHING)
