"""Findings of an agency as lists show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from audit.life.model import State
from audit.store.ledger import Line
from reports.i18n import LocaleCode
from reports.titles import Titles


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One line of a list of findings. An agency has thousands: what many of them share is there once."""

    id: str
    state: State
    titles: tuple[str, str]
    """In Vietnamese and in English."""
    gain: float
    """Points that a fix would add."""
    count: int
    """Pages that it touches."""
    criterion_id: str
    kind: str
    since: str
    """The run or re-check that brought it where it is."""

    def title(self, locale: LocaleCode) -> str:
        """What it is called."""
        return self.titles[0 if locale == "vi" else 1]


def listed(lines: Iterable[Line], titles: Titles) -> tuple[FindingRow, ...]:
    """Return findings in their order.

    Args:
        lines: Of one agency.
        titles: What findings are called.
    """
    return tuple(
        FindingRow(
            line.finding_id,
            line.state,
            titles.of(line.title, line.criterion_id),
            line.gain,
            line.count,
            line.criterion_id,
            line.kind,
            line.since,
        )
        for line in lines
    )
