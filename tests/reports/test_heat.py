from __future__ import annotations

from statistics import median

import pytest

from reports.heat import STEPS, HeatCell, heat_of
from reports.rollup import kind_groups
from tests.reports import samples


@pytest.fixture(scope="module")
def heat():
    return heat_of(kind_groups(samples.all_results(), samples.rules(), {}))


def test_a_kind_has_the_medians_of_those_that_could_be_read(heat):
    ministries = next(row for row in heat.kinds if row.name == "ministry")
    for name, cell in zip(heat.columns, ministries.cells, strict=True):
        lows = [
            part.english.low
            for result in (samples.good_ministry(), samples.shell_ministry())
            for part in result.score.parts
            if part.subindex == name
        ]
        assert cell.value == median(lows)


def test_what_could_not_be_read_is_no_zero(heat):
    kind = next(row for row in heat.kinds if row.name == "government_agency")
    agency = next(row for row in heat.agencies if row.name == "blocked")
    asked = {part.subindex for part in samples.blocked_agency().score.parts}
    for row in (kind, agency):
        for name, cell in zip(heat.columns, row.cells, strict=True):
            assert (cell.value, cell.unread, cell.step) == (None, name in asked, 0)


def test_every_agency_has_a_row(heat):
    assert [row.name for row in heat.agencies] == ["good", "shell", "blocked", "province"]


@pytest.mark.parametrize(
    ("value", "step"), [(None, 0), (0, 1), (19.9, 1), (20, 2), (99, STEPS), (100, STEPS), (-1, 1)]
)
def test_shades_are_as_wide_as_the_legend_says(heat, value, step):
    assert HeatCell(value).step == step
    if step and value >= 0:
        low, high = next((low, high) for number, low, high in heat.ranges if number == step)
        assert low <= value <= high
