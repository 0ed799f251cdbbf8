"""`ScoreField`: the field of a chart in which scores stand over days. Lengths are in SVG user units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

GRID: Final = (0, 25, 50, 75, 100)
"""Scores at which lines are drawn across."""


@dataclass(frozen=True, slots=True)
class ScoreField:
    """Where a chart draws; scores grow upwards, days to the right."""

    left: float
    right: float
    top: float
    bottom: float
    edge: float
    """Between the field's sides and the first and last day."""

    def height(self, score: float) -> float:
        """Return where a score stands; those beyond 0 and 100 stand at the end."""
        return round(self.bottom - max(0.0, min(100.0, score)) / 100 * (self.bottom - self.top), 1)

    @property
    def grid(self) -> tuple[tuple[int, float], ...]:
        """Score and height of each line across."""
        return tuple((score, self.height(score)) for score in GRID)

    def places(self, days: Sequence[str], alone: float) -> list[float]:
        """Return where days stand: as far apart as they are.

        Args:
            days: ISO dates, the oldest first; where they do not grow, or are none, all stand equally far apart.
            alone: Where a day stands that has none beside it.
        """
        try:
            numbers = [float(date.fromisoformat(day).toordinal()) for day in days]
        except ValueError:
            numbers = []
        if len(set(numbers)) < len(days) or numbers != sorted(numbers):
            numbers = [float(number) for number in range(len(days))]
        if len(numbers) < 2:
            return [alone for _ in numbers]
        first, last = numbers[0], numbers[-1]
        begin, room = self.left + self.edge, self.right - self.left - 2 * self.edge
        return [round(begin + (number - first) / (last - first) * room, 1) for number in numbers]
