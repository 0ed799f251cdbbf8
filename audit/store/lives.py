"""`Lives`: what happened to each finding and what that amounts to. Events are only ever added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from sqlite_utils import Database

from audit.life.model import LOOKS, Event, Standing
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


class Lives:
    """Findings over runs, by id."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    # ---------- reading ----------

    def of(self, agency_id: str) -> list[Life]:
        """Return every finding that an agency ever had, in the order of their ids."""
        return list(self._lives("agency_id = ?", [agency_id]))

    def life(self, finding_id: str) -> Life:
        """Return one finding.

        Raises:
            UsageError: There is none of that id.
        """
        found = next(self._lives("finding_id = ?", [finding_id]), None)
        if found is None:
            raise UsageError(f"no finding {finding_id!r} in {self._path}: osi-audit findings list names them")
        return found

    def events(self, finding_id: str) -> list[Event]:
        """Return all that happened to a finding, in the order of writing."""
        rows = self._db.table("finding_events").rows_where(
            "finding_id = ?", [finding_id], order_by="number", select="payload"
        )
        return [_EVENT.validate_json(row["payload"]) for row in rows]

    def agencies(self) -> list[str]:
        """Return the ids of the agencies that ever had a finding."""
        rows = self._db.query("select distinct agency_id from finding_lives order by agency_id")
        return [row["agency_id"] for row in rows]

    def runs(self, agency_id: str) -> dict[str, bool]:
        """Return the runs whose looks are written down, by id, and whether each could read the agency."""
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
        with said(self._path), self._db.atomic():
            for finding_id, event in looks.items():
                self._add(agency_id, finding_id, event, findings.get(finding_id), run_id)
            row = {"agency_id": agency_id, "run_id": run_id, "readable": int(readable)}
            self._db.table("looked_runs").upsert(row, pk=("agency_id", "run_id"))

    def add(self, finding_id: str, event: Event) -> Standing:
        """Write down a person's word on a finding, or what a re-check showed; returns what it amounts to now.

        Raises:
            UsageError: There is no such finding.
            StoreError: The database cannot be written; nothing was kept.
        """
        life = self.life(finding_id)
        with said(self._path), self._db.atomic():
            return self._add(life.agency_id, finding_id, event, None, "")

    def add_all(self, words: Iterable[tuple[str, Event]]) -> int:
        """Write down persons' words, all of them or, on any fault, none; returns how many were not known before.

        Args:
            words: Id of a finding, and what is said of it.

        Raises:
            UsageError: There is no such finding.
            StoreError: The database cannot be written.
        """
        with said(self._path), self._db.atomic():
            before = self._count()
            for finding_id, event in words:
                self._add(self.life(finding_id).agency_id, finding_id, event, None, "")
            return self._count() - before

    def _count(self) -> int:
        (count,) = self._db.execute("select count(*) from finding_events").fetchone()
        return int(count)

    def _add(
        self, agency_id: str, finding_id: str, event: Event, finding: Finding | None, run_id: str
    ) -> Standing:
        events = self.events(finding_id)
        if not _is_known(event, events):
            row = {
                "finding_id": finding_id,
                "number": len(events) + 1,
                "agency_id": agency_id,
                "kind": event.kind,
                "at": event.at,
                "source": event.source,
                "payload": _EVENT.dump_json(event).decode(),
            }
            self._db.table("finding_events").insert(row)
            events.append(event)
        standing = replay(events)
        self._keep(agency_id, finding_id, standing, finding, run_id)
        return standing

    def _keep(
        self, agency_id: str, finding_id: str, standing: Standing, finding: Finding | None, run_id: str
    ) -> None:
        row: dict[str, Any] = {
            "agency_id": agency_id,
            "condition": standing.condition or "",
            "since": standing.since,
            "standing": _STANDING.dump_json(standing).decode(),
        }
        known = next(
            self._db.table("finding_lives").rows_where("finding_id = ?", [finding_id], select="told_by"), None
        )
        if finding is not None and (known is None or run_id >= known["told_by"]):
            row |= {"finding": _FINDING.dump_json(finding).decode(), "told_by": run_id}
        if known is None:
            self._db.table("finding_lives").insert({"finding_id": finding_id, **row})
        else:
            self._db.table("finding_lives").update(finding_id, row)

    def _lives(self, where: str, args: list[str]) -> Iterator[Life]:
        with said(self._path):
            for row in self._db.table("finding_lives").rows_where(where, args, order_by="finding_id"):
                yield Life(
                    row["agency_id"],
                    _FINDING.validate_json(row["finding"]),
                    row["told_by"],
                    _STANDING.validate_json(row["standing"]),
                )


def _is_known(event: Event, events: list[Event]) -> bool:
    """Whether an event says nothing that was not said before: what its source showed last, or a person's very word."""
    if event.kind not in LOOKS:
        return event in events
    same = [other for other in events if other.source == event.source]
    return bool(same) and same[-1].look is event.look
