"""Why two results of an agency differ: the site, the rules, the reach of the crawl, or a person's answer. Pure.

From the earlier result to the later one it goes in steps, each of which changes one thing (docs/review.md):

    earlier, as kept → its snapshot by today's rules → the later snapshot by today's rules → with the later answers → later, as kept
           [rules]                         [site, reach]                        [reviewed]              [rules]

Verdicts that differ before and after a step have the step's cause; so has the difference of scores, and the parts add up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from audit.reach import Reach
from audit.results import AgencyResult, Evidence, Interval, Judgement, Message, Score, Side, Verdict


class Cause(StrEnum):
    """What made two results differ."""

    SITE = "site"
    RULES = "rules"
    REACH = "reach"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class Missed:
    """What kept one of two crawls from seeing what the other one saw."""

    crawl: str
    """earlier or later."""
    url: str = ""
    """Page that it did not read; empty where it could not tell."""
    why: str = ""
    """A `crawler.status.FetchStatus` value, or `audit.reach.UNMET`."""

    def __str__(self) -> str:
        if not self.url:
            return f"the {self.crawl} crawl could not tell"
        return f"the {self.crawl} crawl did not read {self.url}: {self.why}"


MOST_PROOFS = 2  # of a changed verdict; the results themselves have all


@dataclass(frozen=True, slots=True)
class Change:
    """One criterion that was decided otherwise, by one cause."""

    criterion_id: str
    cause: Cause
    before: Verdict | None
    """None when the criterion was not asked then."""
    after: Verdict | None
    english: tuple[Verdict | None, Verdict | None]
    local: tuple[Verdict | None, Verdict | None]
    why: str = ""
    """What kept one of the crawls from seeing it, for `reach`."""
    urls: tuple[str, ...] = ()
    """Evidence of the better verdict."""
    missed: Missed | None = None
    """The same as `why`, for those who say it in another language."""
    proofs: tuple[Evidence, ...] = ()
    """The first evidence of the side that turned."""


@dataclass(frozen=True, slots=True)
class Shift:
    """By how many points of 100 a score moved, at its low and its high end."""

    low: float = 0.0
    high: float = 0.0

    def __add__(self, other: Shift) -> Shift:
        return Shift(self.low + other.low, self.high + other.high)


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """How one score moved, and by how much each cause moved it."""

    edition: str
    """Empty for the main score; the edition of an index of its own (LOSI)."""
    english: tuple[Interval, Interval]
    local: tuple[Interval, Interval]
    english_by_cause: dict[Cause, Shift]
    """Adds up to the difference of `english`."""
    local_by_cause: dict[Cause, Shift]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two results of one agency, side by side."""

    agency_id: str
    score: ScoreChange
    own: tuple[ScoreChange, ...] = ()
    """Of editions with an index of their own that both results have."""
    changes: tuple[Change, ...] = ()
    """In the order of the criteria; a criterion stands once for each cause."""
    notes: tuple[str, ...] = ()
    """What else a reader has to know: another name, other editions."""
    told: tuple[Message, ...] = ()
    """The same as codes, for those who say it in another language."""


Judgements = Sequence[Judgement]


@dataclass(frozen=True, slots=True)
class Steps:
    """The judgements between two results of one agency; all but the ends by the same rules."""

    earlier: AgencyResult
    by_rules: Judgements
    """The earlier snapshot by today's rules, with the answers that the earlier result follows."""
    by_site: Judgements
    """The later snapshot by today's rules, with the same answers."""
    by_review: Judgements
    """The later snapshot by today's rules, with the answers that hold for it."""
    later: AgencyResult
    earlier_reach: Reach
    later_reach: Reach


def compare(steps: Steps, scores: Callable[[Judgements], Sequence[Score]]) -> Difference:
    """Say why two results of an agency differ.

    Args:
        steps: From the earlier to the later one.
        scores: Sums up judgements by today's rules: the main score, then those of editions with an index of their own.
    """
    earlier, later = steps.earlier, steps.later
    sighted = list(_sighted(steps))
    reach = {c.criterion_id for c in sighted if c.cause is Cause.REACH}
    after = {j.criterion_id: j for j in steps.by_site}
    halfway = [after.get(j.criterion_id, j) if j.criterion_id in reach else j for j in steps.by_rules]
    path = [
        {s.edition: s for s in (earlier.score, *earlier.own_scores)},
        *(
            {s.edition: s for s in scores(j)}
            for j in (steps.by_rules, halfway, steps.by_site, steps.by_review)
        ),
        {s.edition: s for s in (later.score, *later.own_scores)},
    ]
    moved = [_moved([point[name] for point in path]) for name in path[-1] if all(name in p for p in path)]
    changes = [
        *_by_rules(earlier, steps, later),
        *sighted,
        *_steps(steps.by_site, steps.by_review, Cause.REVIEWED),
    ]
    order = {j.criterion_id: n for n, j in enumerate((*later.judgements, *earlier.judgements))}
    changes.sort(key=lambda c: order.get(c.criterion_id, 0))
    notes = tuple(_notes(earlier, later))
    return Difference(
        agency_id=later.agency_id,
        score=moved[0],
        own=tuple(moved[1:]),
        changes=tuple(changes),
        notes=tuple(NOTES[note.code] % note.params for note in notes),
        told=notes,
    )


_CAUSES = (Cause.RULES, Cause.REACH, Cause.SITE, Cause.REVIEWED, Cause.RULES)
"""Of the steps from one score to the next."""


def _moved(path: Sequence[Score]) -> ScoreChange:
    steps = list(zip(_CAUSES, pairwise(path), strict=True))
    return ScoreChange(
        edition=path[-1].edition,
        english=(path[0].english, path[-1].english),
        local=(path[0].local, path[-1].local),
        english_by_cause=_sums((cause, a.english, b.english) for cause, (a, b) in steps),
        local_by_cause=_sums((cause, a.local, b.local) for cause, (a, b) in steps),
    )


