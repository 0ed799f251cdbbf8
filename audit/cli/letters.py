"""What contacts are to be told of runs: read from audit.db, once for each agency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from audit.life.changes import changes, condition_at
from audit.place import Place
from audit.store.db import Run, Store
from audit.store.notices import Notice
from audit.store.scores import EarlierScore
from audit.telling.outcome import may_try
from crawler.registry import Agency, Contact
from reports.bulletin import Bulletin


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for."""

    now: datetime
    link: str = ""
    """Where the reports are published."""
    again: bool = False
    """Whether to try what waits for its time, was refused or given up, too."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What one contact is told of one agency in one run."""

    run: Run
    contact: Contact
    bulletin: Bulletin
    known: Notice | None
    """What is known of earlier tries."""

    @property
    def key(self) -> tuple[str, str, str]:
        """Run, agency and target."""
        return self.run.id, self.bulletin.agency_id, self.contact.target


def letters(
    place: Place, store: Store, run: Run, asked: Asked, *, waiting_only: bool = False
) -> Iterator[Letter]:
    """Yield what there is to tell of a run that is done, to those who are to be told it now.

    Args:
        place: Says what registry has the contacts.
        store: Where results and findings are.
        run: Done.
        asked: What is asked for.
        waiting_only: Only to those who could not be told before, as of an earlier run.
    """
    known = store.notices.of(run.id)
    gone = frozenset() if asked.again else store.notices.gone()
    registry = place.of_run(run).registry()
    agencies = {agency.id: agency for agency in registry.agencies}
    scores = store.scores.before(run.id)
    for agency_id in run.agencies:
        agency = agencies.get(agency_id)
        contacts = [
            contact
            for contact in (agency.contacts if agency else ())
            if contact.target not in gone
            and _is_to_be_told(known.get((agency_id, contact.target)), asked, waiting_only=waiting_only)
        ]
        if agency is None or not contacts:
            continue
        bulletin = _bulletin(store, run, agency, scores.get(agency_id, ()), asked.link)
        if bulletin is not None:
            for contact in contacts:
                yield Letter(run, contact, bulletin, known.get((agency_id, contact.target)))


def _is_to_be_told(notice: Notice | None, asked: Asked, *, waiting_only: bool) -> bool:
    if notice is None:
        return not waiting_only
    if notice.told_at:
        return False
    return asked.again or may_try(notice, asked.now)


def _bulletin(
    store: Store, run: Run, agency: Agency, scores: Sequence[EarlierScore], link: str
) -> Bulletin | None:
    """Return what a run changed for an agency; None where it has no result, or nothing changed."""
    earlier = [score for score in scores if score.readable]
    before = earlier[-1] if earlier else None
    # Of an agency that was shut off, the run before has told what there was to tell, too.
    start = scores[-1].run_id if scores else ""
    moved = store.lives.moved(agency.id, start)
    found = changes(moved, start, run.id)
    result = next(iter(store.results(run.id, [agency.id])), None) if found else None
    if result is None:
        return None
    changed = {f.id for f in (*found.regressed, *found.new, *found.fixed, *found.gone)}
    return Bulletin(
        run.id,
        run.day,
        run.finished_at,
        agency.id,
        agency.name,
        result.score,
        before,
        found,
        {
            finding.id: (condition_at(events, start), condition_at(events, run.id))
            for finding, events in moved
            if finding.id in changed
        },
        start,
        result.coverage.readable,
        link,
    )
