"""How many runs are kept whole, and for how long: `config/retention.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from crawler.yamlfile import load_model

RunId = Annotated[str, Field(pattern=r"^\d{8}T\d{6}Z$")]
Days = Annotated[int, Field(ge=0)]


class Policy(BaseModel):
    """Of `config/retention.yaml`, where each is explained."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    whole_runs: int = Field(ge=1)
    archive_days: Days
    whole_for_good: Literal["none", "quarter", "half_year", "year"]
    named_runs: Annotated[tuple[RunId, ...], Field(strict=False)] = ()
    pairs: int = Field(ge=0)
    addresses: int = Field(ge=1)
    least_freed: float = Field(ge=0, le=1, strict=False)
    left_days: int = Field(ge=1)
    rechecks_days: int = Field(ge=1)
    facts_days: int = Field(ge=1)
    silent_days: int = Field(ge=1)


def load_policy(config: Path) -> Policy:
    """Read `config/retention.yaml`.

    Raises:
        ConfigError: It is missing or wrong; line and key are named.
    """
    policy, _ = load_model(config / "retention.yaml", Policy)
    return policy
