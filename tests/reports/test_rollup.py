from __future__ import annotations

from dataclasses import replace

import pytest

from reports.overview import overview_view
from reports.rollup import head_of, kind_groups, scores_of, sector_groups
from reports.tally import NOTHING
from reports.told import Told
from tests.reports import nation, samples
from tests.reports.pages import page


@pytest.fixture(scope="module")
def told():
    return nation.told()


@pytest.fixture(scope="module")
def groups(told):
    return kind_groups(told.results, told.rules, told.parents)


def test_units_stand_under_their_ministry(groups):
    assert [(g.kind, [r.agency_id for r in g.members]) for g in groups] == [
        ("ministry", ["good", "shell", nation.UNIT]),
        ("government_agency", ["blocked"]),
        ("province", ["province", nation.NEW]),
        ("unit", [nation.LONE]),
    ]
    assert [r.agency_id for r in groups[0].results] == ["good", "shell"]
    (lone,) = groups[-1].bodies
    assert (lone.agency_id, lone.result) == (nation.ABSENT, None)


def test_units_are_no_part_of_their_kinds_median(groups):
    assert groups[0].scores == scores_of([samples.good_ministry(), samples.shell_ministry()])
    assert groups[-1].scores is not None  # of a body that is not in the run, the units'


def test_every_agency_stands_once(told, groups):
    placed = [result.agency_id for group in groups for result in group.members]
    assert sorted(placed) == sorted(result.agency_id for result in told.results)


def test_units_of_units_belong_to_the_body_at_the_top_and_circles_to_nobody():
    assert head_of("c", {"c": "b", "b": "a"}) == "a"
    assert head_of("c", {"c": "b", "b": "c"}) == "c"
    assert head_of("c", {"c": "c"}) == "c"


def test_an_unknown_kind_comes_last():
    odd = replace(samples.good_ministry(), agency_id="odd", kind="agency-of-the-future")
    groups = kind_groups([odd, samples.good_ministry()], samples.rules(), {})
    assert [group.kind for group in groups] == ["ministry", "agency-of-the-future"]


def test_an_agency_counts_in_each_of_its_sectors():
    both = replace(samples.good_ministry(), sectors=("health", "education"))
    groups = sector_groups([both, samples.shell_ministry(), samples.blocked_agency()], samples.rules())
    assert [(g.name, len(g.results)) for g in groups] == [("health", 1), ("education", 2)]


def test_sums_of_kinds_bodies_and_agencies_agree(told):
    view = overview_view(told)
    assert sum((view.tally(group.members) for group in view.groups), NOTHING) == view.matrix.tally
    bodies = [body for group in view.groups for body in group.bodies]
    assert sum((view.tally(body.members) for body in bodies), NOTHING) == view.matrix.tally
    assert sum(view.findings(group.members) for group in view.groups) == view.findings(view.results)


def test_the_lines_of_the_page_add_up_to_its_last_one(nation_pages):
    for locale in ("vi", "en"):
        table = page(nation_pages, f"{locale}/index").select_one(".ov-sums")
        lines = [_numbers(row) for row in table.select("tbody tr")]
        (total,) = [_numbers(row) for row in table.select("tfoot tr")]
        shares = -2  # the last column but one is a share
        for at in [*range(len(total) + shares), len(total) - 1]:
            assert sum(line[at] for line in lines) == total[at] > 0
        agencies, units, _read, asked, *verdicts = total[:shares]
        assert agencies + units == len(nation.told().results)
        assert sum(verdicts) == asked


def test_a_body_with_units_has_its_own_sum(nation_pages):
    table = page(nation_pages, "vi/index").select_one("#k-ministry").find_next("table")
    met = [row.select("td")[3].get_text() for row in table.select("tbody tr:not(.ov-sum)")]
    (line,) = table.select(".ov-sum")
    pairs = [[int(n) for n in text.split("/")] for text in met[1:]]
    assert line.select("td")[0].get_text() == f"{sum(m for m, _ in pairs)}/{sum(t for _, t in pairs)}"
    units = page(nation_pages, "vi/index").select_one("#k-unit").find_next("table")
    assert nation.ABSENT in units.select_one(".ov-body").get_text()


def _numbers(row):
    return [
        float(cell.get_text().replace(".", "").replace(",", "").replace("–", "0"))
        for cell in row.select("td")
    ]


def test_a_run_of_units_alone_has_scores():
    unit = replace(samples.good_ministry(), kind="unit")
    view = overview_view(Told([unit], samples.rules(), samples.RUN, parents={unit.agency_id: nation.ABSENT}))
    assert view.groups[0].scores.english == unit.score.english.low
