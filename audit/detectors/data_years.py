"""Figures and the newest year they are of: what international bodies read when they collect a country's data (vn-data)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from audit.detectors.case import Case, answer, met, not_met, page_evidence, partly
from audit.detectors.freshness import sections, with_date
from audit.detectors.named import candidates, conclude
from audit.detectors.scope import Scope
from audit.facts.model import DocumentLink, Place, Table
from audit.lexicon.words import find_phrase, holds_any, tokens
from audit.results import Evidence, Side, Verdict
from audit.site import Role

FILES = frozenset({"pdf", "xls", "xlsx", "csv", "ods", "doc", "docx", "json", "xml", "zip", "rar"})
_YEAR = re.compile(r"(?<![\d.,])(?:19[5-9]\d|20\d\d)(?![\d]|[.,]\d)")
_SYMBOL = re.compile(r"\d+/(?:19|20)\d\d/[A-ZĐ]")
"""The number of a decree or circular: its year is not that of any figures."""
_FIGURE = re.compile(r"[+-]?\d[\d.,]*\s?%?")
_NEVER = (Role.NEWS, Role.SPEECH, Role.SEARCH, Role.PLACEHOLDER, Role.MISSING)


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures under a name, with the newest year read there."""

    year: int
    """0 when no year can be read."""
    evidence: Evidence
    stated: bool = True
    """Whether it is the year that the figures are of, and not only that in which they were put online."""


def newest_year(case: Case) -> Side:
    """Figures whose newest year is not older than the threshold allows at the audit's day.

    Years are those of headings, table heads and first cells, and files; the day something was put online counts only where no
    other year can be read. A criterion with a sector asks an agency of several sectors for figures that name this one.
    """
    found = [*_sections(case), *_rows(case), *_files(case)]
    if not found:
        side = conclude(case, candidates(case))
        if side.reason.code.startswith("unread_"):
            return side
        other = [
            page_evidence(page, page.title, "title")
            for section in sections(case, weak=True)
            for page in (section.page, *section.scope.children)
            if _has_figures(Scope(case.site, page))
        ]
        if other and case.criterion.sector:
            return partly(case, "data_other_field", other[:1])
        if side.verdict is Verdict.NOT_MET:
            return side
        # what is named was not read, or holds no figures
        if side.verdict is Verdict.COULD_NOT_TELL or side.reason.code in {
            "official_link",
            "bare_link",
            "general_link",
        }:
            return answer(case, Verdict.COULD_NOT_TELL, "data_elsewhere", side.evidence, side.near_misses)
        return not_met(case, "data_no_figures", [*side.evidence, *side.near_misses])
    oldest = case.site.day.year - case.limits.data_years
    best = max(found, key=lambda figures: (figures.year >= oldest, figures.stated, figures.year))
    if not best.year:
        return partly(case, "data_undated", (best.evidence,))
    if best.year >= oldest:
        return met(case, "data_full" if best.stated else "data_published", (best.evidence,), year=best.year)
    return partly(case, "data_old", (best.evidence,), year=best.year)


def years_in(text: str) -> set[int]:
    """Return the years that a label names, those of document numbers left out.

    >>> sorted(years_in("Niên giám 2016-2017 theo Quyết định 12/2018/QĐ-TTg"))
    [2016, 2017]
    """
    return {int(year) for year in _YEAR.findall(_SYMBOL.sub(" ", text))}


def _sections(case: Case) -> Iterator[Figures]:
    for section in sections(case, weak=True):
        for page in (section.page, *section.scope.children):
            scope = section.scope if page is section.page else Scope(case.site, page)
            if _has_figures(scope) and not page.is_any(*_NEVER) and _of_sector(case, scope):
                yield _read(case, scope)


