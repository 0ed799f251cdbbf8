from __future__ import annotations

from dataclasses import replace

from reports.overview import overview_view
from reports.render import render_run
from reports.steps import waiting
from reports.told import Told
from tests.reports import nation, samples
from tests.reports.pages import first_screen, page


def steps(told):
    return {step.code: step for step in overview_view(told).steps}


def test_what_stands_in_the_way_of_a_judgement_comes_first():
    assert list(steps(nation.told())) == ["missing", "unread", "translate", "persons", "deadline"]


def test_the_translation_asked_for_is_the_one_that_most_agencies_lack():
    told = nation.told()
    view = overview_view(told)
    row = steps(told)["translate"].row
    most = max(r.tally.vietnamese_only for r in view.matrix.rows if r.criterion.language == "both")
    assert steps(told)["translate"].count == row.tally.vietnamese_only == most


def test_answers_of_persons_are_counted_once_for_what_is_asked_twice():
    view = overview_view(Told([samples.vietnamese_province()], samples.rules(), samples.RUN))
    ids = {row.criterion.id for row in view.matrix.rows if row.criterion.detector == "person"}
    assert {samples.MAIL, samples.RANK, "CITY-3"} <= ids
    roots = {row.criterion.root or row.criterion.id for row in view.matrix.rows if row.criterion.id in ids}
    assert waiting(view.results, view.matrix.rows) == len(roots) < len(ids)


def test_of_an_agency_that_could_not_be_read_nothing_is_asked_of_persons():
    view = overview_view(Told([samples.blocked_agency()], samples.rules(), samples.RUN))
    assert "persons" not in {step.code for step in view.steps}


def test_a_run_in_good_order_asks_for_nothing():
    good = samples.good_ministry()
    met = tuple(j for j in good.judgements if j.verdict == "met")
    view = overview_view(
        Told([replace(good, judgements=met)], samples.rules(), replace(samples.RUN, deadline=""))
    )
    assert view.steps == ()


def test_the_first_screen_says_them_in_both_languages(nation_pages):
    text = first_screen(page(nation_pages, "vi/index"))
    assert "1 cơ quan chưa có kết quả: cần hoàn tất đợt rà soát. osi-audit run --resume" in text
    assert "Danh sách cơ quan đã thay đổi so với đợt rà soát ngày 31/03/2018" in text
    text = first_screen(page(nation_pages, "en/index"))
    assert "Ask 1 agency to let the crawler in." in text
    assert "The list of agencies has changed since the run of 31 March 2018" in text
    assert "Agencies answer by 15 August 2018." in text


def test_a_crawl_that_broke_off_is_done_again_and_one_at_a_limit_gets_more(tmp_path):
    good = samples.good_ministry()
    ends = ("finished", "error", "interrupted", "budget_pages", "budget_time", "budget_time")
    results = [
        replace(good, agency_id=f"a{n}", coverage=replace(good.coverage, stop_reason=reason))
        for n, reason in enumerate(ends)
    ]
    told = Told(results, samples.rules(), samples.RUN)
    assert {code: step.count for code, step in steps(told).items() if code in {"broken", "limited"}} == {
        "broken": 2,
        "limited": 3,
    }
    render_run(told, tmp_path, locales=("en",))
    text = first_screen(page(tmp_path, "en/index"))
    assert "Audit 2 agencies again: their crawls broke off." in text
    assert "Raise the limits for 3 agencies that were not read to the end." in text
