"""The life of findings written down one finding and one row at a time, as it was first done: what `Lives` is held to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import TypeAdapter

from audit.life.model import LOOKS, Event, Standing
from audit.life.standing import replay
from audit.results import Finding
from audit.store.faults import said
from audit.store.lives import Lives

_EVENT = TypeAdapter(Event)
_STANDING = TypeAdapter(Standing)
_FINDING = TypeAdapter(Finding)


class OneByOne(Lives):
    """Asks for the events of each finding by itself, and writes row after row."""

    def look(
        self,
        agency_id: str,
        run_id: str,
        looks: Mapping[str, Event],
        told: Iterable[Finding],
        *,
        readable: bool,
    ) -> None:
        findings = {finding.id: finding for finding in told}
        with said(self._path), self._db.atomic():
            for finding_id, event in looks.items():
                self._add(agency_id, finding_id, event, findings.get(finding_id), run_id)
            row = {"agency_id": agency_id, "run_id": run_id, "readable": int(readable)}
            self._db.table("looked_runs").upsert(row, pk=("agency_id", "run_id"))

    def add_all(self, words: Iterable[tuple[str, Event]]) -> int:
        with said(self._path), self._db.atomic():
            before = self._count()
            for finding_id, event in words:
                self._add(self.life(finding_id).agency_id, finding_id, event, None, "")
            return self._count() - before

    def told_in(self, agency_id: str, source: str) -> set[str]:
        ids = [life.finding.id for life in self.of(agency_id)]
        return {id_ for id_ in ids if any(event.source == source for event in self.events(id_))}

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


def _is_known(event: Event, events: list[Event]) -> bool:
    """Whether an event says nothing that was not said before: what its source showed last, or a person's very word."""
    if event.kind not in LOOKS:
        return event in events
    same = [other for other in events if other.source == event.source]
    return bool(same) and same[-1].look is event.look
