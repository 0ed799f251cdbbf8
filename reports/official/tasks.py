"""Common tasks over all bodies of a run: how many have done each, and which have not. Pure but for the list of tasks, a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from audit.criteria.model import Criterion, Language
from audit.results import AgencyResult, Judgement, Verdict
from crawler.registry import Kind
from crawler.yamlfile import load_yaml, validated
from reports.columns import columns_of
from reports.i18n import N_

FILE: Final = Path(__file__).with_name("tasks.yaml")
BODIES: Final[Mapping[str, tuple[str, ...]]] = {
    N_("ministries, ministry-level bodies and government agencies"): (
        Kind.MINISTRY,
        Kind.MINISTRY_LEVEL,
        Kind.GOVERNMENT_AGENCY,
    ),
    N_("provinces and centrally run cities"): (Kind.PROVINCE,),
    N_("national portals"): (Kind.NATIONAL_PORTAL,),
    N_("units"): (Kind.UNIT,),
}
"""Whom fractions are told of, as official reports do: central bodies together, provinces together."""
OTHERS: Final = N_("other bodies")
"""Of a kind that this version does not know."""


class _Task(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    criteria: tuple[str, ...] = Field(min_length=1)


class _Tasks(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    tasks: tuple[_Task, ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    """How many of some bodies have done a task."""

    bodies: str
    """Key of `BODIES`, or `OTHERS`."""
    done: int
    asked: int


@dataclass(frozen=True, slots=True)
class TaskState:
    """A task over all bodies that are asked; each of them stands in one of the four lists."""

    criterion: Criterion
    fractions: tuple[Fraction, ...]
    done: tuple[AgencyResult, ...]
    partly: tuple[AgencyResult, ...]
    missing: tuple[AgencyResult, ...]
    untold: tuple[AgencyResult, ...]

    @property
    def in_english(self) -> bool:
        """Whether English was looked at, of what is asked for in any language."""
        return self.criterion.language is Language.BOTH


@lru_cache(maxsize=1)
def task_criteria() -> tuple[tuple[str, ...], ...]:
    """Return the criteria of each task of `tasks.yaml`.

    Raises:
        ConfigError: The file is missing or wrong; file, line and key are named.
    """
    data, lines = load_yaml(FILE)
    return tuple(task.criteria for task in validated(FILE, data, lines, _Tasks).tasks)


def task_states(results: Sequence[AgencyResult], criteria: Mapping[str, Criterion]) -> tuple[TaskState, ...]:
    """Count the common tasks in force.

    Args:
        results: One per agency.
        criteria: Those in force, by id.
    """
    judged = columns_of(results)
    states = []
    for names in task_criteria():
        name = next((name for name in names if name in criteria), None)
        if name is None:
            continue
        column = judged.get(name, (None,) * len(results))
        verdicts = [(_verdict(criteria[name], j), result) for j, result in zip(column, results, strict=True)]
        asked = [(verdict, result) for verdict, result in verdicts if verdict is not Verdict.NOT_APPLICABLE]
        if asked:
            states.append(_state(criteria[name], asked))
    return tuple(states)


def _verdict(criterion: Criterion, judgement: Judgement | None) -> Verdict:
    if judgement is None or judgement.verdict is Verdict.NOT_APPLICABLE:
        return Verdict.NOT_APPLICABLE
    return judgement.english.verdict if criterion.language is Language.BOTH else judgement.verdict


def _state(criterion: Criterion, asked: Sequence[tuple[Verdict, AgencyResult]]) -> TaskState:
    by_verdict: dict[Verdict, list[AgencyResult]] = {}
    for verdict, result in asked:
        by_verdict.setdefault(verdict, []).append(result)
    fractions = []
    known = {kind for kinds in BODIES.values() for kind in kinds}
    for bodies, kinds in (*BODIES.items(), (OTHERS, {result.kind for _, result in asked} - known)):
        members = [verdict for verdict, result in asked if result.kind in kinds]
        if members:
            fractions.append(Fraction(bodies, members.count(Verdict.MET), len(members)))
    return TaskState(
        criterion,
        tuple(fractions),
        tuple(by_verdict.get(Verdict.MET, ())),
        tuple(by_verdict.get(Verdict.PARTLY, ())),
        tuple(r for v, r in asked if v in {Verdict.NOT_MET, Verdict.VIETNAMESE_ONLY}),
        tuple(by_verdict.get(Verdict.COULD_NOT_TELL, ())),
    )
