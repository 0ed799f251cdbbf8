"""The judgements of a run criterion by criterion. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from audit.results import AgencyResult, Judgement

Column = list[Judgement | None]
"""One criterion over all agencies, in the order of the results; None where it was not judged."""


def columns_of(results: Sequence[AgencyResult]) -> Mapping[str, Column]:
    """Return what was judged of each criterion: a place for each agency, and no table of names for each of them."""
    found: dict[str, Column] = {}
    count = len(results)
    for place, result in enumerate(results):
        for judgement in result.judgements:
            column = found.get(judgement.criterion_id)
            if column is None:
                column = found[judgement.criterion_id] = [None] * count
            column[place] = judgement
    return found
