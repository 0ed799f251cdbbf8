"""Whether what a calendar names exists: the criteria its dates are about, and the sectors they bind. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from audit.calendar import Calendar, id_faults, meant
from audit.criteria.model import Edition


def calendar_faults(
    calendar: Calendar, editions: Sequence[Edition], sectors: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield the key and the fault of whatever names nothing.

    Args:
        calendar: That of the same configuration folder.
        editions: All of them, whenever they are in force.
        sectors: Sectors and fields that exist.
    """
    yield from id_faults(calendar)
    known = {edition.edition for edition in editions}
    abouts = {
        **{f"surveys.{n}.about": survey.about for n, survey in enumerate(calendar.surveys)},
        **{f"deadlines.{n}.about": deadline.about for n, deadline in enumerate(calendar.deadlines)},
    }
    for place, several in abouts.items():
        for number, about in enumerate(several):
            unknown = [name for name in about.editions if name not in known]
            if unknown:
                yield f"{place}.{number}.editions", f"there is no edition {unknown[0]!r}"
            elif not any(about.fits(criterion) for criterion in meant(about, editions)):
                yield f"{place}.{number}", "no criterion fits all of it"
    for number, deadline in enumerate(calendar.deadlines):
        for sector in deadline.whose.sectors:
            if sector not in sectors:
                yield f"deadlines.{number}.whose.sectors", f"there is no sector {sector!r}"
