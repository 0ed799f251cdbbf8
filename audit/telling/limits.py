"""`config/notify.yaml`: how often, how long and how much is tried to tell a contact."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from crawler.registry import HttpUrl
from crawler.yamlfile import load_model


class Limits(BaseModel):
    """Of `config/notify.yaml`, where each is explained."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    link: HttpUrl | None = None
    rounds: int = Field(ge=1, le=10)
    pause_s: float = Field(ge=0, le=10)
    rounds_s: float = Field(gt=0)
    timeout_s: float = Field(gt=0, le=120)
    wait_minutes: int = Field(ge=1)
    longest_wait_minutes: int = Field(ge=1, le=7 * 24 * 60)
    calls: int = Field(ge=1)
    answer_bytes: int = Field(ge=256, le=1 << 20)
    changes: int = Field(ge=1, le=10_000)

    def wait_s(self, calls: int) -> float:
        """Return the seconds to wait after so many calls, one at least, that failed."""
        doubled = self.wait_minutes << min(calls - 1, 30)
        return 60.0 * min(doubled, self.longest_wait_minutes)


def load_limits(config: Path) -> Limits:
    """Read `config/notify.yaml`.

    Raises:
        ConfigError: It is missing or wrong; line and key are named.
    """
    limits, _ = load_model(config / "notify.yaml", Limits)
    return limits
