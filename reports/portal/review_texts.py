"""Sentences of the pages for reviewers that depend on a code. Message ids, in English."""

from __future__ import annotations

from typing import Final

from audit.results import Confidence, Verdict
from audit.review.answers import ANSWERS, Need
from audit.review.faults import Fault
from audit.review.judged import Effect
from reports.i18n import N_, Speech
from reports.labels import CONFIDENCES, VERDICTS
from reports.portal.asked import Standing

NEEDS: Final[dict[str, str]] = {
    Need.FOR_PERSON: N_("No crawl can decide it"),
    Need.COULD_NOT_TELL: N_("The crawl could not tell"),
    Need.LOW_CONFIDENCE: N_("The crawl decided with low confidence"),
}

STANDINGS: Final[dict[str, str]] = {
    Standing.WAITING: N_("waits for an answer"),
    Standing.ANSWERED: N_("answered"),
    Standing.DIFFERING: N_("two people differ"),
    Standing.UNJUDGED: N_("counts once judged again"),
}

CHOICES: Final[dict[str, str]] = {verdict.value: VERDICTS[verdict].name for verdict in ANSWERS}
"""What may be answered."""

SAID: Final[dict[str, str]] = {verdict.value: VERDICTS[verdict].name for verdict in Verdict}

EFFECTS: Final[dict[str, str]] = {
    Effect.UNJUDGED: N_("This agency was not judged by this criterion yet."),
    Effect.OTHER_TIME: N_(
        "The answer is about another time than the newest result, and does not count there."
    ),
    Effect.DIFFERS: N_(
        "The audit decided otherwise by evidence that anybody can look up: its verdict stays."
    ),
    Effect.NONE: N_("The answer leaves the verdict as it is."),
    Effect.COUNTS: N_("The answer counts in the newest result."),
    Effect.WAITS: N_("The answer counts once the run is judged again: by the operator, or by the next run."),
}

COLUMNS: Final[dict[str, str]] = {
    "agency_id": N_("Agency"),
    "criterion_id": N_("Criterion"),
    "english": N_("In English"),
    "vietnamese": N_("In Vietnamese"),
    "reviewer": N_("Reviewer"),
    "date": N_("Date"),
    "proof": N_("Proof"),
    "note": N_("Note"),
}

FAULTS: Final[dict[str, str]] = {
    "no_agency": N_("There is no agency “%(text)s”."),
    "no_criterion": N_("There is no criterion “%(text)s”."),
    "missing": N_("This is missing."),
    "no_answer": N_("Choose an answer."),
    "no_verdict": N_(
        "“%(text)s” is no answer: write Đạt, Đạt một phần, Chưa đạt or Không xác định (met, partly, not_met, could_not_tell)."
    ),
    "long": N_("This has %(letters)s characters; at most %(most)s are kept."),
    "no_date": N_("“%(text)s” is no date like 30/06/2018."),
    "future": N_("%(day)s lies in the future."),
    "twice": N_("This agency and criterion were answered in row %(row)s already."),
    "same_question": N_("It asks for the same as %(criterion)s in row %(row)s: answer it once."),
    "one_answer": N_("This criterion has no language: give one answer, under “english”."),
    "english_only": N_("%(criterion)s asks for English content only: leave this empty."),
    "vietnamese_only": N_("%(criterion)s asks for Vietnamese content only: leave this empty."),
    "not_judged": N_("The newest result of %(agency)s does not ask this: leave it empty."),
    "not_asked": N_("%(criterion)s is not asked of %(agency)s."),
    "decided": N_("The audit decided this itself (%(verdict)s, confidence %(confidence)s): leave it empty."),
    "proof_host": N_(
        "This address is on no host of the agency. If the proof lies elsewhere, say in a sentence what is shown there."
    ),
    "other_reviewer": N_("You are %(name)s: answers of somebody else are brought in by the operator."),
    "newer": N_(
        "In the meantime somebody else answered: see the answers so far. Send yours again if it stays."
    ),
}
"""By code of `audit.review.faults.SENTENCES`, and what only a form can meet."""


def say_fault(fault: Fault, speech: Speech) -> str:
    """Say what is wrong with a cell, without its place."""
    params = dict(fault.params)
    if fault.code == "decided":
        params = {
            "verdict": speech.text(SAID[params["verdict"]]),
            "confidence": speech.text(CONFIDENCES[Confidence(params["confidence"])]),
        }
    return speech.text(FAULTS[fault.code]) % params
