"""What a person is asked about matches, out as a table and back: which service of the agency the required one is. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from audit.review.checking import date_of
from audit.review.sheet import Line
from audit.services.model import Service
from audit.services.naming import normal_name
from audit.services.required.matching import code_key
from audit.services.required.model import Match, MatchDecision, MatchKind, RequiredService
from crawler.errors import ReviewError

ANSWER_COLUMNS: Final = ("answer", "reviewer", "date", "reason")
COLUMNS: Final = (
    "decision",
    "agency_id",
    "name",
    "code",
    "level",
    "year",
    "why",
    "candidates",
    *ANSWER_COLUMNS,
)
NEEDED: Final = ("decision", "agency_id", "name", *ANSWER_COLUMNS)
NONE: Final = ("none", "không", "không có")
"""Answers that say: no service of the agency is it."""

Key = tuple[str, str, str]
"""Decision, agency, normalised name."""


@dataclass(frozen=True, slots=True)
class Known:
    """What answers are checked against."""

    required: Collection[Key]
    """What lists that stand ask of agencies."""
    services: Mapping[str, Sequence[Service]]
    """Inventories by agency, of one run."""
    run_id: str
    today: date


def rows(
    agency_id: str,
    matches: Iterable[Match],
    services: Sequence[Service],
    decisions: Iterable[MatchDecision],
    *,
    everything: bool = False,
) -> Iterator[dict[str, str]]:
    """Yield the rows of one agency, by `COLUMNS`.

    Args:
        agency_id: Of the agency.
        matches: Of what is asked of it.
        services: Its inventory.
        decisions: That stand; filled in.
        everything: Also what is matched or missing without doubt.
    """
    by_id = {service.id: service for service in services}
    said = {decision.key: decision for decision in decisions}
    for match in matches:
        if match.kind is not MatchKind.AMBIGUOUS and not everything:
            continue
        required = match.required
        given = said.get((required.decision, agency_id, normal_name(required.name)))
        row = {
            "decision": required.decision,
            "agency_id": agency_id,
            "name": required.name,
            "code": required.code,
            "level": required.level.value,
            "year": str(required.year),
            "why": f"{match.kind.value} by {match.by.value}" if match.by.value else match.kind.value,
            "candidates": "\n".join(
                _shown(by_id[c.service_id], c.score) for c in match.candidates if c.service_id in by_id
            ),
        }
        yield row | (_given(given, services) if given else {})


def check_answers(path: str, lines: Iterable[Line], known: Known) -> list[MatchDecision]:
    """Return the answers of a table; rows without any are passed over.

    Args:
        path: The file's name, for messages.
        lines: From `audit.review.sheet.read_sheet`.
        known: Lists and inventories.

    Raises:
        ReviewError: Anything is wrong with any row; all of it is named.
    """
    faults: list[str] = []
    decisions: list[MatchDecision] = []
    first: dict[Key, int] = {}
    for line in lines:
        if not line.holds(ANSWER_COLUMNS):
            continue
        answer = _Answer(line, known)
        decision = answer.decision()
        if answer.key in first:
            answer.fault("name", f"was answered in row {first[answer.key]} already")
        first.setdefault(answer.key, line.row)
        faults += [f"{path}: row {line.row}, column “{column}”: {text}" for column, text in answer.faults]
        if decision is not None:
            decisions.append(decision)
    if faults:
        raise ReviewError(faults)
    return decisions


def asked_keys(required: Iterable[RequiredService], agencies: Mapping[str, str]) -> frozenset[Key]:
    """Return what answers may be about.

    Args:
        required: Of the lists that stand.
        agencies: Kind by id.
    """
    return frozenset(
        (one.decision, agency_id, normal_name(one.name))
        for one in required
        for agency_id, kind in agencies.items()
        if one.asks(agency_id, kind)
    )


def _shown(service: Service, score: float) -> str:
    codes = f" ({', '.join(service.codes)})" if service.codes else ""
    return f"{service.id} {score:.0f} {service.name or service.name_en}{codes} {service.url}".strip()


def _given(given: MatchDecision, services: Sequence[Service]) -> dict[str, str]:
    """An answer is filled in when its service is still there: nobody can confirm one that is not."""
    answers = [s.id for s in services if _is(s, given)]
    if not (given.code or given.service_name):
        answers = [NONE[0]]
    if not answers:
        return {}
    return {
        "answer": answers[0],
        "reviewer": given.reviewer,
        "date": given.decided_on,
        "reason": given.reason,
    }


def _is(service: Service, given: MatchDecision) -> bool:
    if given.code:
        return code_key(given.code) in map(code_key, service.codes)
    return bool(given.service_name) and normal_name(service.name) == given.service_name


class _Answer:
    """One row on its way to a decision."""

    def __init__(self, line: Line, known: Known) -> None:
        self.faults: list[tuple[str, str]] = []
        self.key: Key = (line["decision"], line["agency_id"], normal_name(line["name"]))
        self._line = line
        self._known = known

    def decision(self) -> MatchDecision | None:
        """Return what the row says, or nothing when anything is wrong with it."""
        line = self._line
        if self.key not in self._known.required:
            self.fault(
                "name",
                "no list that stands asks this of this agency: leave the row's first columns as they are",
            )
        chosen = self._chosen()
        for column in ("reviewer", "reason"):
            if not line[column]:
                self.fault(column, "is missing")
        day = self._day()
        if self.faults or day is None or chosen is None:
            return None
        code, name = chosen
        return MatchDecision(*self.key, code, name, line["reviewer"], day.isoformat(), line["reason"])

    def fault(self, column: str, text: str) -> None:
        """Add a fault of this row."""
        self.faults.append((column, text))

    def _chosen(self) -> tuple[str, str] | None:
        """Return code and normalised name of the service; both empty for none."""
        answer = self._line["answer"]
        if not answer:
            self.fault("answer", "is missing: write the id of a service, its code, or none")
            return None
        if answer.casefold() in NONE:
            return "", ""
        services = self._known.services.get(self.key[1], ())
        found = [
            s for s in services if s.id == answer.casefold() or code_key(answer) in map(code_key, s.codes)
        ]
        if len(found) != 1:
            wrong = (
                "several services have"
                if found
                else f"no service of {self.key[1]} in run {self._known.run_id} has"
            )
            self.fault("answer", f"{wrong} the id or code {answer!r}: write one of the candidates, or none")
            return None
        service = found[0]
        if not (service.codes or service.name):
            self.fault(
                "answer",
                "this service has neither code nor Vietnamese name, so that it cannot be known again",
            )
            return None
        return next(iter(service.codes), ""), normal_name(service.name)

    def _day(self) -> date | None:
        text = self._line["date"]
        day = date_of(text)
        if not text:
            self.fault("date", "is missing")
        elif day is None:
            self.fault("date", f"{text!r} is no date like 2018-06-30 or 30/06/2018")
        elif day > self._known.today:
            self.fault("date", f"{day:%d/%m/%Y} lies in the future")
        return day
