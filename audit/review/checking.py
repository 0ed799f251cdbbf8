"""Rows that came back from a reviewer, checked strictly: every fault is named, or every row is an answer. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from audit.criteria.model import Criterion, Language
from audit.results import Judgement, Review, Verdict
from audit.review.answers import ANSWERS, asked, machine, open_languages, question
from audit.review.faults import Fault
from audit.review.sheet import NOT_ASKED, Line
from crawler.errors import ReviewError

_WORDS: Final = {
    **{verdict.value: verdict for verdict in ANSWERS},
    "đạt": Verdict.MET,
    "đạt_một_phần": Verdict.PARTLY,
    "chưa_đạt": Verdict.NOT_MET,
    "không_xác_định": Verdict.COULD_NOT_TELL,
}
_COLUMNS: Final = {"en": "english", "vi": "vietnamese"}
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
LONGEST: Final[Mapping[str, int]] = {"reviewer": 200, "proof": 2000, "note": 4000}
"""Characters of what a person writes, by column."""


@dataclass(frozen=True, slots=True)
class Known:
    """What rows are checked against."""

    agencies: Collection[str]
    criteria: Mapping[str, Criterion]
    """Of every edition, whenever in force."""
    judgement: Callable[[str, str], Judgement | None]
    """The newest judgement of an agency and criterion; None when it was never judged."""
    today: date
    disputes: bool = False
    """Whether answers to what the audit decided by itself are taken, too."""
    refusal: Callable[[Review], tuple[str, str, Mapping[str, str]] | None] = lambda _review: None
    """Column, code and places of the fault for which an answer is refused that is sound by itself."""


def check(path: str, lines: Iterable[Line], known: Known) -> list[Review]:
    """Return the answers of a table; rows without any are passed over.

    Args:
        path: The file's name, for messages.
        lines: From `audit.review.sheet.read_sheet`.
        known: Agencies, criteria and judgements.

    Raises:
        ReviewError: Anything is wrong with any row; all of it is named.
    """
    reviews, faults = checked(lines, known)
    if faults:
        raise ReviewError([f"{path}: {fault}" for fault in faults])
    return reviews


def checked(lines: Iterable[Line], known: Known) -> tuple[list[Review], list[Fault]]:
    """Return the sound answers of some rows, and all that is wrong with the others; rows without any answer are passed over.

    Args:
        lines: From `audit.review.sheet.read_sheet`, or made of a form.
        known: Agencies, criteria and judgements.
    """
    faults: list[Fault] = []
    reviews: list[Review] = []
    first: dict[tuple[str, str], Line] = {}
    for line in lines:
        if not line.answered:
            continue
        row = _Row(line, known)
        review = row.review()
        key = (line["agency_id"], _same(line, known))
        if key in first:
            row.repeats(first[key])
        first.setdefault(key, line)
        faults.extend(row.faults)
        if review is not None:
            reviews.append(review)
    return reviews, faults


def verdict_of(text: str) -> Verdict | None:
    """Read a verdict in English or Vietnamese, in any case.

    >>> verdict_of("Đạt một phần").value, verdict_of("NOT MET").value, verdict_of("tốt")
    ('partly', 'not_met', None)
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    return _WORDS.get("_".join(re.split(r"[\s_-]+", folded.strip())))


def date_of(text: str) -> date | None:
    """Read a date, YYYY-MM-DD or with the day first as Vietnamese spreadsheets write it.

    >>> date_of("2026-03-04"), date_of("4/3/2026"), date_of("31/02/2026")
    (datetime.date(2026, 3, 4), datetime.date(2026, 3, 4), None)
    """
    parts = _DAY_FIRST.fullmatch(text)
    try:
        if parts:
            return date(int(parts[3]), int(parts[2]), int(parts[1]))
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None


def _same(line: Line, known: Known) -> str:
    """Criteria that ask for the same are one question, answered once."""
    criterion = known.criteria.get(line["criterion_id"])
    return question(criterion) if criterion else line["criterion_id"]


