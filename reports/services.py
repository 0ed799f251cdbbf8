"""An agency's online services as a reader needs them: how many, at which level, in which language, and what to mend. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from audit.facts.services.model import ProcedureField
from audit.services.model import FilingHost, Service, ServiceInventory
from audit.services.rules import ServiceRules
from reports.i18n import N_

LISTED_SERVICES: Final = 300
"""Lines of the annex; the export has every service."""
SHOWN_GAPS: Final = 12
LISTED_GAPS: Final = 60
SHOWN_FIELDS: Final = 12
"""Fields of services that the table shows."""

LEVELS: Final[dict[str, str]] = {
    "4": N_("Level 4"),
    "whole": N_("Whole process online"),
    "3": N_("Level 3"),
    "part": N_("Part of the process online"),
    "2": N_("Level 2"),
    "1": N_("Level 1"),
    "information": N_("Information only"),
    "0": N_("Below level 1"),
    "": N_("Not stated"),
    "?": N_("Could not tell"),
}
"""Published and checked levels, the highest first."""
IN_ENGLISH: Final = {"full": N_("yes"), "some": N_("in part"), "none": N_("no")}
CHECKED: Final = ("4", "3", "2", "1", "0", "?")
POINTS: Final[dict[ProcedureField, str]] = {
    ProcedureField.NAME: N_("name"),
    ProcedureField.STEPS: N_("steps"),
    ProcedureField.MANNER: N_("manner of filing"),
    ProcedureField.COMPONENTS: N_("required papers"),
    ProcedureField.TIME_LIMIT: N_("time limit"),
    ProcedureField.WHO: N_("who may apply"),
    ProcedureField.AGENCY: N_("deciding office"),
    ProcedureField.RESULT: N_("result"),
    ProcedureField.CONDITIONS: N_("forms, conditions and fees"),
    ProcedureField.CHANNELS: N_("where to file and to receive the result"),
    ProcedureField.LEGAL_BASIS: N_("legal basis"),
}
"""The eleven points of Circular 32/2017/TT-BTTTT Art. 5."""
_GUIDING: Final = (
    ProcedureField.STEPS,
    ProcedureField.COMPONENTS,
    ProcedureField.TIME_LIMIT,
    ProcedureField.WHO,
    ProcedureField.AGENCY,
    ProcedureField.CONDITIONS,
)
"""What a foreigner needs first; named as missing in English."""


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many services have a level, published or checked."""

    level: str
    published: int
    checked: int


@dataclass(frozen=True, slots=True)
class FieldRow:
    """The services of one field (lĩnh vực)."""

    name: str
    """As printed; empty for services without one."""
    count: int
    levels: dict[str, int]
    """Checked levels."""
    english: int
    """With name and something about it in English."""


@dataclass(frozen=True, slots=True)
class ServiceRowView:
    """A service with what a reader is told about it."""

    service: Service
    agrees: bool
    """Whether published and checked level agree."""

    @property
    def checked(self) -> str:
        """Key of `LEVELS`."""
        return "?" if self.service.checked is None else str(self.service.checked)

    @property
    def in_english(self) -> str:
        """full, some or none."""
        return self.service.english.extent

    @property
    def lacks(self) -> tuple[str, ...]:
        """What a foreigner needs and does not find in English; keys of `POINTS`, name and form."""
        english = self.service.english
        first = () if english.name else (ProcedureField.NAME,)
        return (*first, *(point for point in _GUIDING if point not in english.fields))


@dataclass(frozen=True, slots=True)
class Reached:
    """How services are reached, in numbers."""

    linked: int
    """With a known way from the home page."""
    near: int
    """Of them within three clicks (Circular 32/2017/TT-BTTTT Art. 11)."""
    searched: int
    """Looked for by the portal's own search."""
    found: int
    dead: int
    walled: int


