"""What there is to tell the contacts of an agency of a run, whether by mail or by webhook. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from audit.life.changes import Changes
from audit.life.model import Condition
from audit.results import Score
from audit.store.scores import EarlierScore
from crawler.registry import Names


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What a run changed for one agency."""

    run_id: str
    day: str
    """Of the rules, YYYY-MM-DD."""
    finished_at: str
    """UTC, ISO 8601: when what is told came to be, whenever it is sent."""
    agency_id: str
    agency: Names
    score: Score
    before: EarlierScore | None
    """Of the last run before that could read the agency; None where there is none."""
    changes: Changes
    conditions: Mapping[str, tuple[Condition | None, Condition | None]]
    """Of each changed finding, by its id: before, and now."""
    since: str = ""
    """Id of the run from which changes are counted; empty where there is none."""
    readable: bool = True
    """Whether the run could read its portals; else the score says nothing."""
    link: str = ""
    """Where the reports are published: LINK/LOCALE/ID.html; empty where they are not."""

    def report(self, locale: str) -> str:
        """Return the address of the agency's report in a language; empty where there is none."""
        return f"{self.link.rstrip('/')}/{locale}/{self.agency_id}.html" if self.link else ""
