"""All that the reports of a run are made from. Pure data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from audit.calendar import Calendar
from audit.compare import Difference
from audit.recheck import Recheck
from audit.results import AgencyResult, Interval
from audit.rules import Rules
from audit.services.required.reconciliation import Reconciliation
from audit.untold import Untold
from reports.egdi_data import Egdi
from reports.peers import Examples
from reports.run import RunInfo


@dataclass(frozen=True, slots=True)
class PastScore:
    """What an earlier run said of an agency."""

    run_id: str
    day: str
    """Day its duties were judged at, YYYY-MM-DD."""
    english: Interval
    local: Interval
    readable: bool
    """Whether enough was read for a judgement at all; a run that could not read makes no point of a trend."""
    editions: tuple[str, ...] = ()
    """`id@version`: scores by other editions cannot be set side by side without saying so."""


@dataclass(frozen=True, slots=True)
class Told:
    """A run and what is known beside it. What is optional is left out of the reports where it is not there."""

    results: Sequence[AgencyResult]
    """One per agency, in the order of the registry; short ones (`reports.short`) where `whole` gives what they lack."""
    rules: Rules
    """With every edition judged."""
    run: RunInfo
    required: Reconciliation | None = None
    """Services of the run set against the lists that must be met."""
    history: Mapping[str, tuple[PastScore, ...]] = field(default_factory=dict)
    """Earlier runs of each agency, the oldest first, this one not among them; of agencies that are gone from the list, too."""
    differences: Mapping[str, Difference] = field(default_factory=dict)
    """Why each agency's result differs from that of the last run in its `history`; without those in `undivided`."""
    undivided: Mapping[str, Untold] = field(default_factory=dict)
    """Why nothing is said of the parts of an agency's change."""
    parents: Mapping[str, str] = field(default_factory=dict)
    """The ministry or province of each unit that is an agency of its own, by ids of agencies; it need not be in the run."""
    rechecks: Mapping[str, Sequence[Recheck]] = field(default_factory=dict)
    """Second looks at findings of each agency since the run, the first one first."""
    calendar: Calendar | None = None
    """When the UN looks, and by when reports are due."""
    egdi: Egdi | None = None
    """Published values of the EGDI."""
    whole: Callable[[str], AgencyResult] | None = None
    """Gives all that the run says of an agency, by its id; None where `results` are whole."""
    examples: Examples | None = None
    """Where agencies of the run do well; None where `results` tell."""

    def all_of(self, result: AgencyResult) -> AgencyResult:
        """Return the whole result of an agency of `results`.

        Raises:
            StoreError: It cannot be read any more.
        """
        return self.whole(result.agency_id) if self.whole else result
