"""Findings as a table for agencies and the operator, out and back: who disputes what, and what is decided on it. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from audit.life.model import FAILING, Event, EventKind, Standing, State
from audit.results import Finding
from audit.review.checking import date_of
from audit.review.sheet import Line
from crawler.errors import ReviewError

ANSWER: Final = ("answer", "text", "page", "answered_by", "answered_on")
"""What an agency fills in."""
DECISION: Final = ("decision", "until", "reason", "decided_by", "decided_on")
"""What the operator fills in."""
COLUMNS: Final = (
    "finding_id",
    "agency_id",
    "agency",
    "title_vi",
    "title_en",
    "state",
    "since",
    "pages",
    *ANSWER,
    *DECISION,
)
NEEDED: Final = ("finding_id", "agency_id", *ANSWER, *DECISION)
_ANSWERS: Final = {"dispute": EventKind.DISPUTED, "không đồng ý": EventKind.DISPUTED}
_DECISIONS: Final = {
    "accept": EventKind.DISPUTE_ACCEPTED,
    "chấp nhận": EventKind.DISPUTE_ACCEPTED,
    "reject": EventKind.DISPUTE_REJECTED,
    "không chấp nhận": EventKind.DISPUTE_REJECTED,
    "waive": EventKind.WAIVED,
    "tạm miễn": EventKind.WAIVED,
    "end": EventKind.WAIVER_ENDED,
    "thôi miễn": EventKind.WAIVER_ENDED,
}
_OF_DISPUTES: Final = frozenset({EventKind.DISPUTE_ACCEPTED, EventKind.DISPUTE_REJECTED})
_WITH_END: Final = frozenset({EventKind.WAIVED, EventKind.DISPUTE_ACCEPTED})


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as the table shows it."""

    agency_id: str
    agency: str
    finding: Finding
    standing: Standing
    titles: tuple[str, str]
    """In Vietnamese and in English."""


@dataclass(frozen=True, slots=True)
class Known:
    """What rows are checked against."""

    standings: Mapping[str, tuple[str, Standing]]
    """Agency and standing of each finding, by its id."""
    is_own: Callable[[str, str], bool]
    """Whether an address, the second one, is on the hosts of an agency."""
    today: date
    only: str = ""
    """An agency whose own answers these are: rows of others, and decisions, are faults."""


def rows(told: Iterable[Told], day: str) -> Iterator[dict[str, str]]:
    """Yield the rows of findings that fail, and of those that a person set aside, with an open dispute filled in.

    Args:
        told: Findings of any agencies.
        day: YYYY-MM-DD.
    """
    for one in told:
        state = one.standing.state_on(day)
        if one.standing.condition not in FAILING:
            continue
        yield {
            "finding_id": one.finding.id,
            "agency_id": one.agency_id,
            "agency": one.agency,
            "title_vi": one.titles[0],
            "title_en": one.titles[1],
            "state": str(state),
            "since": one.standing.since,
            "pages": "\n".join(one.finding.urls[:5]),
        } | (_disputed(one.standing) if state is State.DISPUTED else {})


def _disputed(standing: Standing) -> dict[str, str]:
    dispute = standing.dispute
    if dispute is None:
        return {}
    return {
        "answer": "dispute",
        "text": dispute.text,
        "page": dispute.url,
        "answered_by": dispute.by,
        "answered_on": dispute.at[:10],
    }


def check_answers(path: str, lines: Iterable[Line], known: Known) -> list[tuple[str, Event]]:
    """Return what a table says, as events by id of finding; rows that say nothing are passed over.

    Args:
        path: The file's name, for messages.
        lines: From `audit.review.sheet.read_sheet`.
        known: Findings.

    Raises:
        ReviewError: Anything is wrong with any row; all of it is named.
    """
    faults: list[str] = []
    events: list[tuple[str, Event]] = []
    first: dict[str, int] = {}
    for line in lines:
        if not line.holds((*ANSWER, *DECISION)):
            continue
        row = _Row(line, known)
        found = row.events()
        if line["finding_id"] in first:
            row.fault("finding_id", f"stands in row {first[line['finding_id']]} already")
        first.setdefault(line["finding_id"], line.row)
        faults += [f"{path}: row {line.row}, column “{column}”: {text}" for column, text in row.faults]
        events += [(line["finding_id"], event) for event in found]
    if faults:
        raise ReviewError(faults)
    return events


