"""Runs, as far as they are about agencies in sight."""

from __future__ import annotations

from audit.store.db import Run
from reports.export.records import Record
from reports.portal.access import May
from reports.portal.api.paging import paged
from reports.portal.visit import Visit, not_found


def runs(visit: Visit) -> Record:
    """Runs in the order in which they were begun: all of them, or those that are done and about an agency in sight."""
    return paged(visit, _in_sight(visit), lambda run: run.id, lambda run: _run(visit, run))


def run(visit: Visit) -> Record:
    """One run, with the agencies of it that have no result, and why."""
    found = next((run for run in _in_sight(visit) if run.id == visit.param("run_id")), None)
    if found is None:
        raise not_found()
    errors = visit.books.store.errors(found.id)
    return {
        **_run(visit, found),
        "without_result": [
            {"agency_id": agency_id, "why": why}
            for agency_id, why in errors.items()
            if visit.viewer.sees(agency_id)
        ],
    }


def _in_sight(visit: Visit) -> list[Run]:
    return [
        run
        for run in visit.books.store.runs()
        if visit.may(May.NATION) or (run.state == "done" and any(map(visit.viewer.sees, run.agencies)))
    ]


def _run(visit: Visit, run: Run) -> Record:
    return {
        "run_id": run.id,
        "state": run.state,
        "audited_on": run.day,
        "started_at": run.created_at,
        "finished_at": run.finished_at,
        "editions": list(run.editions),
        "agency_ids": [agency_id for agency_id in run.agencies if visit.viewer.sees(agency_id)],
        "program_version": run.version,
    }
