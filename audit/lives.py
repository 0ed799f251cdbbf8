"""Writes down what each run shows of an agency's findings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from audit.life.looks import looks
from audit.life.model import Event, EventKind, Look, State
from audit.reach import Reach, Sight
from audit.results import AgencyResult, Evidence, Finding
from audit.store.db import Store
from crawler.errors import SnapshotError


def note_looks(store: Store, result: AgencyResult, at: str, snapshot: Path | None) -> None:
    """Write down what a result shows of all findings that its agency ever had.

    Results of earlier runs whose looks are not written down, of a database from before findings had a life, come first; their
    snapshots are not opened, so that what they do not tell again was *unseen* then, not mended.

    Args:
        store: The result is in it already, or is about to be.
        result: Of one agency in one run.
        at: When it was judged; UTC, ISO 8601.
        snapshot: Folder of its crawl; None where it is not at hand: what rests on pages alone was not seen then.
    """
    known = store.lives.runs(result.agency_id)
    for run_id in store.runs_of(result.agency_id):
        if run_id < result.run_id and run_id not in known:
            (earlier,) = store.results(run_id, [result.agency_id])
            _note(store, earlier, at, _blind)
    _note(store, result, at, _sight_of(snapshot))
    for run_id in store.runs_of(result.agency_id):
        if (
            run_id > result.run_id and run_id in known
        ):  # what is found in an earlier run now was not asked of this one
            (later,) = store.results(run_id, [result.agency_id])
            _note(store, later, at, _blind, missing=True)


def _note(
    store: Store, result: AgencyResult, at: str, sight: Callable[[str], Sight], *, missing: bool = False
) -> None:
    """Write down what one result shows; with `missing`, only of findings that this run said nothing of."""
    before = [life.finding for life in store.lives.of(result.agency_id)]
    runs = store.lives.runs(result.agency_id)
    first = not any(readable for run_id, readable in runs.items() if run_id < result.run_id)
    found = looks(before, result, sight)
    if missing:
        already = store.lives.told_in(result.agency_id, result.run_id)
        found = {id_: look for id_, look in found.items() if id_ not in already}
    proofs = _proofs(result)
    told = {finding.id: finding for finding in (*before, *result.findings)}
    store.lives.look(
        result.agency_id,
        result.run_id,
        {id_: _event(result, look, at, proofs, told[id_], first=first) for id_, look in found.items()},
        result.findings,
        readable=result.coverage.readable,
    )


def _event(
    result: AgencyResult, look: Look, at: str, proofs: dict[str, Evidence], finding: Finding, *, first: bool
) -> Event:
    event = Event(EventKind.RUN, at, result.run_id, look, first and look is Look.FAILING)
    if look is Look.UNSEEN:
        return event
    proof = proofs.get(finding.criterion_id)
    if proof is not None:
        return replace(event, url=proof.url, text=proof.quote, record=proof.record)
    return replace(event, url=finding.urls[0]) if finding.urls and not finding.criterion_id else event


def _proofs(result: AgencyResult) -> dict[str, Evidence]:
    """The best evidence for each criterion: in English, else in Vietnamese."""
    return {
        j.criterion_id: evidence[0]
        for j in result.judgements
        if (evidence := (*j.english.evidence, *j.local.evidence))
    }


def _blind(_url: str) -> Sight:
    return Sight.UNSEEN


def _sight_of(snapshot: Path | None) -> Callable[[str], Sight]:
    """Ask the crawl's records only when something is asked of them: most runs tell again what was told before."""

    @cache
    def reach() -> Reach | None:
        if snapshot is None:
            return None
        from crawler.snapshot import Snapshot  # noqa: PLC0415 - loads readers of archives, which the portal has no need of

        try:
            with Snapshot(snapshot) as opened:
                return Reach.of(opened.pages(), opened.result.stop_reason, opened.result.addresses)
        except SnapshotError:
            return None

    def sight(url: str) -> Sight:
        known = reach()
        return Sight.UNSEEN if known is None else known.sight(url)

    return sight


def with_states(store: Store, result: AgencyResult, day: str) -> AgencyResult:
    """Return a result whose findings are called as they stand on a day, with what persons said since.

    Args:
        store: Where their lives are kept.
        result: Of one agency.
        day: YYYY-MM-DD.
    """
    standings = store.lives.standings(result.agency_id)
    states: dict[str, State | None] = {id_: standing.state_on(day) for id_, standing in standings.items()}
    findings = tuple(replace(f, state=states.get(f.id) or f.state) for f in result.findings)
    return replace(result, findings=findings)
