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
_EXPECTED: Final = "met, partly, not_met or could_not_tell (Đạt, Đạt một phần, Chưa đạt, Không xác định)"


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


def check(path: str, lines: Iterable[Line], known: Known) -> list[Review]:
    """Return the answers of a table; rows without any are passed over.

    Args:
        path: The file's name, for messages.
        lines: From `audit.review.sheet.read_sheet`.
        known: Agencies, criteria and judgements.

    Raises:
        ReviewError: Anything is wrong with any row; all of it is named.
    """
    faults: list[str] = []
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
        faults.extend(f"{path}: row {line.row}, column “{column}”: {text}" for column, text in row.faults)
        if review is not None:
            reviews.append(review)
    if faults:
        raise ReviewError(faults)
    return reviews


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
        self.faults: list[tuple[str, str]] = []

    def review(self) -> Review | None:
        line, known = self.line, self.known
        criterion = known.criteria.get(line["criterion_id"])
        if line["agency_id"] not in known.agencies:
            self._fault("agency_id", f"there is no agency {line['agency_id']!r}")
        if criterion is None:
            self._fault("criterion_id", f"there is no criterion {line['criterion_id']!r} in any edition")
        answers = self._answers(criterion) if criterion else {}
        for column in ("reviewer", "proof"):
            if not line[column]:
                self._fault(column, "is missing")
        day = self._day()
        if self.faults or criterion is None or day is None:
            return None
        english = answers.get("en", Verdict.NOT_APPLICABLE)
        local = answers.get("vi", Verdict.NOT_APPLICABLE)
        if criterion.language is Language.NEUTRAL:
            local = english
        return Review(
            criterion_id=criterion.id,
            agency_id=line["agency_id"],
            english=english,
            local=local,
            reviewer=line["reviewer"],
            reviewed_on=day.isoformat(),
            proof=line["proof"],
            note=line["note"],
        )

    def repeats(self, earlier: Line) -> None:
        other, row = earlier["criterion_id"], earlier.row
        if other == self.line["criterion_id"]:
            self._fault("criterion_id", f"this agency and criterion were answered in row {row} already")
        else:
            self._fault("criterion_id", f"asks for the same as {other} in row {row}: answer it once")

    def _fault(self, column: str, text: str) -> None:
        self.faults.append((column, text))

    def _day(self) -> date | None:
        text = self.line["date"]
        day = date_of(text)
        if not text:
            self._fault("date", "is missing")
        elif day is None:
            self._fault("date", f"{text!r} is no date like 2018-06-30 or 30/06/2018")
        elif day > self.known.today:
            self._fault("date", f"{day:%d/%m/%Y} lies in the future")
        return day

    def _answers(self, criterion: Criterion) -> dict[str, Verdict]:
        """The answer in each language that was given one."""
        given = {name: self.line[column] for name, column in _COLUMNS.items()}
        given = {name: text for name, text in given.items() if text not in {"", NOT_ASKED}}
        verdicts: dict[str, Verdict] = {}
        for name, text in given.items():
            verdict = verdict_of(text)
            if verdict is None:
                self._fault(_COLUMNS[name], f"{text!r} is no verdict: write {_EXPECTED}")
            else:
                verdicts[name] = verdict
        names = set(given)
        if criterion.language is Language.NEUTRAL and given:
            if len(set(verdicts.values())) > 1:
                self._fault("vietnamese", "this criterion has no language: give one answer, in “english”")
            names = {"en"}
            verdicts = {"en": next(iter(verdicts.values()))} if verdicts else {}
        for name in sorted(names - set(asked(criterion))):
            only = "English" if asked(criterion) == ("en",) else "Vietnamese"
            self._fault(_COLUMNS[name], f"{criterion.id} asks for {only} content only: leave it empty")
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
                self._fault(
                    "criterion_id",
                    f"was not judged in the newest result of {self.line['agency_id']}: audit first, or name a run with --run",
                )
            return
        if judgement.verdict is Verdict.NOT_APPLICABLE:
            self._fault("criterion_id", f"{criterion.id} is not asked of {self.line['agency_id']}")
            return
        wanted = open_languages(judgement, criterion)
        sides = dict(zip(("en", "vi"), machine(judgement), strict=True))
        for name in sorted(given):
            if name not in wanted and not self.known.disputes:
                said = f"{sides[name].verdict.value}, {judgement.confidence.value} confidence"
                self._fault(
                    _COLUMNS[name] if wanted else "criterion_id",
                    f"needs no review, the audit decided it ({said}): leave it empty, or bring it in with --disputes",
                )
        self._complete(wanted, given)

    def _complete(self, wanted: Sequence[str], given: Collection[str]) -> None:
        for name in wanted:
            if name not in given:
                self._fault(_COLUMNS[name], f"is missing: write {_EXPECTED}")
        if not wanted and not given:
            self._fault("english", f"is missing: write {_EXPECTED}")
