from __future__ import annotations

from dataclasses import replace

import pytest

from audit.results import Coverage, Verdict
from reports.views import TOP_FIXES, agency_view, coverage_reasons
from tests.reports import samples


@pytest.fixture(scope="module")
def shell():
    return agency_view(samples.shell_ministry(), samples.criteria(), samples.all_results())


def test_the_fixes_are_the_findings_worth_most(shell):
    gains = [view.finding.gain for view in shell.findings]
    assert [view.finding.gain for view in shell.fixes] == sorted(gains, reverse=True)[:TOP_FIXES]
    assert shell.fixes_gain == pytest.approx(sum(sorted(gains, reverse=True)[:TOP_FIXES]))


def test_the_total_can_be_worked_out_from_the_groups(shell):
    low = sum(group.contribution.low for group in shell.groups)
    assert low == pytest.approx(shell.result.score.english.low)
    for group in shell.groups:
        assert group.part is not None
        assert 100 * group.won / group.possible == pytest.approx(group.part.english.low)
        assert 100 * (group.won + group.unsure) / group.possible == pytest.approx(group.part.english.high)


def test_the_open_end_can_be_worked_out_too():
    view = agency_view(samples.vietnamese_province(), samples.criteria())
    assert sum(group.unsure for group in view.groups) > 0
    assert sum(group.contribution.high for group in view.groups) == pytest.approx(
        view.result.score.english.high
    )


def test_rows_hold_what_applies_worst_first_and_the_rest_apart(shell):
    verdicts = [row.judgement.verdict for row in shell.groups[0].rows]
    assert verdicts.index(Verdict.MET) > max(i for i, v in enumerate(verdicts) if v is Verdict.NOT_MET)
    asked = sum(len(group.rows) for group in shell.groups)
    others = sum(len(group.not_asked) for group in shell.groups)
    assert asked + others == len(shell.result.judgements)
    assert all(r.judgement.verdict is Verdict.NOT_APPLICABLE for g in shell.groups for r in g.not_asked)


def test_unmet_duties_are_those_of_the_english_articles(shell):
    ids = {row.criterion.id for row in shell.duties}
    assert {"VN-D43-13-a", "VN-D43-13-k", "VN-D43-13-s"} <= ids
    assert "VN-D42-7-a" not in ids  # not in force on the day
    assert {row.judgement.verdict for row in shell.unmet_duties} <= {
        Verdict.NOT_MET,
        Verdict.PARTLY,
        Verdict.VIETNAMESE_ONLY,
    }


def test_a_portal_that_keeps_the_crawler_out_is_named_an_unconfirmed_address_is_not():
    view = agency_view(samples.vietnamese_province(), samples.criteria())
    assert [portal.url for portal, _text in view.blocked_portals] == [
        "https://dichvucong.province.gov.example/"
    ]


def test_a_status_of_another_version_is_kept_not_dropped():
    result = samples.good_ministry()
    portal = replace(result.portals[0], status="teapot")
    view = agency_view(replace(result, portals=(portal,)), samples.criteria())
    assert view.portals == ((portal, None),)
    reasons = coverage_reasons(Coverage(found=3, by_status={"ok": 2, "teapot": 1}))
    assert [(r.status, r.bucket, r.count) for r in reasons] == [("ok", "fetched", 2), ("teapot", "failed", 1)]


def test_the_coverage_lines_add_up_part_by_part():
    coverage = samples.COVERAGE
    reasons = coverage_reasons(coverage)
    assert sum(reason.count for reason in reasons) == coverage.found
    for part in ("fetched", "skipped", "failed", "left"):
        assert sum(r.count for r in reasons if r.bucket == part) == getattr(coverage, part)
    assert [reason.bucket for reason in reasons] == sorted(
        (reason.bucket for reason in reasons), key=["fetched", "skipped", "failed", "left"].index
    )


def test_a_median_needs_three_readable_peers():
    ministry = samples.good_ministry()
    peers = [ministry, samples.shell_ministry(), replace(samples.shell_ministry(), agency_id="third")]
    assert agency_view(ministry, samples.criteria(), peers[:2]).peer_median is None
    assert agency_view(ministry, samples.criteria(), peers).peer_median == pytest.approx(
        samples.shell_ministry().score.english.low
    )


def test_an_unknown_criterion_is_an_error_that_names_it(shell):
    with pytest.raises(KeyError, match="OSI2024"):
        agency_view(shell.result, {})
