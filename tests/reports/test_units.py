"""Units in the report of their ministry or province, with sums that agree with their own reports."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from audit.results import Verdict
from crawler.registry import Kind
from reports.render import render_run
from reports.units import COUNTED, descendants, tally, units_view
from reports.views import agency_view
from tests.reports import earlier, samples
from tests.reports.pages import page


def told():
    """Two units of the shell ministry, one of them below the other, and one that could not be read."""
    below = samples.result("below", ("Chi cục Mẫu", "Sample Branch"), Kind.UNIT, samples._good)
    unread = replace(samples.blocked_agency(), agency_id="unread", kind=Kind.UNIT.value)
    known = earlier.told()
    return replace(
        known,
        results=(*known.results, below, unread),
        parents={"unit": "shell", "below": "unit", "unread": "shell", "elsewhere": "good"},
    )


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    out = tmp_path_factory.mktemp("units")
    render_run(told(), out)
    return out


def number(cell) -> int:
    return int(re.sub(r"\D", "", cell.get_text()))


def test_the_sums_are_those_of_the_units_own_reports(written):
    table = page(written, "vi/shell").select_one("table.ag-units")
    rows = table.select("tbody tr")
    assert [row.select_one("a")["href"] for row in rows] == ["unit.html", "below.html", "unread.html"]
    sums = [0] * len(COUNTED)
    for row in rows:
        own = page(written, f"vi/{row.select_one('a')['href'].removesuffix('.html')}")
        (overall,) = own.select("section:has(> #criteria) > p.tally")
        told_there = {
            span.find_all(class_="badge")[0].get_text(" ", strip=True): number(span)
            for span in overall.select("span:has(> .badge)")
        }
        of_groups = [
            number(span)
            for p in own.select("section.group p.tally")
            for span in p.select("span:has(> .badge)")
        ]
        counts = [number(td) for td in row.select("td")[2 : 2 + len(COUNTED)]]
        assert sum(counts) == sum(told_there.values()) == sum(of_groups) == number(row.select("td")[-3])
        assert sorted(n for n in counts if n) == sorted(told_there.values())
        assert number(row.select("td")[-2]) == len(own.select("details.finding"))
        sums = [a + b for a, b in zip(sums, counts, strict=True)]
    foot = [number(td) for td in table.select("tfoot td")[2 : 2 + len(COUNTED)]]
    assert foot == sums


def test_each_row_names_score_and_the_first_fix_as_the_units_report_does(written):
    row = page(written, "en/shell").select_one("table.ag-units tbody tr")
    own = page(written, "en/unit")
    assert own.select_one(".lead .score b").get_text() == row.select_one("td b").get_text()
    assert own.select_one(".fixes li h3 a").get_text(strip=True) in row.get_text()
    assert own.select_one(".fixes li .worth b").get_text(strip=True) in row.get_text()


def test_a_unit_that_could_not_be_read_has_no_score(written):
    row = page(written, "vi/shell").select("table.ag-units tbody tr")[-1]
    assert "chưa đọc được" in row.get_text()
    assert not row.select("td.n b")


def test_a_units_report_leads_up(written):
    link = page(written, "vi/unit").select_one(".other-name a")
    assert (link["href"], link.get_text()) == ("shell.html#units", "Bộ Vỏ bọc")
    assert page(written, "vi/below").select_one(".other-name a")["href"] == "unit.html#units"
    assert page(written, "vi/good").select_one(".other-name a") is None
    assert page(written, "vi/good").select_one("#units") is None


def test_a_link_stands_only_where_the_report_is_written(tmp_path):
    render_run(told(), tmp_path, agencies=("shell",))
    row = page(tmp_path, "vi/shell").select_one("table.ag-units tbody tr th")
    assert row.select("a") == []
    assert "Cục Mẫu" in row.get_text()


def test_circles_of_parents_end():
    parents = {"a": "b", "b": "a", "c": "b", "d": "d"}
    assert descendants("a", parents) == {"b", "c"}
    assert descendants("b", parents) == {"a", "c"}
    assert descendants("d", parents) == frozenset()


def test_a_unit_outside_the_run_is_not_named():
    results = samples.all_results()
    assert units_view("shell", results, {"elsewhere": "shell"}, samples.criteria()) is None


def test_the_tally_counts_what_applies():
    result = samples.vietnamese_province()
    counts = tally(result)
    assert Verdict.NOT_APPLICABLE not in counts
    view = agency_view(result, samples.rules())
    assert sum(counts.values()) == sum(len(group.rows) for group in view.groups)
    assert view.tally == counts
