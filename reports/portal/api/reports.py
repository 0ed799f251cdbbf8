"""An agency's gap report as the JSON export has it, worked out once for the answers that tell parts of it."""

from __future__ import annotations

from audit.reasons import REASONS
from reports.agencies import Agencies
from reports.export.document import agency_document
from reports.export.records import Record
from reports.i18n import Speech
from reports.portal.standing import Seen
from reports.portal.visit import Visit
from reports.run import RunInfo
from reports.told import PastScore, Told


def document(visit: Visit, here: Seen) -> Record | None:
    """Return the document of the run that is looked at (`reports/schema/agency-report-1.json`); None without a result.

    What takes the other agencies of the run is not in it: `peers` and `Sections` of the pages have it.
    """
    run, result = here.run, here.result
    if run is None or result is None:
        return None

    def made() -> Record:
        told = Told(
            [result],
            visit.books.rules(run),
            RunInfo(
                run.id,
                run.created_at,
                run.finished_at,
                provisional=_why(visit, run.id) if run.state == "provisional" else "",
                version=run.version,
            ),
            history={
                result.agency_id: tuple(
                    PastScore(past.run_id, past.day, past.english, past.local, past.readable, past.editions)
                    for past in visit.books.store.scores.of(result.agency_id, run.id)
                )
            },
        )
        view = Agencies(told).view(result)
        return agency_document(view, told, Speech(visit.locale, REASONS))

    key = (run.id, run.state, result.agency_id, id(result), visit.locale)
    return visit.books.documents.get_or(key, lambda: (result, made()))[1]


def _why(visit: Visit, run_id: str) -> str:
    notes = [event.note for event in visit.books.store.run_log.events(run_id) if event.state == "provisional"]
    return (notes[-1] if notes else "") or "provisional"
