"""What a report tells of the runs before: the trend, and what has changed since the last one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.compare import Cause, Change, ScoreChange, Shift
from audit.reasons import REASONS
from audit.results import Interval, Verdict
from audit.untold import Untold
from reports.agencies import Agencies
from reports.history import MOST_POINTS, SinceView, Turn, history_view, turn_of
from reports.history_chart import HEIGHT, WIDTH, history_chart
from reports.i18n import Speech
from reports.sentences import high_shift_text, shift_text
from tests.reports import earlier, samples
from tests.reports.pages import first_screen, page, words

V = Verdict


@pytest.fixture(scope="module")
def history():
    return Agencies(earlier.told()).view(earlier.told().results[1]).history


def change(cause: Cause, before: Verdict | None, after: Verdict | None) -> Change:
    return Change("C-1", cause, before, after, (before, after), (before, after))


@pytest.mark.parametrize(
    ("cause", "before", "after", "turn"),
    [
        (Cause.SITE, V.NOT_MET, V.MET, Turn.FIXED),
        (Cause.SITE, V.VIETNAMESE_ONLY, V.PARTLY, Turn.BETTER),
        (Cause.SITE, V.NOT_MET, V.VIETNAMESE_ONLY, Turn.BETTER),
        (Cause.SITE, V.MET, V.PARTLY, Turn.WORSE),
        (Cause.SITE, V.PARTLY, V.NOT_MET, Turn.WORSE),
        (Cause.SITE, None, V.NOT_MET, Turn.NEW),
        (Cause.SITE, V.NOT_APPLICABLE, V.PARTLY, Turn.NEW),
        (Cause.SITE, V.NOT_MET, V.NOT_APPLICABLE, Turn.OTHER),
        (Cause.SITE, V.NOT_MET, V.NOT_MET, Turn.OTHER),
        (Cause.REACH, V.COULD_NOT_TELL, V.MET, Turn.REACH),
        (Cause.REACH, V.NOT_MET, V.MET, Turn.REACH),
        (Cause.REVIEWED, V.COULD_NOT_TELL, V.MET, Turn.PERSON),
        (Cause.RULES, V.NOT_MET, V.MET, Turn.RULES),
    ],
)
def test_only_what_the_site_changed_is_fixed_better_worse_or_new(cause, before, after, turn):
    assert turn_of(change(cause, before, after)) is turn


def test_the_parts_add_up_to_the_change_of_the_score(history):
    since = history.since
    low = sum(part.low for _, part in since.parts)
    high = sum(part.high for _, part in since.parts)
    assert since.moved.low == pytest.approx(low, abs=0.05) != 0
    assert since.moved.high == pytest.approx(high, abs=0.05)
    assert {cause for cause, _ in since.parts} == {Cause.SITE, Cause.REACH}


@settings(deadline=None)  # the first example reads the catalogue of sentences
@given(st.floats(0, 100), st.floats(0, 100), st.floats(-20, 20), st.floats(-20, 20))
def test_what_is_printed_adds_up(before, after, site, reach):
    """Also after rounding: the change is that of the printed scores, and the printed parts add up to it."""
    shifts = {
        Cause.SITE: Shift(site, site),
        Cause.REACH: Shift(reach, reach),
        Cause.RULES: Shift(after - before - site - reach, after - before - site - reach),
    }
    then, now = (replace(earlier.past(earlier.LAST, s, s), readable=True) for s in (before, after))
    scores = ScoreChange("", (then.english, now.english), (then.local, now.local), shifts, {})
    since = SinceView(then, now, scores)
    speech = Speech("en", REASONS)

    def printed(value):
        return Decimal(speech.points(value).replace("−", "-"))

    assert printed(since.moved.low) == printed(now.english.low) - printed(then.english.low)
    assert sum(printed(part.low) for _, part in since.parts) == printed(since.moved.low)


def test_counts_are_those_of_the_list(history):
    since = history.since
    assert since.counts == ((Turn.FIXED, 2), (Turn.WORSE, 1), (Turn.REACH, 1))
    assert [(turn, len(items)) for turn, items in since.by_turn] == list(since.counts)


def test_a_run_that_could_not_be_read_is_no_change_of_the_score():
    result = samples.shell_ministry()
    unread = earlier.past(earlier.LAST, 0.0, 100.0, readable=False)
    assert history_view(result, [unread], samples.criteria()).since.moved is None
    blocked = samples.blocked_agency()
    assert (
        history_view(blocked, [earlier.past(earlier.LAST, 40.0, 41.0)], samples.criteria()).since.moved
        is None
    )


def test_without_an_earlier_run_there_is_no_history(rendered):
    assert history_view(samples.shell_ministry(), (), samples.criteria()) is None
    soup = page(rendered, "vi/shell")
    assert soup.select_one("#history") is None
    assert not soup.select('a[href="#history"]')


def test_a_criterion_that_is_gone_from_the_rules_is_left_out():
    known = dict(samples.criteria())
    changes = earlier.difference().changes
    del known[changes[0].criterion_id]
    past = [earlier.past(earlier.LAST, 1.0, 2.0)]
    view = history_view(samples.shell_ministry(), past, known, earlier.difference())
    assert len(view.since.verdicts) == len(changes) - 1


def test_the_trend_keeps_the_latest_runs_and_says_how_many_it_leaves_out():
    past = [earlier.past(f"20{10 + n}0101T000000Z", 10.0 + n, 11.0 + n) for n in range(MOST_POINTS + 4)]
    view = history_view(samples.shell_ministry(), past, samples.criteria())
    assert (len(view.points), view.left_out) == (MOST_POINTS, 5)
    assert view.points[-1].current
    assert view.points[-1].score.run_id == samples.RUN.run_id


def test_the_line_breaks_where_a_run_could_not_be_read_or_other_editions_judged(history):
    chart = history_chart(history.points)
    assert len(chart.marks) == 3  # of four runs
    assert len(chart.unread) == 1
    assert len(chart.breaks) == 1
    assert [len(line.split()) for line in chart.lines] == [2]
    assert [mark.hollow for mark in chart.marks] == [True, False, False]


@pytest.mark.parametrize(
    "days", [["2018-01-01"] * 3, ["", "x", "2018-01-01"], ["2018-06-30", "2018-01-01", "2018-03-31"]]
)
def test_runs_stand_apart_whatever_their_days_are(days, history):
    points = [
        replace(history.points[-1], score=replace(history.points[-1].score, day=day), current=False)
        for day in days
    ]
    xs = [mark.x for mark in history_chart(points).marks]
    assert xs == sorted(set(xs))
    assert len(xs) == 3


def test_nothing_leaves_the_drawing():
    past = [earlier.past(f"20{10 + n}0101T000000Z", -5.0 + 10 * n, 100.0 + n) for n in range(MOST_POINTS)]
    view = history_view(samples.shell_ministry(), past, samples.criteria())
    chart = history_chart(view.points)
    assert all(
        chart.left <= m.x <= chart.right and chart.top <= m.high <= m.low <= chart.bottom for m in chart.marks
    )
    assert all(0 <= label.x <= WIDTH for label in chart.labels)
    assert chart.bottom < HEIGHT
    gaps = [b.x - a.x for a, b in zip(chart.labels, chart.labels[1:], strict=False)]
    assert min(gaps) > 85
    assert chart.labels[-1].day == samples.DAY.isoformat()


@pytest.mark.parametrize(
    ("shift", "vi", "high"),
    [
        (Shift(6.74, 6.74), "+6,7", ""),
        (Shift(-2.0, 0.5), "−2,0", "+0,5"),
        (Shift(0.01, -0.01), "±0,0", ""),
        (Shift(-0.02, 3.0), "±0,0", "+3,0"),
    ],
)
def test_a_shift_is_said_with_its_sign(shift, vi, high):
    speech = Speech("vi", REASONS)
    assert shift_text(shift, speech) == vi
    assert high_shift_text(shift, speech) == high


def test_the_first_screen_says_what_changed_and_leads_to_the_list(told_rendered, history):
    speech = Speech("vi", REASONS)
    card = page(told_rendered, "vi/shell").select_one(".ag-since")
    text = " ".join(card.get_text(" ").split())
    assert "Thay đổi so với đợt 31/03/2018" in text
    assert shift_text(history.since.moved, speech) in text
    assert "Đã khắc phục: 2; Kém hơn trước: 1; Chỉ một trong hai đợt đọc được: 1." in text
    assert card.select_one('a[href="#history"]')
    assert len(card.select("p.small")) <= 3


def test_the_list_names_each_changed_verdict_with_its_evidence(told_rendered):
    section = page(told_rendered, "en/shell").select_one("section:has(> #history)")
    items = section.select("details.ag-changed li")
    assert len(items) == len(earlier.difference().changes)
    links = {item.select_one("a")["href"] for item in items}
    assert links == {f"#c-{change.criterion_id}" for change in earlier.difference().changes}
    assert all(item.select_one("a.address") for item in items)
    table = section.select_one("table.ag-runs")
    assert [th.get_text(" ", strip=True)[:15] for th in table.select("tbody th")] == [
        "30 June 2018 (t",
        "31 March 2018",
        "1 January 2018",
        "1 October 2017",
    ]
    assert "could not be read" in table.get_text()
    assert section.select_one("svg title").get_text() == "Score in English over the runs"


@pytest.mark.parametrize(
    ("name", "why", "sentence"),
    [
        ("good", Untold.RULES, "Bộ tiêu chí hoặc cách đánh giá đã thay đổi từ đợt đó"),
        ("province", Untold.SNAPSHOT, "Bản lưu trang của một trong hai đợt không còn"),
    ],
)
def test_where_the_parts_are_not_told_the_reason_is(told_rendered, name, why, sentence):
    assert earlier.told().undivided[name] is why
    soup = page(told_rendered, f"vi/{name}")
    text = words(soup)
    assert sentence in text
    assert f"osi-audit compare {earlier.LAST} {samples.RUN.run_id} --agency {name}" in text
    assert not soup.select("details.ag-changed, table.ag-parts")


def test_an_agency_that_cannot_be_read_now_has_no_change_of_its_score(told_rendered):
    text = first_screen(page(told_rendered, "vi/blocked"))
    assert "Điểm đợt đó là 20,0–25,0; đợt này đọc được quá ít nên không so sánh." in text


def test_intervals_of_one_value_are_written_as_one():
    assert (
        history_chart(
            history_view(
                samples.shell_ministry(),
                [replace(earlier.past(earlier.LAST, 5.0, 5.0), english=Interval(5.0, 5.0))],
                samples.criteria(),
            ).points
        )
        .marks[0]
        .open
        is False
    )
