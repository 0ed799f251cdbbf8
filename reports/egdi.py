"""What another OSI would do for the EGDI: the UN's formula on published values, all else as it was. Pure.

EGDI = (OSI + TII + HCI) / 3, each as published, which is relative to the 193 states already. An OSI of this page is the UN's figure;
the score of this program is aligned to it, but no estimate of it, and has no place in the formula.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Final

from crawler.registry import Names
from reports.egdi_data import PARTS, Egdi, State

STEPS: Final = 20
"""Of the printed table: 0, 0.05 … 1."""


def mean(osi: float, tii: float, hci: float) -> float:
    """Return the EGDI of its three parts."""
    return (osi + tii + hci) / 3


def fixed(value: float, digits: int) -> str:
    """Write a value with so many decimals, half away from zero as the UN's tables round, with a decimal point.

    >>> fixed(0.50725, 4)
    '0.5073'
    """
    return str(Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def rank_of(value: float, others: Iterable[float]) -> int:
    """Return the rank of a value: 1 and one more for each that is higher. Those with the same value share the better rank."""
    return 1 + sum(other > value for other in others)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The EGDI that one OSI would give."""

    osi: float
    egdi: float
    """As the year's values are published, rounded to as many decimals."""
    rank: int
    peer_rank: int
    group: Names


@dataclass(frozen=True, slots=True)
class Place:
    """One of the peers in one survey; None where the UN gives no value."""

    iso3: str
    osi: float | None
    osi_rank: int | None
    egdi: float | None
    egdi_rank: int | None
    """As published."""
    needed: float | None = None
    """Lowest OSI with which we would be ahead of it by EGDI; above 1 where the OSI alone cannot do it."""


@dataclass(frozen=True)
class Survey:
    """One survey from our country's side; it has all three parts there."""

    year: int
    digits: int
    state: State
    tii: float
    hci: float
    others: tuple[float, ...]
    """EGDI of the other states that have one, the highest first."""
    peers_egdi: tuple[float, ...]
    """Of the peers among them."""
    places: tuple[Place, ...]
    """Peers, ours among them, the highest EGDI first."""
    part_ranks: tuple[int, ...]
    """Our rank by OSI, TII and HCI; worked out, since the UN publishes ranks of the EGDI only."""
    without: tuple[str, ...]
    """States without an EGDI, which have no rank."""
    egdi: Egdi

    @property
    def ranked(self) -> int:
        """States that have a rank, ours among them."""
        return len(self.others) + 1

    @property
    def published(self) -> WhatIf:
        """What our published OSI gives by the formula."""
        return self.what_if(self.state.osi or 0.0)

    def what_if(self, osi: float) -> WhatIf:
        """Return what an OSI from 0 to 1 would give."""
        value = round(mean(osi, self.tii, self.hci), self.digits)
        group = next(band.name for band in self.egdi.settings.groups if value > band.above)
        return WhatIf(osi, value, rank_of(value, self.others), rank_of(value, self.peers_egdi), group)

    @cached_property
    def steps(self) -> tuple[WhatIf, ...]:
        """The printed table."""
        return tuple(self.what_if(number / STEPS) for number in range(STEPS + 1))

    @property
    def peer_rank(self) -> int:
        """Our place among the peers, by published ranks."""
        ranks = [
            place.egdi_rank for place in self.places if place.egdi_rank and place.iso3 != self.state.iso3
        ]
        return 1 + sum(rank < (self.state.rank or 0) for rank in ranks)


@dataclass(frozen=True, slots=True)
class EgdiView:
    """All that the page shows."""

    egdi: Egdi
    surveys: tuple[Survey, ...]
    """Those that our country has all values in, the oldest first."""

    @property
    def latest(self) -> Survey:
        """The newest."""
        return self.surveys[-1]

    @property
    def example(self) -> WhatIf:
        """The next full step above the published OSI of the newest survey."""
        now = self.latest.state.osi or 0.0
        return next((step for step in self.latest.steps if step.osi > now), self.latest.steps[-1])

    @property
    def data(self) -> str:
        """What the calculator reckons with, as JSON."""
        groups = [band.above for band in self.egdi.settings.groups]
        years = [
            {
                "year": survey.year, "digits": survey.digits, "osi": survey.state.osi, "tii": survey.tii, "hci": survey.hci,
                "egdi": survey.state.egdi, "rank": survey.state.rank, "others": survey.others, "peers": survey.peers_egdi,
            }
            for survey in self.surveys
        ]  # fmt: skip
        return json.dumps({"groups": groups, "years": years}, separators=(",", ":"))


def egdi_view(egdi: Egdi) -> EgdiView | None:
    """Arrange the figures; None where our country has all values in no survey."""
    surveys = (_survey(egdi, year) for year in egdi.surveys)
    known = tuple(survey for survey in surveys if survey)
    return EgdiView(egdi, known) if known else None


def _survey(egdi: Egdi, year: int) -> Survey | None:
    states = egdi.surveys[year]
    ours = states.get(egdi.settings.country)
    if ours is None or ours.egdi is None or ours.osi is None or ours.tii is None or ours.hci is None:
        return None
    others = [state for iso3, state in states.items() if iso3 != ours.iso3]
    peers = egdi.settings.peers.countries
    osi = [state.osi for state in states.values() if state.osi is not None]
    places = [
        Place(
            state.iso3,
            state.osi,
            None if state.osi is None else rank_of(state.osi, osi),
            state.egdi,
            state.rank,
            None if state is ours else _needed(state, ours.tii, ours.hci, egdi.digits[year]),
        )
        for iso3 in peers
        if (state := states.get(iso3))
    ]
    places.sort(key=lambda place: (place.egdi is None, -(place.egdi or 0.0), place.egdi_rank or 0))
    return Survey(
        year,
        egdi.digits[year],
        ours,
        ours.tii,
        ours.hci,
        tuple(sorted((s.egdi for s in others if s.egdi is not None), reverse=True)),
        tuple(sorted((s.egdi for s in others if s.iso3 in peers and s.egdi is not None), reverse=True)),
        tuple(places),
        tuple(_part_rank(ours, part, others) for part in PARTS),
        tuple(sorted(state.name for state in states.values() if state.egdi is None)),
        egdi,
    )


def _part_rank(ours: State, part: str, others: Sequence[State]) -> int:
    values = [value for state in others if (value := getattr(state, part)) is not None]
    return rank_of(getattr(ours, part), values)


def _needed(state: State, tii: float, hci: float, digits: int) -> float | None:
    """Return the lowest OSI, to that many decimals, whose EGDI is above that of a state."""
    if state.egdi is None:
        return None
    unit = 10.0**-digits
    steps = max(0, math.floor((3 * state.egdi - tii - hci) / unit) - 3)
    while round(mean(steps * unit, tii, hci), digits) <= state.egdi:
        steps += 1
    return round(steps * unit, digits)
