"""An agency beside its own earlier runs: the trend, and what has changed since the last one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise
from typing import Final

from audit.compare import Cause, Change, Difference, ScoreChange, Shift
from audit.criteria.model import Criterion
from audit.results import AgencyResult, Interval, Verdict
from audit.untold import Untold
from reports.i18n import N_
from reports.score_moves import in_tenths
from reports.told import PastScore

MOST_POINTS: Final = 12
"""Runs that the trend shows, the latest ones: three years of quarters."""
VISIBLE: Final = 0.05
"""Points of 100; less is no change in print."""

_RANK: Final = {Verdict.NOT_MET: 0, Verdict.VIETNAMESE_ONLY: 1, Verdict.PARTLY: 2, Verdict.MET: 3}


class Turn(StrEnum):
    """What became of a verdict, in the order in which readers are told."""

    FIXED = "fixed"
    BETTER = "better"
    WORSE = "worse"
    NEW = "new"
    PERSON = "person"
    """A person answered, or an answer ran out."""
    REACH = "reach"
    """The crawl saw more, or less, than the one before."""
    RULES = "rules"
    OTHER = "other"
    """The verdict is the same; one of its two languages moved."""


CAUSES: Final[Mapping[Cause, str]] = {
    Cause.SITE: N_("the portal itself"),
    Cause.RULES: N_("other criteria"),
    Cause.REACH: N_("what the crawl could reach"),
    Cause.REVIEWED: N_("persons' checks"),
}
TURNS: Final[Mapping[Turn, str]] = {
    Turn.FIXED: N_("Fixed"),
    Turn.BETTER: N_("Better than before"),
    Turn.WORSE: N_("Worse than before"),
    Turn.NEW: N_("Newly missing"),
    Turn.PERSON: N_("Decided by a person"),
    Turn.REACH: N_("Seen by one of the two crawls only"),
    Turn.RULES: N_("Judged by other criteria"),
    Turn.OTHER: N_("Changed in one language, with the same result"),
}
UNTOLD: Final[Mapping[Untold, str]] = {
    Untold.RULES: N_(
        "The criteria or the way of judging changed since then, so the part that the portal itself changed is not told apart here."
    ),
    Untold.SNAPSHOT: N_(
        "The archived pages of one of the two runs are gone, so what the portal changed cannot be told from what the crawl could reach."
    ),
}


@dataclass(frozen=True, slots=True)
class Point:
    """One run in the trend."""

    score: PastScore
    changed: bool = False
    """Judged by other editions than the run before, so that the two cannot be set side by side without saying so."""
    current: bool = False


@dataclass(frozen=True, slots=True)
class ChangedVerdict:
    """A criterion that was decided otherwise than in the last run."""

    criterion: Criterion
    change: Change
    turn: Turn


@dataclass(frozen=True, slots=True)
class SinceView:
    """This run beside the agency's last one."""

    then: PastScore
    now: PastScore
    scores: ScoreChange | None
    """None where the parts are not told."""
    verdicts: tuple[ChangedVerdict, ...] = ()
    """In the order of `Turn`, each in the order of the criteria."""
    untold: Untold | None = None

    @property
    def moved(self) -> Shift | None:
        """By how many points the English score moved, as printed; None where one of the two runs could not read."""
        if not (self.then.readable and self.now.readable):
            return None
        return self._in_tenths[0]

    @property
    def parts(self) -> tuple[tuple[Cause, Shift], ...]:
        """What moved the English score, in tenths of a point that add up to `moved`; what does not show is left out."""
        return tuple((cause, shift) for cause, shift in self._in_tenths[1] if visible(shift))

    @property
    def _in_tenths(self) -> tuple[Shift, list[tuple[Cause, Shift]]]:
        causes = self.scores.english_by_cause if self.scores else {}
        before, after = self.then.english, self.now.english
        whole = Shift(after.low - before.low, after.high - before.high)
        shifts = list(causes.values()) or [whole]
        low, lows = in_tenths(before.low, after.low, [shift.low for shift in shifts])
        high, highs = in_tenths(before.high, after.high, [shift.high for shift in shifts])
        return Shift(low, high), [
            (cause, Shift(at_low, at_high))
            for cause, at_low, at_high in zip(causes, lows, highs, strict=False)
        ]

    @property
    def counts(self) -> tuple[tuple[Turn, int], ...]:
        """How many verdicts took which turn."""
        turns = [changed.turn for changed in self.verdicts]
        return tuple((turn, turns.count(turn)) for turn in Turn if turn in turns)

    @property
    def by_turn(self) -> tuple[tuple[Turn, tuple[ChangedVerdict, ...]], ...]:
        """The verdicts, turn by turn."""
        return tuple(
            (turn, tuple(members)) for turn, members in groupby(self.verdicts, lambda item: item.turn)
        )


