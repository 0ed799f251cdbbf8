"""Findings: how each stands, and all that happened to it."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial

from audit.life.model import Event
from audit.recheck import Recheck, Shown
from audit.store.lives import Life
from reports.export.agency import evidence_record
from reports.export.records import Record
from reports.i18n import LocaleCode
from reports.portal.api.paging import paged
from reports.portal.api.reports import document
from reports.portal.listed import FindingRow
from reports.portal.pages.finding import life_in_sight
from reports.portal.standing import agency_of, seen_of
from reports.portal.visit import Visit


def findings(visit: Visit) -> Record:
    """Findings of an agency, of every state that is not filtered out, by their ids."""
    agency_id = agency_of(visit, visit.param("agency_id")).id
    states = visit.request.query_params.getlist("state")
    criterion, cause = visit.query("criterion_id"), visit.query("cause")
    rows = (
        row
        for row in visit.books.findings(agency_id)
        if (not states or row.state.value in states)
        and (not criterion or row.criterion_id == criterion)
        and (not cause or row.kind == cause)
    )
    return {"agency_id": agency_id, **paged(visit, rows, lambda row: row.id, partial(_row, visit.locale))}


def _row(locale: LocaleCode, row: FindingRow) -> Record:
    return {
        "finding_id": row.id,
        "state": row.state.value,
        "title": row.title(locale),
        "cause": row.kind,
        "criterion_id": row.criterion_id,
        "gain": round(row.gain, 4),
        "count": row.count,
        "since": row.since,
    }


def finding(visit: Visit) -> Record:
    """One finding: how it stands, what the newest report that tells it says, every event, every re-check."""
    life = life_in_sight(visit)
    state = life.standing.state_on(visit.books.today())
    return {
        "agency_id": life.agency_id,
        "finding_id": life.finding.id,
        "state": state.value if state else "",
        "title": visit.books.titles.say(life.finding)[0 if visit.locale == "vi" else 1],
        "cause": life.finding.kind,
        "criterion_id": life.finding.criterion_id,
        "gain": round(life.finding.gain, 4),
        "count": life.finding.count,
        "urls": list(life.finding.urls),
        "since": life.standing.since,
        "run_id": life.told_by,
        "report": _report(visit, life),
        "events": [_event(event) for event in visit.books.store.lives.events(life.finding.id)],
        "rechecks": [_recheck(recheck) for recheck in visit.books.store.rechecks.of(life.finding.id)],
    }


def _report(visit: Visit, life: Life) -> Record | None:
    found = document(visit, seen_of(visit, life.agency_id, life.told_by))
    rows = found["findings"] if found is not None else ()
    return next((row for row in rows if row["finding_id"] == life.finding.id), None)


def _event(event: Event) -> Record:
    return {
        **asdict(event),
        "kind": event.kind.value,
        "look": event.look.value if event.look is not None else None,
    }


def _recheck(recheck: Recheck) -> Record:
    return {
        "recheck_id": recheck.id,
        "run_id": recheck.run_id,
        "look": recheck.look.value,
        "by": recheck.by,
        "before": _shown(recheck.before),
        "after": _shown(recheck.after),
        "asked": [asdict(asked) for asked in recheck.asked],
    }


def _shown(shown: Shown) -> Record:
    return {
        "verdict": str(shown.verdict) if shown.verdict is not None else None,
        "english": str(shown.english) if shown.english is not None else None,
        "local": str(shown.local) if shown.local is not None else None,
        "evidence": [evidence_record(item) for item in shown.evidence],
        "count": shown.count,
        "urls": list(shown.urls),
    }