def _sums(steps: Iterable[tuple[Cause, Interval, Interval]]) -> dict[Cause, Shift]:
    sums = dict.fromkeys(Cause, Shift())
    for cause, before, after in steps:
        sums[cause] += Shift(after.low - before.low, after.high - before.high)
    return sums


def _verdicts(judgement: Judgement | None) -> tuple[Verdict | None, Verdict | None, Verdict | None]:
    if judgement is None:
        return (None, None, None)
    return (judgement.verdict, judgement.english.verdict, judgement.local.verdict)


def _pairs(before: Judgements, after: Judgements) -> Iterable[tuple[str, Judgement | None, Judgement | None]]:
    """Criteria that were decided otherwise, or were asked only once."""
    old = {j.criterion_id: j for j in before}
    new = {j.criterion_id: j for j in after}
    for criterion_id in dict.fromkeys((*new, *old)):
        pair = old.get(criterion_id), new.get(criterion_id)
        if _verdicts(pair[0]) != _verdicts(pair[1]):
            yield criterion_id, *pair


def _change(
    criterion_id: str,
    cause: Cause,
    before: Judgement | None,
    after: Judgement | None,
    missed: Missed | None = None,
) -> Change:
    first, last = _verdicts(before), _verdicts(after)
    seen = [e for side in _sides(after) or _sides(before) for e in side.evidence]
    proofs: dict[str, Evidence] = {}
    for proof in seen or [e for side in _sides(before) for e in side.evidence]:
        proofs.setdefault(proof.url, proof)
    turned = [e for old, new in _changed(before, after) for e in new.evidence or old.evidence]
    return Change(
        criterion_id=criterion_id,
        cause=cause,
        before=first[0],
        after=last[0],
        english=(first[1], last[1]),
        local=(first[2], last[2]),
        why=str(missed or ""),
        urls=tuple(proofs),
        missed=missed,
        proofs=tuple(turned or proofs.values())[:MOST_PROOFS],
    )


def _sides(judgement: Judgement | None) -> tuple[Side, ...]:
    return (judgement.english, judgement.local) if judgement else ()


def _steps(before: Judgements, after: Judgements, cause: Cause) -> Iterable[Change]:
    return (_change(id_, cause, old, new) for id_, old, new in _pairs(before, after))


def _by_rules(earlier: AgencyResult, steps: Steps, later: AgencyResult) -> Iterable[Change]:
    """What other rules decide otherwise: to today's rules and back; what the way back undoes is left out."""
    there = {c.criterion_id: c for c in _steps(earlier.judgements, steps.by_rules, Cause.RULES)}
    back = {c.criterion_id: c for c in _steps(steps.by_review, later.judgements, Cause.RULES)}
    for change in (*there.values(), *back.values()):
        first, last = there.get(change.criterion_id), back.get(change.criterion_id)
        undone = first and last and (first.before, first.after) == (last.after, last.before)
        asked = {change.before, change.after} != {None, Verdict.NOT_APPLICABLE}
        if asked and not undone:
            yield change


def _sighted(steps: Steps) -> Iterable[Change]:
    """What the same rules decide otherwise by the two snapshots: by what could be seen, or by what is there."""
    for criterion_id, before, after in _pairs(steps.by_rules, steps.by_site):
        missed = _untold(before, after) or _unseen(before, after, steps)
        yield _change(criterion_id, Cause.REACH if missed else Cause.SITE, before, after, missed)


def _changed(before: Judgement | None, after: Judgement | None) -> list[tuple[Side, Side]]:
    pairs = zip(_sides(before), _sides(after), strict=False)
    return [(a, b) for a, b in pairs if a.verdict is not b.verdict]


def _untold(before: Judgement | None, after: Judgement | None) -> Missed | None:
    for old, new in _changed(before, after):
        if old.verdict is Verdict.COULD_NOT_TELL:
            return Missed("earlier")
        if new.verdict is Verdict.COULD_NOT_TELL:
            return Missed("later")
    return None


def _unseen(before: Judgement | None, after: Judgement | None, steps: Steps) -> Missed | None:
    """Whether a page that one verdict rests on was out of the other crawl's reach."""
    for old, new in _changed(before, after):
        for side, own, other, crawl in (
            (old, steps.earlier_reach, steps.later_reach, "later"),
            (new, steps.later_reach, steps.earlier_reach, "earlier"),
        ):
            for url in (_rests_on(proof, own) for proof in side.evidence):
                why = other.missed(url, own)
                if why:
                    return Missed(crawl, url, why)
    return None


def _rests_on(proof: Evidence, own: Reach) -> str:
    """The page that was read: where a link is the evidence, the page it stands on."""
    record = own.record(proof.url)
    return proof.url if record is not None and record.status.is_page else proof.found_on or proof.url


NOTES = {
    "renamed": "renamed: %(before)s -> %(after)s",
    "kind": "kind or sectors differ in the registry: other criteria may apply",
    "editions": "editions: %(before)s -> %(after)s",
}
"""Sentences of `Difference.told`, by code."""


def _notes(earlier: AgencyResult, later: AgencyResult) -> Iterable[Message]:
    if earlier.agency_en != later.agency_en:
        yield Message("renamed", {"before": earlier.agency_en, "after": later.agency_en})
    if earlier.kind != later.kind or set(earlier.sectors) != set(later.sectors):
        yield Message("kind")
    if earlier.editions != later.editions:
        yield Message("editions", {"before": ", ".join(earlier.editions), "after": ", ".join(later.editions)})
