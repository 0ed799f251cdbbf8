"""All agencies at once, by what the store has counted: medians, trend, findings by state. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from audit.life.model import State
from audit.store.standings import RunScore
from crawler.registry import Agency
from reports.labels import KINDS


@dataclass(frozen=True, slots=True)
class Medians:
    """Of some agencies; the low ends of the intervals count, and only of agencies that could be read."""

    name: str
    """Kind or sector of the agencies, or id of the run; empty for all."""
    agencies: int
    readable: int
    english: float | None
    """None where none could be read."""
    local: float | None
    day: str = ""
    """Of a run: the day its duties were judged at, YYYY-MM-DD."""


@dataclass(frozen=True, slots=True)
class Nation:
    """All agencies by the newest result of each, of runs that are done."""

    whole: Medians
    kinds: tuple[Medians, ...]
    sectors: tuple[Medians, ...]
    """An agency stands in each of its sectors, so these do not add up."""
    runs: tuple[Medians, ...]
    """The newest first."""
    unreadable: tuple[RunScore, ...]
    newest: str
    """Id of the newest run; empty where there is none."""


def nation_of(
    scores: Sequence[RunScore],
    agencies: Mapping[str, Agency],
    sectors_of: Callable[[tuple[str, ...]], Iterable[str]],
) -> Nation:
    """Sum up the scores of all runs that are done.

    Args:
        scores: By run, the oldest first.
        agencies: Of the registry, by id. What is in it no more counts as a whole, but under no kind and no sector.
        sectors_of: Sectors behind the registry's words.
    """
    newest = {score.agency_id: score for score in scores}
    kinds: dict[str, list[RunScore]] = {str(kind): [] for kind in KINDS}
    sectors: dict[str, list[RunScore]] = {}
    for agency_id, score in newest.items():
        agency = agencies.get(agency_id)
        if agency is not None:
            kinds.setdefault(str(agency.kind), []).append(score)
            for sector in sectors_of(agency.sectors):
                sectors.setdefault(sector, []).append(score)
    runs = [(run_id, list(found)) for run_id, found in groupby(scores, lambda score: score.run_id)]
    return Nation(
        medians_of("", list(newest.values())),
        tuple(medians_of(name, found) for name, found in kinds.items() if found),
        tuple(medians_of(name, found) for name, found in sorted(sectors.items())),
        tuple(medians_of(run_id, found, found[0].day) for run_id, found in reversed(runs)),
        tuple(sorted((s for s in newest.values() if not s.readable), key=lambda s: s.agency_id)),
        runs[-1][0] if runs else "",
    )


def medians_of(name: str, scores: Sequence[RunScore], day: str = "") -> Medians:
    """Sum up some agencies' scores, one of each."""
    read = [score for score in scores if score.readable]
    return Medians(
        name,
        len(scores),
        len(read),
        median(score.english for score in read) if read else None,
        median(score.local for score in read) if read else None,
        day,
    )


def summed(states: Iterable[Mapping[State, int]]) -> dict[State, int]:
    """Add up findings by state, in the order of `State`; states without any are left out.

    >>> summed([{State.OPEN: 2}, {State.NEW: 1, State.OPEN: 3}])
    {<State.NEW: 'new'>: 1, <State.OPEN: 'open'>: 5}
    """
    total: Counter[State] = Counter()
    for one in states:
        total.update(one)
    return {state: total[state] for state in State if total[state]}
