"""`Undecided`: what agencies asked of the operator and nobody has answered, over all agencies, in one question to audit.db."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter
from sqlite_utils import Database

from audit.life.model import Event, EventKind
from audit.store.faults import said
from audit.store.ledger import Said

_EVENT = TypeAdapter(Event)

_ANSWERS: Final = {
    EventKind.DISPUTED: frozenset({EventKind.DISPUTE_ACCEPTED, EventKind.DISPUTE_REJECTED}),
    EventKind.WAIVER_ASKED: frozenset({EventKind.WAIVED, EventKind.WAIVER_ENDED}),
}


class Undecided:
    """Objections and requests for waivers of findings that still fail."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def all(self, day: str, deciders: Collection[str]) -> list[Said]:
        """Return what waits for a decision, the oldest first.

        Args:
            day: YYYY-MM-DD. What is let be on it is left out, whatever was objected to before.
            deciders: Names of those who decide: a comment of theirs answers a request for a waiver, as nothing else refuses one.
        """
        with said(self._path):
            words = [
                Said(number, owner, finding_id, _EVENT.validate_json(payload))
                for number, owner, finding_id, payload in self._db.execute(_WORDS, [day])
            ]
        return unanswered(words, deciders)


def unanswered(words: Iterable[Said], deciders: Collection[str]) -> list[Said]:
    """Return the objections and requests that no later word answers, the oldest first.

    Args:
        words: In the order in which they were written.
        deciders: Names of those who decide.
    """
    waiting: dict[tuple[str, EventKind], Said] = {}
    for word in words:
        kind = word.event.kind
        for asked, answers in _ANSWERS.items():
            refused = (
                asked is EventKind.WAIVER_ASKED and kind is EventKind.COMMENTED and word.event.by in deciders
            )
            if kind in answers or refused:
                waiting.pop((word.finding_id, asked), None)
        if kind in _ANSWERS:  # asked twice waits since the first time
            waiting.setdefault((word.finding_id, kind), word)
    return sorted(waiting.values(), key=lambda word: word.number)


_WORDS: Final = """
select rowid, agency_id, finding_id, payload
from finding_events
where kind != 'run'
  and kind in ('disputed', 'dispute_accepted', 'dispute_rejected', 'waiver_asked', 'waived', 'waiver_ended', 'commented')
  and finding_id in (
    select finding_id from finding_lives
    where condition in ('new', 'open', 'regressed') and let_be < ?
      and finding_id in (select finding_id from finding_events where kind != 'run' and kind in ('disputed', 'waiver_asked'))
  )
order by rowid
"""
