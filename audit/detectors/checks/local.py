"""Substance of local life: what residents need to know of their province or city (docs/criteria.md, LOSI).

One rule for most of it: a section of its own with useful links or a full text for residents is the thing, a list of news or a single
plan is a part of it. The other checks add what the UN's item asks besides: numbers to ring, stations and dates, figures and their year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from audit.detectors.case import Case
from audit.detectors.checks.base import Level, Substance, parse_day
from audit.detectors.patterns import AMOUNT
from audit.detectors.scope import Scope
from audit.facts.dates import find_dates
from audit.facts.model import Link, Place, Table
from audit.lexicon.words import holds_any, tokens
from audit.site import Role
from audit.site.addresses import key_of

_SHEETS = frozenset({"xls", "xlsx", "csv", "ods", "json"})
_EMERGENCY = re.compile(
    r"(?<![\d./,-])(?:11[1-5]|911|999)(?!\d|[./,-]\d|\s?(?:đồng|triệu|tỷ|hộ|người|%|km|ha\b|m2|households|people|million))"
)
_SHORT_CODE = re.compile(r"\b(?:soạn|gửi|text|sms)\b.{0,40}?\b\d{3,5}\b", re.IGNORECASE)
_HOURS = re.compile(r"\b\d{1,2}\s?(?:h|giờ|:)\s?\d{2}\b|\b\d{1,2}\s?(?:am|pm)\b", re.IGNORECASE)
_PERCENT = re.compile(r"\d[\d.,]*\s?%")
_PERIOD = re.compile(r"\b(?:19|20)\d{2}\b")
_LABELS = frozenset({"a", "option", "button"})
_SENTENCE = 60  # letters of a block that says more than a heading
_LINE = 10  # letters of a block before it can be told to open a dated row


def residents(case: Case, scope: Scope) -> Substance:
    """Information for residents: links to go on, a list of places, titled parts, a full text, or the plain facts.

    Three useful links, three rows of a table or three titled parts are as good as a long text; so is a short one that tells where,
    when, on which terms and whom to ring. A list of news is a part of it.
    """
    links = len(useful_links(case, scope))
    rows = max((table.rows for table in scope.tables), default=0)
    listed = max(links, rows, _parts(case, scope)) >= case.limits.useful_links
    if listed or own_text(case, scope) >= case.limits.useful_chars or _plain_facts(case, scope):
        return Substance(Level.FULL, max(links, rows), telling(scope, case.terms.strong))
    return in_part(case, scope, links)


def profile(case: Case, scope: Scope) -> Substance:
    """The locality: three of history, geography, people, economy, culture, tourism, land or people among them (LOSI 217)."""
    titles = tokens(" . ".join(child.title for child in scope.children))
    found = [name for name in ASPECTS if scope.holds(terms := case.purpose(name)) or holds_any(titles, terms)]
    told = scope.chars >= case.limits.prose_chars or len(scope.children) >= 2
    placed = (
        "aspect_geography" in found or "aspect_people" in found
    )  # a page on duties speaks of the other four
    if len(found) >= case.limits.profile_aspects and placed and told:
        return Substance(Level.FULL, len(found), scope.quote())
    some = bool(found) or scope.chars >= case.limits.section_chars
    return Substance(Level.SOME if some else Level.NONE, len(found), scope.quote())


ASPECTS = (
    "aspect_history",
    "aspect_geography",
    "aspect_people",
    "aspect_economy",
    "aspect_culture",
    "aspect_tourism",
)
"""What the UN's item asks for, as purposes of the lexicon."""


def emergency(case: Case, scope: Scope) -> Substance:
    """Emergencies: numbers to ring, instructions, or links to those who give them (LOSI 290)."""
    short = set(_EMERGENCY.findall(scope.text))
    numbers = short | {number for number in scope.page.facts.phones if number in scope.text}
    told = own_text(case, scope) >= case.limits.prose_chars
    if len(short) >= 2 or (numbers and told):
        return Substance(Level.FULL, len(numbers), _line_with(scope, numbers))
    side = residents(case, scope)
    return side if side.level is not Level.NONE or not numbers else Substance(Level.SOME, len(numbers))


def subscription(case: Case, scope: Scope) -> Substance:
    """Alerts: how to subscribe, by form, short code, channel or app (LOSI 218)."""
    forms = [f for f in scope.page.facts.forms if any(field.kind == "tel" for field in f.fields)]
    code = _SHORT_CODE.search(scope.text)
    said = scope.holds(case.purpose("subscribe"))
    if forms or code or (said and (scope.chars >= case.limits.section_chars or scope.forms)):
        return Substance(Level.FULL, 1, scope.quote([said] if said else case.terms.strong))
    return in_part(case, scope, 0)


def leisure(case: Case, scope: Scope) -> Substance:
    """Leisure: places and times, or links to them (LOSI 230)."""
    side = residents(case, scope)
    placed = bool(scope.holds(case.purpose("address"))) or bool(_HOURS.search(scope.text))
    if side.level is Level.FULL and side.count < case.limits.useful_links and not placed:
        return Substance(Level.SOME, side.count, side.quote)
    return side


