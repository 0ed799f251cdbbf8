from __future__ import annotations

from reports.trend import TrendPoint
from reports.trend_chart import trend_chart


def point(day, english, local=None, other=False):
    return TrendPoint(day.replace("-", ""), day, 3, 3, english, local, other_editions=other)


def test_runs_stand_as_far_apart_as_their_days():
    english, local = trend_chart(
        [point("2018-01-01", 0), point("2018-01-11", 50), point("2018-03-02", 100)]
    ).lines
    first, second, last = english.dots
    assert round((second.x - first.x) * 6) == round(last.x - first.x)
    assert first.y > second.y > last.y
    assert local.dots == local.stretches == ()


def test_runs_of_one_day_stand_equally_far_apart():
    first, second, last = (
        trend_chart([point("2018-01-01", 1), point("2018-01-01", 1), point("2019-01-01", 1)]).lines[0].dots
    )
    assert first.x < second.x < last.x
    assert round(second.x - first.x, 1) == round(last.x - second.x, 1)


def test_what_cannot_be_compared_is_hollow_and_its_lines_are_dashed():
    line = trend_chart(
        [point("2018-01-01", 1, other=True), point("2018-02-01", 2), point("2018-03-01", 3)]
    ).lines[0]
    assert [dot.hollow for dot in line.dots] == [True, False, False]
    assert [stretch.dashed for stretch in line.stretches] == [True, False]


def test_a_run_that_read_nobody_leaves_no_mark():
    line = trend_chart([point("2018-01-01", 1), point("2018-02-01", None), point("2018-03-01", 3)]).lines[0]
    assert len(line.dots) == 2
    (stretch,) = line.stretches
    assert (stretch.x1, stretch.x2) == (line.dots[0].x, line.dots[1].x)


def test_days_that_are_none_and_no_runs_draw_all_the_same():
    assert len(trend_chart([point("", 1), point("2018-02-01", 2)]).lines[0].dots) == 2
    assert trend_chart([]).days == ()
    assert len(trend_chart([point("2018-02-01", 2)]).lines[0].dots) == 1
