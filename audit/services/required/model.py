"""What a list asks for, and what of an agency's services that is. Pure data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from audit.facts.services.model import Published
from audit.services.naming import normal_name


@dataclass(frozen=True, slots=True)
class RequiredService:
    """One entry of a list: an agency, a service and the level that it must have."""

    decision: str
    """By which the list was issued, as printed; a list is known by it."""
    agency_id: str
    """Of the registry, or `kind:province` and the like when the list asks every agency of a kind."""
    name: str
    level: Published
    """1 to 4, whole or part."""
    year: int
    """By the end of which it is due."""
    code: str = ""
    """National code, if the list has one."""
    sector: str = ""
    """Of config/sectors.yaml; empty when the list does not say."""
    note: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by within its list: agency, and code or else normalised name."""
        return self.agency_id, self.code or normal_name(self.name)

    def asks(self, agency_id: str, kind: str) -> bool:
        """Whether it is asked of an agency of that kind."""
        return self.agency_id in {agency_id, f"kind:{kind}"}


class MatchKind(StrEnum):
    """What became of the search for a required service among an agency's services."""

    MATCHED = "matched"
    AMBIGUOUS = "ambiguous"  # for a person
    MISSING = "missing"


class MatchedBy(StrEnum):
    """What tells that two are the same, or that none is."""

    CODE = "code"
    NAME = "name"
    PERSON = "person"
    NOTHING = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A service that may be the required one."""

    service_id: str
    score: float
    """0 to 100."""


@dataclass(frozen=True, slots=True)
class Match:
    """A required service and what of the agency's services it is."""

    required: RequiredService
    kind: MatchKind
    by: MatchedBy = MatchedBy.NOTHING
    service_id: str = ""
    """When it is matched."""
    score: float = 0.0
    """Of the best candidate."""
    candidates: tuple[Candidate, ...] = ()
    """Best first; for a person, and for what is missing those that came nearest."""


@dataclass(frozen=True, slots=True)
class MatchDecision:
    """A person's word on which service of an agency a required one is. It outlasts crawls: services are told by code or name."""

    decision: str
    agency_id: str
    name: str
    """Normalised, of the required service."""
    code: str
    """Of the service; empty when it has none."""
    service_name: str
    """Normalised, of the service. Code and name empty: no service of the agency is it."""
    reviewer: str
    decided_on: str
    """YYYY-MM-DD."""
    reason: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What it decides: decision, agency and normalised name of the required service."""
        return self.decision, self.agency_id, self.name
