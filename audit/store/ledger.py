"""`Ledger`: findings of all agencies counted by state, page by page, and what was said of them last: what pages ask.

A nation has some hundred thousand findings. What is counted or left out is told from indexes; only the findings of one page are
opened.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from sys import intern
from typing import Final

from pydantic import TypeAdapter
from sqlite_utils import Database

from audit.life.model import (
    Condition,
    Dispute,
    Event,
    EventKind,
    Look,
    Standing,
    State,
    Waiver,
    conditions_of,
)
from audit.results import AgencyResult, Finding, Message
from audit.store.faults import said
from audit.store.lives import Life
from audit.store.rows import whole

_EVENT = TypeAdapter(Event)
_FINDING = TypeAdapter(Finding)
_STANDING = TypeAdapter(Standing)


_WORDS: Final = frozenset(EventKind) - {EventKind.RUN}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings a page is to show; empty fields leave nothing out."""

    day: str
    """On which they are in their state, YYYY-MM-DD."""
    agency_id: str = ""
    states: tuple[State, ...] = ()
    criterion_id: str = ""
    """The first of a finding."""
    kind: str = ""


Place = tuple[str, str]
"""Where a page ends: ids of agency and finding, in whose order findings are listed."""
START: Final[Place] = ("", "")


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that happened to a finding."""

    number: int
    """Later ones have greater numbers, over all findings."""
    agency_id: str
    finding_id: str
    event: Event


@dataclass(frozen=True, slots=True)
class Line:
    """A finding as lists show it."""

    finding_id: str
    state: State
    title: Message
    criterion_id: str
    kind: str
    gain: float
    count: int
    since: str
    """The run or re-check that brought it where it is."""


class Ledger:
    """Questions to audit.db over all agencies that open few findings."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def states(self, day: str, agency_id: str = "") -> dict[str, dict[State, int]]:
        """Return how many findings of each agency are in each state on a day, by agency in the order of ids.

        Args:
            day: YYYY-MM-DD.
            agency_id: Only that agency; empty for all.
        """
        counts: dict[str, Counter[State]] = {}
        with said(self._path):
            rows = self._db.execute(_COUNTS, _span(agency_id))
            for owner, condition, let_be, disputed, number in rows:
                standing = Standing(
                    Condition(condition),
                    waiver=Waiver("", "", "", let_be) if let_be else None,
                    dispute=Dispute("", "", "") if disputed else None,
                )
                state = standing.state_on(day)
                if state is not None:
                    counts.setdefault(owner, Counter())[state] += number
        return {owner: dict(found) for owner, found in counts.items()}

    def page(self, wanted: Wanted, limit: int, after: Place = START, skip: int = 0) -> list[Life]:
        """Return findings in the order of agency and id.

        Args:
            wanted: Which.
            limit: At most so many.
            after: Of the last one of the page before (`place_of`): costs nothing, however far on it is.
            skip: So many more are left out first, whose reading costs.
        """
        owner, finding_id = max(after, (wanted.agency_id, ""))
        args = {
            **_span(wanted.agency_id),
            "after_agency": owner,
            "after_finding": finding_id,
            "day": wanted.day,
            "conditions": json.dumps(sorted(conditions_of(wanted.states or State))),
            "states": json.dumps(sorted(wanted.states or State)),
            "criterion": wanted.criterion_id,
            "kind": wanted.kind,
            "limit": limit,
            "skip": skip,
        }
        with said(self._path):
            return [
                Life(agency_id, _FINDING.validate_json(finding), told_by, _STANDING.validate_json(standing))
                for agency_id, finding, told_by, standing in self._db.execute(_PAGE, args)
            ]

    def lines(self, agency_id: str, day: str) -> list[Line]:
        """Return the findings of an agency that are in a state on a day, those first that are worth most.

        Nothing of them is opened but what a list shows: thousands take some hundredths of a second.
        """
        found = []
        with said(self._path):
            for finding_id, state, since, payload in self._db.execute(_LINES, [day, agency_id]):
                title, criterion_id, kind, gain, count = json.loads(payload)
                message = Message(title["code"], title.get("params") or {})
                found.append(
                    Line(
                        finding_id,
                        State(state),
                        message,
                        intern(criterion_id),
                        intern(kind),
                        gain or 0.0,
                        1 if count is None else count,
                        intern(since),
                    )
                )
        return sorted(found, key=lambda line: (-line.gain, -line.count, line.finding_id))

    def told(self, run_id: str, agency_id: str, finding: Finding) -> AgencyResult | None:
        """Return an agency's result in a run as far as it is about one finding; None where there is none.

        Args:
            run_id: The run.
            agency_id: The agency.
            finding: Of its criteria the result holds the judgements; of findings it holds this one, as that run told it.
        """
        found = self._column(_FOUND, {"run": run_id, "agency": agency_id, "finding": finding.id})
        return self._part(run_id, agency_id, [finding.criterion_id, *finding.also], found)

    def judged(self, run_id: str, agency_id: str) -> AgencyResult | None:
        """Return an agency's result in a run without its findings and services; None where there is none."""
        return self._part(run_id, agency_id, [], [])

    def _part(
        self, run_id: str, agency_id: str, criteria: Sequence[str], findings: Sequence[str]
    ) -> AgencyResult | None:
        key = {"run": run_id, "agency": agency_id}
        heads = self._column(_HEAD, key)
        if not heads:
            return None
        named = {"criteria": json.dumps(list(criteria))} if criteria else {}
        judged = self._column(_JUDGED_BY if criteria else _JUDGED, {**key, **named})
        return whole(heads[0], judged, findings, ())

    def _column(self, asked: str, args: dict[str, str]) -> list[str]:
        with said(self._path):
            return [value for (value,) in self._db.execute(asked, args)]

    def courses(self, agency_id: str) -> dict[str, tuple[Event, ...]]:
        """Return what happened to each finding of an agency, by id, in the order of writing, without words and evidence.

        An agency's findings have some tens of thousands of events and some hundreds of courses: those of one course share it.
        """
        known: dict[str, tuple[Event, ...]] = {}
        found = {}
        with said(self._path):
            for finding_id, written in self._db.execute(_COURSES, [agency_id]):
                if written not in known:
                    events = sorted(json.loads(one) for one in written.split("\n"))  # by number
                    known[written] = tuple(_bare(*fields) for _, *fields in events)
                found[finding_id] = known[written]
        return found

    def gains(self, agency_id: str) -> dict[str, float]:
        """Return the points that a fix of each finding of an agency would add, by id."""
        with said(self._path):
            return {finding_id: gain or 0.0 for finding_id, gain in self._db.execute(_GAINS, [agency_id])}

    def named(self, places: Collection[tuple[str, int]]) -> dict[tuple[str, int], tuple[Finding, Event]]:
        """Return findings, each with one of its events, whole; what is not there is left out.

        Args:
            places: Id of a finding, and the event's number among its events, from 0.
        """
        with said(self._path):
            rows = self._db.execute(_NAMED, [json.dumps(sorted(places))])
            return {
                (finding_id, number): (_FINDING.validate_json(finding), _EVENT.validate_json(event))
                for finding_id, number, finding, event in rows
            }

    def last(self, agency_id: str = "") -> int:
        """Return the number of what was said last of any finding; it grows with every word and look, and with nothing else.

        Args:
            agency_id: Of that agency's findings alone, which takes some thousandths of a second; empty for all, which takes nothing.
        """
        with said(self._path):
            (found,) = self._db.execute(
                _LAST_OF if agency_id else _LAST_OF_ALL, [agency_id] if agency_id else []
            ).fetchone()
        return found or 0

    def newest(
        self, limit: int, before: int | None = None, kinds: Collection[EventKind] = _WORDS
    ) -> list[Said]:
        """Return what was said of findings last, over all agencies, the newest first.

        Args:
            limit: At most so many.
            before: `number` of the last one of the page before; None for the newest.
            kinds: Of events. By itself those of runs are left out: they are as many as there are findings, and all others few.
        """
        asked = _NEWEST if EventKind.RUN in kinds else _NEWEST_WORDS
        args = {
            "before": _MOST if before is None else before,
            "kinds": json.dumps(sorted(kinds)),
            "limit": limit,
        }
        with said(self._path):
            return [
                Said(number, owner, finding_id, _EVENT.validate_json(payload))
                for number, owner, finding_id, payload in self._db.execute(asked, args)
            ]


