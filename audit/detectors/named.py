"""The general detector: name, place, substance (docs/verdicts.md, R1).

A thing is *met* when a link, title or heading names it, in a place where such things live, and what stands there is the thing.
Name and place without substance, a bare link, a label over a page in the other language, a page no link leads to: *partly*.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from audit.detectors.case import Case, answer, not_met, page_evidence, unit_evidence
from audit.detectors.checks import CHECKS, Level, Substance
from audit.detectors.hosts import official, spells
from audit.detectors.scope import Scope, counterpart, scope_of
from audit.detectors.told import told
from audit.detectors.told_rules import about_sector
from audit.facts.model import Place
from audit.lexicon import OTHER
from audit.lexicon.words import find_phrase, holds_any, tokens
from audit.results import Evidence, Side, Verdict
from audit.site import Match, Page, Role, Unit, UnitKind
from audit.site.addresses import is_deep, key_of, translations
from crawler.status import FetchStatus

_RANK = {Verdict.MET: 0, Verdict.PARTLY: 1, Verdict.COULD_NOT_TELL: 2, Verdict.NOT_MET: 3}
_FILE_IS_PART = frozenset(
    {
        *("units", "steps", "budget", "figures", "collection", "legal_texts", "officials", "people"),
        *("initiative", "indicators", "survey_results", "meetings", "outcome", "plan_comment"),
    }
)
"""Checks that a file under the right name meets in part: it may be a scan, and its text was not read."""


_OF_OTHERS = frozenset({"group", "service", "application", "reporting", "units"})
"""Checks of what another body may offer: a link to its section or office, under a wider name, is a part of it (R6)."""
_DOCUMENTS = frozenset({"document", "law"})
"""Checks that ask for a document: a file under the right name is the thing."""
_TEMPLATE = frozenset({"counter", "chat"})
"""Checks of what stands in the template of a language version, whatever the page's own text is."""


_TEXT_ONLY = frozenset({"statement", "prose", "document"})
"""Checks that tell that there is text, not what it says: the name has to say it."""
_NO_EVIDENCE = {
    Role.MISSING: "broken_link",
    Role.PLACEHOLDER: "placeholder",
    Role.SEARCH: "search_page",
    Role.ARCHIVE: "archive_only",
}
"""Pages that show nothing, and why."""
_NEVER_LAW = frozenset({"application", "group", "offer", "places", "service", "steps", "vacancies"})
"""Checks of what people are offered: the wording of a law about it offers nothing (reference: evidence rules, R8)."""
_LITTLE = _TEXT_ONLY | {"user_form", "input"}
"""Checks that text or a form of any kind passes: half a weak name does not say what for."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name, weighed."""

    match: Match
    verdict: Verdict
    code: str
    evidence: Evidence
    count: int = 0

    @property
    def rank(self) -> tuple[int, bool, float, int, int]:
        """Best first: verdict, strong names, names that say nothing else, telling places, few clicks."""
        unit = self.match.unit
        clicks = self.evidence.clicks if self.evidence.clicks >= 0 else 99
        return (
            _RANK[self.verdict],
            not self.match.strong,
            -round(self.match.coverage, 1),
            min(unit.kind, 5),
            clicks,
        )


def named(case: Case) -> Side:
    """Judge one family by its names."""
    return conclude(case, candidates(case))


def conclude(case: Case, found: Iterable[Candidate]) -> Side:
    """Return the best candidate's verdict; the others are near misses."""
    ranked = sorted(found, key=lambda candidate: candidate.rank)
    if not ranked or ranked[0].verdict is not Verdict.MET:
        ranked = sorted([*ranked, *_twins(case)], key=lambda candidate: candidate.rank)
    if not ranked or ranked[0].verdict is not Verdict.MET:
        ranked = sorted([*ranked, *_told(case)], key=lambda candidate: candidate.rank)
    if not ranked or ranked[0].verdict is Verdict.NOT_MET:
        leads = _leads(case)
        if not ranked:
            return not_met(case, "nothing_named", leads)
        near = list(_distinct(c.evidence for c in ranked))
        return not_met(
            case, ranked[0].code, [*near[:3], *leads], name=_label(ranked[0].match), count=ranked[0].count
        )
    best = ranked[0]
    near = [e for e in _distinct(c.evidence for c in ranked[1:]) if e.url != best.evidence.url]
    return answer(
        case, best.verdict, best.code, (best.evidence,), near, name=_label(best.match), count=best.count
    )


