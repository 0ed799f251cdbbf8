"""The quarter and year that a report speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from reports.i18n import N_, Speech

_ROMAN: Final = ("I", "II", "III", "IV")
_QUARTER: Final = N_("Quarter %(quarter)s/%(year)s")
_YEAR: Final = N_("Quarter %(quarter)s and the year %(year)s")


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter; the fourth stands for its year, too (Notice 82/TB-VPCP: quarterly and yearly)."""

    year: int
    quarter: int
    """1 to 4."""

    @classmethod
    def of(cls, day: date) -> Period:
        """Return the period that a day lies in."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    @property
    def whole_year(self) -> bool:
        """Whether the report of this quarter is the year's as well."""
        return self.quarter == 4

    @property
    def start(self) -> str:
        """First day, YYYY-MM-DD."""
        return date(self.year, 3 * self.quarter - 2, 1).isoformat()

    def say(self, speech: Speech) -> str:
        """Say it as reports do: Quý II/2018; Quý IV và năm 2018."""
        sentence = speech.text(_YEAR if self.whole_year else _QUARTER)
        return sentence % {"quarter": _ROMAN[self.quarter - 1], "year": str(self.year)}