def initiative(case: Case, scope: Scope) -> Substance:
    """A strategy, a list of projects or figures (LOSI 238, 239, 291)."""
    files = [doc for doc in scope.documents if not doc.text or tokens(doc.text)]
    rows = max((table.rows for table in scope.tables), default=0)
    if files or rows >= case.limits.dated_items:
        return Substance(Level.FULL, len(files) or rows, telling(scope, case.terms.strong))
    return residents(case, scope)


def indicators(case: Case, scope: Scope) -> Substance:
    """How far goals are reached: a table with figures, or sheets (LOSI 243)."""
    sheets = [doc for doc in scope.documents if doc.kind in _SHEETS]
    rows = max((table.rows for table in scope.tables), default=0)
    told = len(_numbers(scope)) >= case.limits.budget_amounts
    if sheets or (rows >= case.limits.dated_items and told):
        return Substance(Level.FULL, len(sheets) or rows, telling(scope, case.terms.strong))
    return in_part(case, scope, len(scope.documents))


def routes(case: Case, scope: Scope) -> Substance:
    """Public transport: lines and times, or links to those who run them (LOSI 282)."""
    terms = case.purpose("route")
    lines = [block for block in scope.blocks if block.tag in {"li", "td", "tr", "h3", "h4"}]
    told = sum(bool(holds_any(tokens(block.text), terms)) for block in lines)
    tables = [t for t in scope.tables if _heads(t, terms) >= 2]
    if tables or told >= case.limits.dated_items:
        return Substance(Level.FULL, max(told, *(t.rows for t in tables), 1), telling(scope, terms))
    return residents(case, scope)


def readings(case: Case, scope: Scope) -> Substance:
    """Air: measured values with station and date, not older than data may be (LOSI 292)."""
    station = scope.holds(case.purpose("station"))
    measured = scope.holds(case.purpose("measure")) and len(_numbers(scope)) >= case.limits.figures
    days = [day for value in _dates(scope) if (day := parse_day(value)) and day <= case.site.day]
    fresh = bool(days) and (case.site.day - max(days)).days <= case.limits.collection_months * 30
    if station and measured and fresh:
        return Substance(Level.FULL, len(_numbers(scope)), scope.quote([station]))
    if measured or station:
        return Substance(Level.SOME, len(_numbers(scope)), telling(scope, case.terms.strong))
    return in_part(case, scope, len(scope.documents))


def survey_results(case: Case, scope: Scope) -> Substance:
    """Satisfaction: results with period and figures; a rating box gives none (LOSI 294)."""
    files = [doc for doc in scope.documents if doc.year or _PERIOD.search(doc.text)]
    shares = len(_PERCENT.findall(scope.text))
    rows = max((table.rows for table in scope.tables), default=0)
    told = shares >= case.limits.figures or (rows >= case.limits.figures and len(_numbers(scope)) >= rows)
    period = _PERIOD.search(scope.text) or _PERIOD.search(scope.page.title)
    if (told and period) or len(files) >= 2:
        return Substance(Level.FULL, shares or rows or len(files), telling(scope, case.terms.strong))
    some = bool(files or shares or rows)
    return Substance(Level.SOME if some else Level.NONE, len(files), telling(scope, case.terms.strong))


def upcoming_events(case: Case, scope: Scope) -> Substance:
    """Events: one that is still to come on the day of the audit (LOSI 295)."""
    ahead = [value for value in _dates(scope) if (day := parse_day(value)) and day >= case.site.day]
    if ahead:
        shown = next((item.text for item in scope.dated if item.date in ahead), "")
        return Substance(Level.FULL, len(ahead), shown)
    past = len(scope.dated) or bool(_dates(scope))
    return Substance(Level.SOME if past else Level.NONE, int(past))


def help_line(case: Case, scope: Scope) -> Substance:
    """A telephone for questions on online services (LOSI 288); the agency's own number alone is a part of it."""
    phones = [number for number in scope.page.facts.phones if number in scope.text]
    if not phones:
        return Substance(Level.NONE)
    said = scope.holds(case.purpose("online_help"))
    return Substance(Level.FULL if said else Level.SOME, len(phones), _line_with(scope, set(phones)))


def telling(scope: Scope, terms: Iterable[str]) -> str:
    """Return the first sentence with one of the terms, a heading only where there is no sentence."""
    terms = tuple(terms)
    long = (b.text for b in scope.blocks if len(b.text) > _SENTENCE and b.tag not in _LABELS)
    return next((text for text in long if holds_any(tokens(text), terms)), "") or scope.quote()


def in_part(case: Case, scope: Scope, count: int) -> Substance:
    """Return what is there where the thing itself is not: a list of news, or a few words."""
    news = _news(case, scope)
    if len(news) >= case.limits.dated_items:
        return Substance(Level.SOME, len(news), news[0], note="news_list")
    few = count or scope.chars >= case.limits.section_chars // 2
    return Substance(Level.SOME if few else Level.NONE, count, telling(scope, case.terms.strong))


