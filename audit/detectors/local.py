"""Life in a province or city: information and services of the LOSI, its own portal, and the bodies it links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from audit.detectors.case import Case, answer, met, not_met, page_evidence, partly
from audit.detectors.hosts import official
from audit.detectors.links_out import link_evidence, outward
from audit.detectors.named import Candidate, candidates, conclude, named
from audit.detectors.transactions import transaction
from audit.facts.model import Place
from audit.lexicon.words import find_phrase, holds_any, tokens
from audit.results import Evidence, Side, Verdict
from audit.site import LinkUse, Match, Page, Role, UnitKind
from audit.site.addresses import host_of, is_test_host

_BEST = (Verdict.MET, Verdict.PARTLY, Verdict.COULD_NOT_TELL, Verdict.NOT_MET)


def local_life(case: Case) -> Side:
    """A section for residents: name, place, substance as everywhere, and three things that the LOSI adds.

    One news item is a part of it. A place of its own on another host (a bus company, a lost-property office) counts where the
    criterion takes it (`params.elsewhere`). A link to the office in charge of the sector is a part of it (`params.office`).
    """
    side = conclude(case, _weighed(case))
    if case.criterion.params.get("office") and _is_office(
        case, tokens(str(side.reason.params.get("name", "")))
    ):
        # the office's own page again, carried over from its counterpart in the other language
        side = not_met(case, "nothing_named", (*side.evidence, *side.near_misses))
    if side.verdict in {Verdict.MET, Verdict.PARTLY}:
        return side
    office = _office(case)
    if office is None:
        return side
    return answer(
        case, Verdict.PARTLY, "office_link", (link_evidence(office),), side.near_misses, name=office.text
    )


def _weighed(case: Case) -> Iterator[Candidate]:
    apart = bool(case.criterion.params.get("elsewhere"))
    for candidate in candidates(case):
        unit = candidate.match.unit
        if case.criterion.params.get("office") and (
            _is_office(case, unit.words) or _procedure(case, candidate.match)
        ):
            continue  # the office in charge, or one procedure of it: no section for residents
        strong = candidate.match.strong and candidate.match.coverage >= case.limits.coverage
        if candidate.code == "news_only" and strong and unit.link is None:
            yield replace(candidate, verdict=Verdict.PARTLY)
        elif candidate.code == "general_link" and apart and _place_of_its_own(case, candidate):
            yield replace(candidate, verdict=Verdict.MET, code="official_link")
        else:
            yield candidate


def _place_of_its_own(case: Case, candidate: Candidate) -> bool:
    """Whether a front door is that of the very thing: linked from menu or home, and no portal of an agency."""
    unit = candidate.match.unit
    host = host_of(unit.target)
    agencies = {known.host for known in case.site.known_hosts} | case.site.portal_hosts
    return unit.kind <= UnitKind.HOME_LINK and host not in agencies


def _office(case: Case) -> LinkUse | None:
    """Return the link in menu or on the home page that names an office of the criterion's sector (`params.office`)."""
    if not case.criterion.params.get("office"):
        return None
    for use in case.site.links.uses:
        shown = use.branch == case.language and (use.menu or bool(use.on_home))
        outside = host_of(use.target) not in case.site.portal_hosts
        if shown and outside and _is_office(case, use.words, "local_office"):
            return use
    return None


def _is_office(case: Case, words: tuple[str, ...], kind: str = "office") -> bool:
    """Whether a label names an office of the sector: "Sở Y tế", "Department of Health", "Health Department"."""
    sector = case.lexicon[case.language].sectors.get(case.criterion.sector or "", ())
    offices = [tokens(term) for term in case.purpose(kind)]
    named_so = any(words[: len(office)] == office or words[-len(office) :] == office for office in offices)
    return named_so and bool(holds_any(words, sector))


def _procedure(case: Case, match: Match) -> bool:
    """Whether a name is that of one procedure of many words; a section's name says the field and nothing else."""
    page = case.site.by_key.get(match.unit.key)
    return page is not None and page.is_any(Role.SERVICE) and match.coverage < 1


