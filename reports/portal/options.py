"""`config/portal.yaml`: how people come into the portal, and what else it serves."""

from __future__ import annotations

import ssl
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from crawler.errors import ConfigError
from crawler.registry import Names
from crawler.yamlfile import load_model
from reports.portal.oidc.origin import fault_of_issuer

FILE: Final = "portal.yaml"
_EXTRAS: Final = {"oidc": ("oidc", ("authlib", "httpx2", "joserfc")), "data": ("datasette", ("datasette",))}
"""Key of the file: the extra that it needs, and packages of that extra."""


def _issuer(value: str) -> str:
    fault = fault_of_issuer(value)
    if fault:
        raise ValueError(fault)
    return value


class OidcOptions(BaseModel):
    """A provider of OpenID Connect. Its secret is no part of it: `reports.portal.oidc.client_secret`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    issuer: Annotated[str, AfterValidator(_issuer)]
    client_id: str = Field(min_length=1, max_length=256, pattern=r"^[!-~]+$")
    name: Names
    ca_file: Path | None = None
    """Certificates by which the provider's is verified, in place of the system's."""


class PortalOptions(BaseModel):
    """Of `config/portal.yaml`, where each is explained."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    passwords: bool = True
    data: bool = False
    oidc: OidcOptions | None = None

    @model_validator(mode="after")
    def _some_way_in(self) -> Self:
        if not self.passwords and self.oidc is None:
            raise ValueError("passwords: false shuts everybody out without oidc")
        return self


def load_options(config: Path) -> PortalOptions:
    """Read `config/portal.yaml`; a folder without one has none of it.

    Raises:
        ConfigError: It is wrong, a file that it names cannot be used, or an extra is not installed; line and key are named.
    """
    path = config / FILE
    if not path.is_file():
        return PortalOptions()
    options, lines = load_model(path, PortalOptions)
    for key, (extra, packages) in _EXTRAS.items():
        missing = [name for name in packages if find_spec(name) is None] if getattr(options, key) else []
        if missing:
            message = f"needs the extra `{extra}` ({missing[0]} is missing): pip install 'osi-audit[portal,{extra}]'"
            raise ConfigError(path, message, key=key, line=lines.get(key))
    if options.oidc is not None and options.oidc.ca_file is not None:
        try:
            ssl.create_default_context(cafile=options.oidc.ca_file)
        except (OSError, ssl.SSLError) as error:
            key, why = "oidc.ca_file", error.strerror or error.args[-1]
            message = f"{options.oidc.ca_file}: cannot be used: {why}"
            raise ConfigError(path, message, key=key, line=lines.get(key)) from error
    return options
