"""Whether a browser would trust a portal's certificate: one handshake of our own, since fetching does not verify."""

from __future__ import annotations

import ipaddress
import socket
import ssl
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from crawler.hosts import is_global, is_private

if TYPE_CHECKING:
    from crawler.registry import Portal

VALID = "valid"


def tls_state(portal: Portal, timeout_s: float) -> str:
    """Shake hands with a portal's host and verify its certificate.

    Args:
        portal: An https portal; for others the answer is empty.
        timeout_s: For connecting and for the handshake each.

    Returns:
        ``valid``, ``untrusted: <why>``, or an empty string when there was nothing to look at: plain http, a proxy
        between, or no connection (the crawl itself reports that).
    """
    parts = urlsplit(portal.url)
    host = parts.hostname or ""
    if parts.scheme != "https" or ("https" in getproxies() and not proxy_bypass(host)):
        return ""
    try:
        address = _address(host, parts.port or 443)
        if address is None:
            return ""
        with socket.create_connection(address, timeout=timeout_s) as plain:
            return _verify(plain, host)
    except (OSError, UnicodeError):
        return ""


def _verify(plain: socket.socket, host: str) -> str:
    try:
        with ssl.create_default_context().wrap_socket(plain, server_hostname=host):
            return VALID
    except ssl.SSLCertVerificationError as error:
        return f"untrusted: {error.verify_message}"
    except ssl.SSLError as error:
        return f"untrusted: {error.reason or 'the handshake fails'}".replace("_", " ").lower()


def _address(host: str, port: int) -> tuple[str, int] | None:
    """A checked address to connect to, so that a name cannot lead to an inner network."""
    found = socket.getaddrinfo(host, port, family=socket.AF_INET, type=socket.SOCK_STREAM)
    if not found:
        return None
    address = str(found[0][4][0])
    if not is_private(host) and not is_global(ipaddress.ip_address(address)):
        return None
    return address, port
