"""What an application is set up with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from audit.place import Place
from crawler.errors import UsageError
from reports.portal.security import SLOWEST_FORM_S


@dataclass(frozen=True, slots=True)
class PortalSettings:
    """Where an application reads and writes, and how it is reached."""

    place: Place
    base_url: str
    """As people type it, without a slash at the end: `https://osi.example`. Only its host is answered (CWE-644)."""
    slowest_form_s: float = SLOWEST_FORM_S
    """A form that takes longer to come is given up."""

    def __post_init__(self) -> None:
        parts = urlsplit(self.base_url)
        if (
            parts.scheme not in {"http", "https"}
            or not parts.hostname
            or parts.path
            or parts.query
            or parts.fragment
        ):
            raise UsageError(f"{self.base_url!r} is not an address like https://osi.example, without a path")

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
        """Name of the cookie of a session; with TLS one that no other host can plant (RFC 6265bis §4.1.3.2)."""
        return "__Host-osi" if self.secure else "osi"
