"""What can be wrong with a row of answers: a place, a code, and what the command line says of it in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

EXPECTED: Final = "met, partly, not_met or could_not_tell (Đạt, Đạt một phần, Chưa đạt, Không xác định)"
SENTENCES: Final[dict[str, str]] = {
    "no_agency": "there is no agency '%(text)s'",
    "no_criterion": "there is no criterion '%(text)s' in any edition",
    "missing": "is missing",
    "no_answer": f"is missing: write {EXPECTED}",
    "no_verdict": f"'%(text)s' is no verdict: write {EXPECTED}",
    "long": "has %(letters)s characters, at most %(most)s",
    "no_date": "'%(text)s' is no date like 2018-06-30 or 30/06/2018",
    "future": "%(day)s lies in the future",
    "twice": "this agency and criterion were answered in row %(row)s already",
    "same_question": "asks for the same as %(criterion)s in row %(row)s: answer it once",
    "one_answer": "this criterion has no language: give one answer, in “english”",
    "english_only": "%(criterion)s asks for English content only: leave it empty",
    "vietnamese_only": "%(criterion)s asks for Vietnamese content only: leave it empty",
    "not_judged": "was not judged in the newest result of %(agency)s: audit first, or name a run with --run",
    "not_asked": "%(criterion)s is not asked of %(agency)s",
    "decided": (
        "needs no review, the audit decided it (%(verdict)s, %(confidence)s confidence): leave it empty, or bring it in with --disputes"
    ),
    "proof_host": "%(text)s is on no host of the agency: say in a sentence what is shown there",
    "other_reviewer": "you are %(name)s: an answer of somebody else is brought in by the operator",
}
"""By code; places are those of `Fault.params`."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong with a cell."""

    row: int
    """As the spreadsheet counts."""
    column: str
    """Of `audit.review.sheet.COLUMNS`."""
    code: str
    """Of `SENTENCES`."""
    params: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"row {self.row}, column “{self.column}”: {SENTENCES[self.code] % self.params}"
