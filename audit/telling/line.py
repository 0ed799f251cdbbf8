"""A line to a webhook's receiver: the address that was checked is the one that is connected to."""

from __future__ import annotations

import io
import os
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import urlsplit

from crawler.errors import UsageError
from crawler.hosts import is_global, is_private, literal_address

_Address = tuple[int, tuple[Any, ...]]
"""Family, and what `socket.connect` takes."""
Left = Callable[[], float]
"""Seconds that are left; not more than 0 when time is up."""
_PORTS: Final = {"http": 80, "https": 443}


class InnerAddressError(Exception):
    """Raised when a name leads into an inner network and the registry does not say that it may."""


def trusted_from(environment: Mapping[str, str] = os.environ) -> ssl.SSLContext:
    """Return what certificates of receivers are verified by: the system's, or those in the file of `OSI_AUDIT_WEBHOOK_CA`.

    Raises:
        UsageError: That file cannot be used.
    """
    file = environment.get("OSI_AUDIT_WEBHOOK_CA", "")
    try:
        return ssl.create_default_context(cafile=file or None)
    except (OSError, ssl.SSLError) as error:
        raise UsageError(
            f"OSI_AUDIT_WEBHOOK_CA: {file}: cannot be used: {error.strerror or error.args[-1]}"
        ) from error


@contextmanager
def connected(url: str, trusted: ssl.SSLContext, left: Left, *, inner: bool) -> Iterator[socket.socket]:
    """Connect to the host of a URL.

    Args:
        url: Of http or https.
        trusted: For https.
        left: Until connecting and the handshake have to be done. The look-up of the name has the system's own limits.
        inner: Whether the name may lead to an inner address; one that is written as such may be connected to in any case.

    Raises:
        InnerAddressError: It leads there, and may not.
        OSError: There is no such name, nobody answers, time is up, or the certificate is not trusted.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    addresses = _addresses(host, parts.port or _PORTS[parts.scheme])
    if not inner and not is_private(host):
        for _, address in addresses:
            known = literal_address(str(address[0]))
            if known is None or not is_global(known):
                raise InnerAddressError(
                    f"{host} leads to the inner address {address[0]}: its contact in the registry lacks inner: true"
                )
    with _plain(addresses, left) as plain:
        if parts.scheme == "http":
            yield plain
            return
        plain.settimeout(remaining(left))
        with trusted.wrap_socket(plain, server_hostname=host) as line:
            yield line


def remaining(left: Left) -> float:
    """Return the seconds that are left.

    Raises:
        TimeoutError: None are.
    """
    seconds = left()
    if seconds <= 0:
        raise TimeoutError
    return seconds


def _addresses(host: str, port: int) -> list[_Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label that is empty or too long
        raise OSError("no such host name") from error
    return list(dict.fromkeys((family, address) for family, _, _, _, address in found))


def _plain(addresses: list[_Address], left: Left) -> socket.socket:
    """Connect to the first address that answers; the others get what time it leaves."""
    fault: OSError = OSError("no such host name")
    for number, (family, address) in enumerate(addresses):
        plain = socket.socket(family, socket.SOCK_STREAM)
        try:
            plain.settimeout(remaining(left) / (len(addresses) - number))
            plain.connect(address)
        except OSError as error:
            plain.close()
            fault = error
        else:
            return plain
    raise fault


class Heard(io.RawIOBase):
    """What comes over a line, no more than so many bytes and no longer than so many seconds, however slowly it drips.

    `http.client.HTTPResponse` takes it for a socket.
    """

    def __init__(self, line: socket.socket, most: int, left: Left) -> None:
        self._line = line
        self._most = most
        self._left = left

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Return what reads from it."""
        return io.BufferedReader(self)

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read what comes next; nothing once there was enough."""
        if self._most <= 0:
            return 0
        self._line.settimeout(remaining(self._left))
        got = self._line.recv_into(buffer, min(len(buffer), self._most))
        self._most -= got
        return got