class _Row:
    """One row on its way to events."""

    def __init__(self, line: Line, known: Known) -> None:
        self.faults: list[tuple[str, str]] = []
        self._line = line
        self._known = known

    def fault(self, column: str, text: str) -> None:
        """Add a fault of this row."""
        self.faults.append((column, text))

    def events(self) -> list[Event]:
        line, known = self._line, self._known
        agency_id, _ = known.standings.get(line["finding_id"], ("", Standing()))
        if not agency_id:
            self.fault("finding_id", f"there is no finding {line['finding_id']!r}")
        elif agency_id != line["agency_id"]:
            self.fault("agency_id", f"the finding is one of {agency_id}")
        elif known.only and agency_id != known.only:
            self.fault("agency_id", f"these are the answers of {known.only}")
        events = [event for event in (self._answer(agency_id), self._decision()) if event is not None]
        return [] if self.faults else events

    def _answer(self, agency_id: str) -> Event | None:
        line = self._line
        if not line.holds(ANSWER):
            return None
        kind = self._kind("answer", _ANSWERS)
        page = line["page"]
        if page and agency_id and not self._known.is_own(agency_id, page):
            self.fault("page", f"{page} is not on a host of {agency_id}")
        return self._event(kind, "answered", self._needed("text"), url=page)

    def _decision(self) -> Event | None:
        line = self._line
        if not line.holds(DECISION):
            return None
        if self._known.only:
            self.fault("decision", "only the operator decides: leave these columns empty")
            return None
        kind = self._kind("decision", _DECISIONS)
        if kind in _OF_DISPUTES and not self._is_disputed():
            self.fault("decision", "there is no dispute to decide on")
        return self._event(kind, "decided", self._needed("reason"), until=self._until(kind))

    def _is_disputed(self) -> bool:
        _, standing = self._known.standings.get(self._line["finding_id"], ("", Standing()))
        return standing.dispute is not None or self._line.holds(ANSWER)

    def _event(
        self, kind: EventKind | None, who: str, text: str, *, url: str = "", until: str = ""
    ) -> Event | None:
        by = self._needed(f"{who}_by")
        day = self._day(f"{who}_on")
        if kind is None or day is None:
            return None
        return Event(kind, day.isoformat(), by=by, text=text, url=url, until=until)

    def _kind(self, column: str, words: Mapping[str, EventKind]) -> EventKind | None:
        text = self._line[column]
        kind = words.get(" ".join(unicodedata.normalize("NFC", text).casefold().split()))
        if kind is None:
            said = f"{text!r} is none of" if text else "is missing:"
            self.fault(column, f"{said} {', '.join(words)}")
        return kind

    def _needed(self, column: str) -> str:
        if not self._line[column]:
            self.fault(column, "is missing")
        return self._line[column]

    def _day(self, column: str) -> date | None:
        text = self._needed(column)
        day = date_of(text)
        if text and day is None:
            self.fault(column, f"{text!r} is not a date like 2026-03-04 or 04/03/2026")
        if day is not None and day > self._known.today:
            self.fault(column, f"{text} has not come yet")
        return day

    def _until(self, kind: EventKind | None) -> str:
        text = self._line["until"]
        if not text:
            return ""
        day = date_of(text)
        if kind not in _WITH_END:
            self.fault("until", "only a waiver and an accepted dispute have an end")
        elif day is None:
            self.fault("until", f"{text!r} is not a date like 2026-03-04 or 04/03/2026")
        elif day < self._known.today:
            self.fault("until", f"{text} is past")
        return day.isoformat() if day else ""
