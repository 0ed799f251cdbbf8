"""`Judged`: the results that answers are checked against, and what an answer does to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audit.criteria.model import Criterion
from audit.lexicon import Thresholds
from audit.results import AgencyResult, Judgement, Review
from audit.review.answers import answered, differing, holding
from audit.store.db import Store


class Effect(StrEnum):
    """What an answer does to the newest result of its agency."""

    UNJUDGED = "unjudged"
    """There is no result, or the criterion is not asked in it."""
    OTHER_TIME = "other_time"
    DIFFERS = "differs"
    """The audit decided otherwise, and its verdict stays."""
    NONE = "none"
    COUNTS = "counts"
    WAITS = "waits"
    """It counts once the run is judged again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An effect, and what there is to say about it."""

    effect: Effect
    run_id: str = ""
    languages: tuple[str, ...] = ()
    """In which the audit decided otherwise: `en`, `vi`."""


class Judged:
    """Stored results, each agency's read once.

    Args:
        read: Returns an agency's result; None where there is none.
    """

    def __init__(self, read: Callable[[str], AgencyResult | None]) -> None:
        self._read = read
        self._results: dict[str, AgencyResult | None] = {}
        self._judgements: dict[str, dict[str, Judgement]] = {}

    def result(self, agency_id: str) -> AgencyResult | None:
        """Return an agency's result; None where there is none."""
        if agency_id not in self._results:
            self._results[agency_id] = self._read(agency_id)
        return self._results[agency_id]

    def get(self, agency_id: str, criterion_id: str) -> Judgement | None:
        """Return the judgement of a criterion at an agency; None where it was never judged."""
        if agency_id not in self._judgements:
            result = self.result(agency_id)
            self._judgements[agency_id] = {j.criterion_id: j for j in (result.judgements if result else ())}
        return self._judgements[agency_id].get(criterion_id)

    def outcome(self, given: Review, criteria: Mapping[str, Criterion], limits: Thresholds) -> Outcome:
        """Return what the answer that stands does to the agency's result once that is judged again."""
        result = self.result(given.agency_id)
        judgement = self.get(given.agency_id, given.criterion_id)
        criterion = criteria.get(given.criterion_id)
        if result is None or judgement is None or criterion is None:
            return Outcome(Effect.UNJUDGED)
        if not holding([given], seen_on(result), limits):
            return Outcome(Effect.OTHER_TIME, result.run_id)
        languages = differing(judgement, criterion, given)
        if languages:
            return Outcome(Effect.DIFFERS, result.run_id, languages)
        if answered(judgement, criterion, given) is None:
            return Outcome(Effect.NONE, result.run_id)
        # An answer that came in since leaves the earlier one in the result until it is judged again.
        return Outcome(Effect.COUNTS if judgement.review == given else Effect.WAITS, result.run_id)


def judged_in(store: Store, run_id: str | None = None) -> Judged:
    """Return the results of a run; without one each agency's newest.

    Args:
        store: Where they are.
        run_id: The run.
    """

    def read(agency_id: str) -> AgencyResult | None:
        wanted = run_id or store.newest(agency_id)
        found = store.results(wanted, [agency_id]) if wanted else []
        return found[0] if found else None

    return Judged(read)


def seen_on(result: AgencyResult, otherwise: str = "") -> date:
    """Return the day of a result's snapshot.

    Args:
        result: Of one agency.
        otherwise: When its run began, for results of which nothing was fetched; ISO 8601.
    """
    return date.fromisoformat((result.coverage.first_fetch or otherwise or result.audited_on)[:10])
