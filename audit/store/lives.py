"""`Lives`: what happened to each finding and what that amounts to. Events are only ever added.

An agency has thousands of findings and a run looks at all of them: what is asked or written here is so by the agency, in a few
statements, not by the finding.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter
from sqlite_utils import Database

from audit.life.model import LOOKS, Condition, Event, Standing
from audit.life.standing import replay
from audit.results import Finding
from audit.store.faults import said
from crawler.errors import UsageError

_EVENT = TypeAdapter(Event)
_STANDING = TypeAdapter(Standing)
_FINDING = TypeAdapter(Finding)


@dataclass(frozen=True, slots=True)
class Life:
    """A finding with what became of it."""

    agency_id: str
    finding: Finding
    """As it was told last."""
    told_by: str
    """Id of that run."""
    standing: Standing


@dataclass(frozen=True, slots=True)
class _Word:
    """What is to be written down of one finding."""

    agency_id: str
    finding_id: str
    event: Event


class Lives:
    """Findings over runs, by id."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    # ---------- reading ----------

    def of(self, agency_id: str, conditions: Collection[Condition] = ()) -> list[Life]:
        """Return every finding that an agency ever had, in the order of their ids.

        Args:
            agency_id: Whose.
            conditions: Only those; empty for all.
        """
        if not conditions:
            return list(self._lives("agency_id = ?", [agency_id]))
        named = json.dumps(sorted(conditions))
        where = "agency_id = ? and condition in (select value from json_each(?))"
        return list(self._lives(where, [agency_id, named]))

    def life(self, finding_id: str) -> Life:
        """Return one finding.

        Raises:
            UsageError: There is none of that id.
        """
        found = next(self._lives("finding_id = ?", [finding_id]), None)
        if found is None:
            raise self._unknown(finding_id)
        return found

    def standings(self, agency_id: str) -> dict[str, Standing]:
        """Return what became of every finding that an agency ever had, by id, without the findings themselves."""
        with said(self._path):
            rows = self._db.execute(
                "select finding_id, standing from finding_lives where agency_id = ? order by finding_id",
                [agency_id],
            )
            return {finding_id: _STANDING.validate_json(standing) for finding_id, standing in rows}

    def events(self, finding_id: str) -> list[Event]:
        """Return all that happened to a finding, in the order of writing."""
        with said(self._path):
            return self._histories(_EVENTS_OF_FINDING, [finding_id]).get(finding_id, [])

    def histories(self, agency_id: str) -> dict[str, list[Event]]:
        """Return all that happened to each finding of an agency, by id, in the order of writing."""
        with said(self._path):
            return self._histories(_EVENTS_OF_AGENCY, [agency_id])

    def moved(self, agency_id: str, after: str) -> list[tuple[Finding, list[Event]]]:
        """Return the findings of an agency whose condition a look changed last after a run, with all that happened to them.

        Whatever differs between that run and a later one is among them. Empty for a run that changed nothing, without opening any.

        Args:
            agency_id: Whose.
            after: Id of the run; empty for all findings.
        """
        lives = list(self._lives("agency_id = ? and since > ?", [agency_id, after]))
        with said(self._path):
            histories = self._histories(_EVENTS_OF_NAMED, [json.dumps([life.finding.id for life in lives])])
        return [(life.finding, histories[life.finding.id]) for life in lives]

    def told_in(self, agency_id: str, source: str) -> set[str]:
        """Return the ids of an agency's findings of which a run or re-check said something."""
        with said(self._path):
            rows = self._db.execute(
                "select distinct finding_id from finding_events where agency_id = ? and source = ?",
                [agency_id, source],
            )
            return {finding_id for (finding_id,) in rows}

    def words(self, agency_id: str, run_id: str) -> list[Event]:
        """Return what a run showed of an agency's findings, and all that persons ever said of these."""
        with said(self._path):
            rows = self._db.table("finding_events").rows_where(
                "agency_id = ? and source in ('', ?)", [agency_id, run_id], select="payload"
            )
            return [_EVENT.validate_json(row["payload"]) for row in rows]

    def agencies(self) -> list[str]:
        """Return the ids of the agencies that ever had a finding."""
        with said(self._path):
            return [agency_id for (agency_id,) in self._db.execute(_AGENCIES)]

    def runs(self, agency_id: str) -> dict[str, bool]:
        """Return the runs whose looks are written down, by id, and whether each could read the agency."""
        with said(self._path):
            rows = self._db.table("looked_runs").rows_where("agency_id = ?", [agency_id], order_by="run_id")
            return {row["run_id"]: bool(row["readable"]) for row in rows}

    # ---------- writing ----------

    def look(
        self,
        agency_id: str,
        run_id: str,
        looks: Mapping[str, Event],
        told: Iterable[Finding],
        *,
        readable: bool,
    ) -> None:
        """Write down what a run showed of an agency's findings, all of it or nothing.

        A look that is there already changes nothing; a run that is judged again and shows something else adds to the history.

        Args:
            agency_id: Whose findings.
            run_id: The run, the `source` of the events.
            looks: Event by id of finding; a finding that is not known must be among `told`.
            told: The findings of the run.
            readable: Whether the run could read the agency.
        """
        findings = {finding.id: finding for finding in told}
        words = [_Word(agency_id, finding_id, event) for finding_id, event in looks.items()]
        with said(self._path), self._db.atomic():
            self._write(words, self._histories(_EVENTS_OF_AGENCY, [agency_id]), findings, run_id)
            row = {"agency_id": agency_id, "run_id": run_id, "readable": int(readable)}
            self._db.table("looked_runs").upsert(row, pk=("agency_id", "run_id"))

    def add(self, finding_id: str, event: Event) -> Standing:
        """Write down a person's word on a finding, or what a re-check showed; returns what it amounts to now.

        Raises:
            UsageError: There is no such finding.
            StoreError: The database cannot be written; nothing was kept.
        """
        self.add_all([(finding_id, event)])
        return self.life(finding_id).standing

    def add_all(self, words: Iterable[tuple[str, Event]]) -> int:
        """Write down persons' words, all of them or, on any fault, none; returns how many were not known before.

        Args:
            words: Id of a finding, and what is said of it.

        Raises:
            UsageError: There is no such finding.
            StoreError: The database cannot be written.
        """
        said_of = list(words)
        named = _named(finding_id for finding_id, _ in said_of)
        with said(self._path), self._db.atomic():
            owners = self._column("agency_id", named)
            for finding_id, _ in said_of:
                if finding_id not in owners:
                    raise self._unknown(finding_id)
            found = [_Word(owners[finding_id], finding_id, event) for finding_id, event in said_of]
            return self._write(found, self._histories(_EVENTS_OF_NAMED, named), {}, "")

    def _write(
        self,
        words: Sequence[_Word],
        histories: dict[str, list[Event]],
        findings: Mapping[str, Finding],
        run_id: str,
    ) -> int:
        """Add what is new to histories and keep what they amount to; returns how much was new."""
        new: list[tuple[str, int, str, str, str, str, str]] = []
        for word in words:
            events = histories.setdefault(word.finding_id, [])
            if not _is_known(word.event, events):
                events.append(word.event)
                new.append(_event_row(word, len(events)))
        self._db.conn.executemany(_ADD_EVENT, sorted(new))
        told_by = self._column("told_by", _named(word.finding_id for word in words))
        told, looked = [], []
        for word in {word.finding_id: word for word in words}.values():
            row = _standing_row(word, replay(histories[word.finding_id]))
            finding = findings.get(word.finding_id)
            known = told_by.get(word.finding_id)
            if known is None or (finding is not None and run_id >= known):
                payload = _FINDING.dump_json(finding).decode() if finding is not None else None
                told.append({**row, "finding": payload, "told_by": run_id})
            else:
                looked.append(row)
        self._db.conn.executemany(_KEEP_TOLD, told)
        self._db.conn.executemany(_KEEP_LOOKED, looked)
        return len(new)

    def _column(self, column: str, named: Sequence[str]) -> dict[str, str]:
        """Return one column of the findings that are named in a list of JSON, by id."""
        rows = self._db.table("finding_lives").rows_where(_NAMED, named, select=f"finding_id, {column}")
        return {row["finding_id"]: row[column] for row in rows}

    def _histories(self, asked: str, args: Sequence[str]) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = {}
        for finding_id, payload in self._db.execute(asked, args):
            found.setdefault(finding_id, []).append(_EVENT.validate_json(payload))
        return found

    def _lives(self, where: str, args: Sequence[str]) -> Iterator[Life]:
        with said(self._path):
            for row in self._db.table("finding_lives").rows_where(
                where, args, order_by="finding_id", select="agency_id, finding, told_by, standing"
            ):
                yield Life(
                    row["agency_id"],
                    _FINDING.validate_json(row["finding"]),
                    row["told_by"],
                    _STANDING.validate_json(row["standing"]),
                )

    def _unknown(self, finding_id: str) -> UsageError:
        return UsageError(f"no finding {finding_id!r} in {self._path}: osi-audit findings list names them")


