"""Verdicts on the packed portals of real content systems, labelled by independent assessors: figures pinned as floors.

Terms and rules were widened after their labels had been read, so the figures are better than what an unseen portal gives.
"""

from __future__ import annotations

import pytest

from audit.results import Verdict
from tests.eval.measure import figures, leave_one_out, rows

MINISTRY, AGENCY = "vn-ministry-wagtail", "vn-agency-mediawiki"
DECIDED = {(MINISTRY, "en"): 67, (AGENCY, "en"): 74, (MINISTRY, "vi"): 68, (AGENCY, "vi"): 74}


@pytest.mark.parametrize(
    ("portal", "language", "precision", "recall", "accuracy"),
    [
        (MINISTRY, "en", 0.80, 0.95, 0.85),
        (AGENCY, "en", 0.88, 0.95, 0.87),
        (MINISTRY, "vi", 0.92, 0.90, 0.80),
        (AGENCY, "vi", 0.92, 0.92, 0.85),
    ],
)
def test_each_portal_keeps_its_floor(portal, language, precision, recall, accuracy):
    found = figures(rows([portal], language))
    assert found.decided == DECIDED[portal, language]
    assert found.precision >= precision
    assert found.recall >= recall
    assert found.accuracy >= accuracy


@pytest.mark.parametrize(
    ("language", "precision", "recall", "accuracy"), [("en", 0.85, 0.90, 0.85), ("vi", 0.90, 0.90, 0.80)]
)
def test_thresholds_chosen_on_one_portal_hold_on_the_other(language, precision, recall, accuracy):
    found = figures(leave_one_out(language, (MINISTRY, AGENCY)))
    assert found.precision >= precision
    assert found.recall >= recall
    assert found.accuracy >= accuracy


@pytest.mark.parametrize("portal", [MINISTRY, AGENCY])
def test_what_a_page_tells_without_a_name_is_quoted_from_it(portal):
    for language in ("en", "vi"):
        for row in rows([portal], language):
            if row.side.reason.code.startswith("told_"):
                assert row.verdict in {Verdict.MET, Verdict.PARTLY}
                assert row.side.evidence[0].quote
