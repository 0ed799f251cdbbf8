"""A criterion: one requirement, as data, with edition, source and weight."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from crawler.registry import Identifier, Kind, Names, Validity


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class SubIndex(StrEnum):
    """Sub-indices of the OSI since 2022 (osi: IF, SP, CP, TEC, EPI; EGL counts towards HCI), and the legal duties."""

    IF = "IF"
    SP = "SP"
    CP = "CP"
    TEC = "TEC"
    EP = "EP"
    EGL = "EGL"
    LAW = "LAW"


class Language(StrEnum):
    """Whom a criterion asks about."""

    BOTH = "both"  # judged in English and in Vietnamese apart; the English verdict leads
    NEUTRAL = "neutral"  # has no language: HTTPS, viewport, XML site map
    ENGLISH = "english"  # an English duty by itself: Decree 43/2011 Art. 13


class Source(_Model):
    """Where the requirement comes from."""

    text: str
    """Citation: "OSI 2024 #005", "Decree 43/2011/NĐ-CP Art. 13(1)"."""
    unconfirmed: bool = False


class AppliesTo(_Model):
    """Which agencies are asked. Empty lists mean all."""

    kinds: tuple[Kind, ...] = ()
    sectors: tuple[str, ...] = ()


class Criterion(_Model):
    """One requirement."""

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9.đ-]+$")
    subindex: SubIndex
    group: Identifier
    """institution, contact, content, services, participation, open_data, technology, sector, english_duty."""
    sector: str | None = None
    language: Language = Language.BOTH
    applies_to: AppliesTo = AppliesTo()
    valid: Validity = Validity()
    """When the requirement is in force."""
    weight: float = Field(default=1.0, gt=0)
    effort: Literal[1, 2, 3] = 2
    """To publish what is missing: 1 an hour's work of the webmaster, 2 days, 3 weeks or another unit's work."""
    title: Names
    advice: Names
    """What to publish and where, in one or two plain sentences."""
    detector: str
    params: dict[str, Any] = Field(default_factory=dict)
    source: Source


class Edition(_Model):
    """One file of `config/criteria/`."""

    edition: Identifier
    version: str
    """Of our wording and parameters; stored with each verdict."""
    title: Names
    valid: Validity = Validity()
    criteria: tuple[Criterion, ...]