def _rows(case: Case) -> Iterator[Figures]:
    """Yield tables elsewhere that give its figures in a row: an indicator need not have a page of its own."""
    for page, term in case.site.mentions(case.terms.strong, case.language):
        scope = Scope(case.site, page)
        if not _tables(scope) or page.is_any(*_NEVER) or not _of_sector(case, scope):
            continue
        for number, block in enumerate(scope.blocks):
            beside = scope.blocks[number + 1 : number + 3]
            figures = block.tag in {"td", "th"} and any(
                _FIGURE.fullmatch(cell.text.strip()) for cell in beside
            )
            if figures and _says(case, block.text, term):
                found = _read(case, scope, " · ".join([block.text, *(cell.text for cell in beside)]))
                # the day a table was put online is not told of one of its rows
                yield found if found.stated else replace(found, year=0)
                break


def _says(case: Case, text: str, term: str) -> bool:
    words = tokens(text)
    return find_phrase(words, tokens(term)) >= 0 and not holds_any(words, case.terms.negative)


def _files(case: Case) -> Iterator[Figures]:
    """Yield files that bear the name themselves."""
    for candidate in candidates(case):
        if candidate.code in {"file", "file_only"}:
            label = f"{candidate.match.unit.text} {_file_name(candidate.match.unit.target)}"
            yield Figures(_newest(case, years_in(label)), candidate.evidence)


def _has_figures(scope: Scope) -> bool:
    return any(table.rows for table in _tables(scope)) or any(doc.kind in FILES for doc in _documents(scope))


def _tables(scope: Scope) -> list[Table]:
    """Return the tables of the main content: side boxes speak of other things."""
    return [table for table in scope.tables if table.place is Place.MAIN]


def _documents(scope: Scope) -> list[DocumentLink]:
    return [doc for doc in scope.documents if doc.place is Place.MAIN]


def _of_sector(case: Case, scope: Scope) -> bool:
    sector = case.criterion.sector
    terms = case.lexicon[case.language].sectors.get(sector or "", ())
    if not terms or len(case.site.sectors) < 2:
        return True
    return bool(scope.holds(terms) or holds_any(tokens(scope.page.title), terms))


def _read(case: Case, scope: Scope, quote: str = "") -> Figures:
    """Return the newest year of a scope, and the label that names it."""
    labels = [scope.heading or scope.page.title, *(heading.text for heading in scope.headings)]
    for table in _tables(scope):
        labels += [table.caption, *table.headers, *table.sample]
    labels += _year_cells(case, scope)
    labels += [doc.text if years_in(doc.text) else _file_name(doc.url) for doc in _documents(scope)]
    labels += [link.text for link in scope.links if link.place is Place.MAIN]
    year, label = max((_newest(case, years_in(text)), text) for text in labels)
    if year:
        return Figures(year, page_evidence(scope.page, quote or label, "table"))
    rows = [item for item in scope.dated if item.place is Place.MAIN and item.date[:4].isdigit()]
    newest = max(rows, key=lambda item: item.date, default=None)
    dates = [newest.date if newest else "", scope.page.facts.published]
    year = _newest(case, {int(value[:4]) for value in dates if value[:4].isdigit()})
    shown = quote or (with_date(scope.page, newest) if newest else "") or scope.page.title
    return Figures(year, page_evidence(scope.page, shown, "table"), stated=False)


def _year_cells(case: Case, scope: Scope) -> list[str]:
    """Return the cells that are nothing but a year, where a head says that years stand there or several do."""
    cells = [block.text for block in scope.blocks if block.tag in {"td", "th"}]
    years = [text for text in cells if re.fullmatch(r"\s*(?:19[5-9]\d|20\d\d)\s*", text)]
    labelled = any(
        find_phrase(tokens(head), tokens(term)) >= 0
        for table in _tables(scope)
        for head in table.headers
        for term in case.purpose("year_label")
    )
    return years if labelled or len(set(years)) >= 3 else []


def _newest(case: Case, years: set[int]) -> int:
    """Return the newest year that is not to come; 0 for none."""
    return max((year for year in years if year <= case.site.day.year), default=0)


def _file_name(url: str) -> str:
    """Return the file's own name: a folder of uploads tells when it was put online, not what year it is about."""
    return re.sub(r"[-_.+]", " ", unquote(urlsplit(url).path.rsplit("/", 1)[-1]))
