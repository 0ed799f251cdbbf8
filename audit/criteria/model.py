"""A criterion: one requirement, as data, with edition, source and weight.

Files of `config/criteria/` hold these; docs/criteria.md explains every key.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from crawler.registry import Identifier, Kind, Names, PortalRole, Validity


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class SubIndex(StrEnum):
    """Sub-indices of the OSI since 2022 and of the LOSI, and what is reported apart from both.

    OSI: IF, SP, CP, TEC, EP (the UN's EPI); EGL counts towards the HCI. LOSI: the same, with PE for EP.
    """

    IF = "IF"
    SP = "SP"
    CP = "CP"
    TEC = "TEC"
    EP = "EP"
    EGL = "EGL"
    PE = "PE"
    LAW = "LAW"  # legal duties
    DATA = "DATA"  # data that international bodies read


class Language(StrEnum):
    """Whom a criterion asks about."""

    BOTH = "both"  # judged in English and in Vietnamese apart; the English verdict leads
    NEUTRAL = "neutral"  # has no language: HTTPS, viewport, XML site map
    ENGLISH = "english"  # an English duty by itself: Decree 43/2011 Art. 13
    VIETNAMESE = "vietnamese"  # a duty that Vietnamese content fulfils: Decree 43/2011 Art. 10


class Source(_Model):
    """Where the requirement comes from."""

    text: str
    """Citation: "OSI 2024 #005", "Decree 43/2011/NĐ-CP Art. 13(1)"."""
    unconfirmed: bool = False


class AppliesTo(_Model):
    """Which agencies are asked: those that fit every list given. An empty list fits all."""

    kinds: tuple[Kind, ...] = ()
    sectors: tuple[str, ...] = ()
    """Sectors of the UN, or fields of ours, of `config/sectors.yaml`."""
    portals: tuple[PortalRole, ...] = ()
    """The agency has a portal of one of these roles."""


class Criterion(_Model):
    """One requirement."""

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9.đ-]+$")
    subindex: SubIndex
    group: Identifier
    """institution, contact, content, services, participation, open_data, technology, sector, local, english_duty."""
    sector: str | None = None
    locus: Literal["national_portal", "any_government_site"] | None = None
    """Where the UN looks for it: an annotation of the UN's list, not its text."""
    language: Language = Language.BOTH
    applies_to: tuple[AppliesTo, ...] = ()
    """Agencies that fit one of these are asked; all when empty. A file may give a single one without a list."""
    valid: Validity = Validity()
    """When the requirement is in force."""
    weight: float = Field(default=1.0, gt=0)
    effort: Literal[1, 2, 3] = 2
    """To publish what is missing: 1 an hour's work of the webmaster, 2 days, 3 weeks or another unit's work."""
    title: Names
    advice: Names
    """What to publish and where, in one or two plain sentences."""
    like: str | None = None
    """Id of a criterion, of any edition, that asks for the same: what is not given here is taken from there, both are decided
    once, and what is missing is one finding."""
    root: str = ""
    """End of the chain of `like`; the criterion's own id where there is none. Set by the loader, never in a file."""
    detector: str
    params: dict[str, Any] = Field(default_factory=dict)
    review: Names | None = None
    """What a person has to do to decide it: set where the detector is `person`."""
    source: Source

    @field_validator("applies_to", mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return [value] if isinstance(value, dict) else value


class Edition(_Model):
    """One file of `config/criteria/`."""

    edition: Identifier
    version: str
    """Of our wording and parameters; stored with each verdict."""
    title: Names
    valid: Validity = Validity()
    own_index: bool = False
    """Whether it is scored by itself, every feature alike (LOSI), and not with the weighted sub-indices of the OSI."""
    criteria: tuple[Criterion, ...]
