"""What a registry that loads is still better mended in. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.registry import Registry


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing; `str` says it in English."""

    code: str
    """contact: nobody can be reached about the crawler; host: two agencies share one."""
    key: str
    """Dotted path in the file, `agencies.3.portals.0.url`."""
    agency_id: str = ""
    other_id: str = ""
    """The agency that has the host, too, and stands before it."""
    host: str = ""

    def __str__(self) -> str:
        if self.code == "host":
            return f"{self.agency_id} and {self.other_id} share the host {self.host}: they are crawled one after the other"
        return "defaults.user_agent_contact is still an example: put your own address there before you crawl"


def cautions(registry: Registry) -> list[Caution]:
    """Return what is to be told of a registry without errors, in the order of the file."""
    found = []
    if ".example" in registry.defaults.user_agent_contact:
        found.append(Caution("contact", "defaults.user_agent_contact"))
    hosts: dict[str, str] = {}
    for number, agency in enumerate(registry.agencies):
        for place, portal in enumerate(agency.portals):
            owner = hosts.setdefault(portal.host, agency.id)
            if owner != agency.id:
                key = f"agencies.{number}.portals.{place}.url"
                found.append(Caution("host", key, agency.id, owner, portal.host))
    return found
