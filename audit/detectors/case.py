"""One question at one site in one language, and how its answer is put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.criteria.model import Criterion
from audit.facts.model import Place
from audit.lexicon import Lexicon, Thresholds
from audit.lexicon.families import Family, FamilyTerms
from audit.results import Evidence, Looked, Message, Side, Verdict
from audit.site import Page, SiteView, Unit, UnitKind


@dataclass(frozen=True, slots=True)
class Case:
    """What a detector is given."""

    site: SiteView
    criterion: Criterion
    language: str
    """en or vi."""

    @property
    def lexicon(self) -> Lexicon:
        """Terms, traits and thresholds."""
        return self.site.lexicon

    @property
    def limits(self) -> Thresholds:
        """The numbers that decide."""
        return self.site.lexicon.thresholds

    @property
    def family(self) -> str:
        """The family of terms that the criterion asks about; empty when it has none."""
        return str(self.criterion.params.get("family", ""))

    @property
    def terms(self) -> FamilyTerms:
        """The family's terms in this language."""
        return self.lexicon.terms(self.family, self.language)

    @property
    def traits(self) -> Family:
        """What the family asks of a site."""
        return self.lexicon.families[self.family]

    def purpose(self, name: str) -> tuple[str, ...]:
        """Return the words of this language that tell a purpose."""
        return self.lexicon[self.language].purposes.get(name, ())


def trim(text: str, words: int) -> str:
    """Cut a quote to so many words."""
    parts = text.split()
    return text if len(parts) <= words else " ".join(parts[:words]) + " …"


def page_evidence(page: Page, quote: str, where: str, *, found_on: str = "", limit: int = 40) -> Evidence:
    """Return evidence on a page that was read."""
    record = page.record
    warc = f"{record.warc_file}:{record.warc_offset}" if record.warc_file else ""
    language = next(iter(sorted(page.languages)), "und")
    return Evidence(
        page.url,
        trim(quote or page.title, limit),
        language,
        where,
        fetched_at=record.fetched_at,
        record=warc,
        clicks=page.clicks,
        found_on=found_on,
        by_script=page.by_script,
    )


_WHERE = {Place.NAV: "navigation", Place.FOOTER: "footer", Place.ASIDE: "aside", Place.MAIN: "link"}


def unit_evidence(
    unit: Unit, page: Page | None, language: str, *, quote: str = "", limit: int = 40
) -> Evidence:
    """Return evidence for a name: the page it names, or the link itself when its target was not read."""
    if unit.link is None:
        where = "title" if unit.kind in {UnitKind.LANDING_TITLE, UnitKind.TITLE} else "heading"
        if unit.kind is UnitKind.SLUG:
            where = "address"
        return page_evidence(unit.page, quote or unit.text, where, limit=limit)
    if page is not None:
        return page_evidence(
            page, quote or page.title or unit.text, "main" if quote else "title", found_on=unit.page.url
        )
    record = unit.page.record
    warc = f"{record.warc_file}:{record.warc_offset}" if record.warc_file else ""
    return Evidence(
        unit.target,
        trim(unit.text, limit),
        language,
        _WHERE[unit.place],
        fetched_at=record.fetched_at,
        record=warc,
        clicks=unit.page.clicks + 1 if unit.page.clicks >= 0 else -1,
        found_on=unit.page.url,
        by_script=unit.page.by_script,
    )


def looked(case: Case, places: Iterable[str] = ()) -> Looked:
    """Return where we looked: pages read in that language, terms tried, addresses that came nearest."""
    homes = [page.url for page in case.site.home_pages(case.language)]
    near = list(dict.fromkeys([*places, *homes]))[: case.limits.places]
    return Looked(
        pages=len(case.site.in_language(case.language)),
        terms=case.terms.strong if case.family else (),
        places=tuple(near),
    )


def answer(
    case: Case,
    verdict: Verdict,
    code: str,
    evidence: Sequence[Evidence] = (),
    near: Sequence[Evidence] = (),
    **params: str | int,
) -> Side:
    """Return one side's verdict. "Not met" turns into "could not tell" when the portal could not be read (R13)."""
    if verdict is Verdict.NOT_MET:
        hindrance = case.site.unreadable(case.language)
        if hindrance:
            verdict, code, params = Verdict.COULD_NOT_TELL, f"unread_{hindrance}", {}
    near = tuple(near)[: case.limits.near_misses]
    return Side(
        verdict, Message(code, dict(params)), tuple(evidence), near, looked(case, (e.url for e in near))
    )


def met(case: Case, code: str, evidence: Sequence[Evidence], **params: str | int) -> Side:
    """Return *met*."""
    return answer(case, Verdict.MET, code, evidence, (), **params)


def partly(case: Case, code: str, evidence: Sequence[Evidence], **params: str | int) -> Side:
    """Return *partly*."""
    return answer(case, Verdict.PARTLY, code, evidence, (), **params)


def not_met(case: Case, code: str, near: Sequence[Evidence] = (), **params: str | int) -> Side:
    """Return *not met*, or *could not tell* when the portal could not be read."""
    return answer(case, Verdict.NOT_MET, code, (), near, **params)
