"""Substance of collections: policies, legal texts, budgets, statistics, dated lists, news."""

from __future__ import annotations

import re

from audit.detectors.case import Case
from audit.detectors.checks.base import Level, Substance, graded, newest, recent
from audit.detectors.scope import Scope

_MONEY = re.compile(
    r"(?:[$€£]|\bUSD|\bVND|\bVNĐ)\s?\d[\d.,]*|\d[\d.,]*\s?(?:tỷ|triệu|nghìn|billion|million|bn|tỉ)(?:\s(?:đồng|dong))?|\d[\d.,]{3,}\s?(?:đồng|VND|VNĐ|đ)\b"
)
_NUMBER = re.compile(r"\d[\d.,]*")
_SYMBOL = re.compile(r"\b\d{1,5}/(?:(?:19|20)\d{2}/)?[A-ZĐ]{2,}[A-ZĐ0-9-]*\b")
_SHEETS = frozenset({"xls", "xlsx", "csv", "ods", "json"})


def document(case: Case, scope: Scope) -> Substance:
    """A law or strategy: its file or link under its name, or an official summary."""
    if scope.documents:
        return Substance(Level.FULL, len(scope.documents), scope.documents[0].text)
    if scope.chars >= case.limits.duties_chars and not scope.heading:
        return Substance(Level.FULL, scope.chars, scope.quote(case.terms.strong))
    return graded(scope.chars, 10**9, scope.quote(case.terms.strong), some=40)


def collection(case: Case, scope: Scope) -> Substance:
    """A useful collection, historical and current: five documents or pages, three years, one of the last two years."""
    limits = case.limits
    pages = [scope.page, *scope.children]
    items = len(scope.children) + sum(len(page.facts.documents) for page in pages)
    items += sum(len(page.facts.dated) for page in pages)
    years = _years(scope)
    young = [year for year in years if year >= case.site.day.year - limits.collection_months // 12]
    if items >= limits.collection_documents and len(years) >= limits.collection_years and young:
        return Substance(Level.FULL, items, scope.quote(case.terms.strong))
    return graded(items + (scope.chars >= limits.prose_chars), 10**9, scope.quote(case.terms.strong))


def legal_texts(case: Case, scope: Scope) -> Substance:
    """Legal documents: ten rows with number or date, and a search over them."""
    rows = max(len(scope.dated), len(set(_SYMBOL.findall(scope.text))), len(scope.documents))
    searchable = any(
        form.fields
        and (len(form.fields) >= 2 or form.role == "search" or form.fields[0].kind in {"search", "text"})
        for form in scope.page.facts.forms
        if form.place.value == "main"
    )
    if rows >= case.limits.legal_rows and searchable:
        return Substance(Level.FULL, rows)
    return Substance(Level.SOME if rows >= 1 else Level.NONE, rows)


def figures(case: Case, scope: Scope) -> Substance:
    """Statistics: tables or files with figures, not older than two years where dates can be read."""
    tables = [table for table in scope.tables if table.rows >= 3]
    sheets = [doc for doc in scope.documents if doc.kind in _SHEETS | {"pdf", "doc", "docx"}]
    count = len(tables) + len(sheets) + len(scope.dated)
    year = max(_years(scope), default=case.site.day.year)
    fresh = year >= case.site.day.year - case.limits.collection_months // 12
    enough = (tables or sheets) and count >= case.limits.figures
    if enough and fresh:
        return Substance(Level.FULL, count)
    return graded(count, 10**9)


def budget(case: Case, scope: Scope) -> Substance:
    """Budget: amounts by year in a table or file."""
    limits = case.limits
    amounts = len(_MONEY.findall(scope.text))
    tables = [t for t in scope.tables if t.rows >= limits.figures]
    files = [d for d in scope.documents if d.kind in _SHEETS | {"pdf", "doc", "docx"}]
    dated = [d for d in files if d.year] or scope.dated
    if (tables and (amounts >= limits.budget_amounts or _numeric(scope))) or (len(files) >= 2 and dated):
        return Substance(Level.FULL, len(tables) + len(files), scope.quote(case.terms.strong))
    return graded(
        amounts + len(files) + len(tables) + len(scope.dated), 10**9, scope.quote(case.terms.strong)
    )


def dated(case: Case, scope: Scope) -> Substance:
    """A list of dated items."""
    return graded(_rows(scope), case.limits.dated_items, scope.dated[0].text if scope.dated else "")


def awards(case: Case, scope: Scope) -> Substance:
    """Contract awards: rows that name a supplier or a sum."""
    rows = max(_rows(scope), max((t.rows for t in scope.tables), default=0))
    telling = bool(scope.holds(case.purpose("supplier")) or _MONEY.search(scope.text))
    telling = telling or any(scope_header(t.headers, case) for t in scope.tables)
    if rows >= case.limits.dated_items and telling:
        return Substance(Level.FULL, rows, scope.quote(case.purpose("supplier")))
    return Substance(Level.SOME if rows else Level.NONE, rows)


def scope_header(headers: tuple[str, ...], case: Case) -> bool:
    """Whether a table's header speaks of suppliers."""
    text = " ".join(headers).lower()
    return any(term in text for term in case.purpose("supplier"))


def news(case: Case, scope: Scope) -> Substance:
    """News: five dated items, the newest within a month."""
    limits = case.limits
    dates = [item.date for item in scope.page.facts.dated]
    dates += [child.facts.published for child in scope.children if child.facts.published]
    first = scope.page.facts.dated[0].text if scope.page.facts.dated else ""
    if len(dates) >= limits.news_items:
        last = newest(dates)
        if last is None or recent(dates, case.site.day, limits.news_days):
            return Substance(Level.FULL, len(dates), first)
        return Substance(Level.SOME, len(dates), first, note="news_stale")
    return Substance(Level.SOME if dates else Level.NONE, len(dates), first)


def _rows(scope: Scope) -> int:
    return max(len(scope.dated), max((t.rows for t in scope.tables), default=0) if scope.tables else 0)


def _numeric(scope: Scope) -> bool:
    cells = [block.text for block in scope.blocks if block.tag == "td"]
    return sum(bool(_NUMBER.fullmatch(cell.strip())) for cell in cells) >= 5


def _years(scope: Scope) -> frozenset[int]:
    found: set[int] = set()
    for page in (scope.page, *scope.children):
        found |= page.year_set
        if page.facts.published[:4].isdigit():
            found.add(int(page.facts.published[:4]))
    found |= {int(y) for link in scope.links for y in re.findall(r"\b(20[0-3]\d|199\d)\b", link.text)}
    return frozenset(year for year in found if 1945 < year <= scope.site.day.year)
