"""Rules of things told in running text: the words and the structure in the same piece of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable

from audit.detectors.case import Case
from audit.detectors.checks.base import Level, Substance, graded, parse_day
from audit.detectors.patterns import AGE, AMOUNT, DAYS, HOURS, PHONE, reachable
from audit.detectors.spoken import spoken
from audit.facts.dates import find_dates
from audit.facts.model import Block, Link, Person, Place
from audit.facts.text import SENTENCE_END
from audit.lexicon.words import Tokens, holds_any, tokens
from audit.site import Page, Role
from audit.site.addresses import host_of
from audit.site.links import LinkUse
from crawler.registry import Kind

_OF_SECTORS = frozenset({"sector_budget", "consultation_held", "consultation_upcoming"})
"""Families that are asked for each sector by itself, and whose pages need not name it."""
NOTHING = Substance(Level.NONE)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LABELS = frozenset({"a", "option", "button", "label", "h1", "h2", "h3", "h4", "h5", "h6", "th"})
_MONEY = re.compile(r"\d{1,3}(?:[.,]\d{3}){2,}|\d[\d.,]*\s?(?:tỷ|triệu|million|billion)", re.IGNORECASE)
_FIGURE = re.compile(r"\d[\d.,]{2,}")
_COUNT = re.compile(r":\s*\d[\d.,]+$")
_STORES = ("play.google.com", "apps.apple.com", "itunes.apple.com", "appgallery.huawei.com")
_OUT = (Role.NEWS, Role.SPEECH, Role.SEARCH, Role.PLACEHOLDER, Role.MISSING, Role.ARCHIVE)
_SEPARATOR = re.compile(r";|\s[–-]\s|,")


def lines(case: Case, page: Page, terms: Iterable[str] = ()) -> list[str]:
    """Return the pieces of running text of a page that hold one of the terms, else one of the family's."""
    wanted = tuple(terms) or (*case.terms.told, *case.terms.strong)
    refused = case.terms.negative
    found = []
    for block in page.main_blocks:
        if block.tag in _LABELS:
            continue
        words = tokens(block.text)
        if not holds_any(words, wanted) or holds_any(words, refused):
            continue
        if any(holds_any(tokens(part), wanted) for part in SENTENCE_END.split(block.text)):
            found.append(block.text)  # no term spans the end of a sentence
    return found


def bound(case: Case) -> bool:
    """Whether whatever the agency publishes is about the criterion's sector: its only one, or the one it was set up for.

    Provinces and whole governments were set up for none of them.
    """
    agency, sectors = case.site.agency, case.lexicon.sectors
    own = [found for word in agency.sectors if (found := sectors.of((word,)) & frozenset(sectors.sectors))]
    if case.criterion.sector is None or len(frozenset().union(*own)) <= 1:
        return True
    return agency.kind is not Kind.PROVINCE and bool(own) and case.criterion.sector in own[0]


def about_sector(case: Case, page: Page) -> bool:
    """Whether a page is about the criterion's sector, by the agency or by its own words, where the criterion asks for it."""
    if case.family not in _OF_SECTORS:
        return True
    words = case.lexicon[case.language].sectors.get(case.criterion.sector or "", ())
    return bound(case) or bool(holds_any((*tokens(page.title), *page.words), words))


def line_about_sector(case: Case, line: str) -> bool:
    """The same of one line among many: the home page of a province speaks of every sector."""
    words = case.lexicon[case.language].sectors.get(case.criterion.sector or "", ())
    return case.family not in _OF_SECTORS or bound(case) or bool(holds_any(tokens(line), words))


def _named(page: Page, terms: tuple[str, ...]) -> bool:
    """Whether the title or a heading of a page holds one of the terms."""
    texts = (page.title, *(h.text for h in page.facts.headings if h.place is Place.MAIN))
    return any(holds_any(tokens(text), terms) for text in texts)


def detail_told(case: Case, page: Page) -> Substance:
    """A group, an offer or a service in one line of another page, with an amount, an age or a way to ask: a part of it."""
    if holds_any(tokens(page.title), case.lexicon.terms("vacancies", case.language).strong):
        return NOTHING  # what an employer offers its own staff
    for line in lines(case, page):
        if any(sign.search(line) for sign in (AMOUNT, DAYS)) or _aged(case, line) or reachable(line):
            return Substance(Level.SOME, 1, line)
    return NOTHING


def _aged(case: Case, line: str) -> bool:
    """Whether a line tells an age by which somebody may get a thing; where an age is the group's name, it tells no more."""
    words = tokens(line)
    return bool(AGE.search(line)) and not any(
        any(word.isdecimal() for word in tokens(term))
        for term in case.terms.strong
        if holds_any(words, (term,))
    )


def places_told(case: Case, page: Page) -> Substance:
    """A counter where people are helped: its address, telephone or hours in the same line; a part, as its purpose is not said."""
    for line in lines(case, page):
        placed = (
            PHONE.search(line)
            or HOURS.search(line)
            or re.search(r"\b(?:số|no\.?)\s?\d+\b", line, re.IGNORECASE)
        )
        if placed:
            return Substance(Level.SOME, 1, line)
    return NOTHING


