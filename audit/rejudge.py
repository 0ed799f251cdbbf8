"""Two results out of audit.db and what has to be judged in between to tell why they differ. Writes nothing, asks no server."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from audit.compare import Difference, Judgements, Steps, compare
from audit.engine import with_reviews
from audit.place import Place
from audit.reach import Reach
from audit.results import AgencyResult, Judgement, Review, Score, Side
from audit.review.answers import holding
from audit.rules import Rules, config_digest, load_rules, program
from audit.runs import Task, judge_all
from audit.scoring import own_scores, score
from audit.store.db import Origin, Run, Store
from crawler.errors import SnapshotError, UsageError
from crawler.registry import Registry
from crawler.snapshot import Snapshot

BATCH = 16
"""Agencies that are compared at a time, so that memory does not grow with their number."""


@dataclass(frozen=True, slots=True)
class Lone:
    """An agency that only one of two runs has, and so is not compared."""

    agency_id: str
    earlier: bool
    """Whether it is the earlier run that has it."""
    registered: bool = True
    """Whether the registry still has it."""
    others: tuple[str, ...] = ()
    """What it was merged into or renamed to; of one in the later run only, what it succeeds and the earlier run has."""
    followed: bool = False
    """Whether the other run has what it was merged into."""

    def __str__(self) -> str:
        names = ", ".join(self.others)
        if not self.earlier:
            return (
                f"{self.agency_id} is in the later run only{names and f'; it succeeds {names}'}: not compared"
            )
        what = "is not in the later run" if self.registered else "is not in the registry any more"
        if names:
            where = "in the later run" if self.followed else "not in the later run"
            what = f"was merged into or renamed to {names} ({where})"
        return f"{self.agency_id} {what}: not compared"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs side by side, or one run and what today's rules and answers make of it."""

    differences: tuple[Difference, ...]
    notes: tuple[str, ...] = ()
    """Agencies of one of the runs only, and why."""
    lone: tuple[Lone, ...] = ()
    """The same, for those who say it in another language."""
    errors: dict[str, str] = field(default_factory=dict)
    """Agencies that could not be compared, and why."""


@dataclass(frozen=True, slots=True)
class _Stored:
    """A result and what is known of its making."""

    result: AgencyResult
    origin: Origin
    run_id: str

    @property
    def rules(self) -> tuple[str, str]:
        return (self.origin.config_sha256, self.origin.version)

    @property
    def followed(self) -> tuple[Review, ...]:
        """The answers that its verdicts follow."""
        found = {j.review.criterion_id: j.review for j in self.result.judgements if j.review}
        return tuple(found.values())


def compare_runs(
    place: Place,
    store: Store,
    earlier: Run,
    later: Run | None,
    *,
    agencies: Sequence[str] = (),
    workers: int = 1,
) -> Comparison:
    """Say why the results of two runs differ; of one run, what today's rules and answers would change.

    Args:
        place: Configuration, registry and snapshots.
        store: Where the results lie.
        earlier: The run to start from.
        later: The run to end at; None compares the earlier one with itself, judged again.
        agencies: Only these; all when empty.
        workers: Processes at a time.

    Raises:
        ConfigError: The configuration is wrong.
        UsageError: An edition does not exist any more, or an agency has no result.
    """
    work = _Work(place, store, workers)
    first, last = set(store.origins(earlier.id)), set(store.origins((later or earlier).id))
    failed = {**store.errors(earlier.id), **store.errors((later or earlier).id)}
    missing = sorted(set(agencies) - first - last - set(failed))
    if missing:
        raise UsageError(f"there is no result of {', '.join(missing)} to compare")
    wanted = [a for a in (later or earlier).agencies if a in first & last and (not agencies or a in agencies)]
    compared: list[Difference] = []
    for start in range(0, len(wanted), BATCH):
        steps = work.steps(earlier, later, wanted[start : start + BATCH])
        compared.extend(compare(s, work.scorer(s)) for s in steps)
    errors = {**failed, **work.errors}
    chosen = set(agencies or (first | last | set(errors)))
    lone = tuple(_one_sided(first & chosen, last & chosen, work.registry, errors)) if later else ()
    return Comparison(
        differences=tuple(compared),
        notes=tuple(map(str, lone)),
        lone=lone,
        errors={a: error for a, error in errors.items() if a in chosen},
    )


