"""The bodies of a run as official documents tell of them: kind by kind, and what most of them lack in English. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from audit.criteria.model import Criterion, Language
from audit.results import AgencyResult, Verdict
from reports.labels import KINDS

WIDEST: Final = 5
_MISSED: Final = frozenset({Verdict.NOT_MET, Verdict.VIETNAMESE_ONLY})
_ENGLISH: Final = frozenset({Language.BOTH, Language.ENGLISH})


@dataclass(frozen=True, slots=True)
class Gap:
    """A criterion about English that many bodies do not meet."""

    criterion: Criterion
    missed: int
    asked: int


def by_kind(results: Sequence[AgencyResult]) -> tuple[AgencyResult, ...]:
    """Return the bodies kind by kind, in the order of the reports."""
    kinds = dict.fromkeys((*KINDS, *(result.kind for result in results)))
    return tuple(result for kind in kinds for result in results if result.kind == kind)


def widest_gaps(results: Sequence[AgencyResult], criteria: Mapping[str, Criterion]) -> tuple[Gap, ...]:
    """Return what most bodies lack in English, at most five; criteria that ask for the same once.

    Args:
        results: One per agency.
        criteria: Of the main score, by id.
    """
    asked: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for result in results:
        for judgement in result.judgements:
            criterion = criteria.get(judgement.criterion_id)
            if criterion is None or criterion.language not in _ENGLISH:
                continue
            asked[criterion.id] += judgement.verdict is not Verdict.NOT_APPLICABLE
            missed[criterion.id] += judgement.verdict in _MISSED
    order = sorted((id_ for id_ in criteria if missed[id_]), key=lambda id_: -missed[id_])
    once: dict[str, Gap] = {}
    for id_ in order:
        gap = Gap(criteria[id_], missed[id_], asked[id_])
        once.setdefault(criteria[id_].root or id_, gap)
    return tuple(once.values())[:WIDEST]
