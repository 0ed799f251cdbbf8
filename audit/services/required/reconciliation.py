"""What lists ask and what agencies offer, set against each other. Pure; every sum adds up to what is required."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from audit.facts.services.model import ProcedureField, Published
from audit.services.model import Service, ServiceInventory
from audit.services.required.matching import match
from audit.services.required.model import Match, MatchDecision, MatchKind, RequiredService

if TYPE_CHECKING:
    from audit.services.required.comparing import Comparer

Agreement = Mapping[Published, Sequence[int]]
"""Published level → checked levels that it stands for (`ServiceRules.agrees`)."""


@dataclass(frozen=True, slots=True)
class Audited:
    """What is known of one agency."""

    agency_id: str
    kind: str
    sectors: tuple[str, ...] = ()
    """Of config/sectors.yaml."""
    inventory: ServiceInventory | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One required service at one agency. In each answer None means that it could not be told."""

    agency_id: str
    sector: str
    """The list's, else the agency's only one, else empty."""
    required: RequiredService
    match: Match
    service: Service | None
    found: bool | None
    published: bool | None
    """Whether it is at the required level by what its pages print."""
    checked: bool | None
    """Whether it is by what its pages show."""
    name_english: bool | None
    text_english: bool | None
    """Whether any of its description is in English."""
    overdue: bool | None
    """Whether its year is over and it is not at the required level."""

    @property
    def at_level(self) -> bool | None:
        """The checked level decides; where it is not known, a published one that is too low does."""
        if self.checked is None and self.published is False:
            return False
        return self.checked

    @property
    def url(self) -> str:
        """Of the service; empty when it is not found."""
        return self.service.url if self.service else ""


@dataclass(frozen=True, slots=True)
class Split:
    """Required services by an answer: yes, no, could not be told."""

    yes: int = 0
    no: int = 0
    open: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.yes + self.no + self.open

    @classmethod
    def of(cls, answers: Iterable[bool | None]) -> Split:
        """Count answers."""
        told = list(answers)
        return cls(told.count(True), told.count(False), told.count(None))


@dataclass(frozen=True, slots=True)
class Tally:
    """Required services of one agency, one sector or all; each split counts every one of them."""

    required: int
    found: Split
    published: Split
    checked: Split
    at_level: Split
    name_english: Split
    text_english: Split
    overdue: Split

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Tally:
        """Count entries."""
        return cls(
            required=len(entries),
            found=Split.of(e.found for e in entries),
            published=Split.of(e.published for e in entries),
            checked=Split.of(e.checked for e in entries),
            at_level=Split.of(e.at_level for e in entries),
            name_english=Split.of(e.name_english for e in entries),
            text_english=Split.of(e.text_english for e in entries),
            overdue=Split.of(e.overdue for e in entries),
        )


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Lists and inventories, set against each other on a day."""

    day: date
    loaded: bool
    """False when there is no list at all: then nothing can be said, and nothing is zero."""
    entries: tuple[Entry, ...] = ()
    not_audited: int = 0
    """Required services of agencies that are not among the audited."""

    @property
    def total(self) -> Tally:
        """Of all entries."""
        return Tally.of(self.entries)

    @property
    def by_agency(self) -> dict[str, Tally]:
        """Of each agency that is asked for anything, in the order of the entries."""
        return self._by(lambda e: e.agency_id)

    @property
    def by_sector(self) -> dict[str, Tally]:
        """Of each sector; the empty one holds what no sector can be told for."""
        return self._by(lambda e: e.sector)

    def _by(self, name: Callable[[Entry], str]) -> dict[str, Tally]:
        groups: dict[str, list[Entry]] = {}
        for entry in self.entries:
            groups.setdefault(name(entry), []).append(entry)
        return {key: Tally.of(entries) for key, entries in groups.items()}


def reconcile(
    required: Sequence[RequiredService],
    audited: Iterable[Audited],
    decisions: Iterable[MatchDecision],
    *,
    day: date,
    comparer: Comparer,
    agrees: Agreement,
) -> Reconciliation:
    """Set lists against inventories.

    Args:
        required: Of all lists that stand.
        audited: Agencies of a run; each is done with before the next one is asked for.
        decisions: Persons' words on matches, the standing ones.
        day: Of the audit; what is due by the end of an earlier year and not at its level is overdue.
        comparer: Of names.
        agrees: Which checked levels a published one stands for.
    """
    said: dict[str, list[MatchDecision]] = {}
    for decision in decisions:
        said.setdefault(decision.agency_id, []).append(decision)
    entries: list[Entry] = []
    asked: set[int] = set()
    for agency in audited:
        numbers = [n for n, r in enumerate(required) if r.asks(agency.agency_id, agency.kind)]
        asked.update(numbers)
        services = agency.inventory.services if agency.inventory else ()
        own = said.get(agency.agency_id, ())
        found = match([required[n] for n in numbers], services, own, comparer)
        entries += [_entry(agency, one, day, agrees) for one in found]
    return Reconciliation(day, bool(required), tuple(entries), len(required) - len(asked))


def _entry(agency: Audited, found: Match, day: date, agrees: Agreement) -> Entry:
    required, inventory = found.required, agency.inventory
    services = inventory.services if inventory else ()
    service = next((s for s in services if s.id == found.service_id), None)
    missing = found.kind is MatchKind.MISSING and inventory is not None and inventory.readable
    otherwise = False if missing else None
    entry = Entry(
        agency_id=agency.agency_id,
        sector=required.sector or (agency.sectors[0] if len(agency.sectors) == 1 else ""),
        required=required,
        match=found,
        service=service,
        found=True if service else otherwise,
        published=_reached(_published(service, agrees), required, agrees) if service else otherwise,
        checked=_reached(_checked(service), required, agrees) if service else otherwise,
        name_english=service.english.name if service else otherwise,
        text_english=_described(service) if service else otherwise,
        overdue=None,
    )
    return replace(entry, overdue=_overdue(entry, day))


def _reached(levels: Sequence[int], required: RequiredService, agrees: Agreement) -> bool | None:
    """Whether levels, one of which it has, are all high enough, or none; None between, or when there are none."""
    answers = {level >= min(agrees[required.level]) for level in levels}
    return answers.pop() if len(answers) == 1 else None


def _published(service: Service, agrees: Agreement) -> Sequence[int]:
    """A part of the process online stands for level 2 or 3: enough for a required 2, not to be told for a required 3."""
    return agrees.get(service.published, ())


def _checked(service: Service) -> Sequence[int]:
    return () if service.checked is None else (service.checked,)


def _described(service: Service) -> bool:
    english = service.english
    return english.summary or any(field is not ProcedureField.NAME for field in english.fields)


def _overdue(entry: Entry, day: date) -> bool | None:
    if entry.required.year >= day.year:
        return False
    return None if entry.at_level is None else not entry.at_level