def compare_judged(
    place: Place, store: Store, before: Iterable[AgencyResult], run: Run
) -> Iterator[Difference]:
    """Say what judging the same snapshots again has changed: rules, or persons' answers.

    Args:
        place: The configuration that the results were judged by now.
        store: Where they lie now.
        before: As they were kept, or `lean`.
        run: As it is kept now.
    """
    rules = load_rules(place.config, run.editions, date.fromisoformat(run.day))
    for earlier in before:
        for later in store.results(run.id, [earlier.agency_id]):
            yield compare(_same_snapshot(earlier, later, rules), scores_by(rules))


def lean(result: AgencyResult) -> AgencyResult:
    """Return a result with what a comparison needs, so that those of a whole run can be held."""
    judgements = tuple(
        replace(j, english=_lean(j.english), local=_lean(j.local), audited=None) for j in result.judgements
    )
    return replace(result, judgements=judgements, findings=(), pairs=())


def _lean(side: Side) -> Side:
    return Side(side.verdict, side.reason, side.evidence[:1])


def _same_snapshot(earlier: AgencyResult, later: AgencyResult, rules: Rules) -> Steps:
    answers = [j.review for j in earlier.judgements if j.review]
    between = with_reviews(later.judgements, tuple(rules.criteria.values()), answers)
    nothing = Reach({}, complete=True)
    return Steps(earlier, between, between, later.judgements, later, nothing, nothing)


def scores_by(rules: Rules) -> Callable[[Judgements], Sequence[Score]]:
    """Return what sums up by some rules: the main score, then those of editions with an index of their own."""
    return lambda judgements: (
        score(judgements, rules.main, rules.weights),
        *own_scores(judgements, rules.editions),
    )


