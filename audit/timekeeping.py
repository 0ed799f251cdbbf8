"""Whether the clock can be right: nobody has written this program later than now."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

_ZONES: Final = timedelta(days=1)
"""Files that came from another machine may be dated by its zone."""


def clock_fault(now: datetime, written: datetime | None = None) -> str:
    """Say that the clock is wrong, as that of a machine is which has lost its battery and has not asked the network yet.

    Args:
        now: What it says, UTC.
        written: When the newest file of the program was written; as the files themselves say, if not given.

    Returns:
        One sentence; empty where nothing speaks against it.
    """
    since = written or _newest_file()
    if now >= since - _ZONES:
        return ""
    return f"the clock says {now:%Y-%m-%d}, and this program was installed on {since:%Y-%m-%d}"


@cache
def _newest_file() -> datetime:
    files = Path(__file__).parent.rglob("*.py")
    return datetime.fromtimestamp(max(file.stat().st_mtime for file in files), UTC)
