"""Portal-wide causes: what is wrong once in a template or in a whole version, told once with a count. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from audit.detectors.branches import newest_of, shell_pages
from audit.faults import Fault
from audit.lexicon import OTHER
from audit.results import Message, PagePair, Spot
from audit.site import LinkUse, Page, Role, SiteView
from audit.site.addresses import host_of, is_test_host
from audit.site.prepare import rank
from audit.site.versions import official, version_elsewhere
from audit.template_findings import template_faults
from crawler.probing import SOURCE as PROBE
from crawler.status import FetchStatus

_SCRIPTED = ("postback", "cookie", "script")
"""Language switches that no link is (`PortalOutcome.switch`)."""


def site_faults(site: SiteView, pairs: Sequence[PagePair] = ()) -> tuple[Fault, ...]:
    """Return the portal-wide causes, each once, in the order in which they hide others; those of templates come last.

    Args:
        site: The agency's portals.
        pairs: Vietnamese pages with their English counterparts, as `audit.pairs` found them.
    """
    checks = (
        _blocked,
        _needs_script,
        _script_switch,
        _english_elsewhere,
        _english_unlinked,
        _english_shell,
        _vietnamese_shell,
        _placeholders,
        _stale_english,
        _broken_menu,
        _broken_links,
        _soft_errors,
        _wrong_lang,
        _bad_alternates,
        _widget_only,
        _encoding,
        _unmarked,
        _untrusted,
        _test_hosts,
    )
    return (*(fault for check in checks for fault in check(site)), *template_faults(site, pairs))


def _fault(kind: str, pages: Sequence[Page], effort: int, place: str = "", **params: str | int) -> Fault:
    urls = tuple(page.url for page in pages)
    return Fault(
        kind, Message(f"fault_{kind}", {"count": len(pages), **params}), urls, len(pages), effort, place
    )


def _blocked(site: SiteView) -> Iterator[Fault]:
    """Each host that keeps the crawler out, by itself: who opens one of them has mended something."""
    main = host_of(site.portals[0].url) if site.portals else ""
    told = set[str]()
    for portal in site.portals:
        host = host_of(portal.url)
        if portal.confirmed and portal.status.is_blocked and host not in told:
            told.add(host)
            params: dict[str, str | int] = {"url": portal.url, "status": portal.status.value, "count": 1}
            place = "" if host == main else host
            yield Fault("blocked", Message("fault_blocked", params), (portal.url,), 1, 2, place)


def _needs_script(site: SiteView) -> Iterator[Fault]:
    pages = [page for page in site.pages if page.facts.needs_script or page.by_script]
    if pages:
        yield _fault("needs_script", pages, 3)


def _script_switch(site: SiteView) -> Iterator[Fault]:
    """Home pages whose other language is behind something that only a script follows."""
    for kind in _SCRIPTED:
        urls = tuple(
            portal.url
            for portal in site.portals
            if portal.switch == kind and portal.switch_tried != "unchanged"
        )
        if urls:
            params: dict[str, str | int] = {"url": urls[0], "count": len(urls)}
            yield Fault(f"switch_{kind}", Message(f"fault_switch_{kind}", params), urls, len(urls), 1)


def _english_elsewhere(site: SiteView) -> Iterator[Fault]:
    address = version_elsewhere(site, "en")
    if address:
        params: dict[str, str | int] = {"host": host_of(address), "count": 1}
        yield Fault("english_elsewhere", Message("fault_english_elsewhere", params), (address,), 1, 1)


def _english_unlinked(site: SiteView) -> Iterator[Fault]:
    """An English version that no page leads to: one that only its address opened, or that only a site map names."""
    limits = site.lexicon.thresholds
    by_script = any(p.switch in _SCRIPTED and p.switch_tried != "unchanged" for p in site.portals)
    if official(site) != "vi" or by_script or not any(page.clicks > 0 for page in site.pages):
        return
    english = [page for page in site.in_language("en") if page.main_words("en") >= limits.page_words]
    alone = sorted((page for page in english if not _is_reached(site, page)), key=rank)
    tried = [page for page in alone if page.record.source == PROBE]
    if tried or len(alone) == len(english) >= limits.branch_pages:
        first = (tried or alone)[0]
        params: dict[str, str | int] = {"url": first.url, "count": len(alone)}
        yield Fault(
            "english_unlinked", Message("fault_english_unlinked", params), (first.url,), len(alone), 1
        )


def _is_reached(site: SiteView, page: Page) -> bool:
    """Whether a chain of links leads to a page; of one that was looked at again, a link that is new since."""
    return page.clicks >= 0 or any(use.first.clicks >= 0 for use in site.links.to.get(page.key, ()))


def _english_shell(site: SiteView) -> Iterator[Fault]:
    pages = shell_pages(site)
    foreign = OTHER[official(site)]
    if official(site) == "vi" and len(pages) >= site.lexicon.thresholds.cause_pages:
        whole = sum(page.branch == foreign for page in site.pages)
        yield _fault("english_shell", pages, 3, total=whole)


def _vietnamese_shell(site: SiteView) -> Iterator[Fault]:
    """English content that a foreign reader finds only through menus in Vietnamese."""
    english = [page for page in site.pages if page.facts.main_language == "en"]
    pages = [page for page in english if page.told.vietnamese_shell]
    if official(site) == "vi" and len(pages) >= site.lexicon.thresholds.cause_pages:
        yield _fault("vietnamese_shell", pages, 1, total=len(english))


def _placeholders(site: SiteView) -> Iterator[Fault]:
    pages = [page for page in site.pages if page.facts.placeholder]
    if pages:
        yield _fault("placeholder", pages, 2, quote=pages[0].facts.placeholder)


def _stale_english(site: SiteView) -> Iterator[Fault]:
    limits = site.lexicon.thresholds
    if official(site) != "vi":
        return
    pages = [page for page in site.in_language("en") if page.main_words("en") >= limits.page_words]
    if len(pages) < limits.branch_pages:
        return
    last, shown = newest_of(pages)
    other, _ = newest_of(site.in_language("vi"))
    if last is None or shown is None or other is None:
        return
    old = (site.day - last).days > limits.stale_months * 30
    if old and (other - last).days > limits.stale_lag_days:
        params: dict[str, str | int] = {
            "date": last.isoformat(),
            "other": other.isoformat(),
            "count": len(pages),
        }
        yield Fault("stale_english", Message("fault_stale_english", params), (shown.url,), len(pages), 2)


def _dead_links(site: SiteView) -> list[tuple[str, list[LinkUse]]]:
    """Return the addresses of the agency that are linked and do not exist, with their links."""
    broken = {FetchStatus.NOT_FOUND, FetchStatus.REDIRECT_LOOP, FetchStatus.CLIENT_ERROR}
    found = [
        (record.url, uses)
        for key, record in site.unread.items()
        if record.status in broken and (uses := site.links.to.get(key)) and site.owns(record.url)
    ]
    return sorted(found, key=lambda dead: dead[0])


def _in_menu(site: SiteView, uses: Sequence[LinkUse]) -> bool:
    """Whether a link stands on most pages of its language version."""
    share = site.lexicon.thresholds.template_share
    return any(
        use.menu and use.pages > 1 and use.pages >= share * len(site.branch(use.branch)) for use in uses
    )


def _broken_menu(site: SiteView) -> Iterator[Fault]:
    dead = [(url, uses) for url, uses in _dead_links(site) if _in_menu(site, uses)]
    if dead:
        count = max(use.pages for _, uses in dead for use in uses)
        params: dict[str, str | int] = {"links": len(dead), "count": count, "total": len(site.pages)}
        urls = tuple(url for url, _ in dead)
        yield Fault(
            "broken_menu", Message("fault_broken_menu", params), urls, count, 1, spots=tuple(map(_spot, dead))
        )


def _broken_links(site: SiteView) -> Iterator[Fault]:
    dead = [(url, uses) for url, uses in _dead_links(site) if not _in_menu(site, uses)]
    if len(dead) >= site.lexicon.thresholds.broken_links:
        urls, message = tuple(url for url, _ in dead), Message("fault_broken_links", {"count": len(dead)})
        yield Fault("broken_links", message, urls, len(dead), 1, spots=tuple(map(_spot, dead)))


def _spot(dead: tuple[str, list[LinkUse]]) -> Spot:
    """The link that stands on most pages, where it stands first."""
    use = max(dead[1], key=lambda use: use.pages)
    return Spot(use.first.url, use.text.strip())


def _soft_errors(site: SiteView) -> Iterator[Fault]:
    pages = [page for page in site.pages if page.is_any(Role.MISSING)]
    if pages:
        yield _fault("soft_404", pages, 1)


def _wrong_lang(site: SiteView) -> Iterator[Fault]:
    limit = site.lexicon.thresholds.page_words
    groups: dict[tuple[str, str], list[Page]] = {}
    for page in site.pages:
        declared, main = page.facts.declared[:2], page.facts.main_language
        if (
            declared in {"en", "vi"}
            and main in {"en", "vi"}
            and declared != main
            and page.main_words(main) >= limit
        ):
            groups.setdefault((page.facts.declared, main), []).append(page)
    for (declared, main), pages in sorted(groups.items()):
        if len(pages) >= site.lexicon.thresholds.cause_pages:
            yield _fault(f"wrong_lang_{main}", pages, 1, place=declared, declared=declared)


def _bad_alternates(site: SiteView) -> Iterator[Fault]:
    pages = []
    for page in site.pages:
        if not page.signs.has_alternates:
            continue
        targets = [(a.language[:2], a.url) for a in page.facts.alternates]
        grown = any(
            url.startswith(page.url.rstrip("/") + "/") and url.rstrip("/").endswith(("/en", "/vi"))
            for _, url in targets
        )
        lost = any(
            site.page(url) is None and site.unread_status(url) is FetchStatus.NOT_FOUND for _, url in targets
        )
        if targets and ((grown and page.depth > 0) or lost):
            pages.append(page)
    if len(pages) >= site.lexicon.thresholds.cause_pages:
        yield _fault("hreflang", pages, 1)


def _widget_only(site: SiteView) -> Iterator[Fault]:
    pages = [page for page in site.pages if "google_translate" in page.facts.widgets]
    if pages and len(site.in_language("en")) < site.lexicon.thresholds.branch_pages:
        yield _fault("widget_only", pages, 3)


def _encoding(site: SiteView) -> Iterator[Fault]:
    problems = Counter(page.facts.encoding_problem for page in site.pages if page.facts.encoding_problem)
    for problem, _ in problems.most_common():
        pages = [page for page in site.pages if page.facts.encoding_problem == problem]
        if problem != "nfd":
            yield _fault(f"encoding_{problem}", pages, 2)


def _unmarked(site: SiteView) -> Iterator[Fault]:
    pages = [page for page in site.in_language("vi") if page.told.unmarked]
    if pages:
        yield _fault("unmarked", pages, 2)


def _untrusted(site: SiteView) -> Iterator[Fault]:
    for portal in site.portals:
        if portal.tls.startswith("untrusted"):
            params: dict[str, str | int] = {"url": portal.url, "detail": portal.tls, "count": 1}
            yield Fault("untrusted", Message("fault_untrusted", params), (portal.url,), 1, 1)


def _test_hosts(site: SiteView) -> Iterator[Fault]:
    pages = [page for page in site.pages if is_test_host(page.url)]
    if pages:
        yield _fault("test_host", pages, 1)
