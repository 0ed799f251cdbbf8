"""Two runs side by side on one page: what moved each score, which verdicts moved with it, and whom only one of them has. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from audit.compare import Cause, Change, Difference, Shift
from audit.criteria.model import Criterion
from audit.rejudge import Comparison, Lone
from audit.results import Message, Verdict
from crawler.registry import Names
from reports.score_moves import Line, lines_of, mean_of


@dataclass(frozen=True, slots=True)
class Moved:
    """A criterion that was decided otherwise."""

    change: Change
    criterion: Criterion | None
    """None when today's rules do not have it."""


@dataclass(frozen=True, slots=True)
class AgencyDifference:
    """One agency in both runs."""

    agency_id: str
    names: Names
    english: Line
    local: Line
    own: tuple[tuple[str, Line, Line], ...]
    """Of indices of their own: edition, English, Vietnamese."""
    moved: tuple[Moved, ...]
    asked: int
    """Criteria that are asked newly."""
    dropped: int
    """Criteria that are asked no more."""
    notes: tuple[Message, ...]

    @property
    def quiet(self) -> bool:
        """Whether nothing is to be told."""
        lines = (self.english, self.local, *(line for _, *pair in self.own for line in pair))
        return not (
            self.moved or self.asked or self.dropped or self.notes or any(line.moved for line in lines)
        )


@dataclass(frozen=True, slots=True)
class RunSide:
    """One of the two runs."""

    run_id: str
    day: str
    """Day its duties were judged at, YYYY-MM-DD."""
    editions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """All that the page shows."""

    earlier: RunSide
    later: RunSide | None
    """None when a run is set beside what today's rules and answers make of it."""
    english: Line | None
    """Means of the agencies compared; None when there are none."""
    local: Line | None
    agencies: tuple[AgencyDifference, ...]
    """Those that moved most first."""
    quiet: tuple[AgencyDifference, ...]
    causes: Mapping[Cause, int]
    """Verdicts that moved, by cause."""
    asked: tuple[tuple[str, Criterion | None, int], ...]
    """Criteria asked newly: id, criterion, agencies."""
    dropped: tuple[tuple[str, Criterion | None, int], ...]
    lone: tuple[Lone, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, Names] = field(default_factory=dict)

    @property
    def lists_changed(self) -> bool:
        """Whether the two runs ask other things, or ask others."""
        return bool(self.lone or self.errors or self.asked or self.dropped or self.editions_changed)

    @property
    def editions_changed(self) -> bool:
        """Whether the two runs were judged by other editions."""
        return self.later is not None and self.earlier.editions != self.later.editions


def difference_view(
    comparison: Comparison,
    earlier: RunSide,
    later: RunSide | None,
    names: Mapping[str, Names],
    criteria: Mapping[str, Criterion],
) -> DifferenceView:
    """Turn a comparison into what its page shows.

    Args:
        comparison: Of two runs, or of one with today's rules.
        earlier: The run to start from.
        later: The run to end at.
        names: Of agencies, by id; one that is missing is shown by its id.
        criteria: By id; one that is missing is shown by its id.
    """
    found = comparison.differences
    widest = max((abs(s.low) for d in found for s in _shifts(d)), default=0.0)
    agencies = [_agency(d, names, criteria, widest) for d in found]
    loud = [a for a in agencies if not a.quiet]
    loud.sort(key=lambda a: -max(abs(a.english.change.low), abs(a.english.change.high)))
    changes = [(d.agency_id, c) for d in found for c in d.changes]
    return DifferenceView(
        earlier=earlier,
        later=later,
        english=mean_of([d.score for d in found], english=True),
        local=mean_of([d.score for d in found], english=False),
        agencies=tuple(loud),
        quiet=tuple(a for a in agencies if a.quiet),
        causes=Counter(c.cause for _, c in changes if _both(c)),
        asked=_listed([c for _, c in changes if c.before is None], criteria),
        dropped=_listed([c for _, c in changes if c.after is None], criteria),
        lone=comparison.lone,
        errors=comparison.errors,
        names=names,
    )


def _agency(
    difference: Difference, names: Mapping[str, Names], criteria: Mapping[str, Criterion], widest: float
) -> AgencyDifference:
    agency_id = difference.agency_id
    english, local = lines_of(difference.score, widest)
    changes = difference.changes
    return AgencyDifference(
        agency_id=agency_id,
        names=names.get(agency_id, Names(vi=agency_id, en=agency_id)),
        english=english,
        local=local,
        own=tuple((own.edition, *lines_of(own, widest)) for own in difference.own),
        moved=tuple(Moved(c, criteria.get(c.criterion_id)) for c in changes if _both(c)),
        asked=sum(c.before is None for c in changes),
        dropped=sum(c.after is None for c in changes),
        notes=difference.told,
    )


def _both(change: Change) -> bool:
    return change.before is not None and change.after is not None


def _shifts(difference: Difference) -> Iterable[Shift]:
    for score in (difference.score, *difference.own):
        yield from score.english_by_cause.values()
        yield from score.local_by_cause.values()


def _listed(
    changes: Iterable[Change], criteria: Mapping[str, Criterion]
) -> tuple[tuple[str, Criterion | None, int], ...]:
    counts = Counter(
        change.criterion_id
        for change in changes
        if Verdict.NOT_APPLICABLE not in {change.before, change.after}
    )
    return tuple((name, criteria.get(name), count) for name, count in counts.items())
