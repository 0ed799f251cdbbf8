"""The lists of services that must be provided online, as readers need them: an agency's own, and all of a run. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from audit.results import AgencyResult
from audit.services.required.model import MatchKind
from audit.services.required.reconciliation import Entry, Reconciliation, Tally
from reports.i18n import N_

LISTED_ENTRIES: Final = 200
"""Required services that an agency's report lists; the export has all."""


@dataclass(frozen=True, slots=True)
class State:
    """How a required service stands: never by colour alone."""

    name: str
    sign: str
    css: str


STATES: Final[dict[str, State]] = {
    "overdue": State(N_("Overdue"), "✕", "not"),
    "missing": State(N_("Not found"), "✕", "not"),
    "below": State(N_("Below the required level"), "◐", "partly"),
    "person": State(N_("A person has to tell which service it is"), "?", "unknown"),
    "untold": State(N_("Could not tell"), "?", "unknown"),
    "done": State(N_("At the required level"), "✓", "met"),
}
"""In the order in which an agency works them off."""
_ORDER: Final = {name: place for place, name in enumerate(STATES)}


@dataclass(frozen=True, slots=True)
class RequiredRow:
    """One required service at one agency."""

    entry: Entry
    state: str
    """Key of `STATES`."""

    @property
    def level(self) -> str:
        """The level asked for; key of `reports.services.LEVELS`."""
        return self.entry.required.level.value

    @property
    def published(self) -> str:
        """The level that the agency prints; key of `reports.services.LEVELS`."""
        return self.entry.service.published.value if self.entry.service else ""

    @property
    def checked(self) -> str:
        """The level that its pages show; key of `reports.services.LEVELS`."""
        service = self.entry.service
        return "?" if service is None or service.checked is None else str(service.checked)


@dataclass(frozen=True, slots=True)
class RequiredView:
    """What is asked of one agency."""

    loaded: bool
    """False when no list was imported: then nothing is zero."""
    decisions: tuple[str, ...]
    tally: Tally
    rows: tuple[RequiredRow, ...]
    """What is overdue first."""

    @property
    def listed(self) -> tuple[RequiredRow, ...]:
        """Rows of the table."""
        return self.rows[:LISTED_ENTRIES]

    @property
    def unlisted(self) -> int:
        """Rows that only the export has."""
        return max(0, len(self.rows) - LISTED_ENTRIES)


@dataclass(frozen=True, slots=True)
class RequiredLine:
    """One agency, one sector, or all together, in the overview."""

    name: str
    """Id of the agency or sector; empty for what no sector can be told for."""
    tally: Tally
    result: AgencyResult | None = None


@dataclass(frozen=True, slots=True)
class NationalRequired:
    """All lists over all agencies of a run."""

    loaded: bool
    decisions: tuple[str, ...]
    total: Tally
    agencies: tuple[RequiredLine, ...]
    sectors: tuple[RequiredLine, ...]
    not_audited: int
    """Required services of agencies that are not in the run."""


def required_view(found: Reconciliation | None, agency_id: str) -> RequiredView | None:
    """Arrange what lists ask of one agency.

    Args:
        found: Of the whole run; None when nothing was set against lists.
        agency_id: Whose.
    """
    if found is None:
        return None
    entries = [entry for entry in found.entries if entry.agency_id == agency_id]
    rows = sorted((RequiredRow(entry, _state(entry)) for entry in entries), key=lambda row: _ORDER[row.state])
    return RequiredView(found.loaded, _decisions(entries), Tally.of(entries), tuple(rows))


def national_required(
    found: Reconciliation | None, results: Sequence[AgencyResult]
) -> NationalRequired | None:
    """Arrange what lists ask of all agencies.

    Args:
        found: Of the whole run; None when nothing was set against lists.
        results: For the agencies' names.
    """
    if found is None:
        return None
    by_id = {result.agency_id: result for result in results}
    return NationalRequired(
        loaded=found.loaded,
        decisions=_decisions(found.entries),
        total=found.total,
        agencies=tuple(RequiredLine(name, tally, by_id.get(name)) for name, tally in found.by_agency.items()),
        sectors=tuple(
            RequiredLine(name, tally) for name, tally in sorted(found.by_sector.items(), key=_named)
        ),
        not_audited=found.not_audited,
    )


def _named(item: tuple[str, Tally]) -> tuple[bool, str]:
    return (item[0] == "", item[0])


def _decisions(entries: Sequence[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.required.decision for entry in entries))


def _state(entry: Entry) -> str:
    if entry.match.kind is MatchKind.AMBIGUOUS:
        return "person"
    if entry.overdue:
        return "overdue"
    if entry.found is False:
        return "missing"
    if entry.found is None or entry.at_level is None:
        return "untold"
    return "done" if entry.at_level else "below"