def identity_told(case: Case, page: Page) -> Substance:
    """A digital identity that the text explains as the one for many services; a step that only tells to sign in is a part."""
    for line in lines(case, page):
        if holds_any(tokens(line), case.purpose("one_key")):
            return Substance(Level.FULL, 1, line)
    for line in lines(case, page):
        if holds_any(tokens(line), case.purpose("sign_in")):
            return Substance(Level.SOME, 1, line)
    return NOTHING


def reporting_told(case: Case, page: Page) -> Substance:
    """A wrong that can be reported, with telephone or mail in the same line; on a page about other things it is a part."""
    subject = case.purpose(str(case.criterion.params.get("subject", "corruption")))
    staff = case.purpose("own_staff")
    below = (line for line in _below_heading(page, subject) if holds_any(tokens(line), staff))
    for line in (*lines(case, page, subject), *below):
        words = tokens(line)
        if reachable(line) and holds_any(words, case.purpose("report")):
            full = _named(page, subject)
            return Substance(Level.FULL if full else Level.SOME, 1, line)
    return NOTHING


def _below_heading(page: Page, terms: tuple[str, ...]) -> list[str]:
    """Return the text under the headings that hold one of the terms, a piece each."""
    named, found = False, []
    for block in page.main_blocks:
        if block.tag in _HEADINGS:
            named = bool(holds_any(tokens(block.text), terms))
        elif named and block.tag not in _LABELS:
            found.append(block.text)
    return found


def steps_told(case: Case, page: Page) -> Substance:
    """Steps to apply, and where to do so online, told for one service: a part of a guide."""
    ordered = page.facts.steps >= case.limits.told_phrases or page.is_any(Role.SERVICE)
    said = lines(case, page) if ordered else []
    return Substance(Level.SOME, page.facts.steps, said[0]) if said else NOTHING


def calls_told(case: Case, page: Page) -> Substance:
    """Calls for bids in a table or line under another name: a part of a list, from three dated rows on the whole."""
    if not any(holds_any(tokens(block.text), case.terms.told) for block in page.main_blocks):
        return NOTHING
    return graded(
        len(page.facts.dated), case.limits.dated_items, page.facts.dated[0].text if page.facts.dated else ""
    )


def statement_told(case: Case, page: Page) -> Substance:
    """A statement under a free title: three of the phrases that such statements are made of, on a page of the menu."""
    said = [term for term in case.terms.told if holds_any(page.words, (term,))]
    if len(said) < case.limits.told_phrases:
        return NOTHING
    quote = next(iter(lines(case, page, said)), page.title)
    return Substance(Level.FULL if _in_menu(case, page) else Level.SOME, len(said), quote)


def _in_menu(case: Case, page: Page) -> bool:
    uses: list[LinkUse] = case.site.links.to.get(page.key, [])
    return any(use.menu or use.on_home for use in uses)


def figures_in(page: Page) -> int:
    """Return how many cells of tables hold nothing but a figure."""
    cells = [block.text for block in page.main_blocks if block.tag == "td"]
    return sum(bool(_FIGURE.fullmatch(cell)) for cell in cells)


def budget_told(case: Case, page: Page) -> Substance:
    """A table of amounts whose header, caption or heading speaks of estimates or accounts."""
    words = (*case.terms.told, *case.terms.strong)
    for table in page.facts.tables:
        said = tokens(" ".join((table.caption, *table.headers, *table.sample)))
        year = re.search(r"\b20\d\d\b", " ".join((table.caption, *table.headers)))
        if table.place is Place.MAIN and table.rows >= case.limits.figures and holds_any(said, words):
            full = figures_in(page) >= case.limits.budget_amounts and bool(year)
            return Substance(Level.FULL if full else Level.SOME, table.rows, " · ".join(table.headers))
    return NOTHING


def vacancies_told(case: Case, page: Page) -> Substance:
    """Posts to be filled, with a closing date of the past year or to come, and a form, mail or address to apply."""
    found = lines(case, page, case.terms.told) if case.terms.told else []
    if not found:
        return NOTHING
    days = [hit.iso for block in page.main_blocks for hit in find_dates(block.text)]
    young = [
        d for v in days if (d := parse_day(v)) and (case.site.day - d).days <= case.limits.consultation_days
    ]
    way = page.facts.documents or any(reachable(block.text) for block in page.main_blocks)
    near_start = any(found[0] == block.text for block in opening(page))
    if young and way and near_start:
        return Substance(Level.FULL, len(found), found[0])
    return Substance(Level.SOME if young else Level.NONE, len(found), found[0])


def opening(page: Page) -> list[Block]:
    """Return the first lines of running text of a page: what it is about."""
    return [block for block in page.main_blocks if block.tag not in _LABELS and len(block.text) > 40][:3]


