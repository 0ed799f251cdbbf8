from __future__ import annotations

from dataclasses import replace

import pytest

from audit.results import Coverage, Verdict
from audit.scoring import score
from reports.rows import THEME_ROWS
from reports.views import OPEN_FINDINGS, TOP_FIXES, agency_view, coverage_reasons
from tests.audit.builders import as_if_met
from tests.reports import samples


@pytest.fixture(scope="module")
def shell():
    return agency_view(samples.shell_ministry(), samples.rules(), samples.all_results())


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
    view = agency_view(samples.vietnamese_province(), samples.rules())
    assert sum(group.unsure for group in view.groups) > 0
    main = [group for group in view.groups if not group.index]
    assert sum(group.contribution.high for group in main) == pytest.approx(view.result.score.english.high)


def test_rows_hold_what_applies_worst_first_and_the_rest_apart(shell):
    verdicts = [row.judgement.verdict for row in shell.groups[0].rows]
    assert verdicts.index(Verdict.MET) > max(i for i, v in enumerate(verdicts) if v is Verdict.NOT_MET)
    asked = sum(len(group.rows) for group in shell.groups)
    others = sum(len(group.not_asked) for group in shell.groups)
    assert asked + others == len(
        [j for j in shell.result.judgements if j.criterion_id in samples.rules().main]
    )
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
    view = agency_view(samples.vietnamese_province(), samples.rules())
    assert [portal.url for portal, _text in view.blocked_portals] == [
        "https://dichvucong.province.gov.example/"
    ]


def test_a_status_of_another_version_is_kept_not_dropped():
    result = samples.good_ministry()
    portal = replace(result.portals[0], status="teapot")
    view = agency_view(replace(result, portals=(portal,)), samples.rules())
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
    assert agency_view(ministry, samples.rules(), peers[:2]).peer_median is None
    assert agency_view(ministry, samples.rules(), peers).peer_median == pytest.approx(
        samples.shell_ministry().score.english.low
    )


def test_an_unknown_criterion_is_an_error_that_names_it(shell):
    with pytest.raises(KeyError, match="OSI2024"):
        agency_view(shell.result, replace(samples.rules(), editions=()))


@pytest.fixture(scope="module")
def province():
    return agency_view(samples.vietnamese_province(), samples.rules())


def test_an_index_of_its_own_stands_after_the_main_score_and_only_where_it_asks(shell, province):
    assert {group.index for group in shell.groups} == {""}
    assert shell.own_scores == ()
    indices = [group.index for group in province.groups]
    assert indices == sorted(indices)
    assert [own.edition.edition for own in province.own_scores] == ["sample-city"]
    for group in province.groups:
        if group.index:
            assert group.part is not None
            assert 100 * group.won / group.possible == pytest.approx(group.part.english.low)


def test_what_asks_for_the_same_and_has_the_same_evidence_is_shown_once(province):
    rows = {row.criterion.id: row for row in province.rows}
    assert rows[samples.SHARED].same == ""
    assert rows["SAMPLE-EGL"].same == samples.SHARED
    assert rows["CITY-1"].same == samples.SHARED
    assert rows["CITY-2"].same == ""


def test_a_finding_names_all_that_one_fix_meets(province):
    view = next(v for v in province.findings if v.row and v.row.criterion.id == samples.SHARED)
    assert [row.criterion.id for row in view.rows] == [samples.SHARED, *view.finding.also]
    assert {"SAMPLE-EGL", "CITY-1"} <= set(view.finding.also)
    assert len({v.finding.id for v in province.findings}) == len(province.findings)


def test_what_fixes_bring_is_what_scoring_again_says(shell):
    met = {id_ for view in shell.fixes for id_ in (view.finding.criterion_id, *view.finding.also)}
    rules = samples.rules()
    said = score(as_if_met(shell.result.judgements, met), rules.main, rules.weights).english
    assert (shell.after_fixes.low, shell.after_fixes.high) == (
        pytest.approx(said.low),
        pytest.approx(said.high),
    )
    assert shell.after_fixes.low > shell.result.score.english.low


def test_the_running_sum_of_all_findings_leads_to_what_all_fixes_bring(shell):
    rules = samples.rules()
    met = {id_ for view in shell.findings for id_ in (view.finding.criterion_id, *view.finding.also)}
    everything = score(as_if_met(shell.result.judgements, met), rules.main, rules.weights).english
    last = [view for view in shell.findings if view.finding.gain > 0][-1]
    assert shell.plus(last.after).low == pytest.approx(everything.low)


def test_the_width_of_the_interval_is_told_apart_by_cause(shell, province):
    for view in (shell, province):
        score = view.result.score.english
        assert view.width.persons + view.width.unread == pytest.approx(score.high - score.low)
    assert shell.width.person_items >= 2
    assert shell.width.unread_items == 0
    assert province.width.unread_items > 0


def test_a_person_is_asked_once_however_many_criteria_ask(province):
    items = {item.criterion.id: item for item in province.persons}
    assert {samples.MAIL, samples.RANK} <= set(items)
    assert len(items) == len(province.persons)
    assert items[samples.MAIL].ids == (samples.MAIL, "CITY-3")
    assert [item.points for item in province.persons] == sorted(
        (item.points for item in province.persons), reverse=True
    )


def test_what_a_person_decided_waits_no_longer():
    view = agency_view(samples.good_ministry(), samples.rules())
    waiting = {item.criterion.id for item in view.persons}
    assert samples.MAIL not in waiting
    assert samples.RANK in waiting


def test_many_open_rows_are_divided_by_theme_and_none_is_lost(shell):
    for group in shell.groups:
        shown = [row for theme in group.themes for row in theme.rows] + list(group.met)
        assert sorted(r.criterion.id for r in shown) == sorted(r.criterion.id for r in group.rows)
        open_ = len(group.rows) - len(group.met)
        assert len(group.themes) <= 1 or open_ > THEME_ROWS


def test_findings_after_the_first_stand_by_theme_the_theme_worth_most_first(shell):
    first, *themes = shell.finding_groups
    assert [view.number for view in first.findings] == list(range(1, OPEN_FINDINGS + 1))
    shown = [view.number for group in shell.finding_groups for view in group.findings]
    assert sorted(shown) == [view.number for view in shell.findings]
    gains = [theme.gain for theme in themes]
    assert gains == sorted(gains, reverse=True)
    for theme in themes:
        numbers = [view.number for view in theme.findings]
        assert numbers == sorted(numbers)
        assert {view.row.criterion.group for view in theme.findings} == {theme.name}


def test_the_sector_table_counts_every_criterion_of_the_total_once(shell):
    counted = [row for row in shell.rows if row.weight > 0]
    assert sum(line.count for line in shell.sectors) == len(counted)
    assert [line.sector for line in shell.sectors][-1] == ""
    by_name = {s.subindex: s for s in shell.result.score.sectors}
    for line in shell.sectors[:-1]:
        assert (line.english, line.local) == (by_name[line.sector].english, by_name[line.sector].local)
        assert len(line.cells) == len(shell.sector_columns)


def test_the_annex_has_each_requirement_once_for_each_verdict(province):
    lines = province.requirements
    assert sum(len(rows) for rows in lines) == len(province.rows)
    keys = [(rows[0].root, rows[0].judgement.verdict) for rows in lines]
    assert len(keys) == len(set(keys))


def test_verdicts_of_low_confidence_are_listed_unless_a_person_looked(shell):
    assert shell.doubtful
    assert all(row.judgement.confidence == "low" and row.judgement.review is None for row in shell.doubtful)
    assert len({row.root for row in shell.doubtful}) == len(shell.doubtful)
