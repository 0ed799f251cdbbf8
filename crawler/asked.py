"""How much criteria ask an agency for what: drawn from the audit's criteria into `crawler/data/asked.tsv`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from crawler.registry import Validity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from crawler.registry import Agency

_LIST = Path(__file__).parent / "data" / "asked.tsv"
Asked = tuple[str, str]
"""A family of terms, and a language: `en` or `vi`."""


class _Whom(NamedTuple):
    """Agencies that fit every set that is not empty."""

    kinds: frozenset[str]
    sectors: frozenset[str]
    portals: frozenset[str]

    def fits(self, agency: Agency) -> bool:
        return (
            (not self.kinds or agency.kind in self.kinds)
            and (not self.sectors or not self.sectors.isdisjoint(agency.sectors))
            and (not self.portals or any(portal.role in self.portals for portal in agency.portals))
        )


class _Line(NamedTuple):
    what: Asked
    criteria: float
    """How many ask, each counted by how much a page named so tells of it."""
    valid: Validity
    whom: tuple[_Whom, ...]
    """Alternatives; empty for all."""


def asked_of(agency: Agency, day: date) -> Mapping[Asked, float]:
    """Return how many criteria in force on a day ask an agency for each family of terms in each language."""
    return _sum(
        line
        for line in _lines()
        if line.valid.covers(day) and (not line.whom or any(one.fits(agency) for one in line.whom))
    )


def asked_of_anybody() -> Mapping[Asked, float]:
    """Return how many criteria ask for each family in each language, whomever and whenever."""
    return _sum(_lines())


def _sum(lines: Iterable[_Line]) -> dict[Asked, float]:
    found: dict[Asked, float] = {}
    for line in lines:
        found[line.what] = found.get(line.what, 0.0) + line.criteria
    return found


@cache
def _lines() -> tuple[_Line, ...]:
    return tuple(map(_line, _LIST.read_text(encoding="utf-8").splitlines()[1:]))


def _line(text: str) -> _Line:
    family, language, criteria, start, end, whom = text.split("\t")
    valid = Validity.model_validate({"from": start or None, "until": end or None})
    return _Line((family, language), float(criteria), valid, tuple(map(_whom, filter(None, whom.split(";")))))


def _whom(text: str) -> _Whom:
    return _Whom(*(frozenset(filter(None, part.split(","))) for part in text.split("/")))
