"""How sure a verdict is, as data: the class of each signal that it can rest on."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator

from audit.results import Confidence
from crawler.yamlfile import load_model


class Signal(StrEnum):
    """What a side's verdict rests on."""

    MET = "met"
    PARTLY = "partly"
    MEASURED = "measured"  # not met, by a measurement
    NOTHING = "nothing"  # not met: nothing bears the name, nothing came near
    NEAR = "near"  # not met, though something bears the name or came near
    ABSENT = "absent"  # not met: a structure is not there


class Sureness(BaseModel):
    """`confidence.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    signals: dict[Signal, Confidence]
    measured: frozenset[str]
    """Codes of reasons that are measurements."""
    codes: dict[str, Confidence]
    """Codes of reasons that say more, or less, than their signal."""
    families: dict[Confidence, Confidence]
    """The best class for a criterion, by the class of its family of terms."""

    enough_pages: int = Field(gt=0)
    """Pages after which a crawl that was cut short keeps the class of "not met"."""

    @model_validator(mode="after")
    def _whole(self) -> Sureness:
        missing = [*(set(Signal) - set(self.signals)), *(set(Confidence) - set(self.families))]
        if missing:
            raise ValueError(f"lacks: {', '.join(sorted(missing))}")
        return self


def load_sureness(path: Path) -> Sureness:
    """Read `config/lexicon/confidence.yaml`.

    Raises:
        ConfigError: The file is missing or breaks the model.
    """
    return load_model(path, Sureness)[0]
