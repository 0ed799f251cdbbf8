"""Whose host is it: the agency's own hosts and subdomains, and addresses that nobody may crawl."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

    import tldextract

    from crawler.registry import Agency, Portal, Registry


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


@cache
def _suffixes() -> tldextract.TLDExtract:
    import tldextract  # noqa: PLC0415 - loads an HTTP client, and not everybody asks

    # The list that comes with the package: no request is made, and no cache folder is written.
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=False)


def is_public_suffix(host: str) -> bool:
    """Whether a host is no single owner's, such as ``gov.vn``.

    >>> is_public_suffix("gov.vn"), is_public_suffix("moj.gov.vn")
    (True, False)
    """
    return not _suffixes()(host).domain


def is_registrable(host: str) -> bool:
    """Whether a host is the very domain that an owner registers.

    >>> is_registrable("moj.gov.vn"), is_registrable("en.moj.gov.vn"), is_registrable("127.0.0.1")
    (True, False, False)
    """
    parts = _suffixes()(host)
    return bool(parts.domain and parts.suffix) and not parts.subdomain


def is_private(host: str) -> bool:
    """Whether a host is literally an address, or a name, of this machine or of an inner network.

    >>> is_private("127.0.0.1"), is_private("10.0.0.8"), is_private("localhost"), is_private("moj.gov.vn")
    (True, True, True, False)
    >>> is_private("2130706433"), is_private("0x7f.1"), is_private("[::ffff:127.0.0.1]")
    (True, True, True)
    """
    host = host.strip("[]").rstrip(".").lower()
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal", ".home.arpa")):
        return True
    address = literal_address(host)
    if address is None:
        # 2130706433 and 0x7f.1 are addresses to many resolvers, and names to nobody.
        return bool(host) and _is_number(host.rpartition(".")[2])
    return not is_global(address)


def literal_address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address a host is written as, or None for a name."""
    try:
        address = ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped if isinstance(mapped, ipaddress.IPv4Address) else address


def is_global(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an address is on the open Internet; multicast and reserved ones are not."""
    if isinstance(address, ipaddress.IPv6Address) and (
        address.sixtofour is not None or address.teredo is not None or address in _NAT64
    ):
        return False  # an IPv4 address in disguise
    return address.is_global and not address.is_multicast


def _is_number(text: str) -> bool:
    if text.startswith("0x"):
        return all(c in "0123456789abcdef" for c in text[2:])
    return text.isdigit()


def server_of(host: str) -> str:
    """What is asked at one pace: a host with and without `www.` is one server, whatever its port.

    >>> server_of("www.x.gov.vn"), server_of("en.x.gov.vn")
    ('x.gov.vn', 'en.x.gov.vn')
    """
    return host.removeprefix("www.")


def _owner(host: str) -> str:
    """The domain whose subdomains belong to the owner of `host`."""
    return host.removeprefix("www.")


@dataclass(slots=True)
class HostMap:
    """Tells an agency's own addresses from all others.

    A portal's host owns its subdomains (``www.x.gov.vn`` those of ``x.gov.vn``), unless another agency of the
    registry has a nearer portal there. Addresses and local names own their port only: two agencies of a test
    share 127.0.0.1.
    """

    owners: frozenset[str]
    """Domains that are the agency's with all their subdomains."""
    exact: frozenset[str]
    """Hosts, with port where they are literal addresses, without subdomains."""
    foreign: frozenset[str]
    """Domains below `owners` that belong to other agencies."""
    local: frozenset[str]
    """Host names (no port) of the registry that are literally local: the only local ones allowed."""
    _answers: dict[str, bool] = field(default_factory=dict)

    @classmethod
    def for_agency(cls, agency: Agency, registry: Registry | None = None) -> HostMap:
        """Build the map of one agency from its portals and aliases, whatever their validity."""
        hosts = _hosts(agency.portals, agency.aliases)
        local = frozenset(name for name, _ in hosts if is_private(name))
        exact = {netloc for name, netloc in hosts if name in local}
        owners: set[str] = set()
        for name, _ in hosts:
            if name in local:
                continue
            owner = _owner(name)
            if is_public_suffix(owner):
                exact.add(name)
            else:
                owners.add(owner)
        others = _owners_of_others(agency, registry) - owners
        foreign = frozenset(o for o in others if any(o.endswith("." + own) for own in owners))
        return cls(frozenset(owners), frozenset(exact), foreign, local)

    def politeness_keys(self) -> frozenset[str]:
        """What one process alone may crawl at a time: domains, and local addresses with their port."""
        return self.owners | self.exact

    def is_own(self, netloc: str) -> bool:
        """Whether an address's host (with port) is the agency's; answers are remembered."""
        known = self._answers.get(netloc)
        if known is None:
            known = self._answers[netloc] = self._judge(netloc)
        return known

    def allows(self, host: str) -> bool:
        """Whether a host may be contacted at all: public, or a local one that the registry names."""
        return host.lower() in self.local or not is_private(host)

    def _judge(self, netloc: str) -> bool:
        host = urlsplit("//" + netloc).hostname or ""
        if netloc in self.exact or (host in self.exact and host not in self.local):
            return True
        labels = host.split(".")
        for start in range(len(labels)):
            domain = ".".join(labels[start:])
            if domain in self.owners:
                return True
            if domain in self.foreign:
                return False
        return False


def _hosts(portals: Iterable[Portal], aliases: Iterable[str]) -> list[tuple[str, str]]:
    pairs = [(p.host, _netloc(p.url)) for p in portals]
    for alias in aliases:
        netloc = alias.lower().partition("://")[2].partition("/")[0] if "://" in alias else alias.lower()
        pairs.append((urlsplit("//" + netloc).hostname or "", netloc))
    return [(name, netloc) for name, netloc in pairs if name]


def _netloc(url: str) -> str:
    parts = urlsplit(url)
    default = {"http": 80, "https": 443}[parts.scheme]
    host = parts.hostname or ""
    return host if parts.port in {None, default} else f"{host}:{parts.port}"


def _owners_of_others(agency: Agency, registry: Registry | None) -> set[str]:
    if registry is None:
        return set()
    return {
        _owner(name)
        for other in registry.agencies
        if other.id != agency.id
        for name, _ in _hosts(other.portals, other.aliases)
        if not is_private(name)
    }
