"""What domain names say: the official domain and its twin, hosts for services, portals of sub-units.

Decree 43/2011/NĐ-CP Art. 6 and 16; Circular 01/2018/TT-VPCP Art. 16(1); Decree 224/2026/NĐ-CP Art. 11.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from audit.detectors.case import Case, answer, met, not_met, page_evidence, partly
from audit.detectors.links_out import link_evidence
from audit.lexicon.words import find_phrase, tokens
from audit.results import Side, Verdict
from audit.site import LinkUse, Role
from audit.site.addresses import host_of

_STATE = "gov.vn"
_KINDS = frozenset({"gov", "org", "com", "net", "edu", "ac", "info", "biz", "health"})
"""Second-level domains of .vn below which bodies register theirs."""


def base_of(host: str) -> str:
    """Return the domain that an agency registered, which its hosts lie below.

    >>> base_of("dichvucong.bovidu.gov.vn"), base_of("www.bovidu.example")
    ('bovidu.gov.vn', 'bovidu.example')
    """
    labels = host.split(".")
    kind = len(labels) > 2 and labels[-1] == "vn" and labels[-2] in _KINDS
    return ".".join(labels[-3:] if kind else labels[-2:])


def _is_official(host: str) -> bool:
    return host.endswith(f".{_STATE}")


def _main_hosts(case: Case) -> list[str]:
    portals = case.site.agency.portals_on(case.site.day)
    named = [host_of(p.url) for p in portals if p.confirmed and p.role in {"main", "english"}]
    return list(
        dict.fromkeys([*named, *(alias.lower().removeprefix("www.") for alias in case.site.agency.aliases)])
    )


def own_domain(case: Case) -> Side:
    """The portal stands under a domain of the agency's own below gov.vn; whether the name is the right one is not judged."""
    homes = case.site.homes
    if not homes:
        return answer(case, Verdict.COULD_NOT_TELL, "unread_blocked")
    host = host_of(homes[0].url)
    evidence = (page_evidence(homes[0], host, "address"),)
    if _is_official(host):
        return met(case, "domain_full", evidence, host=base_of(host))
    return not_met(case, "domain_none", evidence, host=host)


def two_domains(case: Case) -> Side:
    """A Vietnamese and an English domain for a ministry (Decree 43/2011 Art. 6).

    One domain that answers proves nothing about the other: it may exist and be unknown to the register.
    """
    homes = case.site.homes
    if not homes:
        return answer(case, Verdict.COULD_NOT_TELL, "unread_blocked")
    own = [host_of(homes[0].url), *_main_hosts(case)]
    bases = list(dict.fromkeys(base_of(host) for host in own if _is_official(host)))
    evidence = (page_evidence(homes[0], ", ".join(bases) or host_of(homes[0].url), "address"),)
    if len(bases) > 1:
        return met(case, "domains_full", evidence, hosts=", ".join(bases))
    return answer(case, Verdict.COULD_NOT_TELL, "domains_one", evidence, host=base_of(own[0]))


def service_host(case: Case) -> Side:
    """The service portal at `dichvucong.<name>.gov.vn` with Vietnamese content (Circular 01/2018/TT-VPCP Art. 16(1))."""
    prefix = f"{case.criterion.params['prefix']}."
    bases = {base_of(host) for host in (*_main_hosts(case), *(host_of(page.url) for page in case.site.homes))}
    pages = [
        p for p in case.site.pages if host_of(p.url).startswith(prefix) and base_of(host_of(p.url)) in bases
    ]
    written = [
        page
        for page in pages
        if case.language in page.languages and page.main_words(case.language) >= case.limits.page_words
    ]
    if written:
        shown = (page_evidence(written[0], written[0].title, "main"),)
        return met(case, "host_full", shown, host=host_of(written[0].url), count=len(written))
    if pages:
        shown = (page_evidence(pages[0], pages[0].title, "main"),)
        return partly(case, "host_empty", shown, host=host_of(pages[0].url))
    links = [use for use in case.site.links.uses if host_of(use.target).startswith(prefix)]
    own = [use for use in links if base_of(host_of(use.target)) in bases]
    if own:
        return answer(
            case, Verdict.COULD_NOT_TELL, "host_unread", (link_evidence(own[0]),), host=host_of(own[0].target)
        )
    if any(
        p.status.is_blocked and p.confirmed and host_of(p.url).startswith(prefix) for p in case.site.portals
    ):
        return answer(case, Verdict.COULD_NOT_TELL, "services_blocked")
    national = [
        use for use in links if host_of(use.target) == f"{prefix}{_STATE}" and (use.menu or use.on_home)
    ]
    if national:
        return answer(case, Verdict.COULD_NOT_TELL, "host_national", (link_evidence(national[0]),))
    return not_met(case, "host_none", prefix=prefix)


def unit_links(case: Case) -> Side:
    """Links to the portals of sub-units from home page, menu or the list of units (Decree 43/2011 Art. 15, 16).

    A link to a unit bears a unit's name and leads to a host other than the portal's own. Units without a portal cannot be
    linked, and which have one is not known beforehand: where no page names one, nothing can be said.
    """
    names = [tokens(term) for term in case.purpose("unit_names")]
    known: dict[str, LinkUse] = {}
    placed: dict[str, LinkUse] = {}
    for use in case.site.links.uses:
        host = host_of(use.target)
        outside = urlsplit(use.target).scheme in {"http", "https"} and host not in case.site.portal_hosts
        named = any(find_phrase(use.words[:5], name) == 0 for name in names)
        if use.branch != case.language or not outside or not named or _is_other_agency(case, host):
            continue
        known.setdefault(host, use)
        if use.menu or use.on_home or not use.first.is_any(Role.NEWS, Role.SPEECH):
            placed.setdefault(host, use)
    evidence = tuple(link_evidence(use) for use in list((placed or known).values())[:3])
    if not known:
        return answer(case, Verdict.COULD_NOT_TELL, "unit_links_unknown")
    if not placed:
        return not_met(case, "unit_links_none", evidence, count=len(known))
    if len(placed) >= case.limits.unit_hosts or len(placed) == len(known):
        return met(case, "unit_links_full", evidence, count=len(placed))
    return partly(case, "unit_links_some", evidence, count=len(placed), total=len(known))


def _is_other_agency(case: Case, host: str) -> bool:
    return any(known.host == host for known in case.site.known_hosts)
