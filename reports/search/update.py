"""Brings the index up to what audit.db and the snapshots say."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from audit.datadir import DataDir
from audit.lock import judging
from audit.page_texts import page_texts
from audit.place import Place
from audit.store.db import Store
from crawler.errors import SnapshotError
from reports.search.index import Index
from reports.search.model import Entry, Kind
from reports.titles import Titles

_DONE = ("done",)
_ANY = "~"
"""After the id of every run."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """What was done of one agency."""

    agency_id: str
    pages: int = 0
    findings: int = 0
    fault: str = ""
    """Why its part stays as it was; empty when it does not."""


class Updating:
    """Makes agencies' parts of the index anew where something has changed.

    Args:
        place: Snapshots, and the configuration, which has the titles of findings.
        store: Tells which runs are done; runs that are provisional are not told to agencies, and not searched.
        index: Where it goes.
    """

    def __init__(self, place: Place, store: Store, index: Index) -> None:
        self._data: DataDir = place.data
        self._config = place.config
        self._store = store
        self._index = index

    def run(self, agencies: Collection[str] | None = None) -> Iterator[Indexed]:
        """Yield each agency whose part is made anew.

        Args:
            agencies: Only those; None for all, and those that are not known any more go.

        Raises:
            StoreError: A database cannot be used, or snapshots are being pruned.
        """
        stamps = self._index.stamps()
        known = _known(self._store)
        with judging(self._data):
            for agency_id in sorted(known if agencies is None else known & set(agencies)):
                run_id, stamp = _stamp(self._store, agency_id)
                if stamps.get(agency_id) != stamp:
                    yield self._made(agency_id, run_id, stamp)
        for agency_id in stamps.keys() - known if agencies is None else ():
            self._index.forget(agency_id)
            yield Indexed(agency_id)

    def _made(self, agency_id: str, run_id: str, stamp: str) -> Indexed:
        try:
            pages = list(self._pages(agency_id, run_id)) if run_id else []
        except SnapshotError as error:
            return Indexed(agency_id, fault=str(error))
        findings = list(self._findings(agency_id))
        self._index.replace(agency_id, run_id, stamp, [*findings, *pages])
        return Indexed(agency_id, len(pages), len(findings))

    def _pages(self, agency_id: str, run_id: str) -> Iterator[Entry]:
        for page in page_texts(self._data.snapshot(run_id, agency_id), self._data.facts(agency_id)):
            yield Entry(
                Kind.PAGE, page.record, page.url, page.language, page.title, unquote(page.url), page.text
            )

    def _findings(self, agency_id: str) -> Iterator[Entry]:
        for life in self._store.lives.of(agency_id):
            vi, en = self._titles.say(life.finding)
            words = f"{life.finding.id} {life.finding.criterion_id}"
            yield Entry(Kind.FINDING, life.finding.id, "", "", vi, words, en)

    @cached_property
    def _titles(self) -> Titles:
        return Titles(self._config)


def behind(store: Store, stamps: Mapping[str, str]) -> list[str]:
    """Return the agencies whose part of an index is not what the newest good runs say, those that are not known any more, too.

    Args:
        store: Tells which runs are done.
        stamps: `Index.stamps`.
    """
    known = _known(store)
    return sorted(
        {id_ for id_ in known if stamps.get(id_) != _stamp(store, id_)[1]} | (stamps.keys() - known)
    )


def _known(store: Store) -> set[str]:
    return {*store.lives.agencies(), *store.standings.newest(_DONE)}


def _stamp(store: Store, agency_id: str) -> tuple[str, str]:
    """The newest good run that could read an agency, and what its part is made from."""
    scores = store.scores.of(agency_id, _ANY)
    run_id = next((score.run_id for score in reversed(scores) if score.readable), "")
    origin = store.origin(run_id, agency_id) if run_id else None
    looked = max(store.lives.runs(agency_id), default="")
    newest = store.origin(looked, agency_id) if looked else None
    return run_id, json.dumps(
        [
            run_id,
            origin.audited_at if origin else "",
            looked,
            newest.audited_at if newest else "",
        ]
    )
