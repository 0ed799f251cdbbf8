"""What answers that come by the portal are checked against: the rules of `osi-audit review import`, and who may say what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from audit.criteria.loader import load_catalogue
from audit.owners import owner_test
from audit.results import AgencyResult, Review
from audit.review.checking import Known
from audit.review.judged import Judged
from reports.portal.access import May
from reports.portal.visit import Visit

Refusal = tuple[str, str, Mapping[str, str]]
_ADDRESS = ("http://", "https://")


def known_for(visit: Visit) -> Known:
    """Return what the answers of whoever asks are checked against.

    Agencies are those of the registry. What was kept before comes in again unchanged, whoever said it.
    """
    books = visit.books
    return Known(
        agencies={agency.id for agency in books.registry.agencies},
        criteria=load_catalogue(books.place.config),
        judgement=judged_for(visit).get,
        today=date.fromisoformat(books.today()),
        refusal=_refusal(visit, owner_test(books.registry)),
    )


def judged_for(visit: Visit) -> Judged:
    """Return the newest results, as the pages keep them."""
    books = visit.books

    def read(agency_id: str) -> AgencyResult | None:
        run_id = books.store.newest(agency_id)
        return books.result(run_id, agency_id) if run_id else None

    return Judged(read)


def _refusal(visit: Visit, is_own: Callable[[str, str], bool]) -> Callable[[Review], Refusal | None]:
    name = visit.viewer.name

    def refusal(review: Review) -> Refusal | None:
        if review in visit.books.store.reviews.history(review.agency_id, review.criterion_id):
            return None
        if review.reviewer.casefold() != name.casefold() and not visit.may(May.DECIDE):
            return "reviewer", "other_reviewer", {"name": name}
        if review.proof.casefold().startswith(_ADDRESS) and not is_own(review.agency_id, review.proof):
            return "proof", "proof_host", {"text": review.proof}
        return None

    return refusal
