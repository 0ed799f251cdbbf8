"""What a run changed for an agency: findings that are new, came back, were mended, or are gone. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.life.model import FAILING, LOOKS, Condition, Event
from audit.life.standing import replay
from audit.results import Finding


@dataclass(frozen=True, slots=True)
class Changes:
    """Findings by what became of them between two runs, those worth most points first."""

    regressed: tuple[Finding, ...] = ()
    new: tuple[Finding, ...] = ()
    fixed: tuple[Finding, ...] = ()
    gone: tuple[Finding, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.regressed or self.new or self.fixed or self.gone)

    @property
    def count(self) -> int:
        """Of all of them."""
        return len(self.regressed) + len(self.new) + len(self.fixed) + len(self.gone)


def changes(lives: Iterable[tuple[Finding, Sequence[Event]]], before: str, run_id: str) -> Changes:
    """Return what became of findings from one run to another one, re-checks between them included.

    A suspicion is nothing to tell: it is told when a second look confirms it.

    Args:
        lives: Findings with all that happened to them.
        before: Id of the run to start from; empty to start from nothing.
        run_id: Id of the run to end at.
    """
    found: dict[Condition, list[Finding]] = {}
    for finding, events in lives:
        then, now = (condition_at(events, until) for until in (before, run_id))
        if now is None or now is then or (now in FAILING and then in FAILING):
            continue
        if now in FAILING:
            known = then is not None and then is not Condition.CLEARED and _was_told(events, before)
            found.setdefault(Condition.REGRESSED if known else Condition.NEW, []).append(finding)
        elif now in {Condition.FIXED, Condition.GONE} and then in FAILING:
            found.setdefault(now, []).append(finding)
    return Changes(
        **{
            name: tuple(sorted(found.get(condition, ()), key=lambda finding: (-finding.gain, finding.id)))
            for name, condition in (
                ("regressed", Condition.REGRESSED),
                ("new", Condition.NEW),
                ("fixed", Condition.FIXED),
                ("gone", Condition.GONE),
            )
        }
    )


def condition_at(events: Sequence[Event], until: str) -> Condition | None:
    """Return where looks up to a run or re-check had brought a finding; None before the first one that failed."""
    return replay(e for e in events if e.kind in LOOKS and e.source <= until).condition


def _was_told(events: Sequence[Event], until: str) -> bool:
    return replay(e for e in events if e.kind in LOOKS and e.source <= until).announced
