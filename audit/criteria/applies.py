"""Whether an agency is asked for a criterion at all: by kind, sectors and portals."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from audit.criteria.model import AppliesTo, Criterion
from crawler.registry import Agency


def asks(criterion: Criterion, agency: Agency, sectors: AbstractSet[str]) -> bool:
    """Return whether a criterion is asked of an agency.

    Args:
        criterion: Any.
        agency: With kind and portals.
        sectors: The agency's, in the words of `config/sectors.yaml` (`Sectors.of`).
    """
    return not criterion.applies_to or any(_fits(wanted, agency, sectors) for wanted in criterion.applies_to)


def _fits(wanted: AppliesTo, agency: Agency, sectors: AbstractSet[str]) -> bool:
    return (
        (not wanted.kinds or agency.kind in wanted.kinds)
        and (not wanted.sectors or not sectors.isdisjoint(wanted.sectors))
        and (not wanted.portals or any(portal.role in wanted.portals for portal in agency.portals))
    )
