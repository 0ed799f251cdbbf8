"""Detectors: each decides one kind of criterion on one side, English or Vietnamese. A plain table, by name.

A detector takes a `Case` (site, criterion, language) and returns a `Side`: verdict, reason, evidence, near misses, and where we
looked. It never raises for what a site does, and never says *not met* of a portal that could not be read.
"""

from __future__ import annotations

from collections.abc import Callable

from audit.detectors import (
    branches,
    catalogue,
    combined,
    consultations,
    contacts,
    data_years,
    domain,
    freshness,
    links_out,
    local,
    markup,
    metadata,
    officers,
    online,
    opendata,
    reporting,
    technology,
    transactions,
)
from audit.detectors.case import Case
from audit.detectors.named import named
from audit.detectors.person import person
from audit.results import Side

Detector = Callable[[Case], Side]

DETECTORS: dict[str, Detector] = {
    "named": named,
    "person": person,
    "introduction": combined.introduction,
    "all_of": combined.all_of,
    "services": catalogue.services,
    "service_clicks": catalogue.service_clicks,
    "central_portal": catalogue.central_portal,
    "foreign_language": branches.foreign_language,
    "english_host": branches.english_host,
    "branch_fresh": branches.branch_fresh,
    "updated": branches.updated,
    "contact": contacts.contact,
    "social": contacts.social,
    "chat": contacts.chat,
    "local_links": links_out.local_links,
    "sector_link": links_out.sector_link,
    "search_and_links": links_out.search_and_links,
    "open_data": opendata.open_data,
    "datasets": opendata.datasets,
    "reporting": reporting.reporting,
    "transaction": transactions.transaction,
    "officer": officers.officer,
    "group_consultation": consultations.group_consultation,
    "responsive": technology.responsive,
    "https": technology.https,
    "site_search": technology.site_search,
    "advanced_search": technology.advanced_search,
    "site_map": technology.site_map,
    "xml_sitemap": technology.xml_sitemap,
    "home_menu": technology.home_menu,
    "footer_facts": technology.footer_facts,
    "dublin_core": metadata.dublin_core,
    "section_fresh": freshness.section_fresh,
    "newest_year": data_years.newest_year,
    "own_domain": domain.own_domain,
    "two_domains": domain.two_domains,
    "service_host": domain.service_host,
    "unit_links": domain.unit_links,
    "online_named": online.online_named,
    "unicode_text": markup.unicode_text,
    "header_name": markup.header_name,
    "print_save": markup.print_save,
    "accessible_markup": markup.accessible_markup,
    "local_life": local.local_life,
    "any_of": local.any_of,
    "official_portal": local.official_portal,
    "agency_links": local.agency_links,
    "help_line": local.help_line,
}

__all__ = ["DETECTORS", "Case", "Detector"]
