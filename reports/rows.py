"""Criteria with their judgements, grouped as the agency report shows them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from audit.criteria.model import Criterion
from audit.results import Confidence, Finding, Interval, Judgement, Score, Side, SubScore, Verdict
from reports.labels import SUBINDICES, THEMES

THEME_ROWS: Final = 12
"""More rows than these are divided by theme."""

_WORST_FIRST: Final = {
    Verdict.NOT_MET: 0,
    Verdict.VIETNAMESE_ONLY: 1,
    Verdict.PARTLY: 2,
    Verdict.COULD_NOT_TELL: 3,
    Verdict.MET: 4,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion with its judgement, and the finding it led to."""

    criterion: Criterion
    judgement: Judgement
    finding: Finding | None = None
    weight: float = 0.0
    """Of its sub-index, per cent of the main score."""
    index: str = ""
    """Edition of the index that it counts in by itself; empty for the main score."""
    same: str = ""
    """Id of the criterion that has the same evidence and shows it."""

    @property
    def root(self) -> str:
        """Id that criteria share that ask for the same."""
        return self.criterion.root or self.criterion.id

    @property
    def for_person(self) -> bool:
        """Whether it waits for a person, since a crawl cannot decide it."""
        sides = (self.judgement.english, self.judgement.local)
        return any(waits_for_person(side) for side in sides)

    @property
    def untold(self) -> bool:
        """Whether it was not reached: neither decided nor for a person."""
        return self.judgement.verdict is Verdict.COULD_NOT_TELL and not self.for_person

    @property
    def doubtful(self) -> bool:
        """Whether it was decided with low confidence and no person has looked."""
        judgement = self.judgement
        decided = judgement.verdict not in {Verdict.COULD_NOT_TELL, Verdict.NOT_APPLICABLE}
        return decided and judgement.confidence is Confidence.LOW and judgement.review is None


def waits_for_person(side: Side) -> bool:
    """Whether a side is for a person to decide, and none has."""
    return side.verdict is Verdict.COULD_NOT_TELL and side.reason.code == "for_person"


@dataclass(frozen=True, slots=True)
class Theme:
    """Rows about one subject; `name` is empty where a group is not divided."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A sub-index: its rows, its score and the sum that leads there."""

    subindex: str
    rows: tuple[Row, ...]
    """What applies, worst first."""
    not_asked: tuple[Row, ...]
    """What does not apply to this agency."""
    part: SubScore | None
    won: float
    """English points won."""
    unsure: float
    """Points of criteria that could not be told in English."""
    possible: float
    """Points of all criteria that apply."""
    index: str = ""
    """As in `Row`."""

    @property
    def anchor(self) -> str:
        """The group's name in addresses."""
        return f"g-{self.index}-{self.subindex}" if self.index else f"g-{self.subindex}"

    @property
    def contribution(self) -> Interval:
        """What the sub-index adds to the total, in points of 100."""
        if self.part is None:
            return Interval(0.0, 0.0)
        share = self.part.weight / 100
        return Interval(self.part.english.low * share, self.part.english.high * share)

    @property
    def met(self) -> tuple[Row, ...]:
        """Rows that need no reader."""
        return tuple(row for row in self.rows if row.judgement.verdict is Verdict.MET)

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The other rows, by theme where there are many, worst first in each."""
        rows = tuple(row for row in self.rows if row.judgement.verdict is not Verdict.MET)
        found: dict[str, list[Row]] = {}
        for row in rows:
            found.setdefault(row.criterion.group, []).append(row)
        if len(rows) <= THEME_ROWS or len(found) < 2:
            return (Theme("", rows),) if rows else ()
        return tuple(Theme(name, tuple(found[name])) for name in in_order(found, THEMES))

    def count(self, verdict: Verdict) -> int:
        """Number of rows with that verdict."""
        return sum(row.judgement.verdict is verdict for row in self.rows)


def in_order(found: Iterable[str], known: Iterable[str]) -> list[str]:
    """Return names in the order of `known`, those it lacks last."""
    order = [str(name) for name in known]
    return sorted(found, key=lambda name: order.index(name) if name in order else len(order))


def groups(rows: Iterable[Row], scores: Sequence[Score]) -> tuple[Group, ...]:
    """Return the rows by sub-index, those of the main score first, then index by index.

    An index of its own that asks nothing of the agency is left out.

    Args:
        rows: Every criterion judged.
        scores: The main score and those of indices of their own.
    """
    parts = {(score.edition, part.subindex): part for score in scores for part in score.parts}
    members: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        members.setdefault((row.index, str(row.criterion.subindex)), []).append(row)
    asked = dict.fromkeys(index for index, _ in members if not index or any(i == index for i, _ in parts))
    indices = in_order(asked, [score.edition for score in scores])
    return tuple(
        _group(index, name, members[index, name], parts.get((index, name)))
        for index in indices
        for name in in_order((s for i, s in members if i == index), SUBINDICES)
    )


def _group(index: str, name: str, rows: Sequence[Row], part: SubScore | None) -> Group:
    counted = [row for row in rows if row.judgement.verdict is not Verdict.NOT_APPLICABLE]
    return Group(
        subindex=name,
        rows=tuple(sorted(counted, key=lambda row: _WORST_FIRST[row.judgement.verdict])),
        not_asked=tuple(row for row in rows if row.judgement.verdict is Verdict.NOT_APPLICABLE),
        part=part,
        won=sum(row.judgement.points * _scale(row) for row in counted),
        unsure=sum(
            row.judgement.weight * _scale(row)
            for row in counted
            if row.judgement.english.verdict is Verdict.COULD_NOT_TELL
        ),
        possible=sum(row.judgement.weight * _scale(row) for row in counted),
        index=index,
    )


def _scale(row: Row) -> float:
    """In an index of its own every feature counts alike."""
    return 1 / row.judgement.weight if row.index else 1.0


def joined(
    judgements: Iterable[Judgement],
    criteria: Mapping[str, Criterion],
    findings: Iterable[Finding],
    weights: Mapping[str, float],
    index_of: Mapping[str, str],
) -> tuple[Row, ...]:
    """Join judgements with their criteria and findings, those of the main score first.

    Args:
        judgements: Of one agency.
        criteria: By id; must hold each criterion judged.
        findings: Of the same agency.
        weights: Of the sub-indices of the main score, per cent.
        index_of: Edition by id of the criteria that are scored by themselves.

    Raises:
        KeyError: A judgement names a criterion that `criteria` lacks.
    """
    by_criterion = {id_: finding for finding in findings for id_ in (finding.criterion_id, *finding.also)}
    first: dict[str, list[Judgement]] = {}
    rows = []
    main_first = sorted(judgements, key=lambda j: index_of.get(j.criterion_id, ""))
    for judgement in main_first:
        criterion = criteria[judgement.criterion_id]
        index = index_of.get(criterion.id, "")
        shown = ""
        if judgement.verdict is not Verdict.NOT_APPLICABLE:
            shown = _first_with(first, criterion, judgement)
        rows.append(
            Row(
                criterion,
                judgement,
                by_criterion.get(criterion.id),
                0.0 if index else weights.get(criterion.subindex, 0.0),
                index,
                shown,
            )
        )
    return tuple(rows)


def _first_with(first: dict[str, list[Judgement]], criterion: Criterion, judgement: Judgement) -> str:
    """Return the id of an earlier criterion that asks for the same and was decided by the same evidence."""
    earlier = first.setdefault(criterion.root or criterion.id, [])
    for other in earlier:
        if (other.english, other.local) == (judgement.english, judgement.local):
            return other.criterion_id
    earlier.append(judgement)
    return ""
