"""Re-checks: ask for the pages that findings rest on, judge with the same detectors, and write down what is there now."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from audit.conclude import who
from audit.criteria.model import Language
from audit.datadir import DataDir
from audit.fact_cache import remembering
from audit.life.looks import looks
from audit.life.model import Event, EventKind, Look
from audit.place import Place
from audit.reach import Reach
from audit.recheck import MOST_PLACES, Overlay, Recheck, places, settled, shown
from audit.results import AgencyResult, Finding
from audit.rules import Rules, load_rules
from audit.runs import free_id
from audit.second_look import Question, second_look
from audit.services.faults import KINDS
from audit.site.beside import Beside
from audit.store.db import Run, Store
from audit.store.lives import Life
from crawler.clock import now
from crawler.errors import SnapshotError, StoreError, UsageError
from crawler.job import CrawlJob, run_job
from crawler.registry import Agency, Registry
from crawler.snapshot import PageRecord, Snapshot


@dataclass(frozen=True, slots=True)
class Wanted:
    """Findings of one agency that are to be looked at again."""

    agency_id: str
    findings: tuple[Finding, ...]
    named: tuple[str, ...] = ()
    """Pages that the agency names, on its own hosts."""
    by: str = ""
    """Who asks; the user of this machine when empty."""


def recheck(
    wanted: Wanted, place: Place, store: Store, prove: Callable[[Recheck, Path], object]
) -> list[Recheck]:
    """Look again at findings of one agency, write down what is there now, and return it.

    The pages are asked for anew, without conditions; robots.txt, delay and limits of the agency hold. The rules, the day and all
    other pages are those of the run that told the findings last.

    All of it comes about, or nothing: archive and proofs are whole before audit.db, which comes last, learns of all findings at once.
    What a re-check leaves that is killed before that is removed by the next one.

    Args:
        wanted: What to look at.
        place: Where to write.
        store: For the history of the findings.
        prove: Writes the proof of one finding into a folder.

    Raises:
        UsageError: The run's snapshot is gone, so that there is nothing to put the pages into.
        SnapshotError: The pages could not be asked for at all.
    """
    ground = _Ground.of(wanted, place, store)
    data, run = ground.place.data, ground.run
    folder = data.snapshot(run.id, wanted.agency_id)
    _sweep(data, store)
    id_ = free_id(store, data)
    out = data.recheck(id_)
    _mark(data.recheck_mark(id_))
    try:
        with (
            Snapshot(folder) as base,
            _fetched(id_, out / wanted.agency_id, _asked(wanted, ground, base), ground) as fresh,
        ):
            look = _Look(
                Question.about(wanted.findings, ground.rules),
                ground,
                Overlay(base, fresh, f"recheck-{id_}"),
                base,
                store,
            )
            found = [_compared(finding, look, id_, wanted) for finding in wanted.findings]
        for one in found:
            prove(one, out)
        store.rechecks.add_all((one, _event(one)) for one in found)
    except SnapshotError as error:
        if folder.is_dir():
            raise
        raise UsageError(
            f"the snapshot of {wanted.agency_id} in run {run.id} is gone: audit it anew with osi-audit run --agency "
            f"{wanted.agency_id}"
        ) from error
    finally:
        _sweep(data, store)
    return found


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a re-check stands on: the run that told the findings last, and by what it was judged."""

    run: Run
    place: Place
    """With the rules and the registry of that run."""
    registry: Registry
    agency: Agency
    before: AgencyResult
    rules: Rules

    @classmethod
    def of(cls, wanted: Wanted, place: Place, store: Store) -> _Ground:
        run = store.run(_told_by(wanted, store))
        place = place.of_run(run)
        registry = place.registry()
        agency = registry.get(wanted.agency_id)
        (before,) = store.results(run.id, [wanted.agency_id])
        rules = load_rules(place.config, run.editions, date.fromisoformat(run.day))
        return cls(run, place, registry, agency, before, rules)

    def samples(self, finding: Finding) -> bool:
        """Whether some pages stand for all."""
        return is_of_every_page(finding, self.rules)


def is_of_every_page(finding: Finding, rules: Rules) -> bool:
    """Whether it is about pages as they are made, whatever is on them: a cause, or what is asked in no language.

    A cause of services is about these alone, and as long as each of them can be asked for, no other page has to speak for them.
    """
    if finding.kind in KINDS:
        return len(finding.urls) >= MOST_PLACES  # the home page takes a place, too
    criterion = rules.criteria.get(finding.criterion_id)
    return criterion is None or criterion.language is Language.NEUTRAL


def _asked(wanted: Wanted, ground: _Ground, base: Snapshot) -> list[str]:
    """Return the addresses to ask for, some of them twice."""
    judged = {j.criterion_id: j for j in ground.before.judgements}
    homes = [portal.url for portal in ground.agency.portals_on(date.fromisoformat(ground.run.day))[:1]]
    near = [record.url for record in base.pages() if record.status.is_page][:MOST_PLACES]
    return [
        url
        for finding in wanted.findings
        for url in places(
            finding,
            judged,
            homes,
            wanted.named,
            near if ground.samples(finding) and finding.kind not in KINDS else (),
        )
    ]


def _mark(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror}") from error


def _sweep(data: DataDir, store: Store) -> None:
    """Remove the folders of re-checks that came to nothing. Others that audit.db does not know, an older copy of it maybe, stay."""
    begun = data.rechecks_begun()
    known = store.rechecks.ids() if begun else frozenset()
    for id_ in begun:
        folder = data.recheck(id_)
        if id_ not in known:
            shutil.rmtree(folder, ignore_errors=True)
            if folder.exists():  # the crawl of one that was killed is about to end: the next time, then
                continue
        with contextlib.suppress(OSError):
            data.recheck_mark(id_).unlink()