class _Work:
    """One comparison on its way: what has to be judged again, and what went wrong with it."""

    def __init__(self, place: Place, store: Store, workers: int) -> None:
        self.place = place
        self.store = store
        self.workers = workers
        self.registry = place.registry()
        self.now = (config_digest(place.config), program())
        self.errors: dict[str, str] = {}
        self._rules: dict[tuple[tuple[str, ...], str, str], Rules] = {}

    def stored(self, run: Run, agencies: Sequence[str]) -> dict[str, _Stored]:
        """The results of a run, by agency."""
        origins = self.store.origins(run.id)
        results = self.store.results(run.id, agencies)
        return {r.agency_id: _Stored(r, origins[r.agency_id], run.id) for r in results}

    def rules(self, later: AgencyResult, day: str) -> Rules:
        """Today's rules, with the criteria in force at the later result's day, for freshness as of `day`."""
        names = tuple(name.partition("@")[0] for name in later.editions)
        key = (names, later.audited_on, day)
        if key not in self._rules:
            in_force = load_rules(self.place.config, names, date.fromisoformat(later.audited_on))
            self._rules[key] = replace(in_force, day=date.fromisoformat(day))
        return self._rules[key]

    def scorer(self, steps: Steps) -> Callable[[Judgements], Sequence[Score]]:
        """Sums up by today's rules."""
        return scores_by(self.rules(steps.later, steps.later.audited_on))

    def steps(self, earlier: Run, later: Run | None, agencies: Sequence[str]) -> list[Steps]:
        """The steps of some agencies that both runs have."""
        first = self.stored(earlier, agencies)
        if later is None:
            return self.again(earlier, list(first.values()))
        last = self.stored(later, agencies)
        return self.between([(first[a], last[a]) for a in agencies])

    def between(self, pairs: Sequence[tuple[_Stored, _Stored]]) -> list[Steps]:
        """The steps between the results of two runs."""
        same = {b.result.agency_id for a, b in pairs if _comparable(a, b)}
        first = [
            (a, self.rules(b.result, a.result.audited_on)) for a, b in pairs if b.result.agency_id not in same
        ]
        last = [
            (b, self.rules(b.result, b.result.audited_on))
            for _, b in pairs
            if b.result.agency_id not in same and b.rules != self.now
        ]
        by_rules, by_review = self._judge(first), self._judge(last)
        found = []
        for a, b in pairs:
            agency_id = b.result.agency_id
            reaches = self._reach(a), self._reach(b)
            if agency_id in self.errors or None in reaches:
                continue
            answered = by_review.get(agency_id, b.result.judgements)
            criteria = tuple(self.rules(b.result, b.result.audited_on).criteria.values())
            found.append(
                Steps(
                    earlier=a.result,
                    by_rules=by_rules.get(agency_id, a.result.judgements),
                    by_site=with_reviews(answered, criteria, a.followed),
                    by_review=answered,
                    later=b.result,
                    earlier_reach=reaches[0],  # type: ignore[arg-type]
                    later_reach=reaches[1],  # type: ignore[arg-type]
                )
            )
        return found

    def again(self, run: Run, kept: Sequence[_Stored]) -> list[Steps]:
        """The steps from the results of a run to what today's rules and answers make of its snapshots."""
        old = [s for s in kept if s.rules != self.now or _names(s.result) != run.editions]
        rules = load_rules(self.place.config, run.editions, date.fromisoformat(run.day))
        judged = self._judge([(s, rules) for s in old])
        found = []
        for stored in kept:
            before = stored.result
            if before.agency_id in self.errors:
                continue
            machine = judged.get(before.agency_id, before.judgements)
            seen_on = date.fromisoformat((before.coverage.first_fetch or run.created_at)[:10])
            answers = holding(self.store.reviews.all([before.agency_id]), seen_on, rules.lexicon.thresholds)
            now = with_reviews(machine, tuple(rules.criteria.values()), answers)
            total, *own = scores_by(rules)(now)
            later = replace(before, judgements=now, score=total, own_scores=tuple(own), editions=rules.names)
            found.append(_same_snapshot(before, later, rules))
        return found

    def _judge(self, wanted: Sequence[tuple[_Stored, Rules]]) -> dict[str, tuple[Judgement, ...]]:
        """Judge snapshots again, with the answers that their results follow."""
        groups: defaultdict[int, list[tuple[_Stored, Rules]]] = defaultdict(list)
        for stored, rules in wanted:
            groups[id(rules)].append((stored, rules))
        found: dict[str, tuple[Judgement, ...]] = {}
        for group in groups.values():
            tasks = [task for stored, _ in group if (task := self._task(stored))]
            for judged in judge_all(tasks, group[0][1], self.registry, self.workers):
                if judged.result is None:
                    self.errors[judged.agency_id] = judged.error
                else:
                    found[judged.agency_id] = judged.result.judgements
        return found

    def _task(self, stored: _Stored) -> Task | None:
        agency_id = stored.result.agency_id
        try:
            agency = self.registry.get(agency_id)
        except UsageError:
            self.errors[agency_id] = (
                "is not in the registry any more, so that its snapshot cannot be judged again"
            )
            return None
        return Task(self.place.data.snapshot(stored.run_id, agency_id), agency, stored.followed)

    def _reach(self, stored: _Stored) -> Reach | None:
        folder = self.place.data.snapshot(stored.run_id, stored.result.agency_id)
        try:
            with Snapshot(folder) as snapshot:
                crawl = snapshot.result
                return Reach.of(snapshot.pages(), crawl.stop_reason, crawl.addresses)
        except SnapshotError as error:
            self.errors[stored.result.agency_id] = str(error)
            return None


def _names(result: AgencyResult) -> tuple[str, ...]:
    return tuple(name.partition("@")[0] for name in result.editions)


def _comparable(a: _Stored, b: _Stored) -> bool:
    """Whether two results were made by the same rules, so that nothing has to be judged again."""
    asked = [{j.criterion_id for j in s.result.judgements} for s in (a, b)]
    return bool(a.origin.config_sha256) and a.rules == b.rules and asked[0] == asked[1]


def _one_sided(
    first: Collection[str], last: Collection[str], registry: Registry, errors: Collection[str]
) -> Iterator[Lone]:
    known = {agency.id: agency for agency in registry.agencies}
    for agency_id in sorted(set(first) - set(last) - set(errors)):
        agency = known.get(agency_id)
        into = (agency.successor,) if agency is not None and agency.successor else ()
        yield Lone(agency_id, True, agency is not None, into, any(name in last for name in into))
    for agency_id in sorted(set(last) - set(first) - set(errors)):
        before = tuple(a.id for a in registry.agencies if a.successor == agency_id and a.id in first)
        yield Lone(agency_id, False, agency_id in known, before)