class _Row:
    """One row on its way to an answer."""

    def __init__(self, line: Line, known: Known) -> None:
        self.line = line
        self.known = known
        self.faults: list[Fault] = []

    def review(self) -> Review | None:
        line, known = self.line, self.known
        criterion = known.criteria.get(line["criterion_id"])
        if line["agency_id"] not in known.agencies:
            self._fault("agency_id", "no_agency", text=line["agency_id"])
        if criterion is None:
            self._fault("criterion_id", "no_criterion", text=line["criterion_id"])
        answers = self._answers(criterion) if criterion else {}
        for column in ("reviewer", "proof"):
            if not line[column]:
                self._fault(column, "missing")
        for column, most in LONGEST.items():
            if len(line[column]) > most:
                self._fault(column, "long", letters=str(len(line[column])), most=str(most))
        day = self._day()
        if self.faults or criterion is None or day is None:
            return None
        english = answers.get("en", Verdict.NOT_APPLICABLE)
        local = answers.get("vi", Verdict.NOT_APPLICABLE)
        if criterion.language is Language.NEUTRAL:
            local = english
        review = Review(
            criterion_id=criterion.id,
            agency_id=line["agency_id"],
            english=english,
            local=local,
            reviewer=line["reviewer"],
            reviewed_on=day.isoformat(),
            proof=line["proof"],
            note=line["note"],
        )
        refusal = known.refusal(review)
        if refusal is None:
            return review
        column, code, params = refusal
        self._fault(column, code, **params)
        return None

    def repeats(self, earlier: Line) -> None:
        other, row = earlier["criterion_id"], earlier.row
        if other == self.line["criterion_id"]:
            self._fault("criterion_id", "twice", row=str(row))
        else:
            self._fault("criterion_id", "same_question", criterion=other, row=str(row))

    def _fault(self, column: str, code: str, **params: str) -> None:
        self.faults.append(Fault(self.line.row, column, code, params))

    def _day(self) -> date | None:
        text = self.line["date"]
        day = date_of(text)
        if not text:
            self._fault("date", "missing")
        elif day is None:
            self._fault("date", "no_date", text=text)
        elif day > self.known.today:
            self._fault("date", "future", day=f"{day:%d/%m/%Y}")
        return day

    def _answers(self, criterion: Criterion) -> dict[str, Verdict]:
        """The answer in each language that was given one."""
        given = {name: self.line[column] for name, column in _COLUMNS.items()}
        given = {name: text for name, text in given.items() if text not in {"", NOT_ASKED}}
        verdicts: dict[str, Verdict] = {}
        for name, text in given.items():
            verdict = verdict_of(text)
            if verdict is None:
                self._fault(_COLUMNS[name], "no_verdict", text=text)
            else:
                verdicts[name] = verdict
        names = set(given)
        if criterion.language is Language.NEUTRAL and given:
            if len(set(verdicts.values())) > 1:
                self._fault("vietnamese", "one_answer")
            names = {"en"}
            verdicts = {"en": next(iter(verdicts.values()))} if verdicts else {}
        for name in sorted(names - set(asked(criterion))):
            only = "english_only" if asked(criterion) == ("en",) else "vietnamese_only"
            self._fault(_COLUMNS[name], only, criterion=criterion.id)
        if self.line["agency_id"] in self.known.agencies:
            self._wanted(criterion, names & set(asked(criterion)))
        return verdicts

    def _wanted(self, criterion: Criterion, given: Collection[str]) -> None:
        """Answers are taken where a person has to decide, and all of them are needed there."""
        judgement = self.known.judgement(self.line["agency_id"], criterion.id)
        if judgement is None:
            if criterion.detector == "person":
                self._complete(asked(criterion), given)
            else:
                self._fault("criterion_id", "not_judged", agency=self.line["agency_id"])
            return
        if judgement.verdict is Verdict.NOT_APPLICABLE:
            self._fault("criterion_id", "not_asked", criterion=criterion.id, agency=self.line["agency_id"])
            return
        wanted = open_languages(judgement, criterion)
        sides = dict(zip(("en", "vi"), machine(judgement), strict=True))
        for name in sorted(given):
            if name not in wanted and not self.known.disputes:
                self._fault(
                    _COLUMNS[name] if wanted else "criterion_id",
                    "decided",
                    verdict=sides[name].verdict.value,
                    confidence=judgement.confidence.value,
                )
        self._complete(wanted, given)

    def _complete(self, wanted: Sequence[str], given: Collection[str]) -> None:
        for name in wanted:
            if name not in given:
                self._fault(_COLUMNS[name], "no_answer")
        if not wanted and not given:
            self._fault("english", "no_answer")
