"""Language versions: is there one, is it more than a shell, is it kept current, has it a service host of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from audit.detectors.case import Case, answer, met, not_met, page_evidence, partly
from audit.lexicon import OTHER
from audit.results import Evidence, Side, Verdict
from audit.shares import least_share
from audit.site import Page, Role, SiteView
from audit.site.addresses import host_of
from audit.site.versions import language_switches, official, version_elsewhere


def foreign_language(case: Case) -> Side:
    """Content in a language besides the official one (CP-015): own pages, reached by a switch.

    Both sides give the same answer to a reader of either language: English is the foreign one here, Vietnamese the official
    one; on a portal whose official language is English, any other language counts.
    """
    foreign = foreign_pages(case.site)
    evidence = [page_evidence(page, page.title, "main") for page in foreign[:1]]
    if not foreign:
        return _no_version(case)
    missing = case.limits.branch_pages - len(foreign)
    left = _of_version_left(case) if missing > 0 else 0
    code = "language_full" if missing <= 0 else "language_sample"
    if missing > 0 and missing > left * _surely_foreign(case, foreign):
        if missing > left:
            return partly(case, "language_some", evidence, count=len(foreign))
        return answer(case, Verdict.COULD_NOT_TELL, "language_left", evidence, count=len(foreign), left=left)
    switches = language_switches(case.site)
    if switches:
        evidence.insert(0, page_evidence(switches[0].first, switches[0].text, "navigation"))
    if switches or any(page.linked for page in foreign):
        return met(case, code, evidence, count=len(foreign), left=left)
    return partly(case, "language_unlinked", evidence, count=len(foreign))


def _of_version_left(case: Case) -> int:
    """Return how many pages of the foreign version a crawl that ended early knows and did not read."""
    return len(case.site.left.version(OTHER[official(case.site)]))


def _surely_foreign(case: Case, foreign: Sequence[Page]) -> float:
    """Return the share of the foreign version's pages that is at least in its language, by those that were read."""
    version = case.site.branch(OTHER[official(case.site)])
    there = set(version).intersection(foreign)
    return least_share(len(there), len(version), case.limits.sample_sureness)


def _no_version(case: Case) -> Side:
    """Say what stands where a version in another language would be."""
    site = case.site
    shells = shell_pages(site)
    if shells:
        shown = [page_evidence(page, page.title, "main") for page in shells]
        return not_met(case, "language_shell", shown, count=len(shells))
    widget = next((page for page in site.pages if "google_translate" in page.facts.widgets), None)
    if widget is not None:
        return not_met(case, "language_widget", [page_evidence(widget, widget.title, "navigation")])
    switches = [page_evidence(use.first, use.text, "navigation") for use in language_switches(site)[:1]]
    other = version_elsewhere(site, OTHER[official(site)])
    if other:
        return answer(case, Verdict.COULD_NOT_TELL, "language_elsewhere", switches, host=host_of(other))
    return not_met(case, "language_dead_switch" if switches else "language_none", switches)


def foreign_pages(site: SiteView) -> list[Page]:
    """Return the pages whose main text is in a language besides the official one; labels in menus do not count."""
    home = official(site)
    limits = site.lexicon.thresholds
    found = []
    for page in site.pages:
        if page.is_any(Role.PLACEHOLDER, Role.SEARCH, Role.MISSING):
            continue
        counts = page.facts.words
        best = max((n for language, n in counts.items() if language != home), default=0)
        enough = limits.short_words if page.languages == {OTHER[home]} else limits.page_words
        if best >= enough and best > counts.get(home, 0):
            found.append(page)
    return found


def shell_pages(site: SiteView) -> list[Page]:
    """Return the pages that stand in the foreign version but whose main text is in the official language."""
    home = official(site)
    limit = site.lexicon.thresholds.page_words
    return [
        page
        for page in site.pages
        if page.branch == OTHER[home]
        and page.facts.words.get(home, 0) >= limit
        and home in page.languages
        and not page.is_any(Role.MISSING, Role.SEARCH)
    ]


def english_host(case: Case) -> Side:
    """English service interface at e-services.<name>.gov.vn (Circular 01/2018/TT-VPCP Art. 16)."""
    prefix = str(case.criterion.params["pattern"])
    site = case.site
    portals = [p for p in site.agency.portals if host_of(p.url).startswith(f"{prefix}.")]
    pages = [page for page in site.pages if host_of(page.url).startswith(f"{prefix}.")]
    english = [
        page for page in pages if "en" in page.languages and page.main_words("en") >= case.limits.page_words
    ]
    if english:
        return met(
            case,
            "english_host_full",
            [page_evidence(english[0], english[0].title, "main")],
            count=len(english),
        )
    if pages:
        return partly(case, "english_host_shell", [page_evidence(pages[0], pages[0].title, "main")])
    outside = [use for use in site.links.uses if host_of(use.target).startswith(f"{prefix}.")]
    if outside:
        link = outside[0]
        return partly(case, "english_host_unread", [page_evidence(link.first, link.text, "link")])
    blocked = [
        o for o in site.portals if o.url in {p.url for p in portals} and o.confirmed and o.status.is_blocked
    ]
    if blocked:
        return answer(case, Verdict.COULD_NOT_TELL, "unread_blocked")
    return not_met(case, "english_host_none")


def branch_fresh(case: Case) -> Side:
    """Foreign-language sections kept current (Decree 43/2011 Art. 17(1)(h)): one answer for readers of either language."""
    site = case.site
    home = official(site)
    pages = [p for p in site.in_language(OTHER[home]) if p.main_words(OTHER[home]) >= case.limits.page_words]
    if len(pages) < case.limits.branch_pages:
        return not_met(
            case, "branch_none", [page_evidence(p, p.title, "main") for p in pages], count=len(pages)
        )
    last, shown = newest_of(pages)
    if last is None or shown is None:
        return partly(case, "branch_undated", [page_evidence(pages[0], pages[0].title, "main")])
    evidence = [_dated_evidence(shown, last)]
    other, _ = newest_of(site.in_language(home))
    lag = max(0, (other - last).days) if other else 0
    if (site.day - last).days <= case.limits.stale_months * 30 and lag <= case.limits.stale_lag_days:
        return met(case, "branch_full", evidence, date=last.isoformat())
    return partly(case, "branch_stale", evidence, date=last.isoformat())


def newest_of(pages: Sequence[Page]) -> tuple[date | None, Page | None]:
    """Return the newest date up to the audit's day that a set of pages shows, and the page that shows it."""
    best: tuple[date | None, Page | None] = (None, None)
    for page in pages:
        last = page.signs.newest
        if last is not None and (best[0] is None or last > best[0]):
            best = (last, page)
    return best


def updated(case: Case) -> Side:
    """A dated item of the last month (TEC-072); clocks and copyright years are no evidence."""
    pages = case.site.in_language(case.language)
    last, shown = newest_of(pages)
    if last is None or shown is None:
        return not_met(case, "updated_undated")
    evidence = [_dated_evidence(shown, last)]
    if (case.site.day - last).days <= case.limits.update_days:
        return met(case, "updated_full", evidence, date=last.isoformat())
    return not_met(case, "updated_stale", evidence, date=last.isoformat())


def _dated_evidence(page: Page, last: date) -> Evidence:
    item = next((i for i in page.facts.dated if i.date == last.isoformat()), None)
    return page_evidence(page, item.text if item else page.title, "main")
