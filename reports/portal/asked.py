"""What reviewers are asked, one agency at a time, as lists show it; worked out once until a result or an answer changes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial

from audit.results import Review, Verdict
from audit.review.answers import Need, answer_in, contradicting, holding, open_languages, telling
from audit.review.listing import Question, questions
from audit.store.unsure import Newest
from crawler.registry import Names
from reports.portal.books import Books


class Standing(StrEnum):
    """How a question stands. A question may stand in several of these."""

    WAITING = "waiting"
    """Nobody has answered it."""
    ANSWERED = "answered"
    DIFFERING = "differing"
    """Two persons answered otherwise."""
    UNJUDGED = "unjudged"
    """The answer counts once the run is judged again."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of one agency."""

    agency_id: str
    run_id: str
    """Of the result that leaves it open."""
    criterion_id: str
    title: Names
    why: Need
    languages: tuple[str, ...]
    """In which a person's answer counts: `en`, `vi`."""
    given: Review | None
    against: tuple[Review, ...]
    """Last answers of others that say otherwise."""
    standings: frozenset[Standing]


def asked_of(books: Books, agencies: Iterable[str]) -> list[Asked]:
    """Return what is asked of agencies, in their order; nothing of those without a result.

    Args:
        books: What the pages read.
        agencies: Ids.
    """
    newest, numbers = books.store.unsure.newest(), books.store.reviews.numbers()
    found: list[Asked] = []
    for agency_id in agencies:
        last = newest.get(agency_id)
        if last is not None:
            key = (agency_id, last.run_id, last.audited_at, numbers.get(agency_id, 0))
            found += books.asked.get_or(key, partial(_asked, books, agency_id, last))
    return found


def _asked(books: Books, agency_id: str, newest: Newest) -> tuple[Asked, ...]:
    store = books.store
    run = store.run(newest.run_id)
    rules = books.rules(run)
    limits = rules.lexicon.thresholds
    seen_on = date.fromisoformat(store.unsure.seen_on(run.id, agency_id))
    reviews = list(telling(store.reviews.all([agency_id]), seen_on, limits))
    judgements = store.unsure.judgements(run.id, agency_id)
    found = questions(judgements, rules.criteria, holding(reviews, seen_on, limits))
    return tuple(_one(agency_id, run.id, question, reviews) for question in found)


def _one(agency_id: str, run_id: str, question: Question, reviews: Sequence[Review]) -> Asked:
    given = question.given
    against = against_of(question, reviews)
    languages = open_languages(question.judgement, question.criterion)
    if given is None:
        standings = {Standing.WAITING}
    else:
        standings = {Standing.ANSWERED}
        told = any(answer_in(given, name) is not Verdict.COULD_NOT_TELL for name in languages)
        if told and question.judgement.review != given:
            standings.add(Standing.UNJUDGED)
        if against:
            standings.add(Standing.DIFFERING)
    return Asked(
        agency_id,
        run_id,
        question.criterion.id,
        question.criterion.title,
        question.why or Need.FOR_PERSON,
        languages,
        given,
        against,
        frozenset(standings),
    )


def against_of(question: Question, reviews: Sequence[Review]) -> tuple[Review, ...]:
    """Return the last answers of others that say otherwise than the one that stands.

    Args:
        question: With the answer that stands.
        reviews: All that tell of the same snapshot, of one agency.
    """
    if question.given is None:
        return ()
    same = sorted(
        (r for r in reviews if r.criterion_id in question.ids), key=lambda review: review.reviewed_on
    )
    return contradicting(same, question.given)


@dataclass(frozen=True, slots=True)
class Tally:
    """How far some questions are."""

    asked: int
    answered: int
    differing: int
    unjudged: int

    @property
    def waiting(self) -> int:
        """How many nobody has answered."""
        return self.asked - self.answered


def tally(found: Iterable[Asked]) -> Tally:
    """Count questions by how they stand."""
    every = [one.standings for one in found]
    return Tally(
        len(every),
        *(
            sum(standing in standings for standings in every)
            for standing in (Standing.ANSWERED, Standing.DIFFERING, Standing.UNJUDGED)
        ),
    )
