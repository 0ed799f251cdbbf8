"""How many clicks lead to what was found: from the national portal where it is in the run, else from that agency's home. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from audit.results import AgencyResult
from crawler.registry import Kind


@dataclass(frozen=True, slots=True)
class Way:
    """The shortest way known to a page."""

    clicks: int
    """-1 when no chain of links is known."""
    start: AgencyResult
    """Whose home page it is counted from."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Ways from national portals to the homes of other agencies, as far as evidence shows them."""

    by_agency: Mapping[str, Way]

    def to(self, result: AgencyResult, clicks: int) -> Way:
        """Return the way to a page of an agency.

        Args:
            result: The agency.
            clicks: From its home page to the page; -1 when not known.
        """
        through = self.by_agency.get(result.agency_id)
        if clicks < 0 or through is None:
            return Way(clicks, result)
        return Way(through.clicks + clicks, through.start)


def ways(results: Sequence[AgencyResult]) -> Ways:
    """Work out the ways that evidence of the run shows: a link on a national portal to the home page of an agency.

    A page of the agency other than its home page is no beginning to count from, and is left out.
    """
    homes = _homes(result for result in results if result.kind != Kind.NATIONAL_PORTAL)
    found: dict[str, Way] = {}
    for portal in results:
        if portal.kind != Kind.NATIONAL_PORTAL:
            continue
        for evidence in (
            item for judgement in portal.judgements for side in (judgement.english, judgement.local)
            for item in side.evidence if item.found_on and item.clicks >= 0
        ):  # fmt: skip
            agency = homes.get(_key(evidence.url))
            if agency and (agency not in found or evidence.clicks < found[agency].clicks):
                found[agency] = Way(evidence.clicks, portal)
    return Ways(found)


def _homes(results: Iterable[AgencyResult]) -> dict[str, str]:
    """Agency by address of its home page; one that two agencies share names neither."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for result in results:
        for portal in result.portals:
            address = _key(portal.url)
            for home in {address, address.partition("/")[0]} - {""}:
                if found.setdefault(home, result.agency_id) != result.agency_id:
                    shared.add(home)
    return {home: agency for home, agency in found.items() if home not in shared}


def _key(url: str) -> str:
    """Host and path without what the same page may be written with or without; empty for what is no address, or a query."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    return "" if parts.query or not host else f"{host}{parts.path.rstrip('/')}"
