"""From judgements to a score: shares of points per sub-index, weighted into one, as intervals. Pure.

The total is *aligned to* the UN's Online Service Index, not an estimate of it: the UN's own figure is relative to
193 states and read in national languages. An edition with an index of its own (LOSI) is scored by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from audit.criteria.model import Criterion, Edition, SubIndex
from audit.results import Interval, Judgement, Score, SubScore, Verdict
from crawler.yamlfile import load_model

PARTLY = 0.5
"""Share of a criterion's weight that *partly* earns. The UN counts 0 or 1; half a point keeps progress visible."""


class Weights(BaseModel):
    """A set of sub-index weights, per cent; a sub-index of weight 0 is reported apart."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    confirmed: bool
    source: str
    weights: dict[SubIndex, Annotated[float, Field(ge=0)]] = Field(min_length=1)

    @model_validator(mode="after")
    def _some_weight(self) -> Weights:
        if sum(self.weights.values()) <= 0:
            raise ValueError("at least one weight is above zero")
        return self


def load_weights(path: Path) -> Weights:
    """Read a weight set.

    Raises:
        ConfigError: The file is missing or breaks the model.
    """
    weights, _lines = load_model(path, Weights)
    return weights


def points(verdict: Verdict, weight: float) -> float:
    """Points that one side's verdict earns: all, half or none of the criterion's weight."""
    return {Verdict.MET: weight, Verdict.PARTLY: PARTLY * weight}.get(verdict, 0.0)


def score(judgements: Sequence[Judgement], criteria: Mapping[str, Criterion], weights: Weights) -> Score:
    """Sum up one agency.

    Args:
        judgements: Of one agency; those not applicable are left out of every share.
        criteria: By id, of the editions that share one score (`Rules.main`); judgements of others are left out.
        weights: Sub-index weights; they are spread anew over the sub-indices that apply to this agency.
    """
    groups = _by_subindex(judgements, criteria)
    total = sum(weights.weights.get(s, 0.0) for s in groups) or 1.0
    parts = tuple(
        _part(s.value, groups[s], 100 * weights.weights.get(s, 0.0) / total) for s in SubIndex if s in groups
    )
    counted = [j for s, group in groups.items() if weights.weights.get(s, 0.0) > 0 for j in group]
    return Score(
        english=_weighted(parts, [p.english for p in parts]),
        local=_weighted(parts, [p.local for p in parts]),
        unweighted=share(counted),
        parts=parts,
        weights_name=weights.name,
        weights_confirmed=weights.confirmed,
        sectors=_sectors(counted, criteria),
    )


def own_scores(judgements: Sequence[Judgement], editions: Iterable[Edition]) -> tuple[Score, ...]:
    """Score each edition with an index of its own: every feature alike, whatever its weight.

    UN-DESA gives a city's LOSI as the share of features found, without weights of sub-indices.

    Args:
        judgements: Of one agency, of any editions.
        editions: Those without an index of their own, or that ask nothing of this agency, give no score.
    """
    return tuple(
        _own_score(edition, groups)
        for edition in editions
        if edition.own_index and (groups := _by_subindex(judgements, {c.id: c for c in edition.criteria}))
    )


def gains(
    judgements: Sequence[Judgement], criteria: Mapping[str, Criterion], parts: Iterable[SubScore]
) -> dict[str, float]:
    """Points of the total English score (0-100) that meeting each criterion in English would add, by criterion id.

    Args:
        judgements: Those of criteria that `criteria` lacks add nothing and are left out.
        criteria: As given to `score`.
        parts: Of that score.
    """
    weights = {p.subindex: p.weight for p in parts}
    return {
        j.criterion_id: weights.get(subindex.value, 0.0) * (j.weight - j.points) / possible
        for subindex, group in _by_subindex(judgements, criteria).items()
        if (possible := sum(j.weight for j in group))
        for j in group
    }


def share(group: Sequence[Judgement], *, english: bool = True) -> Interval:
    """Return the share of points won, 0 to 100, without weights of sub-indices.

    Args:
        group: Judgements that apply; none gives 0.
        english: Whether the English side counts, else the Vietnamese one.
    """
    weight = sum(j.weight for j in group)
    if weight == 0:
        return Interval(0.0, 0.0)
    won = sum(j.points if english else j.local_points for j in group)
    open_ = sum(
        j.weight for j in group if (j.english if english else j.local).verdict is Verdict.COULD_NOT_TELL
    )
    return Interval(100 * won / weight, 100 * (won + open_) / weight)


def _by_subindex(
    judgements: Iterable[Judgement], criteria: Mapping[str, Criterion]
) -> dict[SubIndex, list[Judgement]]:
    """Return the judgements that apply and whose criteria are given."""
    groups: dict[SubIndex, list[Judgement]] = {}
    for judgement in judgements:
        criterion = criteria.get(judgement.criterion_id)
        if criterion is not None and judgement.verdict is not Verdict.NOT_APPLICABLE:
            groups.setdefault(criterion.subindex, []).append(judgement)
    return groups


def _own_score(edition: Edition, groups: Mapping[SubIndex, Sequence[Judgement]]) -> Score:
    alike = {s: [_alike(j) for j in group] for s, group in groups.items()}
    counted = [j for group in alike.values() for j in group]
    # A sub-index weighs what it has of the features, so that its parts add up to the plain share.
    parts = tuple(
        _part(s.value, alike[s], 100 * len(alike[s]) / len(counted)) for s in SubIndex if s in alike
    )
    return Score(
        english=share(counted),
        local=share(counted, english=False),
        unweighted=share(counted),
        parts=parts,
        edition=edition.edition,
        sectors=_sectors(counted, {c.id: c for c in edition.criteria}),
    )


def _alike(judgement: Judgement) -> Judgement:
    scale = 1 / judgement.weight
    return replace(
        judgement,
        weight=1.0,
        points=scale * judgement.points,
        local_points=scale * judgement.local_points,
    )


def _sectors(counted: Iterable[Judgement], criteria: Mapping[str, Criterion]) -> tuple[SubScore, ...]:
    groups: defaultdict[str, list[Judgement]] = defaultdict(list)
    for judgement in counted:
        sector = criteria[judgement.criterion_id].sector
        if sector:
            groups[sector].append(judgement)
    return tuple(_part(sector, groups[sector], float(len(groups[sector]))) for sector in sorted(groups))


def _part(name: str, group: Sequence[Judgement], weight: float) -> SubScore:
    count = Counter(j.verdict for j in group)
    return SubScore(
        subindex=name,
        english=share(group),
        local=share(group, english=False),
        weight=weight,
        met=count[Verdict.MET],
        partly=count[Verdict.PARTLY],
        vietnamese_only=count[Verdict.VIETNAMESE_ONLY],
        not_met=count[Verdict.NOT_MET],
        could_not_tell=count[Verdict.COULD_NOT_TELL],
    )


def _weighted(parts: Sequence[SubScore], shares: Sequence[Interval]) -> Interval:
    pairs = list(zip(parts, shares, strict=True))
    return Interval(
        sum(p.weight * s.low for p, s in pairs) / 100,
        sum(p.weight * s.high for p, s in pairs) / 100,
    )
