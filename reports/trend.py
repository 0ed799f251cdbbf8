"""Medians of a run beside those of earlier runs, and what makes them hard to compare. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from audit.results import AgencyResult
from reports.told import PastScore, Told

LEAST_SHARED: Final = 0.9
"""Share of a run's agencies, of those that any earlier run has, that a run must have to be compared with as the last one."""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One run."""

    run_id: str
    day: str
    """Day its duties were judged at, YYYY-MM-DD."""
    agencies: int
    """With a result."""
    readable: int
    english: float | None
    """Median of the low ends, of those that could be read; None when none could."""
    local: float | None
    other_editions: bool = False
    """Judged by other editions of the criteria than this run."""
    other_agencies: bool = False
    """Of other agencies than this run."""

    @property
    def comparable(self) -> bool:
        """Whether its medians can be set beside this run's as they are."""
        return not self.other_editions and not self.other_agencies


@dataclass(frozen=True, slots=True)
class SinceLast:
    """This run beside the last one of about the same agencies."""

    run_id: str
    day: str
    added: tuple[AgencyResult, ...]
    """Agencies without a score then."""
    gone: tuple[str, ...]
    """Ids of agencies that had a score then and have no part in this run."""
    both: int
    """Agencies that could be read both times."""
    before: tuple[float, float] | None
    """Their medians then, in English and in Vietnamese; None when there are none."""
    after: tuple[float, float] | None
    """Their medians now."""
    other_editions: bool

    @property
    def list_changed(self) -> bool:
        """Whether the medians of the two runs are of different agencies."""
        return bool(self.added or self.gone)

    @property
    def moved(self) -> float | None:
        """By how many points the median in English of the same agencies has moved."""
        return self.after[0] - self.before[0] if self.before and self.after else None


@dataclass(frozen=True, slots=True)
class Trend:
    """Earlier runs, the oldest first, and this one last."""

    points: tuple[TrendPoint, ...]
    since: SinceLast | None
    """None when there is no earlier run."""


def trend_of(told: Told) -> Trend:
    """Sum up the earlier runs of a run's agencies, and this run beside the last of them.

    Runs of none of its agencies are left out.
    """
    now = {result.agency_id: result for result in told.results}
    runs = {run_id: scores for run_id, scores in _by_run(told.history).items() if scores.keys() & now.keys()}
    editions = frozenset(name for result in told.results for name in result.editions)
    earlier = tuple(_point(run_id, scores, editions, now) for run_id, scores in sorted(runs.items()))
    day = max((result.audited_on for result in told.results), default="")
    current = _medians([(r.score.english.low, r.score.local.low) for r in _readable(told.results)])
    point = TrendPoint(
        told.run.run_id,
        day,
        len(now),
        len(_readable(told.results)),
        current[0] if current else None,
        current[1] if current else None,
    )
    if not runs:
        return Trend((point,), None)
    last = _last(runs, now)
    missing = {agency_id for agency_id, _why in told.run.missing}
    return Trend((*earlier, point), _since(last, runs[last], now, missing, editions))


def _last(runs: Mapping[str, Mapping[str, PastScore]], now: Mapping[str, AgencyResult]) -> str:
    """The newest run of about the same agencies: one of a few of them, looked at again in between, is none to compare all with."""
    shared = {run_id: len(scores.keys() & now.keys()) for run_id, scores in runs.items()}
    most = max(shared.values())
    return max(run_id for run_id, number in shared.items() if number >= LEAST_SHARED * most)


def _by_run(history: Mapping[str, Sequence[PastScore]]) -> dict[str, dict[str, PastScore]]:
    runs: dict[str, dict[str, PastScore]] = {}
    for agency_id, scores in history.items():
        for score in scores:
            runs.setdefault(score.run_id, {})[agency_id] = score
    return runs


def _readable(results: Sequence[AgencyResult]) -> list[AgencyResult]:
    return [result for result in results if result.coverage.readable]


def _medians(scores: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
    if not scores:
        return None
    return median(english for english, _ in scores), median(local for _, local in scores)


def _differ(scores: Mapping[str, PastScore], editions: frozenset[str]) -> bool:
    """What a score does not say of its editions cannot differ."""
    return any(score.editions and frozenset(score.editions) != editions for score in scores.values())


def _point(
    run_id: str, scores: Mapping[str, PastScore], editions: frozenset[str], now: Mapping[str, AgencyResult]
) -> TrendPoint:
    read = [score for score in scores.values() if score.readable]
    medians = _medians([(score.english.low, score.local.low) for score in read])
    return TrendPoint(
        run_id,
        max(score.day for score in scores.values()),
        len(scores),
        len(read),
        medians[0] if medians else None,
        medians[1] if medians else None,
        _differ(scores, editions),
        scores.keys() != now.keys(),
    )


def _since(
    run_id: str,
    then: Mapping[str, PastScore],
    now: Mapping[str, AgencyResult],
    missing: set[str],
    editions: frozenset[str],
) -> SinceLast:
    both = [
        (score, now[agency_id])
        for agency_id, score in then.items()
        if score.readable and agency_id in now and now[agency_id].coverage.readable
    ]
    return SinceLast(
        run_id,
        max(score.day for score in then.values()),
        tuple(result for agency_id, result in now.items() if agency_id not in then),
        tuple(sorted(then.keys() - now.keys() - missing)),
        len(both),
        _medians([(score.english.low, score.local.low) for score, _ in both]),
        _medians([(result.score.english.low, result.score.local.low) for _, result in both]),
        _differ(then, editions),
    )
