"""How long a server asks to be left alone. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

DEFAULT_S = 10.0
"""After 429 without a Retry-After that can be read."""
_BUSY = frozenset({429, 503})


def pause_after(status: int, retry_after: str, date: str, now: datetime) -> float | None:
    """Return for how many seconds a server wants no request, or None when it says nothing of that (RFC 9110, 10.2.3).

    Args:
        status: Of the answer.
        retry_after: Its `Retry-After`, seconds or a date; empty without one.
        date: Its `Date`, which a date is counted from: the server's clock may be wrong.
        now: Counted from where it has none.

    >>> noon = datetime(2026, 7, 1, 12, tzinfo=UTC)
    >>> pause_after(503, "120", "", noon), pause_after(503, "Wed, 01 Jul 2026 12:01:00 GMT", "", noon)
    (120.0, 60.0)
    >>> pause_after(429, "soon", "", noon), pause_after(503, "soon", "", noon), pause_after(500, "120", "", noon)
    (10.0, None, None)
    """
    if status not in _BUSY:
        return None
    asked = retry_after.strip()
    if asked.isascii() and asked.isdigit():
        return float(asked)
    until = _moment(asked)
    if until is not None:
        return max(0.0, (until - (_moment(date) or now)).total_seconds())
    return DEFAULT_S if status == 429 else None


def _moment(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError):  # no date
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
