"""One question to a reviewer: what to do, what the crawl found, what was answered, and the form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from audit.criteria.model import Language
from audit.results import AgencyResult, Review
from audit.review.answers import asked, holding, machine, open_languages, telling
from audit.review.checking import LONGEST, checked
from audit.review.faults import Fault
from audit.review.judged import seen_on
from audit.review.listing import Question, leads, questions
from audit.review.sheet import Line
from audit.rules import Rules
from audit.store.db import Run
from audit.store.history import Kept
from crawler.registry import Agency
from reports.i18n import Speech
from reports.portal import review_texts
from reports.portal.access import May
from reports.portal.accounts.moment import text_of
from reports.portal.asked import Standing, against_of, asked_of
from reports.portal.checked_answers import judged_for, known_for
from reports.portal.pages.archive import archive_of
from reports.portal.review_texts import say_fault
from reports.portal.route import Route
from reports.portal.standing import agency_of
from reports.portal.visit import Visit, not_found

_COLUMNS: Final = ("english", "vietnamese", "date", "proof", "note")
_DONE: Final = {
    Kept.NEW: "review_kept",
    Kept.CHANGED: "review_changed",
    Kept.SAME: "review_same",
    Kept.OLDER: "review_older",
}


@dataclass(frozen=True, slots=True)
class _Here:
    """A question in the newest result of its agency."""

    agency: Agency
    result: AgencyResult
    run: Run
    rules: Rules
    reviews: Sequence[Review]
    """All that tell of the same snapshot."""
    question: Question


def review_question(visit: Visit) -> Response:
    """One question, with the form where a person's answer counts."""
    return _page(visit, _here(visit), ())


def _here(visit: Visit) -> _Here:
    """Return the question that a path names, by whichever of its criteria.

    Raises:
        Refused: There is none in the newest result.
    """
    agency, books = agency_of(visit, visit.param("agency_id")), visit.books
    run_id = books.store.newest(agency.id)
    result = books.result(run_id, agency.id) if run_id else None
    if result is None:
        raise not_found()
    run = books.store.run(result.run_id)
    rules = books.rules(run)
    limits, day = rules.lexicon.thresholds, seen_on(result, run.created_at)
    reviews = list(telling(books.store.reviews.all([agency.id]), day, limits))
    found = questions(result.judgements, rules.criteria, holding(reviews, day, limits), everything=True)
    question = next((one for one in found if visit.param("criterion_id") in one.ids), None)
    if question is None:
        raise not_found()
    return _Here(agency, result, run, rules, reviews, question)


def _page(visit: Visit, here: _Here, faults: Sequence[Fault]) -> Response:
    judgement, criterion, given = here.question.judgement, here.question.criterion, here.question.given
    sides = dict(zip(("en", "vi"), machine(judgement), strict=True))
    limits, speech = here.rules.lexicon.thresholds, Speech(visit.locale)
    return visit.page(
        "review_question.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK,
        said=review_texts,
        here=here,
        criterion=criterion,
        task=criterion.review or criterion.advice,
        wanted=open_languages(judgement, criterion),
        is_neutral=criterion.language is Language.NEUTRAL,
        sides={name: sides[name] for name in asked(criterion)},
        leads=leads(here.result, *sides.values()),
        history=_history(visit, here.question)[::-1],
        against=against_of(here.question, here.reviews),
        outcome=judged_for(visit).outcome(given, here.rules.criteria, limits) if given else None,
        faults={fault.column: say_fault(fault, speech) for fault in faults},
        today=visit.books.today(),
        longest=LONGEST,
        following=_following(visit, here.agency.id, criterion.id),
        archive=archive_of(visit, here.agency.id, here.run.id),
        written=frozenset(),
    )


def _history(visit: Visit, question: Question) -> list[Review]:
    """Every answer that was ever given to the question, the earliest first."""
    reviews = visit.books.store.reviews
    found = [r for id_ in sorted(question.ids) for r in reviews.history(visit.param("agency_id"), id_)]
    return sorted(found, key=lambda review: review.reviewed_on)


def _following(visit: Visit, agency_id: str, criterion_id: str) -> str:
    """Id of the criterion of the next question of this agency that waits; empty where none does."""
    waiting = [
        one.criterion_id
        for one in asked_of(visit.books, [agency_id])
        if Standing.WAITING in one.standings or one.criterion_id == criterion_id
    ]
    place = waiting.index(criterion_id) if criterion_id in waiting else -1
    others = waiting[place + 1 :] + waiting[: max(place, 0)]
    return others[0] if others else ""


def reviewed(visit: Visit) -> Response:
    """Take an answer in, by the rules of a table of one row; the answer before it stays in the history."""
    here = _here(visit)
    agency, question = here.agency, here.question
    cells = {column: visit.form.get(column, "").strip() for column in _COLUMNS}
    cells |= {
        "agency_id": agency.id,
        "criterion_id": question.criterion.id,
        "reviewer": visit.viewer.name,
    }
    found, faults = checked([Line(1, cells)], known_for(visit))
    if not faults and visit.form.get("seen", "") != str(len(_history(visit, question))):
        faults = [Fault(1, "seen", "newer")]
    if faults:
        return _page(visit, here, faults)
    (kept,) = visit.books.store.reviews.add(found, text_of(visit.now))
    if kept is not Kept.SAME:
        said = "/".join(v for v in (found[0].english.value, found[0].local.value) if v != "not_applicable")
        visit.note("reviewed", agency_id=agency.id, target=question.criterion.id, detail=said)
    target = visit.url("review_question", agency_id=agency.id, criterion_id=question.criterion.id)
    return visit.to(target, _DONE[kept])


ROUTES: Final = (
    Route("/review/{agency_id}/{criterion_id}", review_question, May.REVIEW),
    Route("/review/{agency_id}/{criterion_id}/answer", reviewed, May.REVIEW, post=True),
)