def any_of(case: Case) -> Side:
    """The best of several families: one good section, or service (`params.services`), is enough (LOSI 231, 268)."""
    families = [str(name) for name in case.criterion.params["families"]]
    sides = []
    for family in families:
        params = {"family": family}
        part = Case(case.site, case.criterion.model_copy(update={"params": params}), case.language)
        sides.append(transaction(part) if case.criterion.params.get("services") else named(part))
    best = min(sides, key=lambda side: _BEST.index(side.verdict))
    near = tuple(e for side in sides if side is not best for e in (*side.evidence, *side.near_misses))
    terms = tuple(case.lexicon.terms(family, case.language).strong[0] for family in families)
    shown = (*best.near_misses, *near)[: case.limits.near_misses]
    return replace(best, near_misses=shown, looked=replace(best.looked, terms=terms))


def official_portal(case: Case) -> Side:
    """The locality's own portal: official domain, or its owner named in the footer (LOSI 281)."""
    mains = {host_of(p.url) for p in case.site.agency.portals if p.role == "main"}
    pages = [page for page in case.site.homes if host_of(page.url) in mains] or list(case.site.homes)
    if not pages:
        return answer(case, Verdict.COULD_NOT_TELL, "unread_blocked")
    home = pages[0]
    host = host_of(home.url)
    shown = page_evidence(home, host, "address")
    if is_test_host(home.url):
        return partly(case, "portal_test_host", (shown,), host=host)
    if official(home.url):
        return met(case, "portal_official", (shown,), host=host)
    owner = next((proof for page in pages if (proof := _owner(case, page))), None)
    if owner is not None:
        return met(case, "portal_owned", (owner,), host=host)
    return partly(case, "portal_unowned", (shown,), host=host)


def _owner(case: Case, page: Page) -> Evidence | None:
    """Return the line of the footer that names the owner: "cơ quan chủ quản", or the body itself with its title."""
    names = [tokens(name) for name in (case.site.agency.name.vi, case.site.agency.name.en)]
    for block in page.facts.blocks:
        if block.place is not Place.FOOTER:
            continue
        words = tokens(block.text)
        said = any(
            holds_any(words, case.lexicon[language].purposes.get("official", ()))
            for language in case.lexicon.languages
        )
        if said or any(find_phrase(words, name) >= 0 for name in names):
            return page_evidence(page, block.text, "footer")
    return None


def agency_links(case: Case) -> Side:
    """Links to local, regional and national bodies: some of each, five together (LOSI 242)."""
    local: dict[str, LinkUse] = {}
    other: dict[str, LinkUse] = {}
    kinds = {known.host: known.kind for known in case.site.known_hosts}
    names = [tokens(term) for term in (*case.purpose("local"), *case.purpose("local_office"))]
    systems = case.purpose("no_body")
    for host, use in outward(case):
        body = host in kinds or official(use.target)
        below = any(host.endswith(f".{name}") for name in case.site.portal_hosts)
        said = len(use.words) <= case.limits.label_words and not holds_any(use.words, systems)
        said = said and any(find_phrase(use.words, name) >= 0 for name in names)
        if kinds.get(host) == "province" or (said and (body or below)):
            local.setdefault(host, use)
        elif body and not below:
            other.setdefault(host, use)
    uses = [*list(local.values())[:2], *list(other.values())[:2]]
    evidence = tuple(link_evidence(use) for use in uses)
    count = len(local) + len(other)
    if local and other and count >= case.limits.local_hosts:
        return met(case, "bodies_full", evidence, count=len(local), others=len(other))
    if count:
        return partly(case, "bodies_some", evidence, count=len(local), others=len(other))
    return not_met(case, "bodies_none")


def help_line(case: Case) -> Side:
    """A telephone number for online services: a named page, or the line of a service portal's footer (LOSI 288)."""
    side = conclude(case, candidates(case))
    if side.verdict is Verdict.MET:
        return side
    for page in case.site.branch(case.language):
        line = _service_line(case, page)
        if line:
            return met(case, "help_line_footer", (page_evidence(page, line, "footer"),))
    return side


def _service_line(case: Case, page: Page) -> str:
    """Return the line with a number outside the main content: of a service portal, or one that says what it is for."""
    services = {host_of(p.url) for p in case.site.agency.portals if p.role == "services"}
    on_portal = host_of(page.url) in services
    if not (page.is_any(Role.HOME) or on_portal):
        return ""
    for block in page.facts.blocks:
        has_number = any(number in block.text for number in page.facts.phones)
        said = holds_any(tokens(block.text), case.purpose("online_help"))
        if block.place is not Place.MAIN and has_number and (on_portal or said):
            return block.text
    return ""
