"""From a site and criteria to judgements. Pure: the same site, criteria and lexicon give the same verdicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from audit.confidence import confidence
from audit.criteria.applies import asks
from audit.criteria.model import Criterion, Language
from audit.detectors import DETECTORS, Case
from audit.detectors.left import cautious
from audit.lexicon import Lexicon
from audit.results import Judgement, Message, Review, Side, Verdict
from audit.review.answers import answered, by_question, question
from audit.scoring import points
from audit.site import SiteView

_Decided = dict[tuple[str, str, str | None, str], Side]
"""Sides by detector, parameters, sector and language: all that a detector asks of a criterion."""


def judge(
    site: SiteView,
    criteria: Sequence[Criterion],
    lexicon: Lexicon,
    day: date,
    reviews: Sequence[Review] = (),
) -> tuple[Judgement, ...]:
    """Judge one agency.

    Args:
        site: What was read of it.
        criteria: In force on `day`; each gives one judgement, in the same order.
        lexicon: Terms and thresholds.
        day: The day the agency is judged at.
        reviews: Persons' answers that tell of this snapshot (`audit.review.answers.holding`).

    Raises:
        ValueError: The site view was built with another lexicon or for another day.
    """
    if site.lexicon is not lexicon or site.day != day:
        raise ValueError("the site view belongs to another lexicon or day")
    decided: _Decided = {}
    return with_reviews([_judge(site, criterion, decided) for criterion in criteria], criteria, reviews)


def with_reviews(
    judgements: Sequence[Judgement], criteria: Sequence[Criterion], reviews: Sequence[Review]
) -> tuple[Judgement, ...]:
    """Let persons' answers stand where the audit could not tell or hardly could, and nowhere else (docs/review.md).

    Args:
        judgements: The audit's own, or such with other answers, which are taken back.
        criteria: Theirs; a judgement whose criterion is not among them stays as it is.
        reviews: Of this agency; an answer counts for every criterion that asks for the same.
    """
    known = {criterion.id: criterion for criterion in criteria}
    answers = by_question(reviews, known)
    return tuple(
        _reviewed(j, criterion, answers) if (criterion := known.get(j.criterion_id)) else j
        for j in judgements
    )


def _reviewed(judgement: Judgement, criterion: Criterion, answers: Mapping[str, Review]) -> Judgement:
    review = answers.get(question(criterion)) if answers else None
    sides = answered(judgement, criterion, review) if review else None
    if sides is None:
        return judgement if judgement.audited is None else _with_sides(judgement, judgement.audited, None)
    return _with_sides(judgement, sides, review)


def _with_sides(judgement: Judgement, sides: tuple[Side, Side], review: Review | None) -> Judgement:
    english, local = sides
    return replace(
        judgement,
        verdict=combine(english, local),
        english=english,
        local=local,
        points=points(english.verdict, judgement.weight),
        local_points=points(local.verdict, judgement.weight),
        review=review,
        audited=(judgement.audited or (judgement.english, judgement.local)) if review else None,
    )


def combine(english: Side, local: Side) -> Verdict:
    """Return the verdict of both sides: English leads; what only Vietnamese readers find is *vietnamese only*."""
    if english.verdict is Verdict.NOT_MET and local.verdict in {Verdict.MET, Verdict.PARTLY}:
        return Verdict.VIETNAMESE_ONLY
    return english.verdict


def _judge(site: SiteView, criterion: Criterion, decided: _Decided) -> Judgement:
    if not asks(criterion, site.agency, site.sectors):
        side = Side(Verdict.NOT_APPLICABLE, Message("not_applicable"))
        return Judgement(criterion.id, Verdict.NOT_APPLICABLE, side, side, weight=criterion.weight)
    if criterion.language is Language.VIETNAMESE:
        english = local = _side(site, criterion, "vi", decided)
    else:
        english = _side(site, criterion, "en", decided)
        neutral = criterion.language is Language.NEUTRAL
        local = english if neutral else _side(site, criterion, "vi", decided)
    verdict = combine(english, local)
    return Judgement(
        criterion.id,
        verdict,
        english,
        local,
        confidence=confidence(english, local, criterion, site.lexicon, doubts=_doubts(site, english.verdict)),
        points=points(english.verdict, criterion.weight),
        local_points=points(local.verdict, criterion.weight),
        weight=criterion.weight,
    )


def _side(site: SiteView, criterion: Criterion, language: str, decided: _Decided) -> Side:
    """Ask a detector, once for all criteria that ask for the same."""
    asked = (criterion.detector, repr(sorted(criterion.params.items())), criterion.sector, language)
    if asked not in decided:
        case = Case(site, criterion, language)
        decided[asked] = cautious(case, DETECTORS[criterion.detector](case))
    return decided[asked]


def _doubts(site: SiteView, english: Verdict) -> int:
    """Classes to take off: a portal that speaks to officials (docs/verdicts.md, R7), "not met" after a crawl that was cut short."""
    staff = site.staff_share >= site.lexicon.thresholds.staff_share
    short = site.stop_reason != "finished" and len(site.pages) < site.lexicon.sureness.enough_pages
    return staff + (english is Verdict.NOT_MET and short)
