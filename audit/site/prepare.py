"""What is settled before a site can be indexed: duplicates, home pages, titles, whose hosts are whose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audit.lexicon import LANGUAGES, Lexicon
from audit.site.addresses import host_of, is_branch_root, key_of
from audit.site.pages import Page

if TYPE_CHECKING:
    from crawler.registry import Agency, Registry

_TITLE_PARTS = re.compile(r"\s+[|–—·»›\-:]\s+|\s*\|\s*|\s+»\s*")


@dataclass(frozen=True, slots=True)
class KnownHost:
    """An official host of another agency of the registry."""

    host: str
    agency_id: str
    kind: str
    sectors: frozenset[str]


def known_hosts(registry: Registry | None, own_id: str, lexicon: Lexicon) -> list[KnownHost]:
    """Return the official hosts of all other agencies, confirmed addresses only."""
    if registry is None:
        return []
    return [
        KnownHost(host_of(portal.url), agency.id, agency.kind.value, lexicon.sectors.of(agency.sectors))
        for agency in registry.agencies
        if agency.id != own_id
        for portal in agency.portals
        if portal.confirmed
    ]


def rank(page: Page) -> tuple[bool, int, int, str]:
    """Return the order in which pages are read: print twins last, then by clicks from the home page."""
    return page.order


def distinct(pages: Iterable[Page]) -> tuple[list[Page], dict[str, Page]]:
    """Drop pages of the same address, and of the same text in the same language version (print twins).

    Returns:
        The pages kept, and for each one dropped its key with the page that stands for it.
    """
    kept: dict[str, Page] = {}
    texts: dict[tuple[str, bytes], Page] = {}
    dropped: dict[str, Page] = {}
    for page in pages:
        name = (page.branch, page.digest)
        twin = kept.get(page.key) or (texts.get(name) if page.size > 400 else None)
        if twin is not None:
            dropped[page.key] = twin
            continue
        kept[page.key] = page
        texts[name] = page
    return list(kept.values()), dropped


def home_pages(
    agency: Agency, pages: Sequence[Page], lexicon: Lexicon, redirects: Mapping[str, str]
) -> list[Page]:
    """Return the home pages: where the registry's portals lead, and the front page of each language version beside them.

    Args:
        agency: The agency.
        pages: Its pages, by clicks.
        lexicon: Says how language versions are called in addresses.
        redirects: Keys of addresses that redirect, with the keys of where they end.
    """
    registered = _registered(agency, pages, redirects) or _first(pages)
    hosts = {host_of(page.url) for page in registered}
    fronts = (
        page
        for page in pages
        if host_of(page.url) in hosts and page.branch in LANGUAGES and is_branch_root(page.url, lexicon)
    )
    return list({page.key: page for page in (*registered, *fronts)}.values())


def _registered(agency: Agency, pages: Sequence[Page], redirects: Mapping[str, str]) -> list[Page]:
    """Return the pages where the registry's portals lead, but for those of services alone."""
    asked = {key_of(page.record.url): page for page in reversed(pages)}
    by_key = {**asked, **{page.key: page for page in pages}}
    wanted = (key_of(portal.url) for portal in agency.portals if portal.role != "services")
    found = (by_key.get(key) or by_key.get(redirects.get(key, "")) for key in wanted)
    return [page for page in found if page is not None]


def _first(pages: Sequence[Page]) -> list[Page]:
    """Return the page that the crawl began with, where none of the registry's addresses could be read."""
    begun = next((page for page in pages if page.record.source == "start"), None)
    return [begun] if begun is not None else list(pages[:1])


def clean_titles(pages: Sequence[Page], share: float) -> None:
    """Take the site's name out of titles: the part that many pages of a host, or of one of its language versions, share."""
    parts = {page.key: [p for p in _TITLE_PARTS.split(page.facts.title) if p] for page in pages}
    sizes: Counter[tuple[str, str]] = Counter()
    counts: Counter[tuple[str, str, str]] = Counter()
    for page in pages:
        for version in ("", page.branch):
            sizes[host_of(page.url), version] += 1
            counts.update((host_of(page.url), version, part) for part in set(parts[page.key]))
    for page in pages:
        host = host_of(page.url)
        own = [
            part
            for part in parts[page.key]
            if all(
                counts[host, version, part] < max(3, share * sizes[host, version])
                for version in ("", page.branch)
            )
        ]
        page.title = " - ".join(own) or page.facts.title
