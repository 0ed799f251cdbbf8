"""A run with all that an overview tells: units, a changed list, three earlier runs, an agency without a result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from audit.results import AgencyResult, Interval
from reports.told import PastScore, Told
from tests.reports import samples

NOW = ("osi-2024@2026.11", "vn-law@2026.11")
UNIT, LONE, NEW, GONE, ABSENT = "unit-a", "unit-b", "new", "gone", "absent"
RUNS = ("20170630T020000Z", "20171231T020000Z", "20180331T020000Z")


def past(result: AgencyResult, run_id: str, less: float, editions: Iterable[str] = NOW) -> PastScore:
    """An earlier score, lower by so many points."""
    english, local = result.score.english, result.score.local
    return PastScore(
        run_id,
        f"{run_id[:4]}-{run_id[4:6]}-{run_id[6:8]}",
        Interval(max(0.0, english.low - less), english.high),
        Interval(max(0.0, local.low - less), local.high),
        result.coverage.readable,
        tuple(editions),
    )


def history(result: AgencyResult) -> tuple[PastScore, ...]:
    """Three runs, the first of them by other editions."""
    return (
        past(result, RUNS[0], 9.0, ("osi-2022@2026.11",)),
        past(result, RUNS[1], 6.0),
        past(result, RUNS[2], 4.0),
    )


def told() -> Told:
    """The four samples, a unit of one of them, a unit whose ministry is not in the run, and a province that is new."""
    shell, province = samples.shell_ministry(), samples.vietnamese_province()
    unit = replace(shell, agency_id=UNIT, agency_vi="Cục Ví dụ", agency_en="Example Department", kind="unit")
    lone = replace(shell, agency_id=LONE, agency_vi="Cục Lẻ", agency_en="Lone Department", kind="unit")
    new = replace(
        province,
        agency_id=NEW,
        agency_vi="Ủy ban nhân dân tỉnh Mới",
        agency_en="People's Committee of Moi Province",
    )
    results = [*samples.all_results(), unit, lone, new]
    return Told(
        results,
        samples.rules(),
        replace(samples.RUN, missing=(("late", "interrupted"),)),
        history={
            **{result.agency_id: history(result) for result in results if result is not new},
            GONE: history(shell),
            "late": history(shell),
        },
        parents={UNIT: "shell", LONE: ABSENT},
    )
