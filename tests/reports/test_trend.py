from __future__ import annotations

from dataclasses import replace
from statistics import median

import pytest

from reports.told import Told
from reports.trend import trend_of
from tests.reports import nation, samples


@pytest.fixture(scope="module")
def told():
    return nation.told()


@pytest.fixture(scope="module")
def trend(told):
    return trend_of(told)


def test_runs_stand_in_their_order_and_this_one_last(trend):
    assert [point.run_id for point in trend.points] == [*nation.RUNS, samples.RUN.run_id]
    assert [point.day for point in trend.points] == ["2017-06-30", "2017-12-31", "2018-03-31", "2018-06-30"]


def test_an_agency_that_could_not_be_read_is_no_part_of_a_median(told, trend):
    scores = [told.history[name][2] for name in told.history if told.history[name][2].readable]
    then = trend.points[2]
    assert then.agencies == len(scores) + 1 == 8
    assert then.readable == len(scores)
    assert then.english == median(score.english.low for score in scores)
    assert then.local == median(score.local.low for score in scores)


def test_runs_by_other_editions_and_of_other_agencies_are_marked(trend):
    assert [(p.other_editions, p.other_agencies) for p in trend.points] == [
        (True, True),
        (False, True),
        (False, True),
        (False, False),
    ]
    assert [point.comparable for point in trend.points] == [False, False, False, True]


def test_a_changed_list_is_told_and_only_the_same_agencies_are_compared(trend):
    since = trend.since
    assert (since.run_id, since.day) == (nation.RUNS[2], "2018-03-31")
    assert [result.agency_id for result in since.added] == [nation.NEW]
    assert since.gone == (nation.GONE,)  # "late" has no result yet, which is said elsewhere
    assert since.list_changed
    assert since.both == 5
    assert since.moved == pytest.approx(4.0)
    assert not since.other_editions


def test_the_same_agencies_by_the_same_editions_are_comparable():
    results = samples.all_results()
    history = {r.agency_id: (nation.past(r, nation.RUNS[2], 4.0),) for r in results}
    trend = trend_of(Told(results, samples.rules(), samples.RUN, history=history))
    assert trend.points[0].comparable
    assert not trend.since.list_changed


def test_an_agency_that_was_read_only_once_moves_no_median():
    result = samples.good_ministry()
    shut = replace(nation.past(result, nation.RUNS[2], 4.0), readable=False)
    trend = trend_of(Told([result], samples.rules(), samples.RUN, history={result.agency_id: (shut,)}))
    assert (trend.since.both, trend.since.before, trend.since.after, trend.since.moved) == (
        0,
        None,
        None,
        None,
    )
    assert (trend.points[0].english, trend.points[0].readable) == (None, 0)


def test_a_score_that_does_not_say_its_editions_is_not_called_another():
    result = samples.good_ministry()
    past = nation.past(result, nation.RUNS[2], 4.0, ())
    trend = trend_of(Told([result], samples.rules(), samples.RUN, history={result.agency_id: (past,)}))
    assert not trend.points[0].other_editions


def test_a_run_of_other_agencies_only_is_no_earlier_run():
    shell = samples.shell_ministry()
    history = {shell.agency_id: (nation.past(shell, nation.RUNS[2], 4.0),)}
    told = Told([samples.good_ministry()], samples.rules(), samples.RUN, history=history)
    assert trend_of(told).since is None


def test_a_few_agencies_that_were_audited_again_in_between_make_no_others_new():
    results = samples.all_results()
    few, *others = results
    assert len(others) >= 2
    history = {r.agency_id: (nation.past(r, nation.RUNS[1], 4.0),) for r in results}
    history[few.agency_id] += (nation.past(few, nation.RUNS[2], 2.0),)
    since = trend_of(Told(results, samples.rules(), samples.RUN, history=history)).since
    assert since.run_id == nation.RUNS[1]
    assert not since.list_changed


def test_without_a_history_there_is_this_run_alone():
    trend = trend_of(Told(samples.all_results(), samples.rules(), samples.RUN))
    assert len(trend.points) == 1
    assert trend.since is None