def useful_links(case: Case, scope: Scope) -> dict[str, Link]:
    """Return the links that lead a resident on, by key: no news, no template, no shares, nothing that is missing."""
    news = {key_of(item.url) for item in scope.dated if item.url and not _is_file(scope, item.url)}
    found: dict[str, Link] = {}
    for link in scope.links:
        key = key_of(link.url)
        fresh = link.place is Place.MAIN and bool(tokens(link.text)) and key not in news
        if fresh and key != scope.page.key and _leads_on(case, scope, link, key):
            found.setdefault(key, link)
    return found


def _leads_on(case: Case, scope: Scope, link: Link, key: str) -> bool:
    page = case.site.by_key.get(key)
    if page is not None:
        dull = page.is_any(Role.HOME, Role.NEWS, Role.SPEECH, Role.SEARCH, Role.PLACEHOLDER, Role.MISSING)
        return not dull and not _repeated(case, link, key)
    if case.site.owns(link.url):
        return _is_file(scope, link.url)  # a page that was not read may be news, or missing
    asked = unquote(urlsplit(link.url).query)
    shares = any(host in asked for host in case.site.hosts)  # a share button names the page that it shares
    return not shares and not _repeated(case, link, key)


def _repeated(case: Case, link: Link, key: str) -> bool:
    """Whether a link stands in the content of so many pages that it belongs to their template."""
    for use in case.site.links.to.get(key, ()):
        inside = use.places[Place.MAIN] + use.places[Place.ASIDE]
        size = len(case.site.branch(use.branch))
        if use.text == link.text and inside > 2 and inside >= case.limits.boilerplate_share * size:
            return True
    return False


def _plain_facts(case: Case, scope: Scope) -> bool:
    """Whether a short text tells three of: whom to ring, where, when, how much, for whom, how to apply."""
    if _news(case, scope) or scope.chars < case.limits.section_chars:
        return False
    facts = scope.page.facts
    said = (
        any(value in scope.text for value in (*facts.phones, *facts.emails)),
        bool(scope.holds(case.purpose("address"))),
        bool(_HOURS.search(scope.text) or scope.holds(case.purpose("opening"))),
        bool(AMOUNT.search(scope.text) or scope.holds(case.purpose("benefits"))),
        bool(scope.holds(case.purpose("conditions"))),
        bool(scope.holds(case.lexicon[case.language].apply)),
    )
    return sum(said) >= case.limits.resident_facts


def _parts(case: Case, scope: Scope) -> int:
    """Return how many titled parts of a page have a text of their own; a list of news has none."""
    if scope.heading or _news(case, scope):
        return 0
    parts = (Scope(scope.site, scope.page, heading.text) for heading in scope.headings)
    return sum(part.chars >= case.limits.section_chars for part in parts)


def own_text(case: Case, scope: Scope) -> int:
    """Return the letters of running text; of a page with a list of news, those before the list."""
    news = _news(case, scope)
    if not news:
        return scope.chars
    total = 0
    for block in scope.blocks:
        if any(_opens(block.text, row) for row in news):
            return total
        total += len(block.text) if block.tag not in _LABELS else 0
    return total


def _news(case: Case, scope: Scope) -> list[str]:
    """Return the headlines of the content: dated rows that are no files, and links to news."""
    rows = [i.text for i in scope.dated if i.place is Place.MAIN and i.url and not _is_file(scope, i.url)]
    pages = ((link, case.site.by_key.get(key_of(link.url))) for link in scope.links)
    linked = [
        link.text
        for link, page in pages
        if page is not None and link.place is Place.MAIN and link.text and page.is_any(Role.NEWS, Role.SPEECH)
    ]
    return list(dict.fromkeys([*rows, *linked]))


def _opens(block: str, row: str) -> bool:
    return block.startswith(row) or (len(block) >= _LINE and row.startswith(block))


def _is_file(scope: Scope, url: str) -> bool:
    return any(doc.url == url for doc in scope.documents)


def _numbers(scope: Scope) -> list[str]:
    """Return the cells and list items that are, or hold, a figure."""
    cells = [block.text for block in scope.blocks if block.tag in {"td", "li", "dd", "span"}]
    return [cell for cell in cells if re.search(r"\d", cell) and len(cell) <= 120]


def _dates(scope: Scope) -> list[str]:
    """Return every date of the scope, days to come among them."""
    rows = [item.date for item in scope.dated]
    if not scope.heading:
        rows += scope.page.facts.dates
    return rows + [found.iso for block in scope.blocks for found in find_dates(block.text)]


def _heads(table: Table, terms: Iterable[str]) -> int:
    """Return how many of a table's columns are headed by one of the terms."""
    return sum(bool(holds_any(tokens(header), tuple(terms))) for header in table.headers)


def _line_with(scope: Scope, values: set[str]) -> str:
    return next((b.text for b in scope.blocks if any(value in b.text for value in values)), scope.quote())
