"""What the reports say about the run as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from audit.guard import Alarm
from crawler.registry import Names


@dataclass(frozen=True, slots=True)
class RunInfo:
    """One run, as its reports name it. Time stamps are UTC, ISO 8601."""

    run_id: str
    started_at: str = ""
    finished_at: str = ""
    generated_at: str = ""
    """When the reports were written; empty keeps them the same byte for byte."""
    deadline: str = ""
    """Day by which agencies should answer, YYYY-MM-DD."""
    provisional: str = ""
    """Why the run is held as provisional, in the operator's words; empty when it is not. Readers are told by `reports.held.why_held`."""
    alarms: tuple[Alarm, ...] = ()
    """Of a provisional run: what jumped at which agency."""
    agencies: int = 0
    """How many it has."""
    names: Mapping[str, Names] = field(default_factory=dict)
    """Of the agencies of `alarms`, by id."""
    user_agent: str = ""
    contact: str = ""
    """Where to send an answer: an e-mail address or a page."""
    version: str = ""
    """Of the program."""
    previous: str = ""
    """The run that was done last before it; empty when it is the first."""
    missing: tuple[tuple[str, str], ...] = ()
    """Agencies of the run without a result: id and why."""
