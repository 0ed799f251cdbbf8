"""Which addresses may be fetched at all, and how far the many of one pattern fall back."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.addressrules import AddressRules
from crawler.answers import Answer
from crawler.frontier import pattern_malus
from crawler.hosthealth import HostHealth
from crawler.hosts import HostMap
from crawler.links import document_extension
from crawler.purpose import Purpose
from crawler.status import FetchStatus
from crawler.traps import TrapCounter


@dataclass(slots=True)
class Admission:
    """Judges each new address of a crawl once."""

    hosts: HostMap
    traps: TrapCounter
    health: HostHealth
    rules: AddressRules

    def judge(self, url: str, host: str, purpose: Purpose) -> tuple[Answer | None, int]:
        """Judge an address.

        Args:
            url: Canonical.
            host: Its host, with port.
            purpose: What it would be fetched for.

        Returns:
            Why it is not fetched, or None; and the points by which it falls back.
        """
        if not self.hosts.is_own(host):
            name = host.rpartition(":")[0] or host
            if not self.hosts.allows(name):
                return Answer(FetchStatus.PRIVATE_ADDRESS, f"{name} is a local address"), 0
            return Answer(FetchStatus.OFF_HOST, "not one of the agency's hosts"), 0
        if purpose is not Purpose.PAGE:
            return self.health.dead.get(host), 0
        extension = document_extension(url)
        if extension:
            return Answer(FetchStatus.NOT_A_PAGE, f"a {extension} file"), 0
        rest = url[url.find("/", 8) :]
        screen = self.rules.rules(host, rest).screen(rest)
        if screen:
            return Answer(FetchStatus.BACKSTAGE, f"a screen of the content management system: {screen}"), 0
        trap, before = self.traps.admit(url)
        if trap:
            return Answer(FetchStatus.TRAP, trap), 0
        return self.health.dead.get(host), pattern_malus(before)
