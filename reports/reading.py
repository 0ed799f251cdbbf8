"""What was read of an agency, and who could not be read for which cause. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from audit.results import AgencyResult, PortalState
from crawler.status import FetchStatus
from reports.statuses import STATUSES, StatusText, status_of

_ANSWERED: Final = {FetchStatus.OK, FetchStatus.RENDERED}
_LIMITS: Final = {"budget_pages", "budget_time"}
_MAIN_FIRST: Final = ("main", "english", "services")


@dataclass(frozen=True, slots=True)
class Reading:
    """How far an agency was read."""

    result: AgencyResult
    shut: tuple[PortalState, ...]
    """Portals known to be its own that gave no page."""

    @property
    def readable(self) -> bool:
        """Whether enough was read to say "not met" at all."""
        return self.result.coverage.readable

    @property
    def stopped(self) -> bool:
        """Whether the crawl ended before all that it had found was dealt with."""
        return self.result.coverage.stop_reason != "finished"

    @property
    def limited(self) -> bool:
        """Whether it ended at a limit that was agreed, and not by an interruption or error."""
        return self.result.coverage.stop_reason in _LIMITS

    @property
    def provisional(self) -> bool:
        """Whether it was read, but not whole: what is missing may stand where nobody looked."""
        return self.readable and (self.stopped or bool(self.shut))


@dataclass(frozen=True, slots=True)
class UnreadCause:
    """Agencies that could not be read for the same cause."""

    text: StatusText | None
    """None where no answer tells the cause, or this version does not know it."""
    results: tuple[AgencyResult, ...]


def reading_of(result: AgencyResult) -> Reading:
    """Sum up how far an agency was read."""
    return Reading(
        result,
        tuple(p for p in result.portals if p.confirmed and status_of(p.status) not in _ANSWERED),
    )


def unread_causes(results: Iterable[AgencyResult]) -> tuple[UnreadCause, ...]:
    """Divide agencies that could not be read by how their main portal answered, the most frequent cause first."""
    found: dict[FetchStatus | None, list[AgencyResult]] = {}
    for result in results:
        if not result.coverage.readable:
            found.setdefault(_cause(result.portals), []).append(result)
    causes = sorted(found.items(), key=lambda item: (item[0] is None, -len(item[1])))
    return tuple(UnreadCause(STATUSES[s] if s else None, tuple(members)) for s, members in causes)


def _cause(portals: Sequence[PortalState]) -> FetchStatus | None:
    order = sorted(
        portals,
        key=lambda p: _MAIN_FIRST.index(p.role) if p.role in _MAIN_FIRST else len(_MAIN_FIRST),
    )
    statuses = (status_of(portal.status) for portal in order)
    return next((status for status in statuses if status not in {None, *_ANSWERED}), None)
