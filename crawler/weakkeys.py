"""OpenSSL's security level as a part of the ciphers of a crawl, for the hosts of one agency whose keys are too short for today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scrapy.core.downloader import contextfactory
from twisted.internet.ssl import AcceptableCiphers

WEAK_KEYS = "DEFAULT:+kDHE:@SECLEVEL=0"
"""Diffie-Hellman over finite fields last of all, and then with keys of 1,024 bits, too: at any level OpenSSL refuses shorter ones."""
OLDEST = "TLSv1.0"
"""Version that such hosts may speak: servers of the days of short keys know no later one."""
_LEVEL = "@SECLEVEL="


@dataclass(frozen=True, slots=True)
class _Level:
    """Stands among the ciphers, where OpenSSL reads it."""

    fullName: str  # noqa: N815 - Twisted's name


class _Levelled:
    """Ciphers with a level, as Twisted asks for them (`IAcceptableCiphers`)."""

    def __init__(self, ciphers: Any, level: str) -> None:
        self._ciphers, self._level = ciphers, level

    def selectCiphers(self, available: Any) -> list[Any]:  # noqa: N802 - Twisted's name
        return [*self._ciphers.selectCiphers(available), _Level(self._level)]


class LevelledCiphers:
    """Twisted's `AcceptableCiphers`, but for a level in the string: Twisted keeps the names of ciphers only, and loses it."""

    @staticmethod
    def fromOpenSSLCipherString(text: str) -> Any:  # noqa: N802 - Twisted's name
        """Ciphers by OpenSSL's words for them."""
        parts = text.split(":")
        levels = [part for part in parts if part.startswith(_LEVEL)]
        # the level holds while the words are read, too: they name nothing that it forbids
        ciphers = AcceptableCiphers.fromOpenSSLCipherString(text)  # type: ignore[no-untyped-call]
        return _Levelled(ciphers, levels[-1]) if levels else ciphers


def heed_levels() -> None:
    """Have Scrapy make its contexts with levels, from now on; ciphers without one are as before.

    Scrapy's name for Twisted's class is private: a test crawls such a host.
    """
    contextfactory.AcceptableCiphers = LevelledCiphers  # type: ignore[assignment,attr-defined]