_NAMED: Final = "finding_id in (select value from json_each(?))"
# One step in the index for each agency instead of one for each finding.
_AGENCIES: Final = """
with recursive known(agency_id) as (
    select min(agency_id) from finding_lives
    union all
    select (select min(agency_id) from finding_lives where agency_id > known.agency_id) from known where agency_id is not null
)
select agency_id from known where agency_id is not null
"""
_EVENTS_OF_FINDING: Final = """
select finding_id, payload from finding_events where finding_id = ? order by number
"""
_EVENTS_OF_AGENCY: Final = """
select finding_id, payload from finding_events where agency_id = ? order by finding_id, number
"""
_EVENTS_OF_NAMED: Final = """
select finding_id, payload from finding_events where finding_id in (select value from json_each(?))
order by finding_id, number
"""
_ADD_EVENT: Final = """
insert into finding_events (finding_id, number, agency_id, kind, at, source, payload) values (?, ?, ?, ?, ?, ?, ?)
"""
_KEEP_TOLD: Final = """
insert into finding_lives (finding_id, agency_id, condition, since, standing, finding, told_by)
values (:finding_id, :agency_id, :condition, :since, :standing, :finding, :told_by)
on conflict (finding_id) do update set
    agency_id = excluded.agency_id, condition = excluded.condition, since = excluded.since,
    standing = excluded.standing, finding = excluded.finding, told_by = excluded.told_by
"""
_KEEP_LOOKED: Final = """
update finding_lives set agency_id = :agency_id, condition = :condition, since = :since, standing = :standing
where finding_id = :finding_id
"""


def _named(ids: Iterable[str]) -> list[str]:
    return [json.dumps(list(dict.fromkeys(ids)))]


def _event_row(word: _Word, number: int) -> tuple[str, int, str, str, str, str, str]:
    event = word.event
    payload = _EVENT.dump_json(event).decode()
    return word.finding_id, number, word.agency_id, event.kind.value, event.at, event.source, payload


def _standing_row(word: _Word, standing: Standing) -> dict[str, Any]:
    return {
        "finding_id": word.finding_id,
        "agency_id": word.agency_id,
        "condition": standing.condition or "",
        "since": standing.since,
        "standing": _STANDING.dump_json(standing).decode(),
    }


def _is_known(event: Event, events: Sequence[Event]) -> bool:
    """Whether an event says nothing that was not said before: what its source showed last, or a person's very word."""
    if event.kind not in LOOKS:
        return event in events
    same = [other for other in events if other.source == event.source]
    return bool(same) and same[-1].look is event.look
