"""`ServiceRules`: the numbers and words of `config/services/rules.yaml`."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from audit.facts.services.model import Published
from audit.site.addresses import segments
from crawler.yamlfile import load_model


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Foreigners(_Model):
    """Words in the point "who", and in names."""

    any: tuple[str, ...]
    """It is open to foreigners; so it is where a name holds one of these."""
    who: tuple[str, ...]
    """It is, too; in a name they say nothing."""
    none: tuple[str, ...]
    """It is for citizens of Vietnam, or for officials, alone."""
    negations: tuple[str, ...] = Field(alias="not")
    """Turn the meaning of what follows round."""
    not_after: tuple[str, ...]
    """Turn the meaning of what stands before round."""


class ServiceRules(_Model):
    """What decides about services."""

    described_fields: int = Field(ge=1, le=11)
    portal_labels: tuple[str, ...]
    national_hosts: tuple[str, ...]
    sign_in_titles: tuple[str, ...]
    sign_in_addresses: tuple[str, ...]
    agrees: dict[Published, tuple[int, ...]]
    foreigners: Foreigners
    english_steps: int = Field(ge=1)

    def is_national(self, host: str) -> bool:
        """Whether a host is the national service portal, or lies below it."""
        return any(host == name or host.endswith(f".{name}") for name in self.national_hosts)

    def is_portal(self, host: str) -> bool:
        """Whether a host bears the name of a service portal (Circular 01/2018/TT-VPCP Art. 16(1)) or is the national one."""
        return host.split(".", maxsplit=1)[0] in self.portal_labels or self.is_national(host)

    def is_sign_in(self, url: str) -> bool:
        """Whether an address itself says that people sign in behind it."""
        words = {word for part in segments(url)[-2:] for word in (part.lower(), *part.lower().split("."))}
        return not words.isdisjoint(self.sign_in_addresses)

    def agree(self, published: Published, checked: int | None) -> bool:
        """Whether a published level is what the pages show; what is unstated or could not be told contradicts nothing."""
        return published is Published.UNSTATED or checked is None or checked in self.agrees[published]


def load_service_rules(config: Path) -> ServiceRules:
    """Read the rules.

    Args:
        config: The configuration folder.

    Raises:
        ConfigError: The file is missing or breaks its model.
    """
    return load_model(config / "services" / "rules.yaml", ServiceRules)[0]
