"""What earlier runs of the same year said, beside this one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from audit.results import Interval
from reports.i18n import N_, Speech
from reports.official.period import Period
from reports.told import PastScore, Told

_CHANGE: Final = N_(
    "Of %(all)s bodies read in the year's first run and in this one by the same criteria, the English score (low end) rose at"
    " %(risen)s, fell at %(fallen)s and stayed at %(same)s."
)
_STILL: Final = 0.05
"""Points within which two scores are printed alike."""


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run of the year."""

    day: str
    run_id: str
    readable: str
    english: str
    """Median of the lower bounds of those that could be read."""
    local: str
    remark: str


@dataclass(frozen=True, slots=True)
class YearView:
    """The runs of a year, this one last."""

    lines: tuple[RunLine, ...]
    change: str
    """Since the year's first run; empty when there is none to compare with."""


def year_view(told: Told, period: Period, speech: Speech) -> YearView:
    """Arrange the runs of the year in which a run lies, from its `history`."""
    today = told.rules.day.isoformat()
    past: dict[tuple[str, str], list[tuple[str, PastScore]]] = {}
    for agency_id, scores in told.history.items():
        for one in scores:
            if one.day[:4] == str(period.year) and one.day <= today:
                past.setdefault((one.day, one.run_id), []).append((agency_id, one))
    now = [
        (
            r.agency_id,
            PastScore(
                r.run_id, r.audited_on, r.score.english, r.score.local, r.coverage.readable, r.editions
            ),
        )
        for r in told.results
    ]
    editions = {one.editions for _, one in now}
    lines = [
        _line(day, run_id, [one for _, one in past[day, run_id]], editions, speech)
        for day, run_id in sorted(past)
    ]
    lines.append(_line(today, told.run.run_id, [one for _, one in now], editions, speech))
    first = past[min(past)] if past else []
    return YearView(tuple(lines), _change(dict(first), dict(now), speech))


def _line(
    day: str, run_id: str, scores: Sequence[PastScore], editions: set[tuple[str, ...]], speech: Speech
) -> RunLine:
    read = [one for one in scores if one.readable]
    other = any(one.editions not in editions for one in scores)

    def middle(values: list[Interval]) -> str:
        return speech.points(median(value.low for value in values)) if values else "–"

    return RunLine(
        day=speech.day(day),
        run_id=run_id,
        readable=f"{speech.number(len(read))}/{speech.number(len(scores))}",
        english=middle([one.english for one in read]),
        local=middle([one.local for one in read]),
        remark=speech.text(N_("by other editions of the criteria")) if other else "",
    )


def _change(before: dict[str, PastScore], after: dict[str, PastScore], speech: Speech) -> str:
    moved = [
        after[name].english.low - one.english.low
        for name, one in before.items()
        if name in after and one.readable and after[name].readable and one.editions == after[name].editions
    ]
    if not moved:
        return ""
    risen, fallen = sum(by > _STILL for by in moved), sum(by < -_STILL for by in moved)
    counts = {"all": len(moved), "risen": risen, "fallen": fallen, "same": len(moved) - risen - fallen}
    return speech.text(_CHANGE) % {name: speech.number(count) for name, count in counts.items()}
