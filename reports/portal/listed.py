"""Findings of an agency as lists show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from audit.life.model import State
from audit.store.lives import Life
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


def listed(lives: Iterable[Life], day: str, titles: Titles) -> Mapping[LocaleCode, tuple[FindingRow, ...]]:
    """Return the findings that have a state on a day, in each language, those first that are worth most.

    Args:
        lives: Of one agency.
        day: YYYY-MM-DD.
        titles: What findings are called.
    """
    known = [
        (life, state, dict(zip(LOCALES, titles.say(life.finding), strict=True)))
        for life in lives
        if (state := life.standing.state_on(day)) is not None
    ]
    known.sort(key=lambda item: (-item[0].finding.gain, -item[0].finding.count, item[0].finding.id))
    return {
        locale: tuple(
            FindingRow(
                life.finding.id,
                state,
                names[locale],
                life.finding.gain,
                life.finding.count,
                life.finding.criterion_id,
                life.finding.kind,
                life.standing.since,
            )
            for life, state, names in known
        )
        for locale in LOCALES
    }
