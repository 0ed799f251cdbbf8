"""Language versions of a site: which language is the official one, and which links lead to the other version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.lexicon import LANGUAGES, OTHER
from audit.site.addresses import host_of
from crawler.status import FetchStatus

if TYPE_CHECKING:
    from audit.site.links import LinkUse
    from audit.site.view import SiteView

_DEAD = frozenset({FetchStatus.NOT_FOUND, FetchStatus.CLIENT_ERROR, FetchStatus.REDIRECT_LOOP})


def official(site: SiteView) -> str:
    """Return the official language of a portal: that of most of its pages."""
    return "vi" if len(site.in_language("vi")) * 2 >= len(site.pages) or not site.in_language("en") else "en"


def language_switches(site: SiteView) -> list[LinkUse]:
    """Return the links that lead a reader to another language version: labelled with its name, in menus and footers."""
    home = official(site)
    labels = {label.lower() for label in site.lexicon[OTHER[home]].branch.labels}
    found = []
    for use in site.links.uses:
        tagged = bool(use.hreflang) and use.hreflang[:2] != home
        named = use.text.strip().lower() in labels or tagged
        if named and use.branch in {home, "other"} and (use.menu or use.on_home):
            found.append(use)
    return found


def version_elsewhere(site: SiteView, language: str) -> str:
    """Return the address of a language version that a switch leads to and that was not read; empty when there is none.

    A dead switch is none, and neither is one on a portal whose version of that language was read.
    """
    limits = site.lexicon.thresholds
    if language not in LANGUAGES or language == official(site):
        return ""
    if (
        len(site.branch(language)) >= limits.branch_pages
        or len(site.in_language(language)) >= limits.branch_pages
    ):
        return ""
    for use in language_switches(site):
        outside = host_of(use.target) not in site.hosts
        if outside and site.page(use.target) is None and site.unread_status(use.target) not in _DEAD:
            return use.target
    return ""
