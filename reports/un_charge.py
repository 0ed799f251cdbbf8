"""Which agency answers for an item of the UN's list, by rule from the criterion and the registry's sectors. Pure.

The UN names no agency. What the criterion says (its sector, whom it is asked of, where the UN looks) is all that is gone by; where
nothing says so, nobody is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from audit.criteria.model import AppliesTo, Criterion
from audit.lexicon import Sectors
from audit.results import AgencyResult
from crawler.registry import Kind

CENTRAL: Final = frozenset({Kind.MINISTRY, Kind.MINISTRY_LEVEL, Kind.GOVERNMENT_AGENCY})
"""Kinds of bodies that answer for a sector of the whole country."""
WHOLE: Final = "whole_government"


@dataclass(frozen=True, slots=True)
class Charge:
    """Who answers for an item. All empty: nothing says so."""

    agencies: tuple[AgencyResult, ...] = ()
    """Of this run."""
    sectors: tuple[str, ...] = ()
    """What the criterion names, where no agency of this run answers for it."""
    national_portal: bool = False
    """It is asked of the national portal; those of this run are in `agencies`."""
    provinces: bool = False
    """Provinces are asked, too: local government delivers it."""

    @property
    def assigned(self) -> bool:
        """Whether anything says who."""
        return bool(self.agencies or self.sectors or self.national_portal or self.provinces)


def charge_of(
    criterion: Criterion, asked: Sequence[AgencyResult], national: Sequence[AgencyResult], words: Sectors
) -> Charge:
    """Return who answers for a criterion.

    Agencies of its sector come first, then those of the sectors that `applies_to` names. What names no sector and is looked for on
    the national portal is the portal's; so is what no ministry is asked.

    Args:
        criterion: An item of the UN's list.
        asked: Agencies of the run that it applies to.
        national: National portals of the run.
        words: What the registry's sectors mean.
    """
    provinces = any(Kind.PROVINCE in wanted.kinds for wanted in criterion.applies_to)
    central = [wanted for wanted in criterion.applies_to if _of_central(wanted)]
    if criterion.applies_to and not central:
        return Charge(_of_whole(national, words), (), national_portal=True, provinces=provinces)
    bodies = [result for result in asked if result.kind in CENTRAL]
    own = {criterion.sector} - {None}
    named = {sector for wanted in central for sector in wanted.sectors} - {WHOLE}
    for sectors in (own, named):
        found = tuple(result for result in bodies if not words.of(result.sectors).isdisjoint(sectors))
        if found:
            return Charge(found, provinces=provinces)
    if own or named:
        missing = tuple(sorted(s for s in own or named if s))
        return Charge((), missing, provinces=provinces)
    if criterion.locus == "national_portal":
        return Charge(_of_whole(national, words), (), national_portal=True, provinces=provinces)
    return Charge(provinces=provinces)


def _of_central(wanted: AppliesTo) -> bool:
    return not wanted.kinds or not CENTRAL.isdisjoint(wanted.kinds)


def _of_whole(national: Sequence[AgencyResult], words: Sectors) -> tuple[AgencyResult, ...]:
    """National portals of the whole Government; a tax or data portal answers for its own field only."""
    return tuple(result for result in national if WHOLE in words.of(result.sectors))
