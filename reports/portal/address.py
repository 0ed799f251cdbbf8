"""The portal's own address, as people type it."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit

from crawler.errors import UsageError


def parts_of(base_url: str) -> SplitResult:
    """Return the parts of the portal's address.

    Raises:
        UsageError: It is none that a portal can have: it has a path, or no host.
    """
    parts = urlsplit(base_url)
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or parts.path
        or parts.query
        or parts.fragment
    ):
        raise UsageError(f"{base_url!r} is not an address like https://osi.example, without a path")
    return parts


def is_loopback(base_url: str) -> bool:
    """Whether only this machine reaches an address.

    >>> is_loopback("http://127.0.0.1:8000"), is_loopback("http://localhost"), is_loopback("http://10.0.0.7")
    (True, True, False)
    """
    host = urlsplit(base_url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
