"""On which hosts an agency's services are filed: one central portal, or several (Decree 61/2018/NĐ-CP Art. 25(2)(a), letter 7683/VPCP-KSTT)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from audit.services.filing import Target, Way
from audit.services.model import FilingHost
from audit.services.rules import ServiceRules
from audit.site import SiteView
from audit.site.addresses import host_of, key_of
from crawler.status import FetchStatus


def filing_hosts(
    site: SiteView, targets: Iterable[Sequence[Target]], rules: ServiceRules
) -> tuple[FilingHost, ...]:
    """Return the hosts that buttons to file lead to, and the registered service portals, those with most services first.

    Args:
        site: The agency's portals.
        targets: What is behind the buttons of each service.
        rules: What a service portal is called.
    """
    counts: Counter[str] = Counter()
    taking: set[str] = set()
    for each in targets:
        ways = {host_of(t.url): t.way for t in each if t.url and t.way not in {Way.DEAD, Way.NONE}}
        counts.update(ways.keys())
        taking.update(host for host, way in ways.items() if way.files)
    registered = {
        host_of(p.url) for p in site.agency.portals_on(site.day) if p.role == "services" and p.confirmed
    }
    menu = {host_of(use.target) for use in site.links.uses if use.menu}
    away = _redirected(site)
    found = [
        FilingHost(
            host=host,
            services=counts[host],
            takes_files=host in taking and host not in away,
            leads_to=away.get(host, ""),
            official=host in registered or rules.is_national(host) or rules.is_national(away.get(host, "")),
            in_menu=host in menu,
        )
        for host in {*counts, *registered}
    ]
    return tuple(sorted(found, key=lambda host: (-host.services, host.host)))


def _redirected(site: SiteView) -> dict[str, str]:
    """Return the portals whose front door sends its visitors to another host, with that host."""
    found = {}
    for portal in site.portals:
        record = site.unread.get(key_of(portal.url))
        if record is not None and record.status in {FetchStatus.REDIRECT, FetchStatus.OFF_HOST}:
            end = host_of(record.final_url)
            if end and end != host_of(portal.url):
                found[host_of(portal.url)] = end
    return found
