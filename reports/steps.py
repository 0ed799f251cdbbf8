"""What the operator does next about a run, what stands in the way of a judgement first. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.results import AgencyResult
from reports.matrix import MatrixRow
from reports.reading import Reading
from reports.rows import Row
from reports.run import RunInfo


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do; the template has its words by `code`."""

    code: str
    """missing, unread, translate, broken, limited, persons or deadline."""
    count: int = 0
    """Agencies, or answers of persons."""
    row: MatrixRow | None = None
    """The criterion that it is about."""
    day: str = ""


def next_steps(
    run: RunInfo, readings: Sequence[Reading], gaps: Sequence[MatrixRow], persons: int
) -> tuple[NextStep, ...]:
    """Say what to do.

    Args:
        run: For agencies without a result, and the day that answers are due.
        readings: One per agency.
        gaps: Criteria that ask for English, one for each thing asked.
        persons: Answers that wait for a person.
    """
    return tuple(_steps(run, readings, gaps, persons))


def _steps(
    run: RunInfo, readings: Sequence[Reading], gaps: Sequence[MatrixRow], persons: int
) -> Iterator[NextStep]:
    if run.missing:
        yield NextStep("missing", len(run.missing))
    if unread := sum(not reading.readable for reading in readings):
        yield NextStep("unread", unread)
    cheapest = max(gaps, key=lambda row: row.tally.vietnamese_only, default=None)
    if cheapest and cheapest.tally.vietnamese_only:
        yield NextStep("translate", cheapest.tally.vietnamese_only, cheapest)
    stopped = [reading for reading in readings if reading.readable and reading.stopped]
    if broken := sum(not reading.limited for reading in stopped):
        yield NextStep("broken", broken)
    if limited := sum(reading.limited for reading in stopped):
        yield NextStep("limited", limited)
    if persons:
        yield NextStep("persons", persons)
    if run.deadline:
        yield NextStep("deadline", day=run.deadline)


def waiting(results: Sequence[AgencyResult], asked: Sequence[MatrixRow]) -> int:
    """Count the answers that wait for a person, each once however many criteria ask for the same.

    Args:
        results: Of the run.
        asked: Criteria of the run.
    """
    known = {row.criterion.id: row.criterion for row in asked}
    return len(
        {
            (result.agency_id, row.root)
            for result in results
            if result.coverage.readable
            for judgement in result.judgements
            if (criterion := known.get(judgement.criterion_id)) is not None
            and (row := Row(criterion, judgement)).for_person
        }
    )