@dataclass(frozen=True, slots=True)
class HistoryView:
    """All that is told of the runs before."""

    points: tuple[Point, ...]
    """The oldest first; the last one is this run."""
    left_out: int
    """Runs before those."""
    since: SinceView

    @property
    def same_days(self) -> bool:
        """Whether days alone do not tell the runs apart."""
        return len({point.score.day for point in self.points}) < len(self.points)


def visible(shift: Shift) -> bool:
    """Whether a shift shows in a number with one decimal."""
    return max(abs(shift.low), abs(shift.high)) >= VISIBLE


def history_view(
    result: AgencyResult,
    past: Sequence[PastScore],
    criteria: Mapping[str, Criterion],
    difference: Difference | None = None,
    untold: Untold | None = None,
) -> HistoryView | None:
    """Set a result beside the agency's earlier ones; None when there is none.

    Args:
        result: Of this run.
        past: Of the runs before it, the oldest first.
        criteria: By id; a changed verdict of a criterion that is not among them is left out.
        difference: From the last of `past`; None where it is not known.
        untold: Why it is not.
    """
    if not past:
        return None
    now = PastScore(
        result.run_id,
        result.audited_on,
        result.score.english,
        result.score.local,
        result.coverage.readable,
        result.editions,
    )
    line = (*past, now)
    changed = [False, *(before.editions != after.editions for before, after in pairwise(line))]
    points = [Point(score, new, score is now) for score, new in zip(line, changed, strict=True)]
    verdicts = _changed(difference.changes, criteria) if difference else ()
    since = SinceView(past[-1], now, difference.score if difference else None, verdicts, untold)
    return HistoryView(tuple(points[-MOST_POINTS:]), max(0, len(points) - MOST_POINTS), since)


def _changed(changes: Iterable[Change], criteria: Mapping[str, Criterion]) -> tuple[ChangedVerdict, ...]:
    found = [
        ChangedVerdict(criteria[change.criterion_id], change, turn_of(change))
        for change in changes
        if change.criterion_id in criteria
    ]
    order = list(Turn)
    return tuple(sorted(found, key=lambda item: order.index(item.turn)))


_BY_CAUSE: Final = {Cause.REACH: Turn.REACH, Cause.REVIEWED: Turn.PERSON, Cause.RULES: Turn.RULES}


def turn_of(change: Change) -> Turn:
    """Return what became of a verdict: only what the site itself changed is fixed, better, worse or new."""
    if change.cause in _BY_CAUSE:
        return _BY_CAUSE[change.cause]
    if change.before is change.after or change.after not in _RANK:
        return Turn.OTHER
    if change.before not in _RANK:
        return Turn.FIXED if change.after is Verdict.MET else Turn.NEW
    if _RANK[change.after] < _RANK[change.before]:
        return Turn.WORSE
    return Turn.FIXED if change.after is Verdict.MET else Turn.BETTER


def certain(value: Interval | Shift) -> bool:
    """Whether both ends are the same in print."""
    return abs(value.high - value.low) < VISIBLE
