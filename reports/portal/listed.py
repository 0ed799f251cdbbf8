"""Findings of an agency as lists show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from audit.life.model import State
from audit.store.ledger import Line
from reports.i18n import LOCALES, LocaleCode
from reports.titles import Titles


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One line of a list of findings."""

    id: str
    state: State
    title: str
    gain: float
    """Points that a fix would add."""
    count: int
    """Pages that it touches."""
    criterion_id: str
    kind: str
    since: str
    """The run or re-check that brought it where it is."""


def listed(lines: Iterable[Line], titles: Titles) -> Mapping[LocaleCode, tuple[FindingRow, ...]]:
    """Return findings in each language, in their order.

    Args:
        lines: Of one agency.
        titles: What findings are called.
    """
    known = [
        (line, dict(zip(LOCALES, titles.of(line.title, line.criterion_id), strict=True))) for line in lines
    ]
    return {
        locale: tuple(
            FindingRow(
                line.finding_id,
                line.state,
                names[locale],
                line.gain,
                line.count,
                line.criterion_id,
                line.kind,
                line.since,
            )
            for line, names in known
        )
        for locale in LOCALES
    }
