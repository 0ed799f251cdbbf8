"""From judgements to a score: shares of points per sub-index, weighted into one, as intervals. Pure.

The total is *aligned to* the UN's Online Service Index, not an estimate of it: the UN's own figure is relative to
193 states and read in national languages.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator

from audit.criteria.model import Criterion, SubIndex
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
    weights: dict[SubIndex, float] = Field(min_length=1)

    @model_validator(mode="after")
    def _some_weight(self) -> Weights:
        if any(w < 0 for w in self.weights.values()):
            raise ValueError("a weight is not below zero")
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
        criteria: By id.
        weights: Sub-index weights; they are spread anew over the sub-indices that apply to this agency.
    """
    groups: dict[SubIndex, list[Judgement]] = {}
    for judgement in judgements:
        if judgement.verdict is not Verdict.NOT_APPLICABLE:
            groups.setdefault(criteria[judgement.criterion_id].subindex, []).append(judgement)
    total = sum(weights.weights.get(s, 0.0) for s in groups) or 1.0
    parts = tuple(
        _part(s, groups[s], 100 * weights.weights.get(s, 0.0) / total) for s in SubIndex if s in groups
    )
    counted = [j for s, group in groups.items() if weights.weights.get(s, 0.0) > 0 for j in group]
    return Score(
        english=_weighted(parts, [p.english for p in parts]),
        local=_weighted(parts, [p.local for p in parts]),
        unweighted=_share(counted, english=True),
        parts=parts,
        weights_name=weights.name,
        weights_confirmed=weights.confirmed,
    )


def gains(
    judgements: Sequence[Judgement], criteria: Mapping[str, Criterion], parts: Iterable[SubScore]
) -> dict[str, float]:
    """Points of the total English score (0-100) that meeting each criterion in English would add, by criterion id."""
    share = {p.subindex: p.weight for p in parts}
    weight: defaultdict[str, float] = defaultdict(float)
    applicable = [j for j in judgements if j.verdict is not Verdict.NOT_APPLICABLE]
    for judgement in applicable:
        weight[criteria[judgement.criterion_id].subindex] += judgement.weight
    return {
        j.criterion_id: share.get(s := criteria[j.criterion_id].subindex, 0.0)
        * (j.weight - j.points)
        / weight[s]
        for j in applicable
    }


def _part(subindex: SubIndex, group: Sequence[Judgement], weight: float) -> SubScore:
    count = Counter(j.verdict for j in group)
    return SubScore(
        subindex=subindex.value,
        english=_share(group, english=True),
        local=_share(group, english=False),
        weight=weight,
        met=count[Verdict.MET],
        partly=count[Verdict.PARTLY],
        vietnamese_only=count[Verdict.VIETNAMESE_ONLY],
        not_met=count[Verdict.NOT_MET],
        could_not_tell=count[Verdict.COULD_NOT_TELL],
    )


def _share(group: Sequence[Judgement], *, english: bool) -> Interval:
    weight = sum(j.weight for j in group)
    if weight == 0:
        return Interval(0.0, 0.0)
    won = sum(j.points if english else j.local_points for j in group)
    open_ = sum(
        j.weight for j in group if (j.english if english else j.local).verdict is Verdict.COULD_NOT_TELL
    )
    return Interval(100 * won / weight, 100 * (won + open_) / weight)


def _weighted(parts: Sequence[SubScore], shares: Sequence[Interval]) -> Interval:
    pairs = list(zip(parts, shares, strict=True))
    return Interval(
        sum(p.weight * s.low for p, s in pairs) / 100,
        sum(p.weight * s.high for p, s in pairs) / 100,
    )
