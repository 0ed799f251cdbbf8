"""Agencies: how they stand, every verdict, every service."""

from __future__ import annotations

from operator import itemgetter
from typing import Final

from audit.results import Interval
from reports.export.records import Record
from reports.portal.api.paging import paged
from reports.portal.api.reports import document
from reports.portal.standing import AgencyRow, agencies_in_sight, seen
from reports.portal.visit import Visit

PARTS: Final = (
    "run", "agency", "editions", "readable", "summary", "score", "own_scores", "history", "portals", "coverage",
)  # fmt: skip
"""What of the report an agency's own address tells; the lists in it have addresses of their own."""


def agencies(visit: Visit) -> Record:
    """All agencies in sight with their newest score, by their ids."""
    return paged(visit, agencies_in_sight(visit), lambda row: row.id, _row)


def _row(row: AgencyRow) -> Record:
    return {
        "agency_id": row.id,
        "agency_vi": row.vi,
        "agency_en": row.en,
        "kind": row.kind,
        "run_id": row.run_id,
        "readable": row.readable,
        **_ends("english", row.english),
        **_ends("local", row.local),
        "waiting": row.waiting,
    }


def _ends(name: str, score: Interval | None) -> Record:
    return {
        f"{name}_low": None if score is None else round(score.low, 4),
        f"{name}_high": None if score is None else round(score.high, 4),
    }


def agency(visit: Visit) -> Record:
    """One agency: score, its parts, its history, its portals and what of them was read."""
    here = seen(visit)
    found = document(visit, here)
    if found is not None:
        return {name: found[name] for name in PARTS}
    known = {
        "agency_id": here.agency.id,
        "agency_vi": here.agency.name.vi,
        "agency_en": here.agency.name.en,
        "kind": here.agency.kind,
        "sectors": list(here.agency.sectors),
    }
    return {name: known if name == "agency" else None for name in PARTS}


def verdicts(visit: Visit) -> Record:
    """Every criterion that an agency was judged by, with the evidence, by their ids."""
    return _listed(visit, "criteria", "criterion_id")


def services(visit: Visit) -> Record:
    """The online public services that were found, by their ids; none where no list of them could be read."""
    return _listed(visit, "services", "service_id")


def _listed(visit: Visit, part: str, key: str) -> Record:
    found = document(visit, seen(visit))
    rows = found[part] if found is not None else None
    if isinstance(rows, dict):
        rows = rows["items"]
    return {
        "agency_id": visit.param("agency_id"),
        "run_id": found["run"]["run_id"] if found is not None else "",
        **paged(visit, rows or (), itemgetter(key), dict),
    }