@dataclass(frozen=True, slots=True)
class ServicesView:
    """All that the chapter shows."""

    inventory: ServiceInventory
    rows: tuple[ServiceRowView, ...]
    """In the order of the portal."""
    levels: tuple[LevelCount, ...]
    """Levels that occur, the highest first."""
    fields: tuple[FieldRow, ...]
    """The largest first."""
    other_fields: int
    """How many fields the table leaves out."""
    reached: Reached

    @property
    def total(self) -> int:
        """Services found."""
        return len(self.rows)

    def at_least(self, level: int) -> int:
        """How many services show at least a level."""
        return sum((row.service.checked or 0) >= level for row in self.rows)

    @property
    def informing(self) -> int:
        """Services that inform without a way to file them online, as the UN sees it."""
        return self.at_least(1) - self.at_least(3)

    @property
    def untold(self) -> int:
        """Services whose level could not be told."""
        return sum(row.service.checked is None for row in self.rows)

    @property
    def english(self) -> int:
        """Services told in English: the name and something about it."""
        return sum(row.in_english == "full" for row in self.rows)

    @property
    def differing(self) -> tuple[ServiceRowView, ...]:
        """Services whose published level is not what their pages show."""
        return tuple(row for row in self.rows if not row.agrees)

    @property
    def foreign(self) -> tuple[ServiceRowView, ...]:
        """Services that foreigners can use."""
        return tuple(row for row in self.rows if row.service.foreigners)

    @property
    def english_gaps(self) -> tuple[ServiceRowView, ...]:
        """Services to tell in English: those that foreigners can use, nearest to the home page first."""
        lacking = [row for row in self.foreign if row.in_english != "full"]
        return tuple(sorted(lacking, key=lambda row: _clicks(row.service)))

    @property
    def listed(self) -> tuple[ServiceRowView, ...]:
        """Lines of the annex."""
        return self.rows[:LISTED_SERVICES]

    @property
    def unlisted(self) -> int:
        """Services that only the export names."""
        return max(0, self.total - LISTED_SERVICES)

    @property
    def taking(self) -> tuple[FilingHost, ...]:
        """Hosts that take applications besides the official portal."""
        return tuple(host for host in self.inventory.hosts if host.takes_files and not host.official)


def services_view(
    inventory: ServiceInventory | None, rules: ServiceRules, max_clicks: int
) -> ServicesView | None:
    """Arrange the services of one agency.

    Args:
        inventory: As the audit took it; None in results from before it was taken.
        rules: Which levels agree.
        max_clicks: Within which a service is to be found.
    """
    if inventory is None:
        return None
    rows = rows_of(inventory, rules)
    fields = _fields(rows)
    return ServicesView(
        inventory=inventory,
        rows=rows,
        levels=_levels(rows),
        fields=tuple(fields[:SHOWN_FIELDS]),
        other_fields=max(0, len(fields) - SHOWN_FIELDS),
        reached=_reached(inventory.services, max_clicks),
    )


def rows_of(inventory: ServiceInventory, rules: ServiceRules) -> tuple[ServiceRowView, ...]:
    """Return the services of an agency with whether their levels agree, in the order of the portal."""
    return tuple(ServiceRowView(s, rules.agree(s.published, s.checked)) for s in inventory.services)


def _levels(rows: Sequence[ServiceRowView]) -> tuple[LevelCount, ...]:
    published = Counter(row.service.published.value for row in rows)
    checked = Counter(row.checked for row in rows)
    return tuple(
        LevelCount(level, published[level], checked[level])
        for level in LEVELS
        if published[level] or checked[level]
    )


def _fields(rows: Sequence[ServiceRowView]) -> list[FieldRow]:
    groups: dict[str, list[ServiceRowView]] = {}
    for row in rows:
        groups.setdefault(row.service.field.casefold(), []).append(row)
    if set(groups) <= {""}:
        return []
    found = [
        FieldRow(
            name=group[0].service.field,
            count=len(group),
            levels=dict(Counter(row.checked for row in group)),
            english=sum(row.in_english == "full" for row in group),
        )
        for group in groups.values()
    ]
    return sorted(found, key=lambda field: (field.name == "", -field.count, field.name))


def _reached(services: Sequence[Service], max_clicks: int) -> Reached:
    linked = [s.reach.clicks for s in services if s.reach.clicks >= 0]
    searched = [s.reach.searched for s in services if s.reach.searched is not None]
    return Reached(
        linked=len(linked),
        near=sum(clicks <= max_clicks for clicks in linked),
        searched=len(searched),
        found=sum(searched),
        dead=sum(bool(s.reach.dead_end) for s in services),
        walled=sum(s.reach.login_wall for s in services),
    )


def _clicks(service: Service) -> tuple[int, str]:
    return (service.reach.clicks if service.reach.clicks >= 0 else 10_000, service.id)


def level_class(level: str) -> str:
    """Return the CSS class of a level: shades by what can be done online."""
    return {"whole": "4", "part": "3", "information": "1", "": "none", "?": "untold"}.get(level, level)
