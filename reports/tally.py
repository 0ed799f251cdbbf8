"""Verdicts counted. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from audit.results import Verdict


@dataclass(frozen=True, slots=True)
class VerdictTally:
    """How many questions (a criterion at an agency) were answered how; what does not apply is no question."""

    met: int = 0
    partly: int = 0
    vietnamese_only: int = 0
    not_met: int = 0
    could_not_tell: int = 0

    @classmethod
    def of(cls, verdicts: Iterable[Verdict | None]) -> VerdictTally:
        """Count; None, for what was not judged, and what does not apply are left out."""
        counts = Counter(verdicts)
        return cls(
            counts[Verdict.MET],
            counts[Verdict.PARTLY],
            counts[Verdict.VIETNAMESE_ONLY],
            counts[Verdict.NOT_MET],
            counts[Verdict.COULD_NOT_TELL],
        )

    def __add__(self, other: VerdictTally) -> VerdictTally:
        return VerdictTally(
            self.met + other.met,
            self.partly + other.partly,
            self.vietnamese_only + other.vietnamese_only,
            self.not_met + other.not_met,
            self.could_not_tell + other.could_not_tell,
        )

    @property
    def told(self) -> int:
        """Questions that have an answer."""
        return self.met + self.partly + self.vietnamese_only + self.not_met

    @property
    def asked(self) -> int:
        """All questions."""
        return self.told + self.could_not_tell

    @property
    def missed(self) -> int:
        """Lacking in English: not met, or in Vietnamese only."""
        return self.not_met + self.vietnamese_only

    @property
    def share(self) -> float | None:
        """Per cent met of what could be told, so that a closed portal pulls nothing down; None when nothing could."""
        return 100 * self.met / self.told if self.told else None

    @property
    def only(self) -> float | None:
        """Per cent in Vietnamese only, of the same."""
        return 100 * self.vietnamese_only / self.told if self.told else None


NOTHING = VerdictTally()
"""To begin a sum with."""