def _label(match: Match) -> str:
    """Return what a reader knows the thing by: an address is no name."""
    unit = match.unit
    return unit.page.title or unit.text if unit.kind is UnitKind.SLUG else unit.text


def _twins(case: Case) -> Iterator[Candidate]:
    """Carry a verdict over to the page's counterpart in this language, once its own text shows the substance (R11)."""
    other = Case(case.site, case.criterion, OTHER[case.language])
    for match in case.site.named(case.family, other.language):
        page = case.site.by_key.get(match.unit.key)
        if page is None or not match.strong or not case.site.twins(page, case.language):
            continue
        scope = scope_of(case.site, match.unit, page)
        theirs = weigh_page(other, match, page)[0]
        if theirs not in {Verdict.MET, Verdict.PARTLY}:
            continue
        for twin in case.site.twins(page, case.language):
            section = counterpart(scope, twin)
            if section is None or twin.is_any(Role.PLACEHOLDER, Role.MISSING):
                continue
            spoken = section.heading or section.holds(case.terms.strong)
            if not spoken and twin.key not in _declared(case, page):
                continue  # a switch that loses the page leads to another one; pages cut alike are the same
            substance = check(case, section)
            if substance.level is Level.NONE:
                continue
            whole = theirs is Verdict.MET and substance.level is Level.FULL
            yield _carried(case, match, twin, substance, whole=whole)


def _told(case: Case) -> Iterator[Candidate]:
    """Look into pages that are named otherwise: their text and structure may show the thing."""
    for page, substance in told(case, check_name(case)):
        unit = Unit(page.title, (), UnitKind.TITLE, page, page.url, page.key, page.branch, Place.MAIN)
        evidence = page_evidence(page, substance.quote, "main", limit=case.limits.quote_words)
        whole = substance.level is Level.FULL
        verdict = Verdict.MET if whole and about_sector(case, page) else Verdict.PARTLY
        code = "told_full" if verdict is Verdict.MET else "other_sector" if whole else "told_some"
        yield Candidate(
            Match(unit, "", strong=True, coverage=0.0, at_start=False),
            verdict,
            code,
            evidence,
            substance.count,
        )


def _declared(case: Case, page: Page) -> set[str]:
    """Return the keys of a page's counterparts that it names itself by hreflang, or that stand under its own address."""
    named_so = [a.url for a in page.facts.alternates if a.language[:2] == case.language]
    return {key_of(url) for url in (*named_so, *translations(page.url, case.language, case.lexicon))}


def _carried(case: Case, match: Match, twin: Page, substance: Substance, *, whole: bool) -> Candidate:
    limit = case.limits.quote_words
    evidence = page_evidence(twin, substance.quote or twin.title, "main", limit=limit)
    text = twin.title or match.unit.text
    unit = Unit(text, (), UnitKind.TITLE, twin, twin.url, twin.key, twin.branch, Place.MAIN)
    shown = Match(unit, match.term, strong=True, coverage=match.coverage, at_start=match.at_start)
    stem = check_name(case)
    if whole:
        return Candidate(shown, Verdict.MET, f"{stem}_full", evidence, substance.count)
    return Candidate(shown, Verdict.PARTLY, substance.note or f"{stem}_some", evidence, substance.count)


def _leads(case: Case) -> list[Evidence]:
    """Return pages that speak of it in running text: for a reviewer, never evidence."""
    found = islice(case.site.mentions(case.terms.strong, case.language), case.limits.near_misses)
    limit = case.limits.quote_words
    return [
        page_evidence(page, Scope(case.site, page).quote([term]), "main", limit=limit) for page, term in found
    ]


def candidates(case: Case) -> Iterator[Candidate]:
    """Yield every name of the case's family, weighed."""
    for match in case.site.named(case.family, case.language):
        candidate = _weigh(case, match)
        if candidate is not None:
            yield candidate


def _weigh(case: Case, match: Match) -> Candidate | None:
    unit = match.unit
    page = case.site.by_key.get(unit.key)
    if unit.branch != case.language and (page is None or case.language not in page.languages):
        return None
    if page is None:
        return _unread(case, match)
    return _read(case, match, page)


