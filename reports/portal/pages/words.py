"""What persons say of a finding: objections, comments and requests of the agency, decisions of the operator."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from starlette.responses import Response

from audit.life.model import Event, EventKind
from audit.owners import owner_test
from audit.words import say
from crawler.errors import UsageError
from reports.portal.access import May
from reports.portal.pages.finding import finding_page, life_in_sight
from reports.portal.route import Route
from reports.portal.visit import Visit

_DONE: Final = {
    EventKind.DISPUTED: "disputed",
    EventKind.COMMENTED: "commented",
    EventKind.WAIVER_ASKED: "waiver_asked",
    EventKind.DISPUTE_ACCEPTED: "accepted",
    EventKind.DISPUTE_REJECTED: "rejected",
    EventKind.WAIVED: "waived",
    EventKind.WAIVER_ENDED: "unwaived",
}
_NEEDS_TEXT: Final = frozenset(_DONE) - {EventKind.DISPUTE_ACCEPTED}


def _said(kind: EventKind) -> Callable[[Visit], Response]:
    """Return what answers to a word of that kind."""

    def answer(visit: Visit) -> Response:
        life = life_in_sight(visit)
        text = visit.form.get("text", "").strip()
        fault = _fault(visit, kind, text)
        if not fault:
            event = Event(
                kind, visit.books.today(), by=visit.viewer.name, text=text, url=visit.form.get("url", "").strip(),
                until=visit.form.get("until", "").strip(),
            )  # fmt: skip
            try:
                say(visit.books.store, [life.finding.id], event, owner_test(visit.books.registry))
            except UsageError:
                fault = "url" if event.url else "text"
        if fault:
            return finding_page(visit, life, fault=fault, said=kind)
        visit.note(kind.value, agency_id=life.agency_id, target=life.finding.id, detail=text[:200])
        return visit.to(visit.url("finding", finding_id=life.finding.id), _DONE[kind])

    answer.__name__ = kind.value
    return answer


def _fault(visit: Visit, kind: EventKind, text: str) -> str:
    if not text and kind in _NEEDS_TEXT:
        return "text"
    until = visit.form.get("until", "").strip()
    if not until:
        return ""
    try:
        day = date.fromisoformat(until)
    except ValueError:
        return "until"
    return "until" if len(until) != 10 or day.isoformat() < visit.books.today() else ""


ROUTES: Final = tuple(
    Route(f"/findings/{{finding_id}}/{kind.value}", _said(kind), needs, post=True)
    for kind, needs in (
        (EventKind.DISPUTED, May.ANSWER),
        (EventKind.COMMENTED, May.ANSWER),
        (EventKind.WAIVER_ASKED, May.ANSWER),
        (EventKind.DISPUTE_ACCEPTED, May.DECIDE),
        (EventKind.DISPUTE_REJECTED, May.DECIDE),
        (EventKind.WAIVED, May.DECIDE),
        (EventKind.WAIVER_ENDED, May.DECIDE),
    )
)
