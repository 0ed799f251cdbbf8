"""What was looked at again since a run: the report keeps the run's score, and says what has changed beside it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.life.model import Look
from audit.recheck import Recheck


@dataclass(frozen=True, slots=True)
class RecheckedView:
    """Findings by what the last look at each of them showed."""

    until: str
    """When the last look was; UTC, ISO 8601 to the second."""
    looked: int
    mended: int
    still: int
    untold: int


def rechecked_view(rechecks: Sequence[Recheck]) -> RecheckedView | None:
    """Sum up second looks; of several at one finding the last counts.

    Args:
        rechecks: Of one agency since its run, the first one first.

    Returns:
        None without any.
    """
    if not rechecks:
        return None
    last = {recheck.finding_id: recheck.look for recheck in rechecks}
    looks = list(last.values())
    return RecheckedView(
        until=moment_of(rechecks[-1].id),
        looked=len(looks),
        mended=looks.count(Look.PASSING),
        still=looks.count(Look.FAILING),
        untold=looks.count(Look.UNSEEN),
    )


def moment_of(recheck_id: str) -> str:
    """Return the moment that an id stands for.

    >>> moment_of("20260701T080910Z")
    '2026-07-01T08:09:10Z'
    """
    day, clock = recheck_id[:8], recheck_id[9:15]
    return f"{day[:4]}-{day[4:6]}-{day[6:]}T{clock[:2]}:{clock[2:4]}:{clock[4:]}Z"