def consultation_told(case: Case, page: Page) -> Substance:
    """A draft that opinions are asked for: until when, and how to give them, in the text itself."""
    drafts = case.purpose("draft")
    titled = bool(holds_any(tokens(page.title), drafts))
    asked = [line for line in lines(case, page) if titled or holds_any(tokens(line), drafts)]
    if not asked:
        return NOTHING
    days = [d for line in asked for hit in find_dates(line) if (d := parse_day(hit.iso))]
    reply = any(reachable(line) for line in asked) or any(
        holds_any(tokens(line), case.purpose("consultation_form")) for line in asked
    )
    ahead = [day for day in days if day >= case.site.day]
    recent = [day for day in days if abs((case.site.day - day).days) <= case.limits.consultation_days]
    wanted = ahead if case.traits.check == "open_consultation" else recent
    if wanted and reply:
        return Substance(Level.FULL, len(wanted), asked[0])
    return Substance(Level.SOME if wanted else Level.NONE, 0, asked[0])


def awards_told(case: Case, page: Page) -> Substance:
    """Contracts awarded, told one by one: who, and for how much; three of them are a list."""
    rows = [item.text for item in page.facts.dated]
    blocks = rows or [block.text for block in page.main_blocks if block.tag not in _LABELS]
    told = [
        text for text in blocks if _MONEY.search(text) and holds_any(tokens(text), case.purpose("supplier"))
    ]
    return graded(len(told), case.limits.dated_items, told[0] if told else "")


def people_told(case: Case, page: Page) -> Substance:
    """Heads in a directory under another name: rows whose title is that of a head, with a way to reach them."""
    heads = [p for p in _persons(case, page) if _leads(case, tokens(p.title))]
    near = [p for p in heads if p.phone or p.email]
    if not heads:
        return NOTHING
    return Substance(
        Level.FULL if len(near) >= case.limits.people else Level.SOME, len(near), _row((near or heads)[0])
    )


def _leads(case: Case, title: Tokens) -> bool:
    """Whether a title is that of a head; deputies are heads at the top of the agency only."""
    deputy = holds_any(title, case.purpose("deputies")) and not holds_any(title, case.purpose("top"))
    return bool(holds_any(title, case.purpose("titles"))) and not deputy


def officials_told(case: Case, page: Page) -> Substance:
    """Officials in a table under another name: name, title and a way to reach them."""
    found = [p for p in _persons(case, page) if p.name and p.title]
    rows = [p for p in found if p.phone or p.email]
    if not rows:
        return NOTHING
    return Substance(
        Level.FULL if len(rows) >= case.limits.officials else Level.SOME, len(rows), _row(rows[0])
    )


def _persons(case: Case, page: Page) -> list[Person]:
    listed = list({(p.name.split(". ")[-1], p.title): p for p in reversed(page.facts.people)}.values())[::-1]
    return listed or spoken(case, page.main_blocks)


def _row(person: Person) -> str:
    return ", ".join(
        part for part in (person.name, person.title, person.unit, person.phone, person.email) if part
    )


def units_told(case: Case, page: Page) -> Substance:
    """Units strung together in one line of another page: a part of a chart."""
    for block in page.main_blocks:
        parts = [part for part in _SEPARATOR.split(block.text) if part.strip()]
        named = [part for part in parts if holds_any(tokens(part), case.purpose("unit_names"))]
        if len(named) >= case.limits.chart_units and len(named) * 3 >= len(parts) * 2:
            return Substance(Level.SOME, len(named), block.text)
    return NOTHING


def is_store(case: Case, link: Link) -> bool:
    """Whether a link leads to a shop for apps: by its host, or by its label where it leads out of the site."""
    named = " ".join(tokens(link.text)) in case.purpose("store_labels")
    return host_of(link.url) in _STORES or (named and not case.site.owns(link.url))


def store_told(case: Case, page: Page) -> Substance:
    """A link to a shop for apps on a page that is no news."""
    if not page.linked or page.is_any(*_OUT):
        return NOTHING
    link = next((one for one in page.facts.links if is_store(case, one)), None)
    return Substance(Level.FULL, 1, link.context or link.text) if link else NOTHING


def counter_told(_case: Case, page: Page) -> Substance:
    """A counter of visits whose labels are in the other language."""
    if "counter" not in page.facts.widgets:
        return NOTHING
    beside = (b.text for b in page.facts.blocks if b.place is not Place.MAIN)
    shown = next((text for text in beside if _COUNT.search(text)), "")
    return Substance(Level.SOME, 1, shown) if shown else NOTHING


def policy_told(case: Case, page: Page) -> Substance:
    """One plan, programme or resolution on the sector, by its title: a part of a collection of them."""
    words = tokens(page.title)
    sector = case.lexicon[case.language].sectors.get(case.criterion.sector or "", ())
    if holds_any(words, sector) and holds_any(words, case.purpose("policy_document")):
        return Substance(Level.SOME, 1, page.title)
    return NOTHING
