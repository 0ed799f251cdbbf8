"""What the budget of pages is charged with, and what follows when it will not do for all that is known."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from crawler.status import FetchStatus
from crawler.words import rules

if TYPE_CHECKING:
    from crawler.session import CrawlSession

FREE = frozenset({FetchStatus.REDIRECT, FetchStatus.NOT_A_PAGE, FetchStatus.ROBOTS})
"""Answers that cost no page: what robots.txt forbids is not even asked for."""


def lag_of(session: CrawlSession) -> int | None:
    """Points by which a host's best may be worse than the best of all before the host waits, or None for no limit.

    Hosts side by side are fast, but spend the pages of a budget on what each of them has left. So they go side by side as
    long as the budget does for all that waits, or time is scarcer than pages.
    """
    limits = session.agency.limits
    left = limits.max_pages - session.pages
    if session.frontier.waiting <= left or session.beside.begun:
        return None
    seconds = 60 * limits.max_minutes - (time.monotonic() - session.started)
    return None if left * limits.delay_s > seconds else int(rules("promise")["lag"])
