"""What time it is: the one clock of crawls, runs and what persons say."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import Final

BEHIND: Final = "OSI_AUDIT_SECONDS_BEHIND"
"""Environment variable of `osi-audit demo --year`, which plays a year of the past: crawl processes inherit it."""


def moment() -> datetime:
    """Return now, in UTC; as many seconds earlier as `BEHIND` says, where it is set.

    Raises:
        ValueError: `BEHIND` is no number.
    """
    return datetime.now(UTC) - timedelta(seconds=float(os.environ.get(BEHIND, "0")))


def now() -> str:
    """Return the same to the second, ISO 8601."""
    return moment().strftime("%Y-%m-%dT%H:%M:%SZ")
