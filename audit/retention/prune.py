"""Lets go of what the policy lets go of. Kills at any moment lose nothing that is kept: the next call goes on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, partial
from pathlib import Path

from audit.datadir import DataDir
from audit.retention.citations import by_events, by_findings, by_rechecks, by_result, by_reviews, positions
from audit.retention.holdings import (
    REMOVED,
    Holdings,
    bases,
    facts_files,
    look_around,
    size_of,
    unknown_rechecks,
)
from audit.retention.plan import Act, Decision, decide
from audit.retention.policy import Policy
from audit.retention.written import places_in
from audit.site.addresses import key_by
from audit.store.db import Store
from crawler.addressrules import AddressRules
from crawler.cut import Cut, plan_cut
from crawler.errors import OsiAuditError, SnapshotError, StoreError
from crawler.snapshot import Snapshot, lock_folder
from crawler.thinning import finish_thinning, forget_attempt, thin
from crawler.warc_tail import Position


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in the data folder, and what became of it."""

    act: Act
    path: Path
    why: str
    size: int
    """Bytes it had before."""
    freed: int = 0
    failed: bool = False
    """Whether it should have been let go of and could not; `why` says what was in the way."""


class Pruning:
    """One look through a data folder.

    Args:
        data: The folder, held for this alone unless `dry`.
        store: Its database, which is only read.
        policy: What is kept.
        now: UTC.
        dry: Say what would go and change nothing.
    """

    def __init__(self, data: DataDir, store: Store, policy: Policy, now: datetime, *, dry: bool) -> None:
        self._data = data
        self._store = store
        self._policy = policy
        self._now = now
        self._dry = dry
        self._written: dict[str, frozenset[Position]] = {}

    @cached_property
    def _holdings(self) -> Holdings:
        return look_around(self._data, self._store)

    def lines(self) -> Iterator[Line]:
        """Let go of one thing after the other, what frees most for least first, and say each, with what is kept.

        Raises:
            StoreError: The folder or its database cannot be read, or the clock cannot be right: nothing was changed then.
        """
        self._see_to_the_clock()
        decided = decide(self._holdings.held, self._policy, self._now, bases(self._store))
        for folder in self._holdings.leftovers:
            yield self._removed(folder, "removing it was broken off")
        for act in (Act.FINISH, Act.REMOVE, Act.THIN, Act.KEEP):
            for decision in decided:
                if decision.act is act:
                    yield self._carried_out(decision)
        yield from self._beside()
        for folder, why in self._holdings.strange.items():
            yield Line(Act.KEEP, folder, f"left alone: {why}", size_of(folder))

    def _see_to_the_clock(self) -> None:
        """What goes by a wrong clock does not come back: stop where the newest run says that it may be wrong."""
        last = max(self._holdings.held, key=lambda held: held.run_id, default=None)
        if last is None:
            return
        told = f"it is {self._now:%Y-%m-%d} by the clock, and the newest run began on {last.began:%Y-%m-%d}: nothing was pruned"
        if last.began > self._now + timedelta(days=1):
            raise StoreError(f"{told}; set the clock")
        if last.began < self._now - timedelta(days=self._policy.silent_days):
            raise StoreError(f"{told}; set the clock, or audit anew, or raise silent_days in retention.yaml")

    def _beside(self) -> Iterator[Line]:
        for folder, began in unknown_rechecks(self._data, self._store):
            yield self._aged(folder, began, self._policy.rechecks_days, "audit.db knows no such re-check")
        for file, used in facts_files(self._data):
            yield self._aged(file, used, self._policy.facts_days, f"facts used last on {used:%Y-%m-%d}")

    def _aged(self, path: Path, since: datetime, days: int, what: str) -> Line:
        until = since + timedelta(days=days)
        if self._now < until:
            return Line(Act.KEEP, path, f"{what}: until {until:%Y-%m-%d}", size_of(path))
        return self._removed(path, what)

    def _carried_out(self, decision: Decision) -> Line:
        held, why = decision.held, decision.why
        folder = self._data.snapshot(held.run_id, held.agency_id)
        size = size_of(folder)
        try:
            match decision.act:
                case Act.REMOVE:
                    return self._removed(folder, why)
                case Act.THIN:
                    return self._thinned(decision, folder, size)
                case Act.FINISH if not self._dry:
                    finish_thinning(folder)
                    return Line(Act.FINISH, folder, why, size, size - size_of(folder))
                case Act.KEEP if not self._dry:
                    forget_attempt(folder)
        except (OsiAuditError, OSError) as error:
            return Line(Act.KEEP, folder, f"{why}, but: {error}", size, failed=True)
        return Line(decision.act, folder, why, size)

    def _thinned(self, decision: Decision, folder: Path, size: int) -> Line:
        cut = self._cut(decision, folder)
        freed = cut.size_before - cut.size
        if freed < self._policy.least_freed * size:
            why = f"{decision.why}; nearly all of it is cited: thinning would free {100 * freed // max(1, size)} %"
            return Line(Act.KEEP, folder, why, size)
        if not self._dry:
            thin(folder, cut, at=self._now.strftime("%Y-%m-%dT%H:%M:%SZ"), why=decision.why)
            freed = size - size_of(folder)
        return Line(Act.THIN, folder, decision.why, size, freed)

    def _cut(self, decision: Decision, folder: Path) -> Cut:
        run_id, agency_id = decision.held.run_id, decision.held.agency_id
        (result,) = self._store.results(run_id, [agency_id])
        told = [life.finding for life in self._store.lives.of(agency_id) if life.told_by == run_id]
        cited = (
            by_result(result, self._policy.pairs, self._policy.addresses)
            | by_events(self._store.lives.words(agency_id, run_id))
            | by_findings(told, self._policy.addresses)
            | by_rechecks(self._store.rechecks.since(agency_id, ""), run_id)
            | by_reviews(self._store.reviews.all([agency_id]))
        )
        with Snapshot(folder) as snapshot:
            rules = AddressRules.from_record(snapshot.result.addresses)
            places = positions(cited, snapshot.pages(), partial(key_by, rules=rules))
        if run_id not in self._written:
            self._written = {run_id: places_in(self._data.reports(run_id))}
        return plan_cut(folder, places, self._written[run_id])

    def _removed(self, path: Path, why: str) -> Line:
        size = size_of(path)
        if not self._dry:
            try:
                _remove(path)
            except (SnapshotError, OSError) as error:
                return Line(Act.KEEP, path, f"{why}, but: {error}", size, failed=True)
        return Line(Act.REMOVE, path, why, size, size)


def _remove(path: Path) -> None:
    """Remove a file, or a folder under another name first, so that no half of it is taken for the whole."""
    if not path.is_dir():
        path.unlink()
        return
    handle = lock_folder(path)  # a crawl that outlived its run may be writing it
    try:
        gone = path
        if not path.name.endswith(REMOVED):
            gone = path.with_name(f".{path.name}{REMOVED}")
            shutil.rmtree(gone, ignore_errors=True)
            path.rename(gone)
        shutil.rmtree(gone)
    finally:
        os.close(handle)
    path.with_name(f"{path.name}.log").unlink(missing_ok=True)  # of the crawl
    if not any(path.parent.iterdir()):
        path.parent.rmdir()
