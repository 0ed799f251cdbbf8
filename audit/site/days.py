"""Days that pages show: dates of reduced precision, compared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache


def newest(dates: Iterable[str]) -> date | None:
    """Return the newest of dates of reduced precision, each at its first day."""
    found = [parsed for value in dates if (parsed := parse_day(value))]
    return max(found, default=None)


@lru_cache(maxsize=20_000)
def parse_day(value: str) -> date | None:
    """Return the first day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; None for anything else."""
    try:
        year, month, day = (*(int(part) for part in value.split("-")), 1, 1)[:3]
        return date(year, month, day)
    except ValueError:  # a crawled date may be the 31st of February
        return None
