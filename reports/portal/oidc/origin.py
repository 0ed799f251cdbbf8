"""Which addresses of a provider may be asked, and which browsers are sent to (CWE-918, CWE-601). Pure."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


def fault_of_issuer(url: str) -> str:
    """Return what is wrong with an issuer's address; empty when nothing is (OpenID Connect Discovery 1.0 §3).

    >>> fault_of_issuer("https://login.example/realms/bo"), fault_of_issuer("http://127.0.0.1:8080")
    ('', '')
    >>> fault_of_issuer("http://login.example")
    'is no https:// address; http:// is taken on loopback alone'
    """
    if "?" in url or "#" in url:
        return "has a query or a fragment, as no issuer has"
    return _fault(url, plain=True)


def fault_of_endpoint(url: str, issuer: str) -> str:
    """Return what is wrong with an address that a provider's document names; empty when nothing is.

    Plain HTTP is for an issuer that itself is asked so, which is one on loopback.

    >>> fault_of_endpoint("https://login.example/token", "https://login.example")
    ''
    >>> fault_of_endpoint("http://127.0.0.1/token", "https://login.example")
    'is no https:// address; http:// is taken on loopback alone'
    """
    if "#" in url:
        return "has a fragment, as no endpoint has"
    return _fault(url, plain=issuer.startswith("http://"))


def _fault(url: str, *, plain: bool) -> str:
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return "is no address"
    if not url.isascii() or not url.isprintable() or set(url) & set(" \"'<>\\^`{|}") or not host:
        return "is no address like https://login.example"
    if "@" in parts.netloc:
        return "holds a name or a password"
    if parts.scheme == "https" or (parts.scheme == "http" and plain and _is_loopback(host)):
        return ""
    return "is no https:// address; http:// is taken on loopback alone"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
