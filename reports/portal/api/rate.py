"""`Rates`: how often each token has asked. Of one process; with several, each counts for itself."""

from __future__ import annotations

import math
import threading
from datetime import datetime, timedelta
from typing import Final

MOST: Final = 300
"""Requests of one token."""
WITHIN: Final = timedelta(minutes=1)


class Rates:
    """Requests by token in windows of `WITHIN`; safe with threads."""

    def __init__(self) -> None:
        self._windows: dict[str, tuple[datetime, int]] = {}
        self._lock = threading.Lock()

    def wait(self, token_id: str, at: datetime) -> int:
        """Count one request, and return the seconds until the next one is answered: 0 while there are not too many."""
        with self._lock:
            began, number = self._windows.get(token_id, (at, 0))
            if not timedelta() <= at - began < WITHIN:
                began, number = at, 0
            self._windows[token_id] = (began, number + 1)
        if number < MOST:
            return 0
        return max(1, math.ceil((began + WITHIN - at).total_seconds()))
