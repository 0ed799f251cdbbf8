"""What a reviewer is asked: one row for each criterion and agency that a person has to decide. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from audit.criteria.model import Criterion
from audit.results import AgencyResult, Judgement, Review, Side, Verdict
from audit.review.answers import Need, answer_in, by_question, machine, need, open_languages, question
from audit.review.sheet import NOT_ASKED

DECIDED = "decided by the audit"
"""Why a row is listed that nobody needs to look at: everything was asked for."""
LEADS = 5
"""Addresses to begin with, at most."""
_COLUMN = {"en": "english", "vi": "vietnamese"}


@dataclass(frozen=True, slots=True)
class Question:
    """What a person is asked of one agency, once however many criteria ask for it."""

    judgement: Judgement
    criterion: Criterion
    why: Need | None
    """None where the audit decided it."""
    given: Review | None
    """The answer that stands."""
    others: tuple[str, ...]
    """Ids of the other criteria that ask for the same."""

    @property
    def ids(self) -> frozenset[str]:
        """Ids of all criteria that ask for it."""
        return frozenset({self.criterion.id, *self.others})


def questions(
    judgements: Iterable[Judgement],
    criteria: Mapping[str, Criterion],
    reviews: Iterable[Review],
    *,
    everything: bool = False,
) -> Iterator[Question]:
    """Yield what a person has to decide of one agency.

    Args:
        judgements: Of the agency.
        criteria: By id; those that are not there are left out.
        reviews: Answers that tell of the same snapshot.
        everything: Also what the audit decided by itself.
    """
    answers = by_question(reviews, criteria)
    for same in _by_question(judgements, criteria).values():
        given = answers.get(question(criteria[same[0].criterion_id]))
        chosen = next((j for j in same if given and j.criterion_id == given.criterion_id), same[0])
        criterion = criteria[chosen.criterion_id]
        why = need(chosen, criterion)
        if why or everything:
            others = tuple(j.criterion_id for j in same if j is not chosen)
            yield Question(chosen, criterion, why, given, others)


def rows(
    result: AgencyResult,
    criteria: Mapping[str, Criterion],
    reviews: Iterable[Review],
    *,
    everything: bool = False,
) -> Iterator[dict[str, str]]:
    """Yield the rows of one agency, by `audit.review.sheet.COLUMNS`; of criteria that ask for the same only one.

    Args:
        result: Of the agency.
        criteria: By id; those that are not there are left out.
        reviews: Answers that tell of the result's snapshot; they are filled in.
        everything: Also what the audit decided by itself.
    """
    for one in questions(result.judgements, criteria, reviews, everything=everything):
        yield _row(result, one)


def _by_question(
    judgements: Iterable[Judgement], criteria: Mapping[str, Criterion]
) -> dict[str, list[Judgement]]:
    found: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        criterion = criteria.get(judgement.criterion_id)
        if criterion is not None and judgement.verdict is not Verdict.NOT_APPLICABLE:
            found.setdefault(question(criterion), []).append(judgement)
    return found


def _row(result: AgencyResult, one: Question) -> dict[str, str]:
    judgement, criterion, given = one.judgement, one.criterion, one.given
    task = criterion.review or criterion.advice
    english, local = machine(judgement)
    row = {
        "agency_id": result.agency_id,
        "agency": f"{result.agency_vi} ({result.agency_en})",
        "criterion_id": criterion.id,
        "title_vi": criterion.title.vi,
        "title_en": criterion.title.en,
        "why": one.why.value if one.why else DECIDED,
        "what_to_do_vi": task.vi,
        "what_to_do_en": task.en,
        "asks_the_same": " ".join(one.others),
        "audit_english": english.verdict.value,
        "audit_vietnamese": local.verdict.value,
        "leads": "\n".join(leads(result, english, local)),
    }
    wanted = open_languages(judgement, criterion)
    for language, column in _COLUMN.items():
        verdict = answer_in(given, language) if given else Verdict.NOT_APPLICABLE
        if verdict is not Verdict.NOT_APPLICABLE:
            row[column] = verdict.value
        elif wanted and language not in wanted:
            row[column] = NOT_ASKED
    if given:
        row |= {
            "reviewer": given.reviewer,
            "date": given.reviewed_on,
            "proof": given.proof,
            "note": given.note,
        }
    return row


def leads(result: AgencyResult, english: Side, local: Side) -> list[str]:
    """Return the addresses to begin with: evidence, near misses, where it would stand; else the portals."""
    sides = (english, local)
    urls = [e.url for side in sides for e in side.evidence]
    urls += [e.url for side in sides for e in side.near_misses]
    urls += [url for side in sides for url in side.looked.places]
    return list(dict.fromkeys(urls or (portal.url for portal in result.portals)))[:LEADS]