def place_of(life: Life) -> Place:
    """Return where a page ends whose last finding this is."""
    return life.agency_id, life.finding.id


def _bare(kind: str, at: str, source: str, look: str | None, first: bool | None) -> Event:
    return Event(EventKind(kind), at, source, Look(look) if look else None, bool(first))


def _span(agency_id: str) -> dict[str, str]:
    """The first and the last id that are asked for."""
    return {"first": agency_id, "last": agency_id or _LAST}


_LAST: Final = "\U0010ffff"
_MOST: Final = (1 << 63) - 1
_COUNTS: Final = """
select agency_id, condition, let_be, disputed, count(*)
from finding_lives
where agency_id between :first and :last and condition != ''
group by agency_id, condition, let_be, disputed
"""
# As `audit.life.model.Standing.state_on`. Which rows are shown is told before one of them is opened.
_PAGE: Final = """
with shown as materialized (
    select rowid as id, agency_id, finding_id
    from finding_lives
    where (agency_id, finding_id) > (:after_agency, :after_finding) and agency_id <= :last
        and condition in (select value from json_each(:conditions))
        and (:kind = '' or kind = :kind)
        and (:criterion = '' or criterion_id = :criterion)
        and case
            when condition not in ('new', 'open', 'regressed') then condition
            when let_be >= :day then 'waived'
            when disputed then 'disputed'
            else condition
        end in (select value from json_each(:states))
    order by agency_id, finding_id
    limit :limit offset :skip
)
select lives.agency_id, lives.finding, lives.told_by, lives.standing
from shown join finding_lives lives on lives.rowid = shown.id
order by shown.agency_id, shown.finding_id
"""
_LINES: Final = """
select finding_id,
    case
        when condition not in ('new', 'open', 'regressed') then condition
        when let_be >= ? then 'waived'
        when disputed then 'disputed'
        else condition
    end,
    since,
    json_extract(finding, '$.title', '$.criterion_id', '$.kind', '$.gain', '$.count')
from finding_lives
where agency_id = ? and condition != ''
"""
_HEAD: Final = "select payload from results where run_id = :run and agency_id = :agency and error = ''"
_JUDGED: Final = "select payload from verdicts where run_id = :run and agency_id = :agency order by position"
_JUDGED_BY: Final = """
select payload from verdicts
where run_id = :run and agency_id = :agency and criterion_id in (select value from json_each(:criteria))
order by position
"""
_FOUND: Final = """
select payload from findings where run_id = :run and agency_id = :agency and finding_id = :finding order by position
"""
_COURSES: Final = """
select finding_id, group_concat(
    json_array(number, kind, at, source, json_extract(payload, '$.look'), json_extract(payload, '$.first')), char(10)
)
from finding_events
where agency_id = ?
group by finding_id
"""
_GAINS: Final = "select finding_id, json_extract(finding, '$.gain') from finding_lives where agency_id = ?"
_NAMED: Final = """
select events.finding_id, events.number - 1, lives.finding, events.payload
from json_each(?) as asked
join finding_events events
    on events.finding_id = json_extract(asked.value, '$[0]') and events.number = json_extract(asked.value, '$[1]') + 1
join finding_lives lives on lives.finding_id = events.finding_id
"""
_LAST_OF_ALL: Final = "select max(rowid) from finding_events"
_LAST_OF: Final = "select max(rowid) from finding_events where agency_id = ?"
_NEWEST: Final = """
select rowid, agency_id, finding_id, payload
from finding_events
where rowid < :before and kind in (select value from json_each(:kinds))
order by rowid desc
limit :limit
"""
_NEWEST_WORDS: Final = """
select rowid, agency_id, finding_id, payload
from finding_events
where rowid < :before and kind in (select value from json_each(:kinds)) and kind != 'run'
order by rowid desc
limit :limit
"""
