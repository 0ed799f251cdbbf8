"""Links to other official bodies, told by the registry and by the official domain: local governments, sector ministries."""

from __future__ import annotations

from collections.abc import Iterator

from audit.detectors.case import Case, met, not_met, page_evidence, partly
from audit.detectors.technology import site_search
from audit.lexicon.words import find_phrase, tokens
from audit.results import Evidence, Side, Verdict
from audit.site import LinkUse, Role
from audit.site.addresses import host_of

_OFFICIAL = (".gov.vn", ".gov")


def local_links(case: Case) -> Side:
    """Links to the portals of local government (IF-012): hosts of the registry, and labels that name a locality."""
    province = {known.host for known in case.site.known_hosts if known.kind == "province"}
    names = [tokens(term) for term in case.purpose("local")]
    found: dict[str, LinkUse] = {}
    for host, use in outward(case):
        named = len(use.words) <= 8 and any(find_phrase(use.words, name) >= 0 for name in names)
        if host in province or named:
            found.setdefault(host, use)
    for host, use in _below_own_domain(case).items():
        found.setdefault(host, use)
    evidence = tuple(link_evidence(use) for use in list(found.values())[:3])
    if len(found) >= case.limits.local_hosts:
        return met(case, "local_full", evidence, count=len(found))
    if found:
        return partly(case, "local_some", evidence, count=len(found))
    return not_met(case, "local_none")


def _below_own_domain(case: Case) -> dict[str, LinkUse]:
    """For a province: its departments, districts and communes are hosts below its own domain."""
    if case.site.agency.kind.value != "province":
        return {}
    own = case.site.portal_hosts
    found: dict[str, LinkUse] = {}
    for use in case.site.links.uses:
        host = host_of(use.target)
        if use.branch == case.language and host not in own and any(host.endswith(f".{name}") for name in own):
            found.setdefault(host, use)
    return found


def outward(case: Case) -> Iterator[tuple[str, LinkUse]]:
    """Yield the links of a language version that leave the portal, with their hosts; news and speeches left out."""
    for use in case.site.links.uses:
        host = host_of(use.target)
        if (
            use.branch == case.language
            and host not in case.site.portal_hosts
            and not use.first.is_any(Role.NEWS, Role.SPEECH)
        ):
            yield host, use


def sector_link(case: Case) -> Side:
    """A link to the portal of the ministry in charge of a sector (IF-090 and its sisters)."""
    sector = str(case.criterion.params["sector"])
    hosts = {k.host for k in case.site.known_hosts if sector in k.sectors and k.kind.startswith("ministry")}
    uses = [u for u in case.site.links.uses if host_of(u.target) in hosts and u.branch == case.language]
    for use in uses:
        if use.menu or use.on_home or not use.first.is_any(Role.NEWS, Role.SPEECH):
            return met(case, "sector_link_full", (link_evidence(use),), host=host_of(use.target))
    if uses:
        return partly(case, "sector_link_some", (link_evidence(uses[0]),), host=host_of(uses[0].target))
    return not_met(case, "sector_link_none")


def search_and_links(case: Case) -> Side:
    """Search on the home page, and links to other agencies (Decree 43/2011 Art. 15)."""
    search = site_search(case)
    known = {other.host for other in case.site.known_hosts}
    hosts: dict[str, LinkUse] = {}
    for use in case.site.links.uses:
        host = host_of(use.target)
        outside = host not in case.site.hosts and (host in known or host.endswith(_OFFICIAL))
        if use.branch == case.language and outside and (use.on_home or use.menu):
            hosts.setdefault(host, use)
    evidence = (*search.evidence, *(link_evidence(use) for use in list(hosts.values())[:2]))
    if search.verdict is Verdict.MET and hosts:
        return met(case, "search_links_full", evidence, count=len(hosts))
    if search.verdict in {Verdict.MET, Verdict.PARTLY}:
        return partly(case, "search_links_no_links", evidence)
    if hosts:
        return partly(case, "search_links_no_search", evidence, count=len(hosts))
    return not_met(case, "search_links_none")


def link_evidence(use: LinkUse) -> Evidence:
    """Return evidence for a link whose target belongs to another body."""
    shown = page_evidence(use.first, use.text or use.target, "footer" if use.footer else "link")
    return Evidence(
        use.target, shown.quote, shown.language, shown.where, shown.fetched_at, shown.record,
        shown.clicks + 1 if shown.clicks >= 0 else -1, use.first.url,
    )  # fmt: skip