def _read(case: Case, match: Match, page: Page) -> Candidate | None:
    unit = match.unit
    if unit.link is not None and page is unit.page and unit.kind is UnitKind.LINK:
        return None  # an anchor on its own page: its heading is a unit already
    weighed = weigh_page(case, match, page)
    verdict, code, substance = weighed
    evidence = unit_evidence(unit, page, case.language, quote=substance.quote, limit=case.limits.quote_words)
    in_template = check_name(case) in _TEMPLATE and page.branch == case.language
    if verdict is not Verdict.NOT_MET and case.language not in page.languages and not in_template:
        own = case.language in unit.page.languages or unit.branch == case.language
        verdict, code = (Verdict.PARTLY, "label_only") if own else (Verdict.NOT_MET, "other_language")
    return Candidate(match, verdict, code, evidence, substance.count)


def weigh_page(case: Case, match: Match, page: Page) -> tuple[Verdict, str, Substance]:
    """Judge a name and the page behind it, whatever the page's language."""
    traits, unit = case.traits, match.unit
    refused = _refused(case, match, page)
    if refused is not None:
        return *refused, Substance(Level.NONE)
    substance = check(case, scope_of(case.site, unit, page))
    if traits.placement == "site" and not _site_wide(case, match, page):
        return Verdict.NOT_MET, "deep_heading", substance
    verdict, code = _grade(case, match, substance)
    if verdict is Verdict.MET and not page.linked:
        return Verdict.PARTLY, "unlinked", substance
    if verdict is Verdict.MET and not about_sector(case, page):
        return Verdict.PARTLY, "other_sector", substance
    if traits.placement == "section" and page.is_any(Role.STAFF) and verdict is not Verdict.NOT_MET:
        return Verdict.PARTLY if match.strong else Verdict.NOT_MET, "for_staff", substance
    return verdict, code, substance


def _refused(case: Case, match: Match, page: Page) -> tuple[Verdict, str] | None:
    """Return the verdict over a page that is what it is, whatever stands on it; None for one that has to be looked into."""
    for role, code in _NO_EVIDENCE.items():
        if page.is_any(role):
            return Verdict.NOT_MET, code
    if page.is_any(Role.NEWS, Role.SPEECH) and not case.traits.news:
        return Verdict.NOT_MET, "news_only"
    if page.is_any(Role.LAW) and check_name(case) in _NEVER_LAW:
        told = check_name(case) == "service" and match.strong
        return Verdict.PARTLY if told else Verdict.NOT_MET, "law_text"
    return None


def check(case: Case, scope: Scope) -> Substance:
    """Run the check that the criterion, else its family, asks for."""
    name = str(case.criterion.params.get("check", case.traits.check))
    return CHECKS[name](case, scope)


def check_name(case: Case) -> str:
    """Return the name of the check, the stem of its reasons' codes."""
    return str(case.criterion.params.get("check", case.traits.check))


def _titled_alike(case: Case, page: Page) -> bool:
    """Whether the page's own title points to the family, so that a heading on it is no chance."""
    return page.is_any(Role.LANDING) and bool(
        holds_any(tokens(page.title), (*case.terms.strong, *case.terms.weak))
    )


def _site_wide(case: Case, match: Match, page: Page) -> bool:
    unit = match.unit
    if unit.kind.site_wide:
        return True
    home = unit.page.is_any(Role.HOME)
    if unit.link is None and unit.kind is UnitKind.HEADING and _titled_alike(case, page):
        return True
    return home or (unit.link is None and page.is_any(Role.LANDING) and unit.kind is UnitKind.TITLE)


def _grade(case: Case, match: Match, substance: Substance) -> tuple[Verdict, str]:
    stem = substance.note or check_name(case)
    if substance.level is Level.FULL and (match.strong or case.traits.weak):
        return Verdict.MET, f"{stem}_full"
    if (
        substance.level is Level.FULL
        and check_name(case) in _LITTLE
        and match.coverage < case.limits.coverage_weak
    ):
        return Verdict.NOT_MET, "weak_name"
    if substance.level is Level.FULL:
        telling = (
            match.coverage >= case.limits.coverage_weak
            and match.unit.kind <= UnitKind.TITLE
            and check_name(case) not in _TEXT_ONLY
        )
        return (Verdict.MET, f"{stem}_full") if telling else (Verdict.PARTLY, "weak_name")
    exact = match.strong or (case.traits.weak and match.coverage >= 1)
    if exact and substance.level is Level.SOME:
        return Verdict.PARTLY, stem if substance.note else f"{stem}_some"
    if match.strong:
        return Verdict.NOT_MET, "named_only"
    return Verdict.NOT_MET, "weak_name"


