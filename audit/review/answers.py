"""When a verdict follows a person's answer instead of the audit. Pure; the rules are in docs/review.md."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum

from audit.criteria.model import Criterion, Language
from audit.lexicon import Thresholds
from audit.results import Confidence, Judgement, Message, Review, Side, Verdict

ANSWERS = (Verdict.MET, Verdict.PARTLY, Verdict.NOT_MET, Verdict.COULD_NOT_TELL)
"""What a person may answer; `could_not_tell` leaves the verdict to the audit."""
_TOLD = frozenset({Verdict.MET, Verdict.PARTLY, Verdict.NOT_MET})


class Need(StrEnum):
    """Why a person is asked."""

    FOR_PERSON = "for a person"
    COULD_NOT_TELL = "could not tell"
    LOW_CONFIDENCE = "low confidence"


def asked(criterion: Criterion) -> tuple[str, ...]:
    """Return the languages a person is asked about; `en` alone where the criterion has no language."""
    if criterion.language is Language.BOTH:
        return ("en", "vi")
    return ("vi",) if criterion.language is Language.VIETNAMESE else ("en",)


def machine(judgement: Judgement) -> tuple[Side, Side]:
    """Return what the audit itself said in English and in Vietnamese."""
    return judgement.audited or (judgement.english, judgement.local)


def open_languages(judgement: Judgement, criterion: Criterion) -> tuple[str, ...]:
    """Return the languages in which a person's answer counts: what the audit could not tell, or told with low confidence."""
    if judgement.verdict is Verdict.NOT_APPLICABLE:
        return ()
    sides = dict(zip(("en", "vi"), machine(judgement), strict=True))
    low = judgement.confidence is Confidence.LOW
    return tuple(n for n in asked(criterion) if low or sides[n].verdict is Verdict.COULD_NOT_TELL)


def need(judgement: Judgement, criterion: Criterion) -> Need | None:
    """Return why a person has to decide a criterion at an agency; None when the audit decided it."""
    if not open_languages(judgement, criterion):
        return None
    if criterion.detector == "person":
        return Need.FOR_PERSON
    return Need.LOW_CONFIDENCE if judgement.confidence is Confidence.LOW else Need.COULD_NOT_TELL


def question(criterion: Criterion) -> str:
    """Return what is asked, the same for criteria that ask for the same: a person answers them once."""
    review = criterion.review.en if criterion.review else ""
    params = json.dumps(criterion.params, sort_keys=True, ensure_ascii=False, default=str)
    return "|".join(
        (criterion.root or criterion.id, criterion.language.value, criterion.detector, params, review)
    )


def telling(reviews: Iterable[Review], seen_on: date, limits: Thresholds) -> Iterator[Review]:
    """Yield the answers that were given near enough to a snapshot to tell of it; the arguments are those of `holding`."""
    first = (seen_on - timedelta(days=limits.review_days_before)).isoformat()
    last = (seen_on + timedelta(days=limits.review_days_after)).isoformat()
    return (review for review in reviews if first <= review.reviewed_on <= last)


def holding(reviews: Iterable[Review], seen_on: date, limits: Thresholds) -> tuple[Review, ...]:
    """Return the answers that tell of a snapshot: the newest of each criterion that was given near enough to it.

    Args:
        reviews: Of one agency, earlier ones first.
        seen_on: The day of the snapshot.
        limits: `review_days_after` the snapshot at most, and `review_days_before` it.
    """
    return tuple({r.criterion_id: r for r in telling(reviews, seen_on, limits)}.values())


def by_question(reviews: Iterable[Review], criteria: Mapping[str, Criterion]) -> dict[str, Review]:
    """Return the newest answer to each question; answers to criteria that are not among `criteria` are left out."""
    known = [r for r in reviews if r.criterion_id in criteria]
    known.sort(key=lambda r: r.reviewed_on)
    return {question(criteria[r.criterion_id]): r for r in known}


def answer_in(review: Review, language: str) -> Verdict:
    """Return a person's answer in `en` or `vi`."""
    return review.english if language == "en" else review.local


def answered(judgement: Judgement, criterion: Criterion, review: Review) -> tuple[Side, Side] | None:
    """Return both sides as they are once a person's answer is followed; None when the answer changes none.

    Args:
        judgement: The audit's own.
        criterion: Its criterion.
        review: An answer to the same question.
    """
    followed = {
        language for language in open_languages(judgement, criterion) if answer_in(review, language) in _TOLD
    }
    if not followed:
        return None
    english, local = machine(judgement)
    english_after = _side(english, review.english, review) if "en" in followed else english
    if criterion.language is Language.NEUTRAL:
        return english_after, english_after
    local_after = _side(local, review.local, review) if "vi" in followed else local
    if criterion.language is Language.VIETNAMESE:
        return local_after, local_after
    return english_after, local_after


def differing(judgement: Judgement, criterion: Criterion, review: Review) -> tuple[str, ...]:
    """Return the languages in which the audit decided for itself and a person says otherwise: the verdict stays."""
    sides = dict(zip(("en", "vi"), machine(judgement), strict=True))
    closed = [n for n in asked(criterion) if n not in open_languages(judgement, criterion)]
    return tuple(
        n
        for n in closed
        if sides[n].verdict is not Verdict.NOT_APPLICABLE
        and answer_in(review, n) in _TOLD
        and answer_in(review, n) is not sides[n].verdict
    )


def contradicting(reviews: Iterable[Review], standing: Review) -> tuple[Review, ...]:
    """Return the last answers of other persons that say otherwise than the one that stands.

    Args:
        reviews: Answers to the same question that tell of the same snapshot, earlier ones first.
        standing: The one that stands.
    """
    last = {r.reviewer: r for r in reviews if r.reviewer != standing.reviewer}
    return tuple(r for r in last.values() if any(_differ(r, standing, name) for name in ("en", "vi")))


def _differ(one: Review, other: Review, language: str) -> bool:
    answers = {answer_in(one, language), answer_in(other, language)}
    return len(answers) == 2 and answers <= _TOLD


def _side(side: Side, verdict: Verdict, review: Review) -> Side:
    """What the audit had found stays as evidence where it can be, and as a lead otherwise."""
    reason = Message(
        "reviewed",
        {
            "reviewer": review.reviewer,
            "date": f"{date.fromisoformat(review.reviewed_on):%d/%m/%Y}",
            "proof": review.proof,
        },
    )
    if verdict is Verdict.NOT_MET:
        return Side(verdict, reason, (), (*side.evidence, *side.near_misses), side.looked)
    return Side(verdict, reason, side.evidence, side.near_misses, side.looked)
