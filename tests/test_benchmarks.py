"""`make bench` on a tiny size: every benchmark is listed, and what is written has its shape."""

import json
from pathlib import Path

import pytest

from benchmarks.memory import Sample, rate_at
from benchmarks.nation import PHASES, Cost, whole
from benchmarks.outcome import Measured
from benchmarks.run import FOLDER, TINY, main
from benchmarks.sites import figures


def test_every_benchmark_is_run():
    scripts = {
        path.stem for path in FOLDER.glob("*.py") if 'if __name__ == "__main__"' in path.read_text("utf-8")
    }

    assert scripts - {"loopback", "run"} == set(TINY)


def test_what_is_written_is_a_list_of_figures(tmp_path: Path, capfd):
    out = tmp_path / "results.json"

    assert main(["crawl", "reports", "--tiny", "--out", str(out)]) == 0

    rows = json.loads(out.read_text("utf-8"))
    assert {row["name"].partition(":")[0] for row in rows} == {"crawl", "reports"}
    for row in rows:
        assert set(row) == {"name", "value", "unit", "target", "baseline", "met"}
        assert isinstance(row["value"], int | float)
        assert row["value"] > 0
        assert (row["met"] is None) == (row["target"] is None)
    by_name = {row["name"]: row for row in rows}
    assert by_name["crawl: rate against extractor"]["target"] == 3.0
    said = capfd.readouterr().out
    assert "== benchmarks/crawl.py" in said
    assert "ours against fetching" in said


def test_a_benchmark_that_fails_is_told_and_the_others_go_on(tmp_path, capfd, monkeypatch):
    monkeypatch.setitem(TINY, "reports", ["no number"])
    out = tmp_path / "results.json"

    assert main(["reports", "--tiny", "--out", str(out)]) == 1
    assert json.loads(out.read_text("utf-8")) == []
    assert "benchmarks/reports.py ended with 1 and without figures" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("value", "target", "at_most", "met"),
    [
        (2.0, 1.0, False, True),
        (0.5, 1.0, False, False),
        (2.0, 1.0, True, False),
        (1.0, 1.0, True, True),
        (1.0, None, False, None),
    ],
)
def test_a_target_is_met_or_not(value, target, at_most, met):
    assert Measured("x", value, "s", target, at_most=at_most).met is met


def test_a_rate_is_that_of_its_window():
    samples = [Sample(n * 500, n * (1.0 if n <= 10 else 2.0), 100.0) for n in range(21)]

    assert rate_at(samples, 2_000) == pytest.approx(500)
    assert rate_at(samples, 8_000) == pytest.approx(250)


def test_what_a_site_costs_is_told_from_what_a_run_costs():
    """A run costs 10 s, a site 0.5 s up to 200 of them and twice that beyond; 1 MB comes with 10 sites."""
    runs = [
        {phase: Cost(9.0, cpu / 3, 100.0 + sites / 10) for phase in PHASES}
        for sites, cpu in ((100, 60.0), (200, 110.0), (400, 310.0))
    ]

    dearer, site, there, nation = figures(runs, (100, 200, 400))

    assert (dearer.value, dearer.baseline, dearer.met) == (pytest.approx(2.0), pytest.approx(0.5), False)
    assert site.value == pytest.approx(1.0)
    assert (there.value, there.baseline) == (140.0, 110.0)
    assert (nation.value, nation.met) == (pytest.approx(140 + 9600 / 10), False)


@pytest.mark.parametrize(
    ("crawl_ms", "minutes", "bound"), [(5.0, 2000 / 60, "politeness"), (50.0, 5500 / 60, "the processor")]
)
def test_a_nation_waits_for_its_hosts_or_for_the_processor(capsys, crawl_ms, minutes, bound):
    """110 portals of 2,000 pages; judging takes 10 ms a page on two cores, reports 1 s a portal on one."""
    costs = {"crawl": (0.0, 0.0, crawl_ms / 1000), "audit": (0.0, 0.0, 0.01), "report": (0.0, 1.0, 0.0)}

    told = whole(costs, 110)

    assert told.value == pytest.approx(minutes + 1100 / 60 + 110 / 60)
    assert (told.target, told.met) == (60.0, told.value <= 60)
    assert f"bound by {bound}" in capsys.readouterr().out