def _told_by(wanted: Wanted, store: Store) -> str:
    """The newest run of the agency that counts: findings that it does not tell any more are looked at in it, too."""
    runs = [run_id for run_id, readable in store.lives.runs(wanted.agency_id).items() if readable]
    if not runs:
        raise UsageError(
            f"no run could read {wanted.agency_id} yet, so that there is nothing to look back at: "
            f"osi-audit run --agency {wanted.agency_id} tells whether it can be read now"
        )
    return runs[-1]


@contextmanager
def _fetched(id_: str, out: Path, urls: Sequence[str], ground: _Ground) -> Iterator[Snapshot]:
    agency_id = ground.agency.id
    job = CrawlJob(agency_id, ground.place.sites, out, id_, ground.run.day, only=tuple(dict.fromkeys(urls)))
    outcome = run_job(job)
    if outcome.result is None:
        raise SnapshotError(f"{agency_id} could not be looked at again: {outcome.error}")
    with Snapshot(out) as fresh:
        yield fresh


@dataclass(frozen=True)
class _Look:
    """The portal as it stands now, judged when first asked."""

    question: Question
    ground: _Ground
    overlay: Overlay
    base: Snapshot
    store: Store

    @cached_property
    def whole(self) -> AgencyResult:
        """With all other pages as the run read them."""
        beside = Beside(self.base.documents, self.base.data, self.base.searches, self.overlay.rendered)
        return self._judged(self.overlay.records(), self.overlay.fetched(), beside)

    @cached_property
    def sample(self) -> AgencyResult:
        """By the pages alone that were asked for: those that were not asked for are as they were."""
        return self._judged(self.overlay.seen(), self.overlay.sample(), None)

    @cached_property
    def sample_before(self) -> AgencyResult:
        """By the same pages as the run read them."""
        return self._judged(self.overlay.seen_before(), self.overlay.sample_before(), None)

    def _judged(
        self,
        records: Sequence[PageRecord],
        pages: Iterable[tuple[PageRecord, bytes]],
        beside: Beside | None,
    ) -> AgencyResult:
        ground, agency = self.ground, self.ground.agency
        reviews = self.store.reviews.all([agency.id])
        with remembering(ground.place.data.facts(agency.id)) as read:
            return second_look(
                self.question,
                ground.before,
                self.base.result,
                records,
                pages,
                agency,
                ground.rules,
                ground.registry,
                reviews,
                beside,
                read,
            )


def _compared(finding: Finding, look: _Look, id_: str, wanted: Wanted) -> Recheck:
    seen, after = _seen(finding, look)
    return Recheck(
        id_,
        finding.id,
        wanted.agency_id,
        look.ground.run.id,
        settled(seen, look.overlay.unread(wanted.named)),
        shown(finding, look.ground.before),
        shown(finding, after),
        look.overlay.asked(),
        wanted.by or who(),
    )


def _event(found: Recheck) -> Event:
    """What a re-check means for the life of its finding."""
    proof = found.after.evidence[0] if found.after.evidence else None
    return Event(
        EventKind.RECHECK,
        now(),
        found.id,
        found.look,
        by=found.by,
        url=proof.url if proof else "",
        text=proof.quote if proof else "",
        record=proof.record if proof else "",
    )


def _seen(finding: Finding, look: _Look) -> tuple[Look, AgencyResult]:
    """What is there now, and the result that says so."""
    reach = Reach.of(look.overlay.records(), "finished")
    seen = looks([finding], look.whole, reach.sight)[finding.id]
    if seen is not Look.FAILING or not look.ground.samples(finding):
        return seen, look.whole
    # Of a fault of every page, pages that were not asked for still tell as it was.
    overlay = look.overlay
    alone = looks([finding], look.sample, Reach.of(overlay.seen(), "finished").sight)[finding.id]
    if alone is not Look.PASSING:
        return seen, look.whole
    # They speak for all only if they show the fault by themselves: what lies between pages may need others to be seen.
    sight = Reach.of(overlay.seen_before(), "finished").sight
    if looks([finding], look.sample_before, sight)[finding.id] is Look.FAILING:
        return alone, look.sample
    touched = [
        any(map(overlay.is_asked, _urls(finding, result))) for result in (look.ground.before, look.whole)
    ]
    return (Look.UNSEEN if touched == [True, False] else seen), look.whole


def _urls(finding: Finding, result: AgencyResult) -> tuple[str, ...]:
    """Return the pages that a finding touches by a result."""
    return next((other.urls for other in result.findings if other.id == finding.id), ())


def open_findings(lives: Sequence[Life], states: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return the findings that somebody has to do something about, or that want a second look.

    Args:
        lives: Of one agency.
        states: As they stand today, by id.
    """
    wanted = {"suspected", "new", "open", "regressed", "disputed"}
    return tuple(life.finding for life in lives if states.get(life.finding.id) in wanted)


def resting_on(url: str, findings: Sequence[Finding], result: AgencyResult) -> tuple[Finding, ...]:
    """Return the findings whose verdicts rest on a page.

    Args:
        url: The page.
        findings: To choose from.
        result: The run that told them.
    """
    judged = {j.criterion_id: j for j in result.judgements}
    return tuple(f for f in findings if url in places(f, judged, ()) or url in f.urls)
