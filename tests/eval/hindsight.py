"""What an order would reach that knew what each page is worth: how much of a target is out of any order's reach."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from crawler.asked import asked_of
from crawler.frontier import Entry
from crawler.ranking import HOME, ByPromise
from crawler.registry import Agency

VERDICT = 1000
"""Points of a verdict that changes without the page: more than all that links promise."""


class Hindsight(ByPromise):
    """First what most verdicts change without, among the pages that are known by then; the rest by promise.

    It is no bound in the strict sense: pages that stand in for each other count as nothing here.

    Args:
        worth: Verdicts by address (`Curve.worth`).
        agency: The portal's.
        day: On which it is judged.
    """

    def __init__(self, worth: Mapping[str, int], agency: Agency, day: date) -> None:
        super().__init__(asked_of(agency, day))
        self._verdicts = worth

    def rank(self, entry: Entry) -> int:
        """Return the rank of an entry now."""
        if not entry.depth:
            return HOME * VERDICT - entry.bonus
        return super().rank(entry) - VERDICT * self._verdicts.get(entry.url, 0)
