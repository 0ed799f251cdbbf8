"""What an application is set up with."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from audit.place import Place
from reports.portal.address import parts_of
from reports.portal.data.queries import load_queries
from reports.portal.oidc.secret import client_secret_from
from reports.portal.options import PortalOptions, load_options
from reports.portal.security import SLOWEST_FORM_S


@dataclass(frozen=True, slots=True)
class PortalSettings:
    """Where an application reads and writes, and how it is reached."""

    place: Place
    base_url: str
    """As people type it, without a slash at the end: `https://osi.example`. Only its host is answered (CWE-644)."""
    slowest_form_s: float = SLOWEST_FORM_S
    """A form that takes longer to come is given up."""
    options: PortalOptions = field(default_factory=PortalOptions)
    """Of `config/portal.yaml`."""
    client_secret: str = field(default="", repr=False)
    """At the provider of OpenID Connect; empty for none."""

    @classmethod
    def read(cls, place: Place, base_url: str, environment: Mapping[str, str] = os.environ) -> Self:
        """Return the settings of a place, with what its `portal.yaml` and the environment say.

        Raises:
            ConfigError: That file is wrong, or `queries.yaml` where it is wanted; line and key are named.
            UsageError: The address or the provider's secret is wrong.
        """
        options = load_options(place.config)
        if options.data:
            load_queries(place.config)  # what is wrong with it is said before anybody is served
        secret = client_secret_from(environment) if options.oidc is not None else ""
        return cls(place, base_url, options=options, client_secret=secret)

    def __post_init__(self) -> None:
        parts_of(self.base_url)

    @property
    def secure(self) -> bool:
        """Whether people reach it by TLS: cookies and HSTS want to know."""
        return urlsplit(self.base_url).scheme == "https"

    @property
    def host(self) -> str:
        """Host, and port where there is one, as a browser sends it."""
        return urlsplit(self.base_url).netloc

    @property
    def database(self) -> Path:
        """portal.db, beside audit.db."""
        return self.place.data.root / "portal.db"

    @property
    def session_cookie(self) -> str:
        """Name of the cookie of a session."""
        return self.cookie("osi")

    @property
    def departure_cookie(self) -> str:
        """Name of the cookie of a browser that is on its way to a provider of OpenID Connect."""
        return self.cookie("osi-oidc")

    def cookie(self, name: str) -> str:
        """Return the name of a cookie; with TLS one that no other host can plant (RFC 6265bis §4.1.3.2)."""
        return f"__Host-{name}" if self.secure else name
