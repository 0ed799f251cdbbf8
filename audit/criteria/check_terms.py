"""Whether families of terms find what they are for: every term tested by an example, every example told as it should be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from audit.facts.model import Place
from audit.facts.page import read_page
from audit.lexicon import LANGUAGES, Lexicon
from audit.lexicon.families import Family, FamilyTerms, untested
from audit.lexicon.words import tokens
from audit.site.pages import Page, SitePage
from audit.site.units import Unit, UnitKind, Units
from crawler.records import PageRecord
from crawler.status import FetchStatus


def term_faults(family: Family, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a family's terms, as (key below the family, message).

    Args:
        family: With its examples.
        lexicon: Stop words and thresholds: examples are matched as a site's titles are (docs/verdicts.md, R2).
    """
    for language in LANGUAGES:
        terms = family.terms(language)
        if not terms.strong:
            yield language, "has no strong term"
        if not (terms.names or terms.others):
            yield language, "has no examples: none of its terms is tested"
            continue
        for kind, term in untested(terms):
            example = "label of `others`" if kind == "negative" else "label of `names`"
            number = getattr(terms, kind).index(term)
            yield f"{language}.{kind}.{number}", f"no {example} tests the term {term!r}"
        found = found_in((*terms.names, *terms.others), terms, lexicon)
        for number, label in enumerate(terms.names):
            if label not in found:
                yield f"{language}.names.{number}", f"{label!r} is not found as this family"
        for number, label in enumerate(terms.others):
            if label in found:
                why = f"{label!r} is found as this family, by {found[label]!r}"
                yield f"{language}.others.{number}", why


def found_in(labels: Iterable[str], terms: FamilyTerms, lexicon: Lexicon) -> dict[str, str]:
    """Return the labels that a family's terms name as the title of a page, each with the term that does.

    Args:
        labels: As sites write them.
        terms: Of one language.
        lexicon: Stop words and thresholds.
    """
    page = _blank(lexicon)
    titles = [
        Unit(label, tokens(label), UnitKind.TITLE, page, page.url, page.key, page.branch, Place.MAIN)
        for label in labels
    ]
    units = Units(titles, lexicon.stop_words(), lexicon.thresholds)
    return {match.unit.text: match.term for match in units.find(terms)}


def _blank(lexicon: Lexicon) -> Page:
    """A page for labels to stand on; nothing is read from it."""
    url = "https://portal.example/page"
    record = PageRecord(url, FetchStatus.OK, final_url=url)
    return Page(SitePage(record, read_page(b"<title>.</title>", url, "text/html")), lexicon)
