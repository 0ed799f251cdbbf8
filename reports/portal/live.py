"""Whether a page keeps itself up to date: while something waits that was asked for not long ago, and until who reads it says stop."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from reports.portal.accounts.jobs import Job
from reports.portal.visit import Visit

LONGEST: Final = timedelta(hours=1)
"""A page that asked for ever would keep a session open that nobody uses."""


def is_live(visit: Visit, jobs: Iterable[Job | None]) -> bool:
    """Return whether a page that tells of jobs is kept up to date."""
    return visit.query("live") != "off" and any(
        job is not None and job.waiting and visit.now - datetime.fromisoformat(job.asked_at) < LONGEST
        for job in jobs
    )