def _unread(case: Case, match: Match) -> Candidate | None:
    """Weigh a link whose target was not read: a document, another body's site, a dead link."""
    unit = match.unit
    evidence = unit_evidence(unit, None, case.language, limit=case.limits.quote_words)
    record = case.site.unread.get(unit.key)
    status = record.status if record is not None else None
    inside = case.site.owns(unit.target)
    if inside and status is FetchStatus.NOT_FOUND:
        return Candidate(match, Verdict.NOT_MET, "broken_link", evidence)
    if not match.strong:
        category = not inside and check_name(case) in _OF_OTHERS and unit.kind <= UnitKind.HOME_LINK
        verdict, code = (Verdict.PARTLY, "bare_link") if category else (Verdict.NOT_MET, "weak_link")
        return Candidate(match, verdict, code, evidence)
    if elsewhere(case, unit.text):
        return Candidate(match, Verdict.PARTLY, "label_only", evidence)
    if record is not None and status is FetchStatus.NOT_A_PAGE:
        return _file(case, match, evidence)
    if inside:
        wide = unit.kind <= UnitKind.HOME_LINK or case.traits.placement == "section"
        verdict = Verdict.COULD_NOT_TELL if wide else Verdict.NOT_MET
        return Candidate(match, verdict, "target_unread" if wide else "deep_heading", evidence)
    return _outside(case, match, evidence)


def _file(case: Case, match: Match, evidence: Evidence) -> Candidate:
    """Weigh a link to a file: it is the thing where a document is asked for, and a part of it elsewhere."""
    check_of = check_name(case)
    if check_of in _DOCUMENTS:
        return Candidate(match, Verdict.MET, "file", evidence)
    if check_of in _FILE_IS_PART:
        return Candidate(match, Verdict.PARTLY, "file_only", evidence)
    return Candidate(match, Verdict.NOT_MET, "file_only", evidence)


def elsewhere(case: Case, text: str) -> bool:
    """Whether a label says itself that its target is in another language."""
    words = tokens(text)
    notes = case.lexicon[case.language].elsewhere
    return len(words) > 2 and bool(holds_any(words, notes))


def _outside(case: Case, match: Match, evidence: Evidence) -> Candidate:
    unit, traits = match.unit, case.traits
    in_place = unit.kind <= UnitKind.HOME_LINK
    if traits.placement == "section":
        in_place = in_place or _in_section(case, match) or (traits.check in _DOCUMENTS and _opens_row(match))
    purpose = str(case.criterion.params.get("purpose", ""))
    if traits.link == "purpose":
        said = match.at_start and purpose != "" and holds_any(unit.words, case.purpose(purpose))
        good = bool(said) and in_place
    else:
        good = in_place and _is_place(case, unit.target)
    if good:
        return Candidate(match, Verdict.MET, "official_link", evidence)
    code = "general_link" if not is_deep(unit.target) else "bare_link"
    return Candidate(match, Verdict.PARTLY, code, evidence)


def _is_place(case: Case, url: str) -> bool:
    """Whether another site's address is the place of this very thing (R6)."""
    link = case.traits.link
    if link == "portal":
        return is_deep(url) or official(url)
    called = (*case.traits.en.strong, *case.traits.vi.strong)
    return link in {"official", "deep"} and (is_deep(url) or spells(url, called))


def _in_section(case: Case, match: Match) -> bool:
    """Whether a link stands below a heading, or on a landing page, that names the family, too."""
    unit = match.unit
    if unit.page.is_any(Role.NEWS, Role.SPEECH):
        return False
    link = unit.written
    heading = tokens(link.heading if link else "")
    return any(find_phrase(heading, tokens(term)) >= 0 for term in case.terms.strong)


def _opens_row(match: Match) -> bool:
    """Whether a link opens its sentence or list row, which is then about it; further on it is named in passing."""
    unit = match.unit
    link = unit.written
    row = tokens(link.context if link else "")
    start = find_phrase(row, unit.words)
    return not unit.page.is_any(Role.NEWS, Role.SPEECH) and bool(row) and 0 <= start <= 1


def _distinct(evidence: Iterable[Evidence]) -> Iterator[Evidence]:
    seen: set[str] = set()
    for item in evidence:
        if item.url not in seen:
            seen.add(item.url)
            yield item
