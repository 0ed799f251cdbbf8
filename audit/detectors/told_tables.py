"""Rules of things told by a table, a list or a shelf of files under a free title: spending, duties, plans, places, visits."""

from __future__ import annotations

import re

from audit.detectors.case import Case
from audit.detectors.checks.base import Level, Substance
from audit.detectors.checks.spatial import spatial
from audit.detectors.patterns import HOURS, PHONE
from audit.detectors.scope import Scope
from audit.detectors.told_rules import NOTHING, bound, figures_in, lines, opening, places_told
from audit.facts.model import Place
from audit.lexicon.words import Tokens, find_phrase, holds_any, tokens
from audit.site import Page, Role

_YEAR = re.compile(r"\b(?:19[5-9]\d|20[0-4]\d)\b")
_COUNT = re.compile(r"\d[\d.,]+")
_TASK = 20  # letters of a list item that says what is done
_BOX = 160  # letters of a line that tells how many visited


def spending_told(case: Case, page: Page) -> Substance:
    """A table of sums by year on a page that speaks of money spent, whatever it is called; what people pay is none."""
    if page.is_any(Role.SERVICE) or holds_any(tokens(page.title), case.terms.negative):
        return NOTHING
    payer = case.purpose("payer")  # guests and households spend, too
    said = [line for line in lines(case, page, case.purpose("spending")) if holds_any(tokens(line), payer)]
    if not said:
        return NOTHING
    for table in page.facts.tables:
        years = {year for text in (*table.headers, *table.sample) for year in _YEAR.findall(text)}
        counted = table.place is Place.MAIN and table.rows >= case.limits.figures
        if counted and len(years) >= 2 and figures_in(page) >= case.limits.budget_amounts:
            return Substance(Level.FULL, table.rows, said[0])
    return NOTHING


def plans_told(case: Case, page: Page) -> Substance:
    """A shelf of plans or policies under a free title: as many files, over as many years, as a collection has."""
    limits = case.limits
    sector = case.lexicon[case.language].sectors.get(case.criterion.sector or "", ())
    files = [doc.text for doc in page.facts.documents if doc.place is Place.MAIN]
    rows = [block.text for block in page.main_blocks if any(text and text in block.text for text in files)]
    title = tokens(page.title)
    if not holds_any(title, case.purpose("policy_document")) or holds_any(title, case.terms.negative):
        return NOTHING
    if not bound(case) and not holds_any((*title, *tokens(" . ".join(rows))), sector):
        return NOTHING
    years = {int(year) for row in rows for year in _YEAR.findall(row) if int(year) <= case.site.day.year}
    young = [year for year in years if year >= case.site.day.year - limits.collection_months // 12]
    if len(files) >= limits.collection_documents and len(years) >= limits.collection_years and young:
        return Substance(Level.FULL, len(files), rows[0])
    return Substance(
        Level.SOME if len(files) >= 2 and young else Level.NONE, len(files), rows[0] if rows else ""
    )


def helpers_told(case: Case, page: Page) -> Substance:
    """Places where somebody helps people online: three of them, each with its address, telephone or hours."""
    said = lines(case, page, case.terms.told)
    if not said:
        return places_told(case, page)
    rows = [b.text for b in page.main_blocks if b.tag in {"li", "td", "p"} and _is_placed(case, b.text)]
    if len(rows) >= case.limits.dated_items:
        return Substance(Level.FULL, len(rows), said[0])
    return Substance(Level.SOME if rows else Level.NONE, len(rows), said[0])


def _is_placed(case: Case, text: str) -> bool:
    return bool(HOURS.search(text) or PHONE.search(text) or holds_any(tokens(text), case.purpose("address")))


def duties_told(case: Case, page: Page) -> Substance:
    """What the agency answers for, in a sentence that names it, with its tasks in a list below; the sentence alone is a part.

    Posts to be filled have duties, too: pages about them say nothing of the agency's.
    """
    posts = case.lexicon.terms("vacancies", case.language)
    if page.is_any(Role.SERVICE, Role.LAW) or holds_any(page.words, posts.told[:1]):
        return NOTHING
    if holds_any(tokens(page.title), (*posts.strong, *posts.weak, *case.terms.negative)):
        return NOTHING
    blocks = [block for block in page.main_blocks if block.place is Place.MAIN]
    for number, block in enumerate(blocks):
        if block.tag != "p" or not _answers(case, tokens(block.text)):
            continue
        below = blocks[number + 1 : number + 1 + 2 * case.limits.told_phrases]
        tasks = [one for one in below if one.tag == "li" and len(one.text) > _TASK]
        if len(tasks) >= case.limits.told_phrases and page.is_any(Role.LANDING):
            return Substance(Level.FULL, len(tasks), tasks[0].text)
        if block in opening(page):
            return Substance(Level.SOME, 1, block.text)
    return NOTHING


def _answers(case: Case, words: Tokens) -> bool:
    """Whether a sentence says that the agency answers for something: it stands before the words that say so, or among them."""
    term = tokens(holds_any(words, case.terms.told))
    end = find_phrase(words, term) + len(term)
    return bool(term) and bool(holds_any(words[:end], _bodies(case)))


def _bodies(case: Case) -> tuple[str, ...]:
    return tuple(word for name in ("owner", "self", "unit_names") for word in case.purpose(name))


def spatial_told(case: Case, page: Page) -> Substance:
    """Files or services for map programs on a page of another name; the words alone are none."""
    found = spatial(case, Scope(case.site, page))
    return found if found.level is Level.FULL else NOTHING


def visits_told(case: Case, page: Page) -> Substance:
    """How many visited, in a box of the home page: a line that opens with the words and holds the number."""
    if not page.is_any(Role.HOME) or page.branch != case.language:
        return NOTHING
    wanted = (*case.terms.strong, *case.terms.told)
    for block in page.facts.blocks:
        if len(block.text) > _BOX or not _COUNT.search(block.text):
            continue
        head = tokens(block.text.partition(":")[0]) if ":" in block.text else tokens(block.text)[:4]
        if holds_any(head, wanted) and not holds_any(head, case.terms.negative):
            return Substance(Level.FULL, 1, block.text)
    return NOTHING
